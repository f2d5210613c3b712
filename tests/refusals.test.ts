/**
 * Every verb decides again, whatever the route has let in: called directly, by each role that its room's table leaves
 * out, and by a personal link where the table is about the school. Taking any one of these checks out fails here.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hono } from 'hono';
import { answerItem } from '../src/authoring/answer-changes.js';
import { editDraft, publishDraft, startDraft } from '../src/authoring/edit-changes.js';
import { readAgain, removeDraft, startImport } from '../src/authoring/import-changes.js';
import { chooseVersion, publishImport } from '../src/authoring/publish-changes.js';
import {
  addEvidence,
  addSeveral,
  changeEvidence,
  replaceFile,
  setDeleted,
} from '../src/evidence/changes.js';
import { pdf } from '../src/evidence/testing/files.js';
import { typedItem, uploaded } from '../src/evidence/testing/library.js';
import { permissions as framework } from '../src/framework/permissions.js';
import { setEffort, setHeadings } from '../src/insight/changes.js';
import {
  inviteAll,
  resendInvitation,
  revokeInvitation,
} from '../src/organisation/invitation-changes.js';
import {
  changeMembership,
  removeMember,
  restoreMember,
  takeOver,
} from '../src/organisation/membership-changes.js';
import { changeSchool } from '../src/organisation/organisations.js';
import { memberPage } from '../src/organisation/pages/member.js';
import { permissions as people } from '../src/organisation/permissions.js';
import { makeLink, renewLink, revokeLink } from '../src/organisation/personal-links.js';
import { actionInput } from '../src/plan/action-input.js';
import { addAction, addFromMove } from '../src/plan/changes/add.js';
import * as change from '../src/plan/changes/change.js';
import { deleteAction, restoreAction } from '../src/plan/changes/remove.js';
import { archiveYear, carryOver, openYear } from '../src/plan/changes/years.js';
import { actionTarget } from '../src/plan/remarks.js';
import { EVERY_ROLE, type Member, type Role, scopeOf } from '../src/platform/access/member.js';
import { Problem } from '../src/platform/problems.js';
import type { Env } from '../src/platform/web/request-context.js';
import { answerRequest, recordRequest } from '../src/record/data-requests.js';
import { handoverPage } from '../src/record/pages/handover.js';
import { historyExport, historyPage } from '../src/record/pages/history.js';
import { applyRetention, changeRetention } from '../src/record/retention.js';
import {
  type RemarkTarget,
  reply,
  setAnswered,
  setWithdrawn,
  writeRemark,
} from '../src/remark/changes.js';
import type { RemarkKind } from '../src/remark/remark.js';
import { agree } from '../src/review/changes/agree.js';
import { citeEvidence } from '../src/review/changes/cite.js';
import {
  closeReview,
  deleteReview,
  reopenReview,
  restoreReview,
} from '../src/review/changes/close.js';
import { followUntil } from '../src/review/changes/follow.js';
import { addLevelSetter, removeLevelSetter } from '../src/review/changes/level-setters.js';
import {
  addParticipant,
  changeDetails,
  removeParticipant,
} from '../src/review/changes/participants.js';
import { startReview } from '../src/review/changes/start.js';
import { reviewOperations } from '../src/review/operations.js';
import { closePage, deletePage, reopenPage } from '../src/review/pages/close.js';
import { historyPage as reviewHistoryPage } from '../src/review/pages/history.js';
import { remarksPage } from '../src/review/pages/remarks.js';
import { findReadableWhole } from '../src/review/readable.js';
import { reviewTarget } from '../src/review/remarks.js';
import { openSchool } from '../src/review/testing/school.js';
import { ORDINARY_MORNING } from './support/clocks.js';
import { runCommand } from './support/command.js';
import { rolesFor } from './support/permissions-expected.js';

const school = await openSchool({ now: ORDINARY_MORNING });
const { context, maya } = school;
const anyId = context.id();
const how = { key: null };
const open = await school.review();
const closed = await school.review();
await closeReview(
  context,
  maya,
  closed,
  { signedOffAs: 'The headteacher', gapsReason: 'Enough' },
  how,
);
const deleted = await school.review();
await deleteReview(context, maya, deleted, how);
const { id: item } = await addEvidence(context, maya, { input: typedItem(), upload: null }, how);
const action = actionInput.parse({ title: 'Ask them', academicYear: '2026' });
const publish = { title: 'X', version: '1', edition: '', publisher: '', work: '', isForAll: false };
const invitee = { email: 'x@y.example', name: '', role: 'viewer' as const, title: null };

const asker = await school.colleague('Helen Marsh', 'governor');
const asked = await writeRemark(
  context,
  asker,
  reviewTarget,
  { id: open, statement: null, kind: 'question', words: 'What next?' },
  how,
);
const { id: ofPlan } = await addAction(context, maya, action, how);
/** The verbs that write one kind of remark, wherever it is left. */
const writing = (kind: RemarkKind): Record<string, Verb> => {
  const on = (target: RemarkTarget, id: string): Verb => {
    const written = { id, statement: null, kind, words: 'X' };
    return (m) => writeRemark(context, m, target, written, how);
  };
  return {
    'writeRemark on a review': on(reviewTarget, open),
    'writeRemark on an action': on(actionTarget, ofPlan),
  };
};

