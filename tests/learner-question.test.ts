/** Wherever words are typed, an obvious list of pupils is questioned: through every door, and once. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { evidenceCommands } from '../src/evidence/cli.js';
import { office } from '../src/evidence/testing/files.js';
import { send as sendFile } from '../src/evidence/testing/library.js';
import { planCommands } from '../src/plan/cli.js';
import { NO_LEARNERS } from '../src/platform/access/learner-data.js';
import type { Command } from '../src/platform/commands.js';
import { ownerOf } from '../src/platform/drafts/owner.js';
import { Problem } from '../src/platform/problems.js';
import { reviewCommands } from '../src/review/cli.js';
import { openSchool } from '../src/review/testing/school.js';
import { ORDINARY_MORNING } from './support/clocks.js';

const school = await openSchool({ now: ORDINARY_MORNING });
const { context, browser, maya } = school;
const review = await school.review();
const LIST = 'Reid, Sam 10A 04/05/2012\nShaw, Ana 10B 06/11/2011\nKhan, Ali 10A 09/01/2012';
const DOUBT = /This looks like a list of pupils \(3 names with dates of birth\)/;
const key = () => context.id();

const location = (answer: Response) => answer.headers.get('location') ?? '';
async function addAction(): Promise<string> {
  const answer = await browser.post('/plan/actions', {
    ...{ title: 'Write the journey down', academicYear: '2026', _key: key() },
  });
  return location(answer).split('?')[0] ?? '';
}
const action = await addAction();
const closing = await addAction();
const request = await (async () => {
  const fields = { kind: 'access', who: 'A parent', received_on: '2026-11-20' };
  await browser.post('/requests', { ...fields, _key: key() });
  return /\/requests\/([0-9a-f-]{36})\/answer/.exec(await browser.read('/requests'))?.[1] ?? '';
})();

const question = await (async () => {
  const fields = { kind: 'question', remark: 'What will spring show us?' };
  await browser.post(`/reviews/${review}/remarks`, { ...fields, _key: key() });
  const page = await browser.read(`/reviews/${review}/remarks`);
  return /remarks\/([0-9a-f-]{36})/.exec(page)?.[1] ?? '';
})();

/** What a script of the page sends. */
const ask = (method: string, path: string, { body, headers }: RequestInit) =>
  context.app.request(`http://localhost${path}`, {
    method,
    body: body ?? null,
    headers: {
      ...(headers as Record<string, string>),
      Cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      'Sec-Fetch-Site': 'same-origin',
      Host: 'localhost',
    },
  });

/** Every form that takes words: where it is sent, the field, and what else is in it. */
const FORMS: [string, string, Record<string, string>][] = [
  [`/reviews/${review}/statements/3.1/agreement`, 'reason', { level: '3', go: 'stay' }],
  [`/reviews/${review}/statements/3.2/agreement`, 'next-step', { level: '2', go: 'stay' }],
  [
    `/reviews/${review}/statements/3.3/agreement`,
    'evidence-note',
    { level: '2', 'evidence-title': 'Survey', go: 'stay' },
  ],
  ['/evidence/new', 'note', { kind: 'note', title: 'Survey' }],
  ['/evidence/new', 'about', { kind: 'note', title: 'Survey', note: 'What they said' }],
  ['/evidence/paste', 'rows', { go: 'look' }],
  ['/people/invite', 'people', { role: 'viewer' }],
  ['/plan/actions', 'measure', { title: 'Ask them', academicYear: '2026' }],
  ['/plan/actions', 'expectedEvidence', { title: 'Ask them', academicYear: '2026' }],
  [`${action}`, 'expectedChange', { title: 'Ask them', academicYear: '2026', _version: '1' }],
  [`${action}/notes`, 'words', {}],
  [`${closing}/close`, 'changed', { status: 'done' }],
  ['/requests', 'about', { kind: 'access', who: 'A parent', received_on: '2026-11-20' }],
  [`/requests/${request}/answer`, 'answer', {}],
  [`/reviews/${review}/close`, 'gapsReason', { signedOffAs: 'The headteacher' }],
  [`/reviews/${review}/remarks`, 'remark', { kind: 'question', statement: '2.4' }],
  [`/reviews/${review}/remarks/${question}/replies`, 'remark', { answer: 'yes' }],
  [`/reviews/${review}/reopen`, 'reason', {}],
];

