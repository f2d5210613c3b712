/**
 * Whoever is erased is erased everywhere: their name is written into every field that can hold one, in every feature;
 * afterwards it stands in no table, no file, no export of the history and no backup.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { openChallenge } from '../src/account/challenges.js';
import { rememberDevice } from '../src/account/known-devices.js';
import { makeLink } from '../src/account/one-time-links.js';
import { openSession } from '../src/account/sessions.js';
import { historyEvents } from '../src/app.js';
import { answerItem } from '../src/authoring/answer-changes.js';
import { editDraft, headInput, startDraft } from '../src/authoring/edit-changes.js';
import { readAgain, removeDraft, startImport } from '../src/authoring/import-changes.js';
import { entriesOf } from '../src/backup/archive.js';
import { makeBackup } from '../src/backup/make-backup.js';
import { addEvidence, changeEvidence, replaceFile, setDeleted } from '../src/evidence/changes.js';
import { pdf } from '../src/evidence/testing/files.js';
import { typedItem, uploaded } from '../src/evidence/testing/library.js';
import { harbour } from '../src/framework/testing/harbour.js';
import { printed } from '../src/framework/testing/printed.js';
import { setHeadings } from '../src/insight/changes.js';
import { loadList, removeList } from '../src/insight/list-changes.js';
import { inviteAll } from '../src/organisation/invitation-changes.js';
import { changeMembership } from '../src/organisation/membership-changes.js';
import { changeSchool, schoolInput } from '../src/organisation/organisations.js';
import { makeLink as makePersonalLink } from '../src/organisation/personal-links.js';
import { actionInput } from '../src/plan/action-input.js';
import { addAction } from '../src/plan/changes/add.js';
import { addNote, changeWords, closeAction, reachMilestone } from '../src/plan/changes/change.js';
import { deleteAction, restoreAction } from '../src/plan/changes/remove.js';
import { archiveYear, carryOver } from '../src/plan/changes/years.js';
import type { Member } from '../src/platform/access/member.js';
import { writeAutosave } from '../src/platform/drafts/autosave.js';
import { exportHistory, verifyExport } from '../src/platform/history/export.js';
import type { AppContext } from '../src/platform/storage/context.js';
import { installation } from '../src/platform/storage/transaction.js';
import { erasePerson } from '../src/record/data-protection.js';
import { answerRequest, recordRequest } from '../src/record/data-requests.js';
import { SEARCHED } from '../src/record/erased-words.js';
import { reply, writeRemark } from '../src/remark/changes.js';
import { setReportLayout, setReportTexts } from '../src/report/own-changes.js';
import { agree } from '../src/review/changes/agree.js';
import {
  closeReview,
  deleteReview,
  reopenReview,
  restoreReview,
} from '../src/review/changes/close.js';
import { addLevelSetter } from '../src/review/changes/level-setters.js';
import { addParticipant, changeDetails } from '../src/review/changes/participants.js';
import { startReview } from '../src/review/changes/start.js';
import { undoAgreement } from '../src/review/changes/undo.js';
import { reviewTarget } from '../src/review/remarks.js';
import { openSchool } from '../src/review/testing/school.js';
import { ORDINARY_MORNING } from './support/clocks.js';

const HEAD = 'Zebedee Quill-Marchbanks (Head)';
const JUNIOR = 'Barnaby Thistlewick Jr.';
const ADDRESS = 'zqm@otterbridge.example';
/** What must not be left of them, in small letters. */
const TRACES = ['zebedee', 'quill', 'marchbanks', 'barnaby', 'thistlewick', ADDRESS];
/** Each twice, in other letters too, on a line of its own and at the end. */
const TEXT = `Ask ${HEAD}, then ${HEAD.toUpperCase()} (${ADDRESS}).\n${JUNIOR} and\n${HEAD} agree with ${JUNIOR}`;
/** For fields of one line. */
const LINE = `For ${HEAD} and ${JUNIOR}`;

const school = await openSchool({ now: ORDINARY_MORNING });
const { maya } = school;
const { superuser } = school.context;
/** With a mail server that nobody empties. */
const context: AppContext = {
  ...school.context,
  config: {
    ...school.context.config,
    smtpUrl: 'smtp://localhost:9',
    publicUrl: 'https://waymark.example',
  },
};
const how = () => ({ key: context.id(), namesNoLearners: true });
const confirm = () => {};

async function placesOf(traces: readonly string[]): Promise<string[]> {
  const { rows } = await superuser.query<{ table: string; column: string }>(
    `SELECT c.oid::regclass::text AS table, quote_ident(a.attname) AS column FROM pg_class c
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'm') ORDER BY 1, 2`,
  );
  const found: string[] = [];
  for (const { table, column } of rows) {
    const { rowCount } = await superuser.query(
      `SELECT 1 FROM ${table} WHERE ${column}::text ILIKE ANY ($1) LIMIT 1`,
      [traces.map((trace) => `%${trace}%`)],
    );
    if (rowCount) found.push(`${table}.${column}`);
  }
  return found;
}

