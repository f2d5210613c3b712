/**
 * Fields that stand side by side are easily taken for each other: who made a thing and who changed it, when it began and
 * when it ended, a strength and a next step. Each column here holds a value that no other holds, and is read back in its
 * own place: from the store, in the API, and on the page where people are named.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newToken } from '../src/account/tokens.js';
import { changeEvidence, inputOf } from '../src/evidence/changes.js';
import { findItem, listItems } from '../src/evidence/library-store.js';
import { presentItem, presentWholeItem } from '../src/evidence/present.js';
import { listCitedEvidence } from '../src/evidence/store.js';
import { schoolsModel } from '../src/framework/testing/schools-model.js';
import { findInvitationByToken, listWaiting } from '../src/organisation/invitation-store.js';
import { changeMembership, removeMember } from '../src/organisation/membership-changes.js';
import { findMembership, findOrganisation } from '../src/organisation/organisation-store.js';
import { changeSchool, schoolInput } from '../src/organisation/organisations.js';
import { listLinks } from '../src/organisation/personal-link-store.js';
import {
  presentInvitation,
  presentMember,
  presentOrganisation,
} from '../src/organisation/present.js';
import { actionInput } from '../src/plan/action-input.js';
import { addAction } from '../src/plan/changes/add.js';
import { changeWords, closeAction, setStatus } from '../src/plan/changes/change.js';
import { COLUMNS } from '../src/plan/columns.js';
import { findWholeAction } from '../src/plan/notes-store.js';
import { presentAction } from '../src/plan/present.js';
import { findAction, listActionsOf } from '../src/plan/store.js';
import { scopeOf } from '../src/platform/access/member.js';
import { dayWords, momentWords } from '../src/platform/days.js';
import { listHistoryOf } from '../src/platform/history/history.js';
import { type Db, installation } from '../src/platform/storage/transaction.js';
import { readHandover } from '../src/record/handover-store.js';
import { changeRetention, FIRST_RETENTION } from '../src/record/retention.js';
import { presentRemark } from '../src/remark/present.js';
import { findRemark } from '../src/remark/store.js';
import { listReportLinks } from '../src/report/links/store.js';
import { findAgreement } from '../src/review/agreement-store.js';
import { agree } from '../src/review/changes/agree.js';
import { reopenReview } from '../src/review/changes/close.js';
import { changeDetails } from '../src/review/changes/participants.js';
import { presentAgreement, presentReview, presentWholeReview } from '../src/review/present.js';
import { findReview } from '../src/review/store.js';
import { openSchool } from '../src/review/testing/school.js';
import { findReviewAt, findWholeReview } from '../src/review/whole-review.js';
import { ORDINARY_MORNING } from './support/clocks.js';

const school = await openSchool({ now: ORDINARY_MORNING });
const { browser, context, maya } = school;
const organisation = maya.organisation.id;
const reading = { person: maya.person.id, now: context.clock() };
const read = <T>(work: (db: Db) => Promise<T>) => context.storage.read(scopeOf(maya), work);

type Row = Record<string, unknown>;

let moments = 0;
/** A moment that no other column has: one day after the last. */
function moment(): Date {
  moments += 1;
  return new Date(Date.UTC(2026, 0, moments, 12));
}
const day = () => moment().toISOString().slice(0, 10);

const names = new Map<string, string>();
/** Somebody who has done this alone. */
async function who(did: string): Promise<string> {
  const { person } = await school.colleague(`Whoever ${did}`, 'contributor');
  names.set(person.id, person.name);
  return person.id;
}
const named = (id: unknown) => ({ id, name: names.get(String(id)) });

/** Puts a row into a table, once no two of its values are the same. */
async function put<R extends Row>(table: string, row: R): Promise<R> {
  const values = Object.values(row).filter(
    (value) => !['boolean', 'undefined'].includes(typeof value) && value !== null,
  );
  assert.equal(new Set(values.map((value) => JSON.stringify(value))).size, values.length, table);
  const columns = { organisation_id: organisation, ...row } as Row;
  if (table === 'organisations') delete columns.organisation_id;
  const list = Object.keys(columns);
  const given = Object.values(columns).map((value) =>
    value !== null &&
    typeof value === 'object' &&
    !(value instanceof Date || Buffer.isBuffer(value))
      ? JSON.stringify(value)
      : value,
  );
  await context.superuser.query(
    `INSERT INTO ${table} (${list.join(', ')}) VALUES (${list.map((_, at) => `$${at + 1}`).join(', ')})`,
    given,
  );
  return row;
}

