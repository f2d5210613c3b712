/** Reports of a review as people use them: the list, the preview, the files, and the API, all without a script. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { ORDINARY_MORNING } from '../../../tests/support/clocks.js';
import { newVisitor, type Visitor } from '../../../tests/support/visitor.js';
import { makeApiToken } from '../../account/api-tokens.js';
import { makeLink } from '../../organisation/personal-links.js';
import { signInAs } from '../../organisation/set-up-changes.js';
import { actionInput } from '../../plan/action-input.js';
import { addAction } from '../../plan/changes/add.js';
import { EVERY_ROLE, type Member } from '../../platform/access/member.js';
import { writeRemark } from '../../remark/changes.js';
import { agree } from '../../review/changes/agree.js';
import { deleteReview } from '../../review/changes/close.js';
import { reviewTarget } from '../../review/remarks.js';
import { openSchool } from '../../review/testing/school.js';
import { REPORT_KINDS } from '../kinds.js';

const school = await openSchool({ now: ORDINARY_MORNING });
const { context, browser, maya } = school;
const review = await school.review();
const base = `/reviews/${review}/reports`;
const helen = await school.colleague('Helen Marsh', 'governor');
await agree(context, maya, {
  ...{ review, statement: '1.1', version: null, key: null },
  input: { rating: 2, reason: 'Tutors say so.', strength: 'A shared plan.', nextStep: '' },
});
await writeRemark(
  context,
  helen,
  reviewTarget,
  { id: review, statement: '1.1', kind: 'question', words: 'Who leads it?' },
  { key: null },
);
await addAction(
  context,
  maya,
  actionInput.parse({ academicYear: 2026, title: 'Visit a college', ownerId: maya.person.id }),
  { key: null },
);

async function signedIn(member: Member): Promise<Visitor> {
  const visitor = newVisitor(context);
  visitor.cookies.set('__Host-waymark', await signInAs(context, member.person.id, 'Test'));
  return visitor;
}

/** The text of a Word file. */
const wordsOf = async (answer: Response) =>
  strFromU8(
    unzipSync(new Uint8Array(await answer.arrayBuffer()))['word/document.xml'] ?? new Uint8Array(),
  ).replace(/<[^>]+>/g, ' ');

const sheetOf = (html: string) => html.slice(html.indexOf('report-facts'), html.indexOf('<footer'));

describe('the reports of a review', () => {
  it('are listed with whom each is for, its preview and its files, beside the download of the results', async () => {
    const results = await browser.read(`/reviews/${review}/results`);
    assert.ok(results.includes(`<a href="${base}">All reports`));
    const html = await browser.read(base);
    for (const { id, name, about } of REPORT_KINDS) {
      assert.ok(html.includes(`>${name}</a>`) && html.includes(`>${about}</p>`), name);
      for (const ending of ['', '/pdf', '/docx'])
        assert.ok(html.includes(`href="${base}/${id}${ending}"`), `${id}${ending}`);
    }
  });

  it('are read by every role of the school, and by nobody else', async () => {
    const pages = ['', ...REPORT_KINDS.map(({ id }) => `/${id}`)];
    for (const role of EVERY_ROLE) {
      const visitor = await signedIn(await school.colleague(`A ${role}`, role));
      for (const page of [...pages, '/answers/pdf', '/answers/docx'])
        assert.equal((await visitor.get(base + page)).status, 200, `${role} ${page}`);
    }
    const nobody = newVisitor(context);
    for (const page of [...pages, '/governor-pack/pdf', '/governor-pack/docx']) {
      assert.equal((await nobody.get(base + page)).status, 303, page);
      const strange = `/reviews/${context.id()}/reports${page}`;
      assert.equal((await browser.get(strange)).status, 404, page);
    }
    for (const page of ['/novel', '/novel/pdf', '/answers/odt', '/toString'])
      assert.equal((await browser.get(base + page)).status, 404, page);
  });

  it('of a deleted review are there for those alone who can restore it', async () => {
    const deleted = await school.review(null, 2031);
    await deleteReview(context, maya, deleted, { key: null });
    const governor = await signedIn(helen);
    for (const page of ['', '/governor-pack', '/governor-pack/pdf'])
      assert.equal((await governor.get(`/reviews/${deleted}/reports${page}`)).status, 404, page);
  });

  it('ask the database at most six times in one transaction', async () => {
    for (const page of ['', ...REPORT_KINDS.map(({ id }) => `/${id}`), '/answers/pdf']) {
      await browser.read(base + page);
      const before = context.storage.queries();
      await browser.read(base + page);
      const count = context.storage.queries() - before;
      assert.ok(count <= 6, `${page}: ${count} queries`);
    }
  });
});

