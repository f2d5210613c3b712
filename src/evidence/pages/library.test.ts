/** The pages of the library, on a real database. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newVisitor, setUpSchool, type Visitor } from '../../../tests/support/visitor.js';
import { openTestWorld } from '../../../tests/support/world.js';

const world = await openTestWorld();
const maya = await setUpSchool(world);

async function added(visitor: Visitor, fields: Record<string, string>): Promise<string> {
  const answer = await visitor.post('/evidence/new', fields);
  assert.equal(answer.status, 303, await answer.text());
  return answer.headers.get('location') ?? '';
}

const note = { kind: 'note', title: 'Careers week', note: 'Every form heard two employers.' };

describe('the evidence library', () => {
  it('says what to begin with when it is empty', async () => {
    assert.match(await maya.read('/evidence'), /Nothing is in the library yet/);
  });

  it('shows an added note with all that weighs it', async () => {
    const page = await added(maya, {
      ...note,
      about: 'Year 10',
      voice: 'employer',
      effectiveOn: '2026-03-02',
      validUntil: '31 August 2027',
    });
    const html = await maya.read(page);
    for (const words of [
      'Every form heard',
      'Employers',
      'Year 10',
      '2 March 2026',
      '31 August 2027',
    ])
      assert.ok(html.includes(words), words);
    assert.match(html, /No statement cites it yet/);
  });

  it('asks for what is missing, and keeps what was typed', async () => {
    const answer = await maya.post('/evidence/new', {
      kind: 'figure',
      title: 'Leavers <3',
      figure: 'many',
    });
    const html = await answer.text();
    assert.equal(answer.status, 422);
    for (const words of [
      'as a number',
      'what the figure counts',
      'the date of the figure',
      'Leavers &lt;3',
    ])
      assert.ok(html.includes(words), words);
  });

  it('has no page for an id of nothing, or of another school', async () => {
    const page = await added(maya, note);
    const other = newVisitor(world);
    assert.equal((await other.get(page)).status, 303);
    assert.equal((await maya.get('/evidence/nothing')).status, 404);
    assert.equal((await maya.get('/evidence/0199aaaa-0000-7000-8000-000000000000')).status, 404);
  });

  it('names the themes of which nothing is recorded or cited, where their maps would be', async () => {
    const started = await maya.post('/reviews', {
      ...{ _key: world.id(), academicYear: '2026', title: 'Internal leadership review' },
      ...{ answersFrom: 'blank', participant: '', role: '', go: 'start' },
    });
    const review = started.headers.get('location') ?? '';
    await maya.post(`${review}/statements/2.1/judgement`, {
      ...{ _key: world.id(), _version: '0', level: '2', go: 'stay' },
    });
    const html = await maya.read('/evidence/coverage');
    const maps = html.slice(html.indexOf('id="map"'), html.indexOf('id="thin"'));
    assert.equal([...maps.matchAll(/<figure/g)].length, 1);
    assert.equal([...maps.matchAll(/Nothing is recorded or cited yet/g)].length, 5);
    assert.match(maps, /<h3>6\. Personal guidance<\/h3>/);
  });
});