const snake = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const plain = (value: unknown) => JSON.parse(JSON.stringify({ value })).value as unknown;

/** Every field of what was read is the column of its name, or what is said of it here. Columns not filled in are passed by. */
function assertInPlace(found: object, row: Row, others: Row): void {
  const filled = Object.entries(found).filter(([key]) => key in others || snake(key) in row);
  const expected = filled.map(([key]) => [key, key in others ? others[key] : row[snake(key)]]);
  assert.deepEqual(plain(Object.fromEntries(filled)), plain(Object.fromEntries(expected)));
  for (const key of Object.keys(others)) assert.ok(key in found, `${key} is not there`);
}

const STATEMENT = '2.4';
const versions = await context.superuser.query<{ id: string }>(
  `SELECT id FROM framework_versions WHERE origin = 'built-in' ORDER BY published_at, id LIMIT 1`,
);
const before = await put('reviews', {
  ...{ id: context.id(), framework_version_id: versions.rows[0]!.id, academic_year: 2024 },
  ...{ title: 'The review before', started_at: moment() },
});
const review = await put('reviews', {
  id: context.id(),
  framework_version_id: versions.rows[0]!.id,
  academic_year: 2025,
  title: 'The title of the review',
  stage: 2,
  previous_review_id: before.id,
  started_by: await who('started it'),
  started_at: moment(),
  closed_at: moment(),
  closed_by: await who('closed it'),
  signed_off_as: 'Signed off as',
  gaps_reason: 'Why there are gaps',
  version: 41,
});
const agreement = await put('agreements', {
  review_id: review.id,
  statement: STATEMENT,
  level: 3,
  reason: 'The reason',
  strength: 'The strength',
  next_step: 'The next step',
  marks: { '2.4.3a': 'partly' },
  contradiction_reasons: { '2.4@3<2.1@3': 'Why it stands' },
  updated_by: await who('agreed it'),
  updated_at: moment(),
  version: 42,
});
const evidence = await put('evidence', {
  id: context.id(),
  kind: 'figure',
  title: 'The title of the evidence',
  url: 'https://school.example/evidence',
  note: 'The note',
  about: 'What it is about',
  effective_on: day(),
  valid_until: day(),
  owner_id: await who('looks after it'),
  voice: 'employer',
  figure: '43.2500',
  unit: 'The unit',
  created_by: await who('added it'),
  created_at: moment(),
  updated_by: await who('changed it'),
  updated_at: moment(),
  version: 44,
});
const file = await put('evidence_files', {
  evidence_id: evidence.id,
  number: 45,
  name: 'The name.png',
  type: 'png',
  bytes: 46,
  checksum: 'ab'.repeat(32),
  width: 47,
  height: 48,
  uploaded_by: await who('uploaded it'),
  uploaded_at: moment(),
});
const citation = await put('citations', {
  ...{ review_id: review.id, statement: STATEMENT, evidence_id: evidence.id },
  ...{ cited_by: await who('cited it'), cited_at: moment() },
});
const action = await put('actions', {
  id: context.id(),
  academic_year: 2026,
  priority: 'The priority',
  objective: 'The objective',
  statement: STATEMENT,
  aimed_level: 4,
  title: 'The title of the action',
  owner_id: await who('does it'),
  start_on: day(),
  due_on: day(),
  milestones: [{ on: day(), what: 'The milestone', isReached: false }],
  resources: 'The resources',
  cost: 'The cost',
  expected_change: 'The change in provision',
  measure: 'The measure',
  expected_evidence: 'The evidence expected',
  result: 'The result',
  changed: 'What changed',
  status: 'done',
  closed_on: day(),
  from_review: review.id,
  created_by: await who('planned it'),
  created_at: moment(),
  updated_by: await who('changed the action'),
  updated_at: moment(),
  version: 49,
});
const note = await put('action_notes', {
  ...{ action_id: action.id, id: context.id(), words: 'A progress note' },
  ...{ written_by: await who('noted it'), written_at: moment() },
});
const remark = await put('remarks', {
  id: context.id(),
  kind: 'question',
  review_id: review.id,
  statement: STATEMENT,
  words: 'The question',
  written_by: await who('asked'),
  written_as: 'governor',
  written_at: moment(),
  answered_at: moment(),
  answered_by: await who('answered'),
});
const reply = await put('remarks', {
  id: context.id(),
  kind: 'reply',
  replies_to: remark.id,
  review_id: review.id,
  statement: STATEMENT,
  words: 'The reply',
  written_by: await who('replied'),
  written_as: 'adviser',
  written_at: moment(),
});