describe('a report', () => {
  it('is shown as it is printed, with its files and what can be left out of them', async () => {
    const html = await browser.read(`${base}/governor-pack`);
    assert.match(html, /<h1>Governor pack 2026\/27<\/h1>/);
    for (const words of ['Maya Okafor', 'Visit a college', 'Helen Marsh', 'Who leads it?'])
      assert.ok(sheetOf(html).includes(words), words);
    assert.ok(html.includes(`href="${base}/governor-pack/pdf"`));
  });

  it('leaves out names, and questions and comments, where it is asked to: on the page and in its files', async () => {
    const read = async (query: string) => [
      sheetOf(await browser.read(`${base}/governor-pack${query}`)),
      await wordsOf(await browser.get(`${base}/governor-pack/docx${query}`)),
    ];
    for (const words of await read('')) {
      assert.match(words, /Maya Okafor/);
      assert.match(words, /Helen Marsh/);
    }
    for (const words of await read('?without=names')) {
      assert.doesNotMatch(words, /Maya|Helen/);
      assert.match(words, /Who leads it\?/);
      assert.match(words, /Visit a college/);
    }
    for (const words of await read('?without=remarks')) {
      assert.doesNotMatch(words, /Who leads it|Helen/);
      assert.match(words, /Maya Okafor/);
    }
    for (const words of await read('?without=names&without=remarks'))
      assert.doesNotMatch(words, /Who leads it|Helen|Maya/);
    const left = await browser.read(`${base}/governor-pack?without=names`);
    assert.match(left, /value="names" checked/);
    assert.doesNotMatch(left, /value="remarks" checked/);
  });

  it('is downloaded under the name of the school, the report and the year', async () => {
    for (const [ending, type] of [
      ['pdf', 'application/pdf'],
      ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ]) {
      const answer = await browser.get(`${base}/governor-pack/${ending}`);
      assert.equal(answer.headers.get('content-type'), type);
      assert.match(
        answer.headers.get('content-disposition') ?? '',
        new RegExp(`^attachment; filename="Otterbridge School governor pack 2026-27.${ending}"`),
      );
      const bytes = new Uint8Array(await answer.arrayBuffer());
      assert.equal(answer.headers.get('content-length'), String(bytes.length));
      const begins = ending === 'pdf' ? '%PDF' : 'PK\u0003\u0004';
      assert.equal(Buffer.from(bytes.subarray(0, 4)).toString(), begins);
    }
  });

  it('by a personal link is that of its review, without the plan, and nothing to change', async () => {
    const { token } = await makeLink(context, maya, {
      ...{ review, name: 'Priya Nair', title: 'SENCo', email: '', days: 7 as const },
    });
    const linked = newVisitor(context);
    await linked.post(`/join/${token}`, {});
    const html = await linked.read(`${base}/governor-pack`);
    assert.match(html, /<h1>Governor pack 2026\/27<\/h1>/);
    assert.match(html, /Who leads it\?/);
    assert.doesNotMatch(html, /Visit a college/);
    assert.doesNotMatch(html, /governor-pack\/(words|parts|links)/);
    assert.doesNotMatch(
      await wordsOf(await linked.get(`${base}/careers-plan/docx`)),
      /Visit a college/,
    );
    const other = await school.review(null, 2030);
    assert.equal((await linked.get(`/reviews/${other}/reports/governor-pack`)).status, 403);
    assert.equal((await linked.get(`${base}/governor-pack/words`)).status, 403);
  });
});

describe('the API', () => {
  const api = async (path: string) => {
    const input = { name: 'Test', organisation: maya.organisation.id, days: 30 as const };
    const scopes = ['reviews:read'] as const;
    const token = await makeApiToken(
      context,
      maya.person.id,
      { ...input, scopes: [...scopes] },
      null,
    );
    return newVisitor(context, { token }).get(`/api/reviews/${review}/reports${path}`);
  };

  it('lists the reports with their formats', async () => {
    const { reports } = (await (await api('')).json()) as { reports: Record<string, unknown>[] };
    assert.deepEqual(
      reports.map(({ kind, name }) => [kind, name]),
      REPORT_KINDS.map(({ id, name }) => [id, name]),
    );
    assert.deepEqual(reports[0]?.formats, ['pdf', 'docx']);
  });

  it('gives a report in the format that is asked for, with names and remarks or without', async () => {
    const pdf = await api('/governor-pack');
    assert.equal(pdf.headers.get('content-type'), 'application/pdf');
    assert.match(await wordsOf(await api('/governor-pack?format=docx')), /Helen Marsh/);
    const bare = '/governor-pack?format=docx&names=no&remarks=no';
    assert.doesNotMatch(await wordsOf(await api(bare)), /Maya|Helen|Who leads it/);
    assert.equal((await api('/governor-pack?format=odt')).status, 422);
    assert.equal((await api('/novel')).status, 404);
  });
});