const tracesIn = (text: string) => TRACES.filter((trace) => text.toLowerCase().includes(trace));

const item = (fields: Record<string, string> = {}) =>
  typedItem({ title: LINE, note: TEXT, about: LINE, ...fields });

async function plantEvidence(by: Member): Promise<string> {
  const { id } = await addEvidence(context, by, { input: item(), upload: null }, how());
  await addEvidence(
    context,
    by,
    {
      input: item({ kind: 'link', url: 'https://school.example/zebedee-quill-marchbanks-head' }),
      upload: null,
    },
    how(),
  );
  const figure = {
    kind: 'figure',
    figure: '3',
    unit: `lessons of ${HEAD}`,
    effectiveOn: '1/9/2026',
  };
  await addEvidence(context, by, { input: item(figure), upload: null }, how());
  const { id: file } = await addEvidence(
    context,
    by,
    {
      input: item({ kind: 'file', owner: by.person.id }),
      upload: await uploaded(context, pdf('one'), `${HEAD}.pdf`),
    },
    how(),
  );
  await replaceFile(
    context,
    by,
    { id: file, upload: await uploaded(context, pdf('two'), 'zebedee_quill-marchbanks.pdf') },
    how(),
  );
  await changeEvidence(context, by, { id, input: item({ note: `${TEXT}.` }), version: 1 }, how());
  for (const isDeleted of [true, false]) await setDeleted(context, by, { id, isDeleted }, how());
  return id;
}

async function plantReview(by: Member, evidence: string): Promise<void> {
  const { id } = await startReview(
    context,
    maya,
    {
      ...{ academicYear: 2026, title: LINE, answersFrom: null },
      participants: [{ name: HEAD, role: `SENCo with ${JUNIOR}` }],
    },
    how(),
  );
  await changeDetails(context, maya, id, { title: `${LINE}.`, academicYear: 2026 }, how());
  await addParticipant(context, maya, id, { name: JUNIOR, role: `SENCo with ${HEAD}` }, how());
  const added = { title: LINE, url: null, note: TEXT };
  await addLevelSetter(context, maya, id, { person: by.person.id }, how());
  const agreeing = {
    ...{ review: id, statement: '2.4', version: null },
    input: {
      rating: 2,
      reason: TEXT,
      strength: TEXT,
      nextStep: TEXT,
      contradictionReasons: { a: TEXT },
    },
    evidence: { cited: [evidence], added },
  };
  const { version } = await agree(context, by, { ...agreeing, ...how() });
  await undoAgreement(context, by, { review: id, statement: '2.4', version }, how());
  await agree(context, by, { ...agreeing, evidence: { cited: [evidence] }, ...how() });
  for (const kind of ['question', 'comment'] as const) {
    const asked = { id, statement: '2.4', kind, words: TEXT };
    const { id: remark } = await writeRemark(context, by, reviewTarget, asked, how());
    await reply(context, maya, reviewTarget, { id, remark, words: TEXT, isAnswer: true }, how());
  }
  const signed = { signedOffAs: HEAD, gapsReason: TEXT };
  await closeReview(context, maya, id, signed, how());
  await reopenReview(context, maya, id, { reason: TEXT }, how());
  await deleteReview(context, maya, id, how());
  await restoreReview(context, maya, id, how());
  await closeReview(context, maya, id, signed, how());
}

async function plantPlan(by: Member): Promise<void> {
  const input = (fields: Record<string, string> = {}) =>
    actionInput.parse({
      ...{ title: LINE, academicYear: '2026', priority: LINE, objective: TEXT, resources: TEXT },
      ...{ cost: LINE, expectedChange: TEXT, measure: TEXT, expectedEvidence: TEXT },
      ...{ milestones: `1 December 2026: ${LINE}\n${HEAD}`, ownerId: by.person.id, ...fields },
    });
  const { id } = await addAction(context, by, input(), how());
  const { id: other } = await addAction(
    context,
    by,
    input({ ownerId: '', ownerName: JUNIOR }),
    how(),
  );
  const changed = input({ title: `${LINE}.`, ownerId: maya.person.id });
  await changeWords(context, by, id, changed, how());
  await changeWords(context, maya, id, input(), how());
  await addNote(context, by, id, { words: TEXT }, how());
  // Cut off in the middle of the name.
  await addNote(context, by, id, { words: `Ask ${HEAD.slice(0, 17)}` }, how());
  for (const isReached of [true, false])
    await reachMilestone(context, by, id, { what: LINE, isReached }, how());
  await carryOver(context, maya, { from: 2026, actions: [id, other] }, how());
  const end = { status: 'done', changed: TEXT, result: TEXT, evidence: [] } as const;
  await closeAction(context, by, id, { ...end, evidence: [] }, how());
  await deleteAction(context, maya, other, how());
  await restoreAction(context, maya, other, how());
  await archiveYear(context, maya, { year: 2026, words: TEXT }, how());
}