const noone = { startedBy: named(review.started_by), closedBy: named(review.closed_by) };
const dates = { deletedAt: null, levelSetters: [] };

describe('every field of a review is in its own place', () => {
  const others = { organisationId: organisation, ...noone, ...dates };

  it('where it is found, alone, as a whole and at a statement', async () => {
    const id = String(review.id);
    assertInPlace(await read((db) => findReview(db, organisation, id)), review, others);
    const whole = await read((db) => findWholeReview(db, organisation, id));
    assertInPlace(whole.review, review, others);
    const at = await read((db) => findReviewAt(db, organisation, id, STATEMENT, reading));
    assertInPlace(at.review, review, others);
    assert.equal(whole.previous?.title, before.title);
    assert.equal(whole.previous?.academicYear, before.academic_year);
  });

  it('in the API', async () => {
    const found = await read((db) => findReview(db, organisation, String(review.id)));
    assertInPlace(presentReview(found), review, {
      ...{ academic_year: '2025/26', state: 'closed', started_by: 'Whoever started it' },
    });
  });
});

describe('every field of an agreement is in its own place', () => {
  const others = { rating: 3, updatedBy: named(agreement.updated_by), isCarried: false };
  const id = String(review.id);

  it('where it is found, alone, in the review and at the statement', async () => {
    const alone = await read((db) => findAgreement(db, organisation, id, STATEMENT));
    assertInPlace(alone!, agreement, others);
    const whole = await read((db) => findWholeReview(db, organisation, id));
    assertInPlace(whole.agreements.get(STATEMENT)!, agreement, others);
    const at = await read((db) => findReviewAt(db, organisation, id, STATEMENT, reading));
    assertInPlace(at.agreement, agreement, others);
  });

  it('in the API and the file of the review', async () => {
    const whole = await read((db) => findWholeReview(db, organisation, id));
    const cited = await read((db) => listCitedEvidence(db, organisation, id));
    const { kind, title, url, note: words } = evidence;
    const shown = {
      ...{ rating: 'level', is_carried: false, updated_by: 'Whoever agreed it' },
      evidence: [{ id: evidence.id, kind, title, url, note: words }],
    };
    assertInPlace(presentAgreement(whole.agreements.get(STATEMENT)!, cited), agreement, shown);
    const { agreements } = presentWholeReview(whole, schoolsModel, cited, [], []);
    assertInPlace(agreements.find(({ statement }) => statement === STATEMENT)!, agreement, shown);
  });

  it('in the handover', async () => {
    const { levels } = await read((db) => readHandover(db, organisation));
    const level = levels.find(({ statement }) => statement === STATEMENT)!;
    const question = schoolsModel.themes
      .flatMap(({ statements }) => statements)
      .find((each) => each.id === STATEMENT)?.title;
    assertInPlace(level, agreement, { question, isNotYet: false });
  });
});