/** Somebody in this role; an owner only where said. */
const as = (role: Role, more: Partial<Member> = {}): Member => ({
  ...maya,
  role,
  isOwner: false,
  ...more,
});
const everybodyBut = (roles: readonly Role[]) => EVERY_ROLE.filter((role) => !roles.includes(role));

/** Has just shown who they are. */
const proven = () => {};

type Verb = (member: Member) => Promise<unknown>;

/** What each line of the tables guards. */
const ROWS: Record<string, { verbs: Record<string, Verb> }> = {
  'people.invite': {
    verbs: {
      inviteAll: (m) =>
        inviteAll(context, m, [{ ...invitee, isOwner: false }], { ...how, confirm: proven }),
      resendInvitation: (m) => resendInvitation(context, m, anyId, { ...how, confirm: proven }),
      revokeInvitation: (m) => revokeInvitation(context, m, anyId),
    },
  },
  'people.change': {
    verbs: {
      changeMembership: (m) =>
        changeMembership(
          context,
          m,
          anyId,
          { role: 'viewer', title: null, owner: false },
          1,
          proven,
        ),
      removeMember: (m) => removeMember(context, m, anyId, proven),
      restoreMember: (m) => restoreMember(context, m, anyId),
    },
  },
  'people.invite-owner': {
    verbs: {
      inviteAll: (m) =>
        inviteAll(context, m, [{ ...invitee, isOwner: true }], { ...how, confirm: proven }),
    },
  },
  'people.take-over': {
    verbs: { takeOver: (m) => takeOver(context, m) },
  },
  'link.make': {
    verbs: {
      makeLink: (m) =>
        makeLink(context, m, { review: open, name: 'X', title: '', email: '', days: 7 }),
      renewLink: (m) => renewLink(context, m, anyId),
      revokeLink: (m) => revokeLink(context, m, anyId),
    },
  },
  'school.change': {
    verbs: {
      changeSchool: (m) =>
        changeSchool(
          context,
          m,
          {
            ...{ organisation: 'X', kind: 'school', urn: null, ukprn: null, laestab: null },
            ...{ type: null, phase: null, local_authority: null, region: null },
          },
          1,
        ),
    },
  },
  'data.keep': {
    verbs: {
      recordRequest: (m) =>
        recordRequest(
          context,
          m,
          { kind: 'access', who: 'X', about: '', received_on: '2026-11-20' },
          how,
        ),
      answerRequest: (m) => answerRequest(context, m, anyId, { answer: 'X' }, how),
      changeRetention: (m) =>
        changeRetention(
          context,
          m,
          { left_months: 1, invitation_months: 1, link_months: 1, request_months: 1 },
          0,
        ),
      applyRetention: (m) => applyRetention(context, m),
    },
  },
  'evidence.add': {
    verbs: {
      addEvidence: (m) => addEvidence(context, m, { input: typedItem(), upload: null }, how),
      addSeveral: (m) => addSeveral(context, m, [typedItem()], how),
    },
  },
  'evidence.change': {
    verbs: {
      changeEvidence: (m) =>
        changeEvidence(
          context,
          m,
          { id: item, input: typedItem({ title: 'Other' }), version: 1 },
          how,
        ),
      replaceFile: async (m) =>
        replaceFile(context, m, { id: item, upload: await uploaded(context, pdf('x')) }, how),
    },
  },
  'evidence.delete (one’s own)': {
    verbs: { setDeleted: (m) => setDeleted(context, m, { id: item, isDeleted: true }, how) },
  },
  'model.load': {
    verbs: {
      startImport: (m) => startImport(context, m, { name: 'x.txt', bytes: Buffer.from('x') }, how),
      readAgain: (m) => readAgain(context, m, anyId, {} as never, how as never),
      answerItem: (m) => answerItem(context, m, {} as never, {} as never),
      removeDraft: (m) => removeDraft(context, m, anyId, how as never),
    },
  },
  'model.make': {
    verbs: {
      startDraft: (m) => startDraft(context, m, { title: 'X', from: '' }, how),
      editDraft: (m) => editDraft(context, m, { id: anyId, version: 1, key: null }, {} as never),
    },
  },
  'model.publish': {
    verbs: {
      publishImport: (m) =>
        publishImport(context, { member: m, isAdministrator: true }, anyId, publish as never, how),
      publishDraft: (m) =>
        publishDraft(context, { member: m, isAdministrator: true }, anyId, publish as never, how),
    },
  },
  'model.choose': {
    verbs: { chooseVersion: (m) => chooseVersion(context, m, anyId, how) },
  },
  'plan.write': {
    verbs: {
      addAction: (m) => addAction(context, m, action, how),
      addFromMove: (m) =>
        addFromMove(context, m, { review: open, statement: '2.1', level: 2 }, how),
      changeWords: (m) => change.changeWords(context, m, anyId, action, how),
      setStatus: (m) => change.setStatus(context, m, anyId, 'planned', how),
      addNote: (m) => change.addNote(context, m, anyId, { words: 'X' }, how),
    },
  },
  'plan.delete': {
    verbs: {
      deleteAction: (m) => deleteAction(context, m, anyId, how),
      restoreAction: (m) => restoreAction(context, m, anyId, how),
    },
  },
  'plan.lead': {
    verbs: {
      carryOver: (m) => carryOver(context, m, { year: 2026, actions: [] } as never, how),
      archiveYear: (m) => archiveYear(context, m, 2026 as never, how as never),
      openYear: (m) => openYear(context, m, 2026 as never, how as never),
      setEffort: (m) => setEffort(context, m, { statement: '2.1', level: 2, days: 3 }, how),
      setHeadings: (m) => setHeadings(context, m, '', how),
    },
  },
  'question.ask': { verbs: writing('question') },
  'comment.leave': { verbs: writing('comment') },
  'remark.reply (on the results)': {
    verbs: {
      reply: (m) =>
        reply(
          context,
          m,
          reviewTarget,
          { id: open, remark: asked.id, words: 'X', isAnswer: false },
          how,
        ),
    },
  },
  'question.answer': {
    verbs: {
      setAnswered: (m) =>
        setAnswered(
          context,
          m,
          reviewTarget,
          { id: open, remark: asked.id, isAnswered: true },
          how,
        ),
    },
  },
  // Even the author, once they may only read.
  'remark.withdraw': {
    verbs: {
      setWithdrawn: ({ role }) =>
        setWithdrawn(
          context,
          { ...asker, role },
          reviewTarget,
          { id: open, remark: asked.id, written: asked.id, isWithdrawn: true },
          how,
        ),
    },
  },
  'review.start': {
    verbs: {
      startReview: (m) =>
        startReview(
          context,
          m,
          { academicYear: 2026, title: 'X', participants: [], answersFrom: null } as never,
          how,
        ),
    },
  },
  'review.agree': {
    verbs: {
      agree: (m) =>
        agree(context, m, {
          ...{ review: open, statement: '2.1', version: null, key: null },
          input: { rating: 2 },
        }),
    },
  },
  'review.cite': {
    verbs: {
      agree: (m) =>
        agree(context, m, {
          ...{ review: open, statement: '2.1', version: null, key: null, input: {} },
          evidence: { added: { title: 'X', url: null, note: '' } },
        }),
      citeEvidence: (m) =>
        citeEvidence(
          context,
          m,
          { review: open, evidence: item, statements: ['2.1'] } as never,
          how,
        ),
    },
  },
  'review.name-setters': {
    verbs: {
      addLevelSetter: (m) => addLevelSetter(context, m, open, { person: anyId }, how),
      removeLevelSetter: (m) => removeLevelSetter(context, m, open, anyId, how),
    },
  },
  'review.follow': {
    verbs: {
      followUntil: (m) => followUntil(context, m, open, { until: '2026-11-23T09:00:00.000Z' }, how),
    },
  },
  'review.change': {
    verbs: {
      changeDetails: (m) => changeDetails(context, m, open, { title: 'X' } as never, how as never),
      addParticipant: (m) =>
        addParticipant(context, m, open, { name: 'X', role: 'Y' } as never, how),
      removeParticipant: (m) => removeParticipant(context, m, open, anyId, how),
    },
  },
  'review.close': {
    verbs: {
      closeReview: (m) => closeReview(context, m, open, { signedOffAs: 'X', gapsReason: 'Y' }, how),
    },
  },
  'review.reopen': {
    verbs: { reopenReview: (m) => reopenReview(context, m, closed, { reason: 'X' }, how) },
  },
  'review.delete': {
    verbs: { deleteReview: (m) => deleteReview(context, m, open, how) },
  },
  'review.restore': {
    verbs: { restoreReview: (m) => restoreReview(context, m, deleted, how) },
  },
};