describe('a list of pupils', () => {
  for (const [path, field, more] of FORMS) {
    const name = path.replace(/[0-9a-f-]{36}/g, ':id');
    it(`in ${field} of ${name} is questioned, kept as typed, and let through on a word`, async () => {
      const typed = { ...more, [field]: LIST };
      const asked = await browser.post(path, { ...typed, _key: key() });
      assert.equal(asked.status, 422);
      const page = await asked.text();
      assert.match(page, DOUBT);
      assert.match(page, /Shaw, Ana 10B/);
      assert.match(page, new RegExp(`id="${field}"`), 'the summary leads to the field');
      assert.match(page, new RegExp(`name="${NO_LEARNERS}"`));
      const answer = await browser.post(path, { ...typed, [NO_LEARNERS]: 'yes', _key: key() });
      const isPreview = /paste|invite/.test(path);
      assert.equal(answer.status, isPreview ? 200 : 303, await answer.text());
    });
  }

  it('that was let through is not asked about at every saving, but a longer one is', async () => {
    const fresh = await addAction();
    const fields = { title: 'Ask them', academicYear: '2026', measure: LIST };
    const save = (more: Record<string, string>) =>
      browser.post(fresh, { ...fields, _key: key(), ...more });
    assert.equal((await save({ _version: '1', [NO_LEARNERS]: 'yes' })).status, 303);
    assert.equal((await save({ _version: '2', title: 'Ask all of them' })).status, 303);
    const longer = `${LIST}\nLee, Cy 10A 01/02/2012`;
    assert.equal((await save({ _version: '3', measure: longer })).status, 422);
  });

  it('is not asked about again when an answer is saved as its page is left, and the message says where to answer', async () => {
    const path = `/reviews/${await school.review()}/statements/2.4/agreement`;
    const draft = (version: number, reason: string) =>
      ask('POST', path, {
        body: new URLSearchParams({
          ...{ level: '3', reason, _version: String(version), _key: key(), _step: '1' },
          ...{ _form: path, _save: 'yes', _owner: ownerOf(maya.person.id, maya.organisation.id) },
        }),
        headers: { Accept: 'application/json' },
      });
    const asked = await draft(0, LIST);
    assert.match(((await asked.json()) as { note: string }).note, /press Save, and say there/);
    await browser.post(path, {
      ...{ level: '3', reason: LIST, [NO_LEARNERS]: 'yes' },
      ...{ _version: '0', _key: key(), go: 'stay' },
    });
    const again = (await (await draft(1, `${LIST}\nAll three are invented.`)).json()) as object;
    assert.equal('note' in again, false);
  });

  it('in a file is questioned: text, a table, and the cells of a workbook', async () => {
    const shared = `<sst>${LIST.split('\n')
      .map((line) => `<si><t>${line}</t></si>`)
      .join('')}</sst>`;
    const files: [string, Uint8Array][] = [
      ['pupils.csv', Buffer.from(LIST)],
      ['pupils.txt', Buffer.from(LIST.replace(/\n/g, '\r\n'))],
      ['pupils.xlsx', office('xlsx', { 'xl/sharedStrings.xml': Buffer.from(shared) })],
    ];
    for (const [name, content] of files) {
      const bytes = new Uint8Array(content);
      const fields = { kind: 'file', title: name, note: '', voice: 'data' };
      const post = (more: Record<string, string>) =>
        sendFile(context, browser, '/evidence/new', { ...fields, ...more }, { name, bytes });
      const asked = await post({});
      assert.equal(asked.status, 422, name);
      const page = await asked.text();
      assert.match(page, DOUBT);
      assert.match(page, /Choose the file again/);
      const taken = await post({ [NO_LEARNERS]: 'yes' });
      assert.equal(taken.status, 303, name);
      const again = await sendFile(
        context,
        browser,
        `${location(taken)}/file`,
        {},
        { name, bytes },
      );
      assert.equal(again.status, 422, `${name} as a newer file`);
    }
  });

  it('is questioned in the API, which says how to go on', async () => {
    const path = `/api/reviews/${await school.review()}/statements/2.4/agreement`;
    const put = (body: object) =>
      ask('PUT', path, {
        body: JSON.stringify(body),
        headers: { 'Content-Type': 'application/json', 'If-Match': '"0"' },
      });
    const asked = await put({ level: 3, reason: LIST });
    assert.equal(asked.status, 422);
    const { code, detail } = (await asked.json()) as { code: string; detail: string };
    assert.equal(code, 'learner-data.doubt');
    assert.match(detail, /"names_no_learners": true/);
    const sure = { level: 3, reason: LIST, names_no_learners: true };
    assert.equal((await put(sure)).status, 200);
  });

  const commands: [Command[], string, string[], Record<string, string>][] = [
    [reviewCommands, 'review agree', [review, '2.1'], { reason: LIST }],
    [reviewCommands, 'review close', [review], { 'signed-off-by': 'X', 'gaps-reason': LIST }],
    [planCommands, 'plan add', ['Ask them'], { measure: LIST }],
    [evidenceCommands, 'evidence add', [], { title: 'Survey', note: LIST }],
  ];
  for (const [list, name, operands, options] of commands) {
    it(`is questioned by ${name}, which says how to go on`, async () => {
      const command = list.find((each) => each.name === name);
      const call = (more: Record<string, boolean>) =>
        command?.run({
          config: context.config,
          operands,
          options: { ...options, ...more },
          isJson: true,
          context: async () => context,
          print: () => {},
        });
      await assert.rejects(
        async () => call({}),
        (error) => error instanceof Problem && /add --names-no-learners/.test(error.message),
      );
      await call({ 'names-no-learners': true });
    });
  }
});