describe('every field of evidence is in its own place', () => {
  const id = String(evidence.id);
  const cited = {
    ...{ reviewId: review.id, reviewTitle: review.title, academicYear: 2025, isOpen: false },
    ...{ statement: STATEMENT, criteria: [] },
  };
  const figure = { value: evidence.figure, unit: evidence.unit };

  it('where it is found, in the library, and where it is cited', async () => {
    const item = await read((db) => findItem(db, organisation, id));
    assertInPlace(item, evidence, {
      ...{ figure, owner: named(evidence.owner_id), createdBy: named(evidence.created_by) },
      ...{ updatedBy: named(evidence.updated_by), deletedBy: null, deletedAt: null },
      ...{ citations: [cited], files: plain(item.files) },
    });
    assertInPlace(item.files[0]!, file, { uploadedBy: named(file.uploaded_by) });
    const today = { today: '2026-11-23', yearBegan: '2026-09-01', now: context.clock() };
    const [listed] = await read((db) =>
      listItems(db, organisation, {}, { after: null, most: 9, today }),
    );
    const { type, bytes, number } = file;
    const inList = { owner: named(evidence.owner_id), deletedAt: null, citedBy: [STATEMENT] };
    assertInPlace(listed!, evidence, { figure, ...inList, file: { type, bytes, number } });
    const [first] = await read((db) => listCitedEvidence(db, organisation, String(review.id)));
    assertInPlace(first!, { ...evidence, ...citation }, { figure });
    const shown = {
      figure: { value: '43.25', unit: evidence.unit },
      owner: 'Whoever looks after it',
    };
    assertInPlace(presentItem(listed!), evidence, {
      ...shown,
      ...{ cited_by: [STATEMENT], file: { type, bytes, number } },
    });
    const whole = presentWholeItem(item);
    assertInPlace(whole, evidence, {
      ...{ ...shown, updated_by: 'Whoever changed it', files: whole.files },
      citations: [{ review: review.id, statement: STATEMENT, criteria: [] }],
    });
    assertInPlace(whole.files[0]!, file, {});
  });

  it('on its page', async () => {
    const html = await browser.read(`/evidence/${id}`);
    const facts = [...html.matchAll(/<dt[^>]*>([^<]*)<\/dt><dd[^>]*>([^<]*)<\/dd>/g)];
    assert.deepEqual(
      facts.map(([, name, words]) => `${name}: ${words}`),
      [
        'Whose view: Employers',
        `About: ${evidence.about}`,
        `Date of the evidence: ${dayWords(evidence.effective_on)}`,
        `Valid until: ${dayWords(evidence.valid_until)}`,
        'Owner: Whoever looks after it',
        `Added: ${dayWords(evidence.created_at.toISOString().slice(0, 10))} by Whoever added it`,
        `Changed last: ${momentWords(evidence.updated_at)} by Whoever changed it`,
      ],
    );
  });
});

describe('every field of an action is in its own place', () => {
  const id = String(action.id);
  const others = {
    ...{ aim: { statement: STATEMENT, level: 4 }, owner: named(action.owner_id) },
    ...{ carriedFrom: null, goesOnIn: null, deletedAt: null },
    updatedBy: 'Whoever changed the action',
  };

  it('where it is found, with its notes, in its year and in the API', async () => {
    const alone = await read((db) => findAction(db, organisation, id));
    assertInPlace(alone, action, others);
    const whole = await read((db) => findWholeAction(db, organisation, id));
    assertInPlace(whole.action, action, others);
    assertInPlace(whole.notes[0]!, note, { by: 'Whoever noted it', at: note.written_at });
    const [first] = await read((db) => listActionsOf(db, organisation, 2026));
    assertInPlace(first!, action, others);
    assertInPlace(presentAction(alone, '2026-11-23'), action, {
      ...{ aim: others.aim, owner: 'Whoever does it', urgency: null },
      ...{ updated_by: others.updatedBy },
      milestones: action.milestones.map(({ on, what }) => ({ on, what, is_reached: false })),
    });
  });

  it('in the columns of its exports', async () => {
    const alone = await read((db) => findAction(db, organisation, id));
    const row = COLUMNS.map(({ title, of }) => [title, of(alone, schoolsModel)]);
    const rest = Object.fromEntries(row) as Record<string, string>;
    assert.match(rest['Statement and level'] ?? '', /^2\.4 .+, to /);
    assert.deepEqual(
      { ...rest, 'Statement and level': '' },
      {
        Priority: action.priority,
        Objective: action.objective,
        'Statement and level': '',
        Action: action.title,
        Owner: 'Whoever does it',
        'Start date': dayWords(action.start_on),
        'Due date': dayWords(action.due_on),
        Milestones: `${dayWords(action.milestones[0]!.on)}: The milestone`,
        Resources: action.resources,
        Cost: action.cost,
        'What will change': action.expected_change,
        'Success measure': action.measure,
        'Evidence expected': action.expected_evidence,
        Status: `Complete, ${dayWords(action.closed_on)}`,
        'What changed': action.changed,
        Result: action.result,
      },
    );
  });
});

describe('every field of a question is in its own place', () => {
  it('where it is found, and in the API', async () => {
    const asked = {
      column: 'review_id' as const,
      id: String(review.id),
      remark: String(remark.id),
    };
    const found = await read((db) => findRemark(db, organisation, asked, reading));
    const by = (row: typeof remark | typeof reply) => ({
      ...{ by: { ...named(row.written_by), isErased: false }, as: row.written_as },
      ...{ at: row.written_at, withdrawnAt: null },
    });
    assertInPlace(found, remark, {
      ...{ ...by(remark), place: { review: review.id, statement: STATEMENT, action: null } },
      ...{
        answeredBy: 'Whoever answered',
        replies: [{ id: reply.id, words: reply.words, ...by(reply) }],
      },
    });
    const { id, words, written_at } = reply;
    assertInPlace(presentRemark(found), remark, {
      ...{ written_by: 'Whoever asked', role: 'governor' },
      replies: [{ id, words, written_by: 'Whoever replied', role: 'adviser', written_at }],
    });
  });
});

