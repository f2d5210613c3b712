import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ORDINARY_MORNING } from '../../tests/support/clocks.js';
import { runCommand } from '../../tests/support/command.js';
import { newVisitor, type Visitor } from '../../tests/support/visitor.js';
import { signInAs } from '../organisation/set-up-changes.js';
import { actionInput } from '../plan/action-input.js';
import { addAction } from '../plan/changes/add.js';
import type { Role } from '../platform/access/member.js';
import { closeReview } from '../review/changes/close.js';
import { openSchool } from '../review/testing/school.js';

const school = await openSchool({ now: ORDINARY_MORNING });
const { context, maya, browser } = school;
const key = () => context.id();

async function enter(name: string, role: Role): Promise<Visitor> {
  const { person } = await school.colleague(name, role);
  const visitor = newVisitor(context);
  visitor.cookies.set('__Host-waymark', await signInAs(context, person.id, 'Test'));
  return visitor;
}
const helen = await enter('Helen Marsh', 'governor');
const priya = await enter('Priya Nair', 'adviser');
const sam = await enter('Sam Reid', 'contributor');
const vera = await enter('Vera Blythe', 'viewer');

const write = (
  by: Visitor,
  base: string,
  words: string,
  { kind = 'question', statement = '' } = {},
) => by.post(`${base}/remarks`, { kind, statement, remark: words, _key: key() });
/** The addresses of the questions and comments on a page, newest first. */
const threads = async (by: Visitor, path: string): Promise<string[]> => [
  ...new Set(
    [...(await by.read(path)).matchAll(/href="([^"]*\/remarks\/[0-9a-f-]{36})"/g)].map(
      ([, href = '']) => href,
    ),
  ),
];
const only = async (by: Visitor, path: string) => (await threads(by, path))[0] ?? '';
const location = (answer: Response) => answer.headers.get('location') ?? '';

