/** The pages of the library, on a real database. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestSchool } from '../../../tests/support/app.js';
import { newVisitor, type Visitor } from '../../../tests/support/visitor.js';

const { context, maya } = await openTestSchool();

async function added(visitor: Visitor, fields: Record<string, string>): Promise<string> {
  const answer = await visitor.post('/evidence/new', fields);
  assert.equal(answer.status, 303, await answer.text());
  return answer.headers.get('location') ?? '';
}

const note = { kind: 'note', title: 'Careers week', note: 'Every form heard two employers.' };

describe('the evidence library', () => {
  it('says what to begin with when it is empty', async () => {
    assert.match(await maya.read('/evidence'), /No evidence yet/);
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
    assert.match(html, /It is not linked to a statement yet/);
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

  it('asks for the address of a link, and for a last day that is not before the date of the evidence', async () => {
    const said = async (fields: Record<string, string>) => {
      const answer = await maya.post('/evidence/new', fields);
      return answer.status === 303 ? 'added' : answer.text();
    };
    assert.match(
      await said({ kind: 'link', title: 'Leavers', url: '' }),
      /Enter the web address of the link/,
    );
    const dated = { ...note, effectiveOn: '2026-03-02' };
    assert.match(
      await said({ ...dated, validUntil: '2026-03-01' }),
      /Enter a last day that is not before the date of the evidence/,
    );
    assert.equal(await said({ ...dated, validUntil: '2026-03-02' }), 'added');
  });

  it('shows a figure as it was typed when it is changed', async () => {
    const figure = { kind: 'figure', title: 'Leavers', unit: 'learners', note: '' };
    const page = await added(maya, { ...figure, figure: '94.50', effectiveOn: '2026-03-02' });
    assert.match(await maya.read(`${page}/edit`), /name="figure"[^>]* value="94\.5"/);
  });

  it('shows both texts when two people wrote at once, and keeps what is chosen of each', async () => {
    const path = await added(maya, { ...note, about: 'Year 10' });
    const save = (fields: Record<string, string | string[]>, version: string) =>
      maya.post(`${path}/edit`, { ...note, ...fields, _version: version });
    const theirs = { note: 'Their note.', about: 'Year 11', voice: 'employer' };
    assert.equal((await save(theirs, '1')).status, 303);
    const mine = { note: 'My note.', about: 'Year 12', voice: '' };
    const answer = await save(mine, '1');
    assert.equal(answer.status, 409);
    const html = await answer.text();
    for (const words of ['You changed this in two windows', 'Their note.', 'My note.', 'Employers'])
      assert.ok(html.includes(words), words);
    const asked = [...html.matchAll(/name="_asked" value="(\w+)"/g)].map(([, field]) => field);
    assert.deepEqual(asked, ['note', 'about', 'voice']);
    const chosen = { _asked: ['note', 'about', 'voice'], 'choose-note': 'together' };
    const missing = await save({ ...mine, ...chosen, 'choose-voice': 'theirs' }, '2');
    assert.equal(missing.status, 409);
    assert.match(await missing.text(), /href="#choose-about">Choose which to keep/);
    const all = {
      ...{ ...mine, ...chosen, 'together-note': 'Their note, and mine.' },
      ...{ 'choose-about': 'mine', 'choose-voice': 'theirs' },
    };
    assert.equal((await save(all, '2')).status, 303);
    const saved = await maya.read(path);
    for (const words of ['Their note, and mine.', 'Year 12', 'Employers'])
      assert.ok(saved.includes(words), words);
  });

  it('looks at pasted rows first, then adds the good ones and keeps the others', async () => {
    const rows = [
      'Title\tWhat it shows\tVoice',
      'Pasted one\tIt went well\tData',
      'Pasted two\tSo did this\tthe cat',
      'Pasted three\tAnd this\tStaff',
    ].join('\n');
    const paste = (more: Record<string, string>) => maya.post('/evidence/paste', { rows, ...more });
    const there = async () =>
      [...(await maya.read('/evidence?q=Pasted')).matchAll(/>(Pasted \w+)</g)].map(
        ([, title]) => title,
      );
    const looked = await (await paste({})).text();
    assert.match(looked, /Choose one of Learners, .* as the view/);
    assert.deepEqual(await there(), [], 'nothing is added before it was seen');
    const added = await paste({ go: 'add' });
    const html = await added.text();
    assert.match(html, /2 items are added\./);
    assert.deepEqual(await there(), ['Pasted three', 'Pasted one']);
    const [, left = ''] = /<textarea[^>]*>([\s\S]*?)<\/textarea>/.exec(html) ?? [];
    assert.deepEqual(left.trim().split('\n'), [
      'Title\tWhat it shows\tVoice',
      'Pasted two\tSo did this\tthe cat',
    ]);
    const last = await maya.post('/evidence/paste', {
      rows: left.replace('the cat', 'Staff'),
      go: 'add',
    });
    assert.equal(last.headers.get('location'), '/evidence');
    assert.match(await maya.read('/evidence'), /1 item is added\./);
    assert.equal((await there()).length, 3);
    assert.equal((await paste({ rows: ' \n ' })).status, 422);
  });

  it('shows of each pasted row how it was understood, and counts those with errors', async () => {
    const shown = async (...lines: string[]) => {
      const rows = ['Title\tNote\tDate\tUntil\tVoice', ...lines].join('\n');
      const html = await (await maya.post('/evidence/paste', { rows })).text();
      return html.replace(/\s+/g, ' ');
    };
    const good = 'Row one\tWell\t\t1/9/2027\tData';
    const dated = 'Row two\tWell\t2/3/2026\t\tStaff';
    const faulty = 'Row three\tWell\t31/2/2026\t\tthe cat';
    const one = await shown(good);
    assert.match(one, /<h2 id="preview">1 row<\/h2>/);
    assert.match(one, /Note · Data · no date/);
    assert.match(one, /value="add"[^>]*>Add 1 item</);
    const some = await shown(good, dated, faulty);
    assert.match(some, /<h2 id="preview">3 rows, 1 with errors<\/h2>/);
    assert.match(some, /Note · Staff · 2 March 2026/);
    assert.match(some, /value="add"[^>]*>Add the 2 rows without errors</);
    const none = await shown(faulty);
    assert.match(none, /1 row, 1 with errors/);
    assert.doesNotMatch(none, /value="add"/);
  });

  it('gives new evidence to whoever adds it, as long as they choose nobody else', async () => {
    const html = await maya.read('/evidence/new?kind=note');
    const [, owner = ''] = /name="owner"(.*?)<\/select>/s.exec(html) ?? [];
    assert.match(owner, /selected(="")?>Maya Okafor</);
    assert.doesNotMatch(html, /type="file"/);
    assert.match(await maya.read('/evidence/new?kind=file'), /<input[^>]*type="file"/);
    assert.match(await maya.read('/evidence/new?kind=cat'), /href="\/evidence\/new\?kind=figure"/);
  });

  it('takes what is old, and figures that are long', async () => {
    const old = { ...note, effectiveOn: '1990-01-01' };
    assert.match(await maya.read(await added(maya, old)), /1 January 1990/);
    const before = await maya.post('/evidence/new', { ...note, effectiveOn: '1989-12-31' });
    assert.equal(before.status, 422);
    const figure = { kind: 'figure', title: 'Spent', unit: 'pounds', effectiveOn: '2026-03-02' };
    const page = await added(maya, { ...figure, figure: '£12,345,678,901,234.5' });
    assert.match(await maya.read(page), />12,345,678,901,234\.5 pounds</);
    const longer = await maya.post('/evidence/new', { ...figure, figure: '123456789012345' });
    assert.match(await longer.text(), /Enter the figure as a number/);
  });

  it('has no page for an id of nothing, or of another school', async () => {
    const page = await added(maya, note);
    const other = newVisitor(context);
    assert.equal((await other.get(page)).status, 303);
    assert.equal((await maya.get('/evidence/nothing')).status, 404);
    assert.equal((await maya.get('/evidence/0199aaaa-0000-7000-8000-000000000000')).status, 404);
  });

  it('names the themes of which nothing is recorded or cited, where their maps would be', async () => {
    const started = await maya.post('/reviews', {
      ...{ _key: context.id(), academicYear: '2026', title: 'Internal leadership review' },
      ...{ answersFrom: 'blank', participant: '', role: '', go: 'start' },
    });
    const review = started.headers.get('location') ?? '';
    await maya.post(`${review}/statements/2.1/agreement`, {
      ...{ _key: context.id(), _version: '0', level: '2', go: 'stay' },
    });
    const html = await maya.read('/evidence/coverage');
    const maps = html.slice(html.indexOf('id="map"'), html.indexOf('id="thin"'));
    assert.equal([...maps.matchAll(/<figure/g)].length, 1);
    assert.equal([...maps.matchAll(/Nothing is recorded or linked yet/g)].length, 5);
    assert.match(maps, /<h3>6\. Personal guidance<\/h3>/);
  });
});