describe('the history says what was before, and what is after', () => {
  const how = { key: null };
  const id = String(review.id);
  const told = async (kind: string, subject: string) => {
    const entries = await read((db) => listHistoryOf(db, organisation, { kind, id: subject }));
    return entries
      .filter((entry) => entry.before !== null)
      .map((entry) => ({ verb: entry.verb, before: entry.before, after: entry.after }))
      .reverse();
  };

  it('of a review and what is agreed in it', async () => {
    const opened = await school.review(null, 2030);
    const details = { title: 'Another title', academicYear: 2031 };
    await changeDetails(context, maya, opened, details, how);
    const agreed = { review: opened, statement: STATEMENT, version: null, key: null };
    await agree(context, maya, { ...agreed, input: { rating: 2, reason: 'Why two' } });
    await agree(context, maya, { ...agreed, input: { rating: 3, reason: 'Why three' } });
    await reopenReview(context, maya, id, { reason: 'One more look' }, how);
    assert.deepEqual(await told('review', opened), [
      {
        verb: 'review.changed',
        before: { title: 'Internal leadership review', academicYear: 2030 },
        after: details,
      },
    ]);
    const [, again] = await told('agreement', `${opened}/${STATEMENT}`);
    assert.deepEqual(again, {
      verb: 'agreement.set',
      before: { rating: 2, reason: 'Why two' },
      after: { rating: 3, reason: 'Why three' },
    });
    assert.deepEqual(await told('review', id), [
      {
        verb: 'review.reopened',
        before: { closedAt: review.closed_at.toISOString() },
        after: { reason: 'One more look' },
      },
    ]);
  });

  it('of evidence and of an action', async () => {
    const cited = String(evidence.id);
    const item = await read((db) => findItem(db, organisation, cited));
    const input = { ...inputOf(item), title: 'A new title', voice: null };
    await changeEvidence(context, maya, { id: cited, input, version: item.version }, how);
    assert.deepEqual(await told('evidence', cited), [
      {
        verb: 'evidence.changed',
        before: { title: evidence.title, voice: evidence.voice },
        after: { title: 'A new title', voice: null },
      },
    ]);

    const planned = { title: 'First title', academicYear: '2026', dueOn: '3 May 2027' };
    const { id: added } = await addAction(context, maya, actionInput.parse(planned), how);
    const changed = { ...planned, title: 'Second title', dueOn: '5 June 2027' };
    await changeWords(context, maya, added, actionInput.parse(changed), how);
    await setStatus(context, maya, added, 'under way', how);
    const closing = { status: 'done' as const, changed: 'It did', result: 'All', evidence: [] };
    await closeAction(context, maya, added, closing, how);
    await setStatus(context, maya, added, 'planned', how);
    const { closedOn } = await told('action', added).then((all) => all.at(-1)?.before ?? {});
    assert.deepEqual(await told('action', added), [
      {
        verb: 'action.changed',
        before: { title: 'First title', dueOn: '2027-05-03' },
        after: { title: 'Second title', dueOn: '2027-06-05' },
      },
      {
        verb: 'action.moved',
        before: { status: 'planned', closedOn: null },
        after: { status: 'under way' },
      },
      {
        verb: 'action.closed',
        before: { status: 'under way', changed: '', result: '' },
        after: closing,
      },
      {
        verb: 'action.reopened',
        before: { status: 'done', closedOn },
        after: { status: 'planned' },
      },
    ]);
    assert.match(String(closedOn), /^\d{4}-\d\d-\d\d$/);
  });

  it('of a school and its people', async () => {
    const { person } = await school.colleague('Sam Reid', 'contributor');
    const input = { role: 'governor' as const, title: 'Link governor', owner: false };
    await changeMembership(context, maya, person.id, input, 1, () => {});
    await removeMember(context, maya, person.id, () => {});
    assert.deepEqual(await told('person', person.id), [
      {
        verb: 'membership.changed',
        before: { role: 'contributor', title: null },
        after: { role: 'governor', title: 'Link governor' },
      },
      { verb: 'membership.ended', before: { role: 'governor', is_owner: false }, after: null },
    ]);
    const { version: _, ...kept } = FIRST_RETENTION;
    await changeRetention(context, maya, { ...kept, left_months: 36 }, 0);
    const was = await read((db) => findOrganisation(db, organisation));
    const renamed = schoolInput.parse({ organisation: 'A new name', kind: was.kind, urn: '' });
    await changeSchool(context, maya, renamed, was.version);
    assert.deepEqual(await told('organisation', organisation), [
      { verb: 'retention.changed', before: kept, after: { ...kept, left_months: 36 } },
      { verb: 'school.changed', before: { name: was.name }, after: { name: 'A new name' } },
    ]);
    // Its name is put back for what follows.
    const named = { ...renamed, organisation: String(was.name) };
    await changeSchool(context, maya, named, Number(was.version) + 1);
  });
});

