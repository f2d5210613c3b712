import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestApp } from '../../tests/support/app.js';
import { MAYAS_PASSWORD, newVisitor, setUpSchool } from '../../tests/support/visitor.js';

const context = await openTestApp();

describe('setting up', () => {
  it('sends the first visitor to the set-up, names every fault at once and keeps what was typed [S-09]', async () => {
    const visitor = newVisitor(context);
    assert.equal((await visitor.get('/sign-in')).headers.get('location'), '/set-up');
    const refused = await visitor.post('/set-up', {
      organisation: 'Otterbridge',
      name: '',
      email: 'maya',
      password: 'short',
    });
    assert.equal(refused.status, 422);
    const html = await refused.text();
    for (const words of [
      'Enter your name',
      'Enter an e-mail address like',
      'at least 12 characters',
      'value="Otterbridge"',
    ]) {
      assert.ok(html.includes(words), words);
    }
    assert.ok(!html.includes('short'), 'a password is never sent back');
  });

  it('makes the school and signs its careers leader in; a second set-up is refused [S-18]', async () => {
    const maya = await setUpSchool(context);
    assert.ok(maya.cookies.has('__Host-waymark'));
    const again = await newVisitor(context).get('/set-up');
    assert.equal(again.status, 409);
  });

  it('answers an unknown address and a wrong password alike', async () => {
    const visitor = newVisitor(context);
    const wrong = await visitor.post('/sign-in', {
      email: 'maya.okafor@otterbridge.example',
      password: 'not the password',
    });
    const unknown = await visitor.post('/sign-in', {
      email: 'nobody@otterbridge.example',
      password: 'not the password',
    });
    assert.equal(wrong.status, 422);
    const plain = (html: string) => html.replace(/value="[^"]*"/g, '');
    assert.equal(plain(await wrong.text()), plain(await unknown.text()));
  });

  it('signs in with the right password and out again [S-43]', async () => {
    const maya = newVisitor(context);
    const answer = await maya.post('/sign-in', {
      email: ' MAYA.okafor@otterbridge.example',
      password: MAYAS_PASSWORD,
    });
    assert.equal(answer.status, 303);
    assert.ok(maya.cookies.has('__Host-waymark'));
    await maya.post('/sign-out', {});
    assert.ok(!maya.cookies.has('__Host-waymark'));
  });

  it('refuses a form that another site sends [S-19]', async () => {
    const answer = await context.app.request('http://localhost/sign-in', {
      method: 'POST',
      headers: { Origin: 'https://evil.example', Host: 'localhost' },
      body: new URLSearchParams({ email: 'a@b.example', password: 'x' }),
    });
    assert.equal(answer.status, 403);
  });
});
