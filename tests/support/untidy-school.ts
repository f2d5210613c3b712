/**
 * One school as schools are: things deleted that others still name, answers half taken over, files that came and went,
 * people who left, signs in every text, and half past midnight on a summer night. Made by the product's own verbs.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooseVersion } from '../../src/authoring/publish-changes.js';
import { addEvidence, replaceFile, setDeleted } from '../../src/evidence/changes.js';
import { pdf } from '../../src/evidence/testing/files.js';
import { typedItem, uploaded } from '../../src/evidence/testing/library.js';
import { publishFile } from '../../src/framework/changes.js';
import type { Framework, Statement } from '../../src/framework/framework.js';
import { schoolsModel } from '../../src/framework/testing/schools-model.js';
import { changeSchool, schoolInput } from '../../src/organisation/organisations.js';
import { makeLink } from '../../src/organisation/personal-links.js';
import { signInAs } from '../../src/organisation/set-up-changes.js';
import { actionInput } from '../../src/plan/action-input.js';
import { addAction } from '../../src/plan/changes/add.js';
import { closeAction, setStatus } from '../../src/plan/changes/change.js';
import { deleteAction } from '../../src/plan/changes/remove.js';
import { carryOver } from '../../src/plan/changes/years.js';
import { actionTarget } from '../../src/plan/remarks.js';
import type { Member } from '../../src/platform/access/member.js';
import { wayTo } from '../../src/platform/storage/file-place.js';
import { reply, setWithdrawn, writeRemark } from '../../src/remark/changes.js';
import type { AgreementInput } from '../../src/review/agreement.js';
import { agree } from '../../src/review/changes/agree.js';
import { citeEvidence } from '../../src/review/changes/cite.js';
import { closeReview, deleteReview } from '../../src/review/changes/close.js';
import { startReview } from '../../src/review/changes/start.js';
import { reviewTarget } from '../../src/review/remarks.js';
import { openSchool, type TestSchool } from '../../src/review/testing/school.js';
import { newVisitor, type Visitor } from './visitor.js';

const how = { key: null };

/** Half past midnight in London, while the day before is not yet over in UTC. */
export const NIGHT = '2027-05-31T23:30:00Z';

/** The schools' model with twelve statements in its first theme: 1.10 comes after 1.9, and 2.1 after both. */
function twelve(): Framework {
  const [first, ...others] = schoolsModel.themes;
  const like = first!.statements[3]!;
  const copies = ['1.8', '1.9', '1.10', '1.11', '1.12'].map(
    (id): Statement => ({
      ...like,
      ...{ id, title: `Heads’ & tutors’ part ${id}`, buildsOn: [] },
      levels: like.levels.map((level) => ({
        ...level,
        criteria: level.criteria.map((one) => ({ ...one, id: one.id.replace(like.id, id) })),
      })),
    }),
  );
  const themes = [{ ...first!, statements: [...first!.statements, ...copies] }, ...others];
  return { ...schoolsModel, version: '12.0', themes };
}

export interface UntidySchool extends TestSchool {
  /** Ann-Marie, careers leader, who left; she owns an action. */
  left: Member;
  helen: Member;
  /** The review of 2025/26, closed; that of 2026/27 that was deleted; and the one that goes on. */
  reviews: { closed: string; deleted: string; open: string };
  items: Record<'deleted' | 'file' | 'damaged' | 'link' | 'uncited', string>;
  actions: Record<
    | 'dueToday'
    | 'overdue'
    | 'closed'
    | 'leaver'
    | 'deleted'
    | 'unowned'
    | 'soonAndOn'
    | 'lateAndOn',
    string
  >;
  /** Where `unowned` went on for a while. */
  goneCopy: string;
  remarks: { open: string; withdrawn: string; onDeleted: string };
  /** A browser that came by a personal link whose days are over. */
  expired: Visitor;
  /** Signs somebody in now. */
  browse(member: Member): Promise<Visitor>;
}

export const LEFT = 'Ann-Marie O’Neill & Sons';
export const REVIEW = 'Leaders’ review & talk';