/** Refused for who they are; a deleted review is not even there for others than careers leaders. */
const isRefused = (error: unknown) =>
  error instanceof Problem && (error.status === 403 || error.code === 'review.not-found');

describe('a verb that is called past its route', () => {
  for (const [act, { verbs }] of Object.entries(ROWS)) {
    for (const [name, verb] of Object.entries(verbs)) {
      it(`refuses who may not: ${name} (${act})`, async () => {
        for (const role of everybodyBut(rolesFor(act))) {
          await assert.rejects(verb(as(role)), isRefused, role);
        }
      });
    }
  }

  for (const [act, { verbs }] of Object.entries(ROWS).filter(
    ([each]) => each in people || each in framework,
  )) {
    for (const [name, verb] of Object.entries(verbs)) {
      it(`refuses who came by a personal link: ${name} (${act})`, async () => {
        const member = as('careers leader', { isOwner: true, limitedTo: open });
        await assert.rejects(verb(member), isRefused);
      });
    }
  }

  it('refuses a model for every school to anybody but the administrator', async () => {
    const publisher = { member: maya, isAdministrator: false };
    const forAll = { ...publish, isForAll: true } as never;
    for (const verb of [publishImport, publishDraft]) {
      await assert.rejects(verb(context, publisher, anyId, forAll, how), isRefused);
    }
  });

  it('refuses deleting what somebody else has added to a contributor', async () => {
    const other = await school.colleague('Sam Reid', 'contributor');
    await assert.rejects(setDeleted(context, other, { id: item, isDeleted: true }, how), isRefused);
  });

  it('refuses changing, removing and inviting an owner to a careers leader who is none', async () => {
    const leader = await school.colleague('Kit Lead', 'careers leader');
    const set = { role: 'viewer' as const, title: null, owner: false };
    await assert.rejects(
      changeMembership(context, leader, maya.person.id, set, 1, proven),
      isRefused,
    );
    await assert.rejects(removeMember(context, leader, maya.person.id, proven), isRefused);
    const { id } = (
      await context.superuser.query(
        `INSERT INTO invitations (organisation_id, id, email, role, is_owner, token_hash, invited_at, sent_at, expires_at)
         VALUES ($1, $2, 'o@y.example', 'viewer', true, 'x', now(), now(), now() + interval '1 day') RETURNING id`,
        [maya.organisation.id, context.id()],
      )
    ).rows[0];
    await assert.rejects(
      resendInvitation(context, leader, id, { ...how, confirm: proven }),
      isRefused,
    );
  });
});