async function plantPeople(review: string): Promise<void> {
  const title = `Stands in for ${HEAD}`;
  const role = { role: 'contributor', title, owner: false } as const;
  const colleague = await school.colleague('Ann Lee', 'viewer');
  await changeMembership(context, maya, colleague.person.id, role, 1, confirm);
  await inviteAll(
    context,
    maya,
    [
      { email: 'next@otterbridge.example', name: JUNIOR, role: 'viewer', title, isOwner: false },
      { email: 'third@otterbridge.example', name: HEAD, role: 'viewer', title, isOwner: false },
    ],
    { key: context.id(), confirm },
  );
  const link = { review, name: 'Guest', title, email: 'guest@elsewhere.example', days: 14 };
  await makePersonalLink(context, maya, link);
  await changeSchool(
    context,
    maya,
    schoolInput.parse({ organisation: maya.organisation.name, kind: 'school', urn: '123456' }),
    1,
  );
  const asked = { kind: 'access', who: HEAD, about: TEXT, received_on: '2026-11-20' } as const;
  const { id } = await recordRequest(context, maya, asked, how());
  await answerRequest(context, maya, id, { answer: TEXT }, how());
  // A key is made by a device, and what a mail server says by a mail server.
  await superuser.query(
    `INSERT INTO passkeys (id, person_id, name, public_key, counter, transports, is_backed_up, added_at)
     VALUES ('a key', $1, $2, '', 0, '[]', false, now())`,
    [maya.person.id, `Phone of ${HEAD}`],
  );
  await superuser.query(
    `INSERT INTO api_tokens (id, token_hash, person_id, organisation_id, name, scopes, created_at, expires_at)
     VALUES ($1, '', $2, $3, $4, 'plan:read', now(), now())`,
    [context.id(), maya.person.id, maya.organisation.id, `Program of ${HEAD}`],
  );
  await superuser.query('UPDATE mails SET refusal = $1, subject = $1, words = $1', [LINE]);
  // This installation has a mail server; one without keeps notices.
  await superuser.query(
    `INSERT INTO notices (id, organisation_id, recipient, subject, words, made_at)
     VALUES ($1, $2, 'ann@otterbridge.example', $3, $3, now())`,
    [context.id(), maya.organisation.id, LINE],
  );
}

async function plantModels(): Promise<void> {
  const text = printed(harbour).replace(/\n1\.1 [^\t]*\t/, `\n1.1 ${LINE}\t`);
  const document = { name: `${HEAD}.txt`, bytes: Buffer.from(text) };
  const { id } = await startImport(context, maya, document, how());
  const { rows } = await superuser.query('SELECT version FROM framework_drafts WHERE id = $1', [
    id,
  ]);
  const answer = { act: 'corrected', words: LINE } as const;
  await answerItem(context, maya, { id, place: '1.1', version: 0, key: null }, { act: 'accepted' });
  await answerItem(context, maya, { id, place: '1.2@1', version: 0, key: null }, answer);
  await superuser.query("UPDATE framework_answers SET read_words = $1 WHERE place = '1.2@1'", [
    LINE,
  ]);
  await readAgain(context, maya, id, { sheet: HEAD }, { version: rows[0].version });
  const { id: made } = await startDraft(context, maya, { title: LINE, from: '' }, how());
  const head = headInput.parse({ title: `${LINE}.`, firstLevel: '1', levels: `${HEAD}\nTwo` });
  await editDraft(
    context,
    maya,
    { id: made, version: 1, key: context.id() },
    { kind: 'head', head },
  );
  const { id: gone } = await startDraft(context, maya, { title: LINE, from: '' }, how());
  await removeDraft(context, maya, gone, how());
}

async function plantInsight(): Promise<void> {
  const list = { title: LINE, about: TEXT, text: `${HEAD}: 1.2` };
  const { id } = await loadList(context, maya, list, how());
  await loadList(context, maya, list, how());
  await removeList(context, maya, id, how());
  await loadList(context, maya, list, how());
  await setHeadings(context, maya, `${HEAD}: 1.2`, how());
  await setReportTexts(context, maya, 'governor-pack', { decisions: TEXT }, how());
  await setReportLayout(context, maya, 'summary', { name: LINE, parts: ['finding'] }, how());
}

async function plantDrafts(head: Member): Promise<void> {
  for (const member of [maya, head])
    await writeAutosave(context, member, {
      ...{ key: context.id(), step: 1, form: '/plan/new', openedAs: '', takes: [] },
      ...{ fields: [['objective', TEXT]], isToSave: false },
    });
}