/** Opens the school at half past midnight. */
export async function openUntidySchool(): Promise<UntidySchool> {
  const school = await openSchool();
  const { context, maya } = school;
  const at = (time: string) => context.setClock(time);
  const left = await school.colleague(LEFT, 'careers leader');
  const helen = await school.colleague('Helen “Nell” Marsh', 'governor');
  at('2025-10-01T09:00:00Z');
  await changeSchool(
    context,
    maya,
    schoolInput.parse({ organisation: 'Reed & Rush’s School', kind: 'school', urn: '' }),
    1,
  );
  maya.organisation.name = 'Reed & Rush’s School';
  const { id: version } = await publishFile(context, twelve(), null);
  await chooseVersion(context, maya, version, how);
  const items = await fillLibrary(school);
  const set = (review: string, statement: string, input: AgreementInput, cited?: string[]) =>
    agree(context, maya, {
      ...{ review, statement, input, version: null, ...how },
      ...(cited ? { evidence: { cited } } : {}),
    });
  const start = async (academicYear: number, title: string, answersFrom: string | null) =>
    (
      await startReview(
        context,
        maya,
        {
          ...{ academicYear, title, answersFrom },
          participants: [{ name: 'Tom Bell & Tom Bell', role: 'SENCo & SLT' }],
        },
        how,
      )
    ).id;
  const close = (review: string) =>
    closeReview(context, maya, review, { signedOffAs: LEFT, gapsReason: 'Time & tide' }, how);

  const closed = await start(2025, REVIEW, null);
  await set(
    closed,
    '1.1',
    {
      rating: 3,
      reason: 'Ann-Marie O’Neill & Sons said so, and Ann-Marie O’Neill & Sons showed it',
      marks: { '1.1.1a': 'met' },
    },
    [items.deleted, items.file],
  );
  await set(closed, '1.2', { rating: 2, reason: 'Plans & minutes' }, [items.deleted]);
  await set(closed, '1.10', { rating: 4, reason: 'Heads’ notes', nextStep: 'Keep & share' });
  await set(closed, '1.12', { rating: 'not-yet', reason: 'No plan & no time' });
  await set(closed, '4.1', { rating: 2, reason: 'Lessons' });
  await close(closed);

  at('2026-09-20T09:00:00Z');
  const deleted = await start(2026, 'Gone & forgotten', closed);
  await set(deleted, '2.1', { rating: 4, reason: 'Nobody may read this any more' }, [items.link]);
  await close(deleted);
  at('2026-09-21T09:00:00Z');
  const open = await start(2026, REVIEW, closed);
  await deleteReview(context, maya, deleted, how);
  at('2027-01-10T09:00:00Z');
  await set(open, '1.1', {
    rating: 2,
    reason: 'Less than last year’s & said so',
    marks: { '1.1.1a': 'partly', '1.1.2a': 'not-yet' },
  });
  // What is written beside an answer that was taken over confirms no level.
  await set(open, '1.2', { reason: 'Not confirmed & not so' });
  await set(open, '1.10', { rating: 'not-yet', reason: 'The head’s & ours', strength: '' });
  await set(open, '5.1', { rating: 1, reason: '<b>Bold</b> & “quoted”' });
  await set(open, '5.2', {
    rating: 3,
    reason: 'One employer',
    nextStep: 'Ask Smith & Jones’ firm',
  });
  await citeEvidence(
    context,
    maya,
    { review: open, evidence: items.link, cite: ['5.1'], uncite: [], name: ['5.2.1a'], unname: [] },
    how,
  );
  await citeEvidence(
    context,
    maya,
    { review: open, evidence: items.damaged, cite: ['5.2'], uncite: [], name: [], unname: [] },
    how,
  );
  at('2027-05-20T09:00:00Z');
  await setDeleted(context, maya, { id: items.deleted, isDeleted: true }, how);
  const actions = await fillPlan(school, left);
  const remarks = await ask(school, helen, open, actions.deleted);
  at('2027-05-24T23:15:00Z');
  const link = await makeLink(context, maya, {
    ...{ review: open, name: 'Priya & Co', title: 'SENCo', email: '', days: 7 as const },
  });
  at('2027-05-31T23:00:00Z');
  const expired = newVisitor(context);
  await expired.post(`/join/${link.token}`, {});
  await context.superuser.query(
    'UPDATE memberships SET ended_at = $2, is_owner = false WHERE person_id = $1',
    [left.person.id, context.clock()],
  );
  at(NIGHT);
  // What goes on in the next year is due there, and no more in this one.
  const goingOn = [actions.soonAndOn, actions.lateAndOn, actions.unowned];
  await carryOver(context, maya, { from: 2026, actions: goingOn }, how);
  // What was carried over and deleted there is open here as before.
  const { rows: copies } = await context.superuser.query(
    'SELECT id FROM actions WHERE carried_from = $1',
    [actions.unowned],
  );
  await deleteAction(context, maya, copies[0].id, how);
  await closeAction(
    context,
    maya,
    actions.closed,
    {
      status: 'done',
      changed: 'Tutors’ & heads’ words',
      result: '9 of 10',
      evidence: [items.link],
    },
    how,
  );
  await deleteAction(context, maya, actions.deleted, how);
  const browse = async ({ person }: Member) => {
    const visitor = newVisitor(context);
    visitor.cookies.set('__Host-waymark', await signInAs(context, person.id, 'Test'));
    return visitor;
  };
  return {
    ...{ ...school, left, helen, items, actions, remarks, expired, browse },
    ...{ reviews: { closed, deleted, open }, goneCopy: copies[0].id },
  };
}