describe('a page that is asked for past its route', () => {
  const pages = { handoverPage, historyPage, historyExport, memberPage };
  for (const [name, page] of Object.entries(pages)) {
    it(`refuses who may not: ${name}`, async () => {
      for (const role of everybodyBut(['careers leader'])) {
        const app = new Hono<Env>();
        app.use(async (c, next) => {
          c.set('request', { context, person: maya.person, role } as never);
          await next();
        });
        app.get('/', (c) => page(c, as(role)));
        app.onError((error, c) =>
          c.text('', error instanceof Problem ? (error.status as 403) : 500),
        );
        assert.equal((await app.request('/')).status, 403, role);
      }
    });
  }
});

/** What a page answers, or throws, for a review. */
const ofPage = (page: typeof remarksPage, review: string) => (member: Member) =>
  new Hono<Env>()
    .use(async (c, next) => {
      c.set('request', { context, person: member.person, role: member.role } as never);
      await next();
    })
    .get('/:id', (c) => page(c, member))
    .onError((error) => {
      throw error;
    })
    .request(`/${review}`);

describe('a page asks before it shows the form that changes a review', () => {
  const pages: [string, typeof remarksPage, string, string][] = [
    ['closing one that is closed', closePage, closed, 'review.closed'],
    ['opening one again that is open', reopenPage, open, 'review.open'],
    ['deleting one that is deleted', deletePage, deleted, 'review.deleted'],
  ];
  for (const [name, page, review, code] of pages) {
    it(`${name} is refused`, async () => {
      await assert.rejects(
        async () => ofPage(page, review)(maya),
        (error) => error instanceof Problem && error.code === code,
      );
    });
  }
});