describe('an answered question', () => {
  it('becomes evidence by one press, with roles in place of names', async () => {
    const base = `/reviews/${await school.review()}`;
    await write(helen, base, 'Are leavers asked?', { statement: '2.4' });
    const page = await only(browser, `${base}/statements/2.4`);
    assert.doesNotMatch(await browser.read(page), /Add to your evidence/, 'not while it is open');
    await browser.post(`${page}/replies`, { remark: 'Yes, each May.', answer: 'yes', _key: key() });
    const html = await browser.read(page);
    assert.doesNotMatch(await helen.read(page), /Add to your evidence/);
    const form = /<form[^>]*action="\/evidence\/new"[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
    const fields = Object.fromEntries(
      [...form.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    );
    assert.match(
      fields.note ?? '',
      /^Question \(governor, .*: Are leavers asked\?\s+Answer \(careers leader, .*: Yes, each May\.$/,
    );
    assert.doesNotMatch(form, /Helen|Marsh|Okafor/);
    const added = await browser.post('/evidence/new', fields);
    assert.equal(added.status, 303);
    const item = await browser.read(location(added));
    assert.match(item, /Question and answer on 2\.4/);
    assert.match(item, /Governors/);
  });
});

describe('the page of a statement', () => {
  const FORMS: [string, Visitor, RegExp, RegExp][] = [
    ['a governor', helen, /Ask a question about this statement/, /Leave a comment|remarks\/new/],
    ['an adviser', priya, /Leave a comment about this statement/, /Ask a question|remarks\/new/],
    ['a contributor', sam, /remarks\/new\?statement=2\.4/, /name="remark"/],
    ['a viewer', vera, /There are no questions or comments/, /name="remark"|remarks\/new/],
  ];
  for (const [who, by, shown, hidden] of FORMS) {
    it(`offers ${who} what they may write, and nothing else`, async () => {
      const review = await school.review();
      const html = await by.read(`/reviews/${review}/statements/2.4`);
      assert.match(html, shown);
      assert.doesNotMatch(html, hidden);
    });
  }

  it('shows what was asked there to everybody, with its replies, and nowhere else', async () => {
    const review = await school.review();
    const base = `/reviews/${review}`;
    const asked = await write(helen, base, 'Where do leavers go?', { statement: '2.4' });
    assert.equal(location(asked), `${base}/statements/2.4#remarks`);
    for (const by of [browser, sam, helen, priya, vera]) {
      const html = await by.read(`${base}/statements/2.4`);
      assert.match(html, /Question from Helen Marsh, governor/);
      assert.match(html, /Where do leavers go\?/);
      assert.match(html, />Open</);
      assert.doesNotMatch(await by.read(`${base}/statements/2.5`), /Where do leavers go/);
    }
  });

  it('costs four queries with twenty questions on it, and shows the newest ten', async () => {
    const review = await school.review();
    const base = `/reviews/${review}`;
    for (let at = 0; at < 20; at += 1) {
      await write(helen, base, `Question number ${at}.`, { statement: '2.4' });
    }
    await browser.read(`${base}/statements/2.4`);
    const before = context.storage.queries();
    const html = await browser.read(`${base}/statements/2.4`);
    assert.ok(context.storage.queries() - before <= 4);
    assert.equal(html.match(/Question number \d+\./g)?.length, 10);
    assert.match(html, /Showing the newest 10 of 20/);
  });
});

describe('a question and its replies on a page', () => {
  it('stand in the order in which they were written, and are all there', async () => {
    const base = `/reviews/${await school.review()}`;
    const path = `${base}/statements/2.4`;
    await write(helen, base, 'Where do leavers go?', { statement: '2.4' });
    assert.match(await helen.read(path), />\s*Add to it or withdraw it</);
    const thread = await only(helen, path);
    for (const [at, remark] of ['To college.', 'Some to work.', 'Few to nothing.'].entries()) {
      context.setClock(`2026-11-23T1${at}:00:00Z`);
      await browser.post(`${thread}/replies`, { remark, _key: key() });
    }
    context.setClock('2026-11-23T09:00:00Z');
    const html = await helen.read(path);
    assert.match(html, /To college\.[\s\S]*Some to work\.[\s\S]*Few to nothing\./);
    assert.doesNotMatch(html, /Showing the newest/);
    assert.match(html, />\s*Add to it</);
    const own = await browser.read(thread);
    for (const hour of ['10:00', '11:00', '12:00'])
      assert.match(own, new RegExp(`Withdraw the reply<span class="vh">, of [^<]* ${hour}<`));
  });
});

describe('writing', () => {
  const here = (html: string) =>
    /<nav class="nav in-row"[\s\S]*?<a href="([^"]*)" aria-current="page"/.exec(html)?.[1];

  it('is about the statement or the action that the page is of', async () => {
    const base = `/reviews/${await school.review()}`;
    const html = await sam.read(`${base}/remarks/new?statement=2.4`);
    assert.match(html, /<h1>Ask or comment: 2\.4 /);
    assert.match(html, /name="statement" value="2\.4"/);
    const input = actionInput.parse({ title: 'Ask leavers', academicYear: '2026' });
    const { id } = await addAction(context, maya, input, { key: null });
    const ofAction = await sam.read(`/plan/actions/${id}/remarks/new`);
    assert.match(ofAction, /<h1>Ask or comment: “Ask leavers”/);
    assert.deepEqual([here(html), here(ofAction)], ['/reviews', '/plan']);
  });

  it('keeps what was typed when something is missing, and says what to do', async () => {
    const base = `/reviews/${await school.review()}`;
    const empty = await write(helen, base, '   ', { statement: '2.4' });
    assert.equal(empty.status, 422);
    const page = await empty.text();
    assert.match(page, /Enter your question/);
    assert.match(page, /Ask a question: 2\.4 /);
    assert.match(page, /name="statement" value="2\.4"/);
    const undecided = await browser.post(`${base}/remarks`, { remark: 'Both', _key: key() });
    assert.equal(undecided.status, 422);
    const again = await undecided.text();
    assert.match(again, /Choose whether it is a question or a comment/);
    assert.match(again, />Both</);
  });

  it('is refused to a role that does not do it, whatever form is sent', async () => {
    const base = `/reviews/${await school.review()}`;
    const refusals: [Visitor, string][] = [
      [helen, 'comment'],
      [priya, 'question'],
      [vera, 'question'],
      [vera, 'comment'],
    ];
    for (const [by, kind] of refusals) {
      assert.equal((await write(by, base, 'May I?', { kind })).status, 403);
    }
    assert.equal((await vera.get(`${base}/remarks/new`)).status, 403);
    assert.deepEqual(await threads(browser, `${base}/remarks`), []);
  });

  it('works on closed reviews, on the results, and on an action, each shown where it was left', async () => {
    const review = await school.review();
    const base = `/reviews/${review}`;
    const signing = { signedOffAs: 'Jo', gapsReason: 'A short year' };
    await closeReview(context, maya, review, signing, { key: null });
    await write(helen, base, 'What next?');
    const results = await helen.read(`${base}/results/questions`);
    assert.match(results, /What next\?/);
    const input = actionInput.parse({ title: 'Ask leavers', academicYear: '2026' });
    const { id } = await addAction(context, maya, input, { key: null });
    const action = `/plan/actions/${id}`;
    const left = await write(priya, action, 'Ask who helped them.', { kind: 'comment' });
    assert.equal(location(left), `${action}#remarks`);
    const thread = await only(sam, action);
    assert.match(thread, new RegExp(`^${action}/remarks/`));
    assert.match(await sam.read(thread), /Comment on “Ask leavers”/);
    const replied = await sam.post(`${thread}/replies`, { remark: 'We will.', _key: key() });
    assert.equal(replied.status, 303);
    assert.match(await priya.read(action), /We will\./);
    assert.equal((await helen.get(thread.replace(action, base))).status, 404);
  });
});

describe('the page of a question', () => {
  const asked = async () => {
    const base = `/reviews/${await school.review()}`;
    await write(helen, base, 'Where do leavers go?', { statement: '2.4' });
    return { base, thread: await only(helen, `${base}/remarks`) };
  };

  it('has for each what they may do', async () => {
    const { thread } = await asked();
    const READ_BY_ALL =
      /Everyone in the school can read this\. Do not write about individual learners\./;
    const parts: [Visitor, RegExp[], RegExp[]][] = [
      [
        browser,
        [/Your reply/, /name="answer"[^>]*checked[\s\S]*This answers the question/, READ_BY_ALL],
        [/Withdraw the (question|comment|reply)/],
      ],
      [sam, [/Your reply/], [/This answers the question/, /Withdraw the (question|comment|reply)/]],
      [helen, [/Add to your question/, /Withdraw the question/], [/This answers/]],
      [priya, [/Where do leavers go/], [/<textarea/, /<button type="submit"/]],
      [vera, [/Where do leavers go/], [/<textarea/, /<button type="submit"/]],
    ];
    for (const [by, shown, hidden] of parts) {
      const html = await by.read(thread);
      for (const each of shown) assert.match(html, each);
      for (const each of hidden) assert.doesNotMatch(html, each);
    }
    const fields = { remark: 'May I?', _key: key() };
    assert.equal((await priya.post(`${thread}/replies`, fields)).status, 403);
    assert.equal((await vera.post(`${thread}/replies`, fields)).status, 403);
    const done = { answered: 'yes', _key: key() };
    assert.equal((await sam.post(`${thread}/answer`, done)).status, 403);
    assert.equal((await browser.post(`${thread}/withdraw`, { _key: key() })).status, 403);
  });

  it('is answered, asked further and answered again', async () => {
    const { thread } = await asked();
    await browser.post(`${thread}/replies`, { remark: 'To college.', answer: 'yes', _key: key() });
    const answered = await helen.read(thread);
    assert.match(answered, />Answered</);
    assert.match(answered, /To college\./);
    assert.match(answered, /Marked answered on 23 November 2026\s+by Maya Okafor/);
    assert.match(answered, /This reopens the question/);
    await helen.post(`${thread}/replies`, { remark: 'And in spring?', _key: key() });
    assert.match(await browser.read(thread), />Open</);
    assert.match(await helen.read(thread), />History</);
    await helen.post(`${thread}/answer`, { answered: 'yes', _key: key() });
    assert.match(await browser.read(thread), /Reopen the question/);
  });

  it('is taken back and put back by whoever asked', async () => {
    const { base, thread } = await asked();
    await helen.post(`${thread}/withdraw`, { _key: key() });
    assert.equal((await browser.get(thread)).status, 404);
    assert.doesNotMatch(await browser.read(`${base}/statements/2.4`), /Where do leavers go/);
    assert.match(
      await helen.read(thread),
      /You withdrew this on 23 November 2026\. .* until\s+23 December 2026\./,
    );
    const late = await browser.post(`${thread}/replies`, { remark: 'To college.', _key: key() });
    assert.equal(late.status, 404);
    assert.match(await late.text(), /To college\./, 'what was typed is kept');
    await helen.post(`${thread}/restore`, { _key: key() });
    assert.match(await browser.read(thread), /Where do leavers go/);
  });

  it('keeps an empty reply on the page', async () => {
    const { thread } = await asked();
    const answer = await browser.post(`${thread}/replies`, { remark: '', _key: key() });
    assert.equal(answer.status, 422);
    assert.match(await answer.text(), /Enter your reply/);
  });
});

describe('what the page of a question offers', () => {
  type Step = [Visitor, string, Record<string, string>];
  const reply = (by: Visitor, answer = ''): Step => [by, 'replies', { remark: 'So.', answer }];
  const set = (by: Visitor, answered: string): Step => [by, 'answer', { answered }];
  const taken: Step = [helen, 'withdraw', {}];
  const YOURS = ['Withdraw the question'];
  /** What happened, who reads, and the buttons that they have. */
  const cases: [string, Step[], Visitor, string[]][] = [
    ['open', [], browser, ['Send the reply']],
    ['open', [], helen, [...YOURS, 'Add to the question']],
    ['open', [], sam, ['Send the reply']],
    ['open, with a reply', [reply(sam)], browser, ['Send the reply', 'Mark as answered']],
    [
      'open, with a reply',
      [reply(sam)],
      helen,
      [...YOURS, 'Add to the question', 'Mark as answered'],
    ],
    ['open, with a reply', [reply(sam)], sam, ['Withdraw the reply', 'Send the reply']],
    ['open, with more of the asker', [reply(helen)], browser, ['Send the reply']],
    ['answered', [reply(browser, 'yes')], helen, [...YOURS, 'Ask again']],
    ['answered', [set(browser, 'yes')], browser, ['Send the reply', 'Reopen the question']],
    ['answered', [set(browser, 'yes')], sam, ['Send the reply']],
    ['open again', [set(browser, 'yes'), set(browser, 'no')], browser, ['Send the reply']],
    ['taken back', [taken], helen, ['Restore the question']],
    ['taken back, with a reply', [reply(helen), taken], helen, ['Restore the question']],
  ];
  for (const [at, [state, steps, by, wanted]] of cases.entries())
    it(`when it is ${state} (${at + 1})`, async () => {
      const base = `/reviews/${await school.review()}`;
      await write(helen, base, 'Where do leavers go?', { statement: '2.4' });
      const thread = await only(helen, `${base}/remarks`);
      for (const [who, verb, fields] of steps) {
        const answer = await who.post(`${thread}/${verb}`, { ...fields, _key: key() });
        assert.equal(answer.status, 303, verb);
        assert.equal(location(answer), thread);
      }
      const html = (await by.read(thread)).replace(/<span class="vh">[^<]*<\/span>/g, '');
      const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '';
      const buttons = [...main.matchAll(/<button[^>]*>([\s\S]*?)<\/button>/g)].map(
        ([, words = '']) => words.replace(/<[^>]*>/g, '').trim(),
      );
      assert.deepEqual(buttons, wanted);
      const mayEnd = by === browser && state.startsWith('open');
      assert.equal(/This answers the question/.test(main), mayEnd);
    });

  it('says after each what has become of it', async () => {
    const base = `/reviews/${await school.review()}`;
    const asked = await write(helen, base, 'Where do leavers go?', { statement: '2.4' });
    const said = async (by: Visitor, path: string) =>
      /<[^>]*role="(?:status|alert)"[^>]*>([\s\S]*?)<\/div>/
        .exec(await by.read(path))?.[1]
        ?.replace(/<[^>]*>/g, '')
        .trim() ?? '';
    assert.match(
      await said(helen, location(asked).replace('#remarks', '')),
      /Question sent\. The answer will appear below it\./,
    );
    const thread = await only(helen, `${base}/remarks`);
    const steps: [Step, RegExp][] = [
      [reply(browser), /Reply sent\./],
      [set(browser, 'yes'), /Question marked as answered\./],
      [set(browser, 'no'), /Question reopened\./],
      [taken, /Withdrawn\. Only you can see it\. You can restore it for 30 days\./],
      [[helen, 'restore', {}], /Restored\./],
    ];
    for (const [[by, verb, fields], words] of steps) {
      await by.post(`${thread}/${verb}`, { ...fields, _key: key() });
      assert.match(await said(by, thread), words, verb);
    }
    const comment = await write(priya, base, 'A word.', { kind: 'comment' });
    assert.equal(location(comment), `${base}/results/questions#remarks`);
    assert.match(await said(priya, `${base}/results/questions`), /Comment added\./);
  });
});

describe('all questions and comments of a review', () => {
  it('are narrowed by what is open, by kind and by theme, and counted', async () => {
    const base = `/reviews/${await school.review()}`;
    await write(helen, base, 'About leaders?', { statement: '1.5' });
    await write(helen, base, 'About leavers?', { statement: '2.4' });
    await write(priya, base, 'A word on the whole.', { kind: 'comment' });
    const [, leavers = ''] = await threads(browser, `${base}/remarks`);
    await browser.post(`${leavers}/replies`, { remark: 'Yes.', answer: 'yes', _key: key() });
    const views: [string, RegExp[], RegExp[]][] = [
      ['', [/About leaders/, /About leavers/, /A word on/, /All \(3\)/, /Comments \(1\)/], []],
      ['?show=open', [/About leaders/], [/About leavers/, /A word on/]],
      ['?show=comments', [/A word on/, /The results as a whole/], [/About/]],
      ['?theme=2', [/About leavers/, /Open questions \(0\)/], [/About leaders/, /A word on/]],
      ['?theme=2&show=open', [/No question is open here/], [/About/]],
      ['?theme=nothing&before=nothing&show=nothing', [/All \(3\)/], []],
    ];
    for (const [query, shown, hidden] of views) {
      const html = await vera.read(`${base}/remarks${query}`);
      for (const each of shown) assert.match(html, each, query);
      for (const each of hidden) assert.doesNotMatch(html, each, query);
    }
  });

  it('go on page by page, in three queries however many there are', async () => {
    const base = `/reviews/${await school.review()}`;
    for (let at = 0; at < 30; at += 1) await write(helen, base, `Number ${at}.`);
    const before = context.storage.queries();
    const first = await browser.read(`${base}/remarks`);
    assert.ok(context.storage.queries() - before <= 3);
    const [, older = ''] = /href="([^"]*before=[^"]*)"/.exec(first) ?? [];
    const second = await browser.read(older.replaceAll('&amp;', '&'));
    const numbers = [...`${first}${second}`.matchAll(/Number (\d+)\./g)].map(([, n]) => Number(n));
    assert.deepEqual(
      numbers.sort((a, b) => a - b),
      Array.from({ length: 30 }, (_, at) => at),
    );
  });

  it('say what to do while there are none', async () => {
    const base = `/reviews/${await school.review()}/remarks`;
    assert.match(await helen.read(base), /Ask about the results as a whole/);
    assert.match(await priya.read(base), /Comment on the results as a whole/);
    assert.match(await vera.read(base), /Governors, advisers and those who work on the review/);
  });
});

describe('the first page', () => {
  it('tells careers leaders what is open, and the governor what became of their questions', async () => {
    const base = `/reviews/${await school.review(null, 2027)}`;
    await context.superuser.query('DELETE FROM remarks');
    assert.match(await helen.read('/'), /You have not asked anything yet/);
    assert.match(await priya.read('/'), /You have not commented yet/);
    assert.doesNotMatch(await browser.read('/'), /open question/);
    await write(helen, base, 'Where do leavers go?', { statement: '2.4' });
    const leaders = await browser.read('/');
    assert.match(leaders, />1 open question</);
    assert.match(leaders, /remarks\?show=open/);
    assert.doesNotMatch(await sam.read('/'), /open question/);
    assert.match(await helen.read('/'), /Where do leavers go\?[\s\S]*On 2\.4, no answer yet/);
    const thread = await only(helen, '/');
    await browser.post(`${thread}/replies`, { remark: 'Yes.', answer: 'yes', _key: key() });
    assert.match(await helen.read('/'), /On 2\.4, answered on 23 November 2026/);
    assert.doesNotMatch(await browser.read('/'), /open question/);
  });

  it('leads those who read along to the results, and costs three queries', async () => {
    const html = await helen.read('/');
    assert.match(html, /See where the school is so far/);
    assert.match(html, /You can ask a question about the results/);
    assert.doesNotMatch(await vera.read('/'), /You can ask|Your questions/);
    const before = context.storage.queries();
    await helen.read('/');
    assert.ok(context.storage.queries() - before <= 3);
  });
});

describe('what programs are told', () => {
  it('has each with its replies, in the API and on the command line', async () => {
    const review = await school.review();
    const base = `/reviews/${review}`;
    await write(priya, base, 'A word on the whole.', { kind: 'comment' });
    await write(helen, base, 'Where do leavers go?', { statement: '2.4' });
    const thread = await only(helen, `${base}/statements/2.4`);
    await browser.post(`${thread}/replies`, { remark: 'To college.', answer: 'yes', _key: key() });
    const { remarks } = (await (await vera.get(`/api${base}`)).json()) as {
      remarks: (Record<string, unknown> & { replies: { words: string }[] })[];
    };
    const [question, comment] = remarks;
    assert.ok(question && comment);
    const at = context.clock().toISOString();
    assert.deepEqual(
      { ...question, replies: question.replies.map(({ words }) => words) },
      {
        ...{ id: thread.split('/').at(-1), kind: 'question', statement: '2.4' },
        ...{ words: 'Where do leavers go?', written_by: 'Helen Marsh', role: 'governor' },
        ...{ written_at: at, answered_at: at, replies: ['To college.'] },
      },
    );
    assert.deepEqual(
      [comment.kind, comment.statement, comment.answered_at],
      [...['comment', null, null]],
    );
    const printed = await runCommand(context, ['review show', review]);
    assert.match(printed, /Questions and comments\n/);
    assert.match(printed, /2\.4 {2}Question from Helen Marsh, governor, .*, answered\n/);
    assert.match(printed, /Maya Okafor, careers leader, .*:\n +To college\./);
    assert.match(printed, /The results {2}Comment from Priya Nair, adviser/);
  });
});

describe('the history', () => {
  it('tells what happened and never what was asked, on the review, on the statement and for the school', async () => {
    const base = `/reviews/${await school.review()}`;
    await write(helen, base, 'Where do leavers go?', { statement: '2.4' });
    const thread = await only(helen, `${base}/remarks`);
    await browser.post(`${thread}/replies`, { remark: 'Yes.', answer: 'yes', _key: key() });
    for (const path of [`${base}/history`, `${base}/statements/2.4/history`]) {
      const html = await browser.read(path);
      assert.match(html, /Asked a question on 2\.4\./);
      assert.match(html, /Marked a question on 2\.4 answered\./);
      assert.doesNotMatch(html, /Where do leavers go/);
    }
    assert.doesNotMatch(await browser.read(`${base}/statements/2.5/history`), /Asked a question/);
    const ofSchool = await browser.read('/history');
    assert.match(ofSchool, new RegExp(`asked <a href="${thread}">a question on 2\\.4</a>`));
  });

  it('tells that a question was opened again', async () => {
    const base = `/reviews/${await school.review()}`;
    await write(helen, base, 'Where do leavers go?', { statement: '2.4' });
    const thread = await only(helen, `${base}/remarks`);
    await browser.post(`${thread}/answer`, { answered: 'yes', _key: key() });
    await browser.post(`${thread}/answer`, { answered: 'no', _key: key() });
    const html = await browser.read(`${base}/history`);
    assert.match(html, /Reopened a question on 2\.4\.[\s\S]*Marked a question on 2\.4 answered\./);
  });

  it('tells a reply that was taken back and put back, of a comment as well', async () => {
    const review = await school.review();
    const base = `/reviews/${review}`;
    await write(priya, base, 'Well told', { kind: 'comment', statement: '2.4' });
    const thread = await only(priya, `${base}/remarks`);
    assert.match(await priya.read(thread), /Add to your comment[\s\S]*Add to the comment/);
    assert.doesNotMatch(await browser.read(thread), /Add to/);
    await browser.post(`${thread}/replies`, { remark: 'Thank you.', _key: key() });
    const [, written = ''] =
      /name="written" value="([^"]+)"/.exec(await browser.read(thread)) ?? [];
    await browser.post(`${thread}/withdraw`, { written, _key: key() });
    const taken = (await browser.read(`${base}/history`)).replace(/<[^>]*>/g, '');
    assert.match(taken, /Left a comment on 2\.4\./);
    assert.match(taken, /Replied to a comment on 2\.4\./);
    assert.match(taken, /Withdrew a reply to a comment on 2\.4\./);
    const said = new RegExp(`withdrew a reply to <a href="${thread}">a comment on 2\\.4</a>`);
    assert.match(await browser.read('/history'), said);
    await browser.post(`${thread}/restore`, { written, _key: key() });
    assert.match(await browser.read(`${base}/history`), /Restored a reply to a comment on 2\.4\./);
    await priya.post(`${thread}/withdraw`, { _key: key() });
    assert.match(await browser.read(`${base}/history`), /Withdrew a comment on 2\.4\./);
    await priya.post(`${thread}/restore`, { _key: key() });
    assert.match(await browser.read(`${base}/history`), /Restored a comment on 2\.4\./);
  });

  it('leads to no question of a review that is deleted', async () => {
    const review = await school.review();
    await write(helen, `/reviews/${review}`, 'Where do they go?');
    const thread = await only(helen, `/reviews/${review}/remarks`);
    assert.ok((await browser.read('/history')).includes(`href="${thread}"`));
    const { rows } = await context.superuser.query(
      'UPDATE reviews SET deleted_at = now() WHERE id = $1 RETURNING id',
      [review],
    );
    assert.equal(rows.length, 1);
    assert.ok(!(await browser.read('/history')).includes(`href="${thread}"`));
  });
});