/** What is cited and deleted, a file that came back, one that is damaged, a link with signs, and one nobody cites. */
async function fillLibrary({ context, maya }: TestSchool): Promise<UntidySchool['items']> {
  const add = async (fields: Parameters<typeof typedItem>[0]) =>
    (await addEvidence(context, maya, { input: typedItem(fields), upload: null }, how)).id;
  const file = async (name: string, words: string) => {
    const upload = await uploaded(context, pdf(words), name);
    const input = typedItem({ kind: 'file', title: name.replace('.pdf', '') });
    return (await addEvidence(context, maya, { input, upload }, how)).id;
  };
  const first = await file('Governors’ & heads’ minutes.pdf', 'first');
  for (const words of ['second', 'first']) {
    const upload = await uploaded(context, pdf(words), `Minutes & ${words}.pdf`);
    await replaceFile(context, maya, { id: first, upload }, how);
  }
  const damaged = await file('Damaged & done.pdf', 'was whole');
  const { rows } = await context.superuser.query(
    'SELECT checksum FROM evidence_files WHERE evidence_id = $1',
    [damaged],
  );
  const place = { organisation: maya.organisation.id, checksum: rows[0].checksum };
  writeFileSync(join(context.config.dataFolder, 'files', wayTo(place)), 'no longer');
  return {
    ...{ file: first, damaged },
    deleted: await add({ title: 'Notes & minutes, deleted', note: 'Cited at two statements' }),
    link: await add({
      ...{ kind: 'link', title: 'The hub’s “calendar” & map', note: '' },
      ...{ url: 'https://hub.example/?a=1&b=2', voice: 'employer', effectiveOn: '2026-09-01' },
      validUntil: '2027-06-01',
    }),
    uncited: await add({
      ...{ title: 'Nobody’s & nowhere', effectiveOn: '2025-09-01', validUntil: '2027-05-31' },
    }),
  };
}

async function fillPlan(
  { context, maya }: TestSchool,
  left: Member,
): Promise<UntidySchool['actions']> {
  const add = async (fields: Record<string, string>) =>
    (await addAction(context, maya, actionInput.parse({ academicYear: 2026, ...fields }), how)).id;
  const owner = { ownerId: maya.person.id };
  const closed = await add({
    ...{ title: 'Ask Tom Bell, & tell Tom Bell', aim: '1.1@3', dueOn: '2027-05-01', ...owner },
  });
  await setStatus(context, maya, closed, 'under way', how);
  return {
    closed,
    dueToday: await add({ title: 'Due & today’s', dueOn: '2027-06-01', aim: '1.10@1', ...owner }),
    overdue: await add({ title: 'Due & yesterday’s', dueOn: '2027-05-31', ...owner }),
    leaver: await add({
      ...{ title: 'Of somebody who’s left', dueOn: '2027-06-15', ownerId: left.person.id },
    }),
    deleted: await add({ title: 'Deleted & over', dueOn: '2027-06-02', ...owner }),
    soonAndOn: await add({ title: 'Soon & on', dueOn: '2027-06-10', ...owner }),
    lateAndOn: await add({ title: 'Late & on', dueOn: '2027-05-10', ...owner }),
    unowned: await add({ title: '=SUM(A1) & more', dueOn: '2027-06-16' }),
  };
}

async function ask({ context, maya }: TestSchool, helen: Member, review: string, action: string) {
  const write = async (statement: string | null, words: string) =>
    (
      await writeRemark(
        context,
        helen,
        reviewTarget,
        { id: review, statement, kind: 'question', words },
        how,
      )
    ).id;
  const open = await write('1.10', 'Isn’t this & that the same?');
  for (const words of ['First & last', 'Last & first'])
    await reply(
      context,
      maya,
      reviewTarget,
      { id: review, remark: open, words, isAnswer: false },
      how,
    );
  const withdrawn = await write('1.1', 'Taken back & unsaid');
  await setWithdrawn(
    context,
    helen,
    reviewTarget,
    { id: review, remark: withdrawn, written: withdrawn, isWithdrawn: true },
    how,
  );
  const asked = { id: action, statement: null, kind: 'question' as const, words: 'Who’s & when?' };
  const { id: onDeleted } = await writeRemark(context, helen, actionTarget, asked, how);
  return { open, withdrawn, onDeleted };
}