describe('a deleted review is read by careers leaders alone', () => {
  const colleagues = new Map<Role, Promise<Member>>();
  /** Of somebody in the school with this role. */
  async function emailOf(role: Role): Promise<string> {
    const known = colleagues.get(role) ?? school.colleague(`The ${role}`, role);
    colleagues.set(role, known);
    return `${(await known).person.id}@otterbridge.example`;
  }
  const ofOperation = (name: string) => (member: Member) =>
    reviewOperations
      .find((each) => each.name === name)
      ?.perform(
        {
          context,
          member,
          request: {} as never,
          params: { review: deleted },
          how,
          version: null,
          file: null,
        },
        {},
      );
  const reads: Record<string, (member: Member) => unknown> = {
    'the page of its history': ofPage(reviewHistoryPage, deleted),
    'the page of its questions and comments': ofPage(remarksPage, deleted),
    'its report': (member) =>
      context.storage.read(scopeOf(member), (db) => findReadableWhole(db, member, deleted)),
    'the command that shows it': async (member) =>
      runCommand(context, ['review show', deleted], { as: await emailOf(member.role) }),
    'review.read': ofOperation('review.read'),
    'level-setter.list': ofOperation('level-setter.list'),
    'participant.list': ofOperation('participant.list'),
    'remark.list': ofOperation('remark.list'),
  };
  for (const [name, read] of Object.entries(reads)) {
    it(name, async () => {
      const ended = (member: Member) => Promise.resolve(read(member)).catch((error) => error?.code);
      assert.notEqual(await ended(maya), 'review.not-found');
      for (const role of everybodyBut(['careers leader']))
        assert.equal(await ended(as(role)), 'review.not-found', role);
    });
  }
});