describe('every field of a school and its people is in its own place', () => {
  it('of a member', async () => {
    const person = await who('has left');
    const row = {
      ...{ role: 'viewer', title: 'The title in the field', is_owner: true },
      ...{ started_at: moment(), ended_at: moment(), version: 50 },
    };
    const columns = Object.entries(row);
    await context.superuser.query(
      `UPDATE memberships SET ${columns.map(([name], at) => `${name} = $${at + 2}`).join(', ')} WHERE person_id = $1`,
      [person, ...columns.map(([, value]) => value)],
    );
    const found = await read((db) => findMembership(db, organisation, person));
    const email = `${person}@otterbridge.example`;
    assertInPlace(found, row, { personId: person, name: 'Whoever has left', email });
    const others = { id: person, name: 'Whoever has left', email };
    assertInPlace(presentMember(maya)(found), row, others);
  });

  it('of a personal link, a link to a report and an invitation', async () => {
    const link = await put('personal_links', {
      ...{ id: context.id(), review_id: review.id, person_id: await who('came by a link') },
      ...{ title: 'The title of the guest', token_hash: newToken().hash, made_at: moment() },
      ...{ expires_at: moment(), opened_at: moment(), revoked_at: moment() },
      made_by: await who('made the link'),
    });
    const [found] = await read((db) => listLinks(db, organisation));
    assertInPlace(found!, link, {
      reviewTitle: review.title,
      personName: 'Whoever came by a link',
    });

    const shared = await put('report_links', {
      ...{ id: context.id(), review_id: review.id, kind: 'summary', has_names: true },
      ...{ has_remarks: false, passphrase_hash: 'A hash', created_at: moment() },
      ...{ expires_at: moment(), revoked_at: moment(), views: 71, last_viewed_at: moment() },
      created_by: await who('shared the report'),
    });
    const [toReport] = await read((db) =>
      listReportLinks(db, organisation, { review: review.id, kind: 'summary' }),
    );
    assertInPlace(toReport!, shared, {
      hasPassphrase: true,
      createdByName: 'Whoever shared the report',
    });

    const { token, hash } = newToken();
    const invitation = await put('invitations', {
      ...{ id: context.id(), email: 'invited@school.example', name: 'Who is invited' },
      ...{ role: 'adviser', title: 'The title of the invited', is_owner: true, token_hash: hash },
      ...{ invited_by: await who('invited'), invited_at: moment(), sent_at: moment() },
      ...{ expires_at: new Date('2027-01-02T12:00:00Z'), is_mailed: true },
    });
    const [waiting] = await read((db) => listWaiting(db, organisation));
    assertInPlace(waiting!, invitation, {});
    assertInPlace(presentInvitation(waiting!), invitation, {});
    const open = await context.storage.read(installation, (db) =>
      findInvitationByToken(db, token, context.clock()),
    );
    assertInPlace(open, invitation, {
      ...{ organisationId: organisation, organisationName: maya.organisation.name },
      ...{ inviterName: 'Whoever invited', hasAccount: false },
    });
  });

  it('of the school', async () => {
    const row = {
      ...{ urn: '100001', ukprn: '10000002', laestab: '1000003', type: 'The type' },
      ...{ phase: 'The phase', local_authority: 'The authority', region: 'The region' },
    };
    const columns = Object.entries(row);
    await context.superuser.query(
      `UPDATE organisations SET ${columns.map(([name], at) => `${name} = $${at + 1}`).join(', ')}`,
      columns.map(([, value]) => value),
    );
    const found = await read((db) => findOrganisation(db, organisation));
    assertInPlace(presentOrganisation(found), row, {
      ...{ id: organisation, organisation: maya.organisation.name, kind: 'school', version: 3 },
    });
  });
});