let people: Member[];
before(async () => {
  const head = await school.colleague(HEAD, 'contributor');
  const junior = await school.colleague(JUNIOR, 'contributor');
  people = [head, junior];
  await superuser.query('UPDATE persons SET email = $2 WHERE id = $1', [head.person.id, ADDRESS]);
  await plantReview(head, await plantEvidence(head));
  await plantPlan(junior);
  await plantPeople(await school.review());
  await plantModels();
  await plantInsight();
  await plantDrafts(head);
  await plantWaysIn(head);
});

/** A browser in which somebody is signed in, known from before, with a sign-in and a link half done. */
async function plantWaysIn({ person }: Member): Promise<void> {
  await context.storage.write({ ...installation, person: person.id }, async (db) => {
    await openSession(db, context, person.id, 'Test');
    await rememberDevice(db, context, person.id);
    await openChallenge(db, context, 'second', { person: person.id, body: {} });
    await makeLink(db, context, { kind: 'password', person: person.id, email: null });
  });
}

/** The tables, of all that the database has, in which something that opens an account is kept for somebody. */
async function waysInOf(person: string): Promise<string[]> {
  const { rows } = await superuser.query<{ table: string }>(
    `SELECT DISTINCT c.table_name AS table FROM information_schema.columns c
     JOIN information_schema.columns p ON p.table_name = c.table_name AND p.column_name = 'person_id'
     WHERE c.table_schema = 'public' AND c.column_name ~ '^(token_hash|hash|secret|public_key|issuer|since)$'
       AND c.table_name NOT IN ('personal_links', 'history') ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { table } of rows) {
    const kept = await superuser.query(`SELECT 1 FROM ${table} WHERE person_id = $1`, [person]);
    if (kept.rowCount) found.push(table);
  }
  return found;
}

describe('a person who is erased', () => {
  it('stood in every column that is searched, and in what was typed for every verb of the history', async () => {
    const places = new Set(await placesOf(TRACES));
    const searched = Object.entries(SEARCHED).flatMap(([table, columns]) =>
      columns.map((column) => `${table}.${column}`),
    );
    assert.deepEqual(
      searched.filter((place) => !places.has(place)),
      [],
    );
    const { rows } = await superuser.query<{ verb: string }>(
      `SELECT DISTINCT verb FROM history h JOIN history_texts t ON t.entry_id = h.id WHERE texts::text ILIKE '%zebedee%'`,
    );
    const message = new Set(rows.map(({ verb }) => verb));
    const verbs = historyEvents.flatMap((events) =>
      Object.entries(events).flatMap(([verb, { typed }]) => (typed.length > 0 ? [verb] : [])),
    );
    assert.deepEqual(
      verbs.filter((verb) => !message.has(verb)),
      // What schools are called in public; a cell without words; the ids of points.
      ['school.added', 'school.changed', 'framework-draft.unreadable', 'evidence.cited'],
    );
  });

  it('stands nowhere any more: in no table, no file, no exported history, no backup', async () => {
    const ways = ['challenges', 'known_devices', 'one_time_links', 'sessions'];
    const before = await waysInOf(people[0]?.person.id ?? '');
    for (const way of ways) assert.ok(before.includes(way), way);
    for (const { person } of people)
      await erasePerson(context, person.id, { person: maya.person.id, channel: 'page' });
    assert.deepEqual(await placesOf(TRACES), []);
    assert.deepEqual(await waysInOf(people[0]?.person.id ?? ''), [], 'what opened the account');

    const folder = context.config.dataFolder;
    const entries = readdirSync(folder, { recursive: true }).map(String);
    assert.ok(entries.some((name) => name.includes('files')));
    for (const name of entries) {
      const path = join(folder, name);
      const text = statSync(path).isFile() ? readFileSync(path, 'latin1') : '';
      assert.deepEqual(tracesIn(name + text), [], name);
    }

    for (const organisation of [maya.organisation.id, null]) {
      const file = await exportHistory(context, organisation);
      assert.deepEqual(tracesIn(file), []);
      assert.deepEqual(verifyExport(file).faults, []);
    }

    const { user, password, host, database } = superuser;
    const databaseUrl = `postgresql://${user}:${password}@localhost/${database}?host=${encodeURIComponent(host)}`;
    const file = join(folder, 'all.waymark');
    await makeBackup({ ...context.config, databaseUrl }, file, context.clock());
    let size = 0;
    for await (const { name, content } of entriesOf(file)) {
      let text = name;
      for await (const piece of content) text += Buffer.from(piece).toString('latin1');
      size += text.length;
      assert.deepEqual(tracesIn(text), [], name);
    }
    assert.ok(size > 100_000);
  });
});
