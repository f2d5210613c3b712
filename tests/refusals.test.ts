/**
 * Every verb decides again, whatever the route has let in: called directly, by each role that its room's table leaves
 * out, and by a personal link where the table is about the school. Taking any one of these checks out fails here.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hono } from 'hono';
import { answerItem } from '../src/authoring/answer-changes.js';
import { editMade, publishMade, startMade } from '../src/authoring/edit-changes.js';
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
import { actionGround } from '../src/plan/remarks.js';
import { EVERY_ROLE, type Member, type Role } from '../src/platform/access/member.js';
import { Problem } from '../src/platform/problems.js';
import type { Env } from '../src/platform/web/request-context.js';
import { answerRequest, recordRequest } from '../src/record/data-requests.js';
import { handoverPage } from '../src/record/pages/handover.js';
import { historyExport, historyPage } from '../src/record/pages/history.js';
import { applyRetention, changeRetention } from '../src/record/retention.js';
import {
  type Ground,
  reply,
  setAnswered,
  setWithdrawn,
  writeRemark,
} from '../src/remark/changes.js';
import type { RemarkKind } from '../src/remark/remark.js';
import { citeEvidence } from '../src/review/changes/cite.js';
import {
  closeReview,
  deleteReview,
  reopenReview,
  restoreReview,
} from '../src/review/changes/close.js';
import { judge } from '../src/review/changes/judge.js';
import {
  addParticipant,
  changeDetails,
  removeParticipant,
} from '../src/review/changes/participants.js';
import { startReview } from '../src/review/changes/start.js';
import { reviewGround } from '../src/review/remarks.js';
import { openSchool } from '../src/review/testing/school.js';
import { rolesFor } from './support/permissions-expected.js';

const school = await openSchool();
const { world, maya } = school;
const anyId = world.id();
const how = { key: null };
const open = await school.review();
const closed = await school.review();
await closeReview(
  world,
  maya,
  closed,
  { signedOffAs: 'The headteacher', gapsReason: 'Enough' },
  how,
);
const deleted = await school.review();
await deleteReview(world, maya, deleted, how);
const { id: item } = await addEvidence(world, maya, { input: typedItem(), upload: null }, how);
const action = actionInput.parse({ title: 'Ask them', academicYear: '2026' });
const publish = { title: 'X', version: '1', edition: '', publisher: '', work: '', isForAll: false };
const invitee = { email: 'x@y.example', name: '', role: 'viewer' as const, title: null };

const asker = await school.colleague('Helen Marsh', 'governor');
const asked = await writeRemark(
  world,
  asker,
  reviewGround,
  { id: open, statement: null, kind: 'question', words: 'What next?' },
  how,
);
const { id: ofPlan } = await addAction(world, maya, action, how);
/** The verbs that write one kind of remark, wherever it is left. */
const writing = (kind: RemarkKind): Record<string, Verb> => {
  const on = (ground: Ground, id: string): Verb => {
    const written = { id, statement: null, kind, words: 'X' };
    return (m) => writeRemark(world, m, ground, written, how);
  };
  return {
    'writeRemark on a review': on(reviewGround, open),
    'writeRemark on an action': on(actionGround, ofPlan),
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
        inviteAll(world, m, [{ ...invitee, isOwner: false }], { ...how, prove: proven }),
      resendInvitation: (m) => resendInvitation(world, m, anyId, proven),
      revokeInvitation: (m) => revokeInvitation(world, m, anyId),
    },
  },
  'people.change': {
    verbs: {
      changeMembership: (m) =>
        changeMembership(world, m, anyId, { role: 'viewer', title: null, owner: false }, 1, proven),
      removeMember: (m) => removeMember(world, m, anyId, proven),
      restoreMember: (m) => restoreMember(world, m, anyId),
    },
  },
  'people.invite-owner': {
    verbs: {
      inviteAll: (m) =>
        inviteAll(world, m, [{ ...invitee, isOwner: true }], { ...how, prove: proven }),
    },
  },
  'people.take-over': {
    verbs: { takeOver: (m) => takeOver(world, m) },
  },
  'link.make': {
    verbs: {
      makeLink: (m) =>
        makeLink(world, m, { review: open, name: 'X', title: '', email: '', days: 7 }),
      renewLink: (m) => renewLink(world, m, anyId),
      revokeLink: (m) => revokeLink(world, m, anyId),
    },
  },
  'school.change': {
    verbs: {
      changeSchool: (m) =>
        changeSchool(
          world,
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
          world,
          m,
          { kind: 'access', who: 'X', about: '', received_on: '2026-11-20' },
          how,
        ),
      answerRequest: (m) => answerRequest(world, m, anyId, { answer: 'X' }, how),
      changeRetention: (m) =>
        changeRetention(
          world,
          m,
          { left_months: 1, invitation_months: 1, link_months: 1, request_months: 1 },
          0,
        ),
      applyRetention: (m) => applyRetention(world, m),
    },
  },
  'evidence.add': {
    verbs: {
      addEvidence: (m) => addEvidence(world, m, { input: typedItem(), upload: null }, how),
      addSeveral: (m) => addSeveral(world, m, [typedItem()], how),
    },
  },
  'evidence.change': {
    verbs: {
      changeEvidence: (m) =>
        changeEvidence(
          world,
          m,
          { id: item, input: typedItem({ title: 'Other' }), version: 1 },
          how,
        ),
      replaceFile: async (m) =>
        replaceFile(world, m, { id: item, upload: await uploaded(world, pdf('x')) }, how),
    },
  },
  'evidence.delete-own': {
    verbs: { setDeleted: (m) => setDeleted(world, m, { id: item, isDeleted: true }, how) },
  },
  'model.load': {
    verbs: {
      startImport: (m) => startImport(world, m, { name: 'x.txt', bytes: Buffer.from('x') }, how),
      readAgain: (m) => readAgain(world, m, anyId, {} as never, how as never),
      answerItem: (m) => answerItem(world, m, {} as never, {} as never),
      removeDraft: (m) => removeDraft(world, m, anyId, how as never),
    },
  },
  'model.make': {
    verbs: {
      startMade: (m) => startMade(world, m, { title: 'X', from: '' }, how),
      editMade: (m) => editMade(world, m, { id: anyId, version: 1, key: null }, {} as never),
    },
  },
  'model.publish': {
    verbs: {
      publishImport: (m) =>
        publishImport(world, { member: m, isAdministrator: true }, anyId, publish as never, how),
      publishMade: (m) =>
        publishMade(world, { member: m, isAdministrator: true }, anyId, publish as never, how),
    },
  },
  'model.choose': {
    verbs: { chooseVersion: (m) => chooseVersion(world, m, anyId, how) },
  },
  'plan.write': {
    verbs: {
      addAction: (m) => addAction(world, m, action, how),
      addFromMove: (m) => addFromMove(world, m, { review: open, statement: '2.1', level: 2 }, how),
      changeWords: (m) => change.changeWords(world, m, anyId, action, how),
      setStatus: (m) => change.setStatus(world, m, anyId, 'planned', how),
      addNote: (m) => change.addNote(world, m, anyId, { words: 'X' }, how),
    },
  },
  'plan.delete': {
    verbs: {
      deleteAction: (m) => deleteAction(world, m, anyId, how),
      restoreAction: (m) => restoreAction(world, m, anyId, how),
    },
  },
  'plan.lead': {
    verbs: {
      carryOver: (m) => carryOver(world, m, { year: 2026, actions: [] } as never, how),
      archiveYear: (m) => archiveYear(world, m, 2026 as never, how as never),
      openYear: (m) => openYear(world, m, 2026 as never, how as never),
      setEffort: (m) => setEffort(world, m, { statement: '2.1', level: 2, days: 3 }, how),
      setHeadings: (m) => setHeadings(world, m, '', how),
    },
  },
  'question.ask': { verbs: writing('question') },
  'comment.leave': { verbs: writing('comment') },
  'remark.reply': {
    verbs: {
      reply: (m) =>
        reply(
          world,
          m,
          reviewGround,
          { id: open, remark: asked.id, words: 'X', isAnswer: false },
          how,
        ),
    },
  },
  'question.answer': {
    verbs: {
      setAnswered: (m) =>
        setAnswered(world, m, reviewGround, { id: open, remark: asked.id, isAnswered: true }, how),
    },
  },
  // Even the author, once they may only read.
  'remark.own': {
    verbs: {
      setWithdrawn: ({ role }) =>
        setWithdrawn(
          world,
          { ...asker, role },
          reviewGround,
          { id: open, remark: asked.id, written: asked.id, isWithdrawn: true },
          how,
        ),
    },
  },
  'review.start': {
    verbs: {
      startReview: (m) =>
        startReview(
          world,
          m,
          { academicYear: 2026, title: 'X', participants: [], answersFrom: null } as never,
          how,
        ),
    },
  },
  'review.judge open': {
    verbs: {
      judge: (m) =>
        judge(world, m, {
          ...{ review: open, statement: '2.1', version: null, key: null },
          input: { standing: 2 },
        }),
      citeEvidence: (m) =>
        citeEvidence(world, m, { review: open, evidence: item, statements: ['2.1'] } as never, how),
    },
  },
  'review.change open': {
    verbs: {
      changeDetails: (m) => changeDetails(world, m, open, { title: 'X' } as never, how as never),
      addParticipant: (m) => addParticipant(world, m, open, { name: 'X', role: 'Y' } as never, how),
      removeParticipant: (m) => removeParticipant(world, m, open, anyId, how),
    },
  },
  'review.close open': {
    verbs: {
      closeReview: (m) => closeReview(world, m, open, { signedOffAs: 'X', gapsReason: 'Y' }, how),
    },
  },
  'review.reopen closed': {
    verbs: { reopenReview: (m) => reopenReview(world, m, closed, { reason: 'X' }, how) },
  },
  'review.delete open closed': {
    verbs: { deleteReview: (m) => deleteReview(world, m, open, how) },
  },
  'review.restore deleted': {
    verbs: { restoreReview: (m) => restoreReview(world, m, deleted, how) },
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
    for (const verb of [publishImport, publishMade]) {
      await assert.rejects(verb(world, publisher, anyId, forAll, how), isRefused);
    }
  });

  it('refuses deleting what somebody else has added to a contributor', async () => {
    const other = await school.colleague('Sam Reid', 'contributor');
    await assert.rejects(setDeleted(world, other, { id: item, isDeleted: true }, how), isRefused);
  });

  it('refuses changing, removing and inviting an owner to a careers leader who is none', async () => {
    const leader = await school.colleague('Kit Lead', 'careers leader');
    const set = { role: 'viewer' as const, title: null, owner: false };
    await assert.rejects(
      changeMembership(world, leader, maya.person.id, set, 1, proven),
      isRefused,
    );
    await assert.rejects(removeMember(world, leader, maya.person.id, proven), isRefused);
    const { id } = (
      await world.superuser.query(
        `INSERT INTO invitations (organisation_id, id, email, role, is_owner, token_hash, invited_at, sent_at, expires_at)
         VALUES ($1, $2, 'o@y.example', 'viewer', true, 'x', now(), now(), now() + interval '1 day') RETURNING id`,
        [maya.organisation.id, world.id()],
      )
    ).rows[0];
    await assert.rejects(resendInvitation(world, leader, id, proven), isRefused);
  });
});

describe('a page that is asked for past its route', () => {
  const pages = { handoverPage, historyPage, historyExport, memberPage };
  for (const [name, page] of Object.entries(pages)) {
    it(`refuses who may not: ${name}`, async () => {
      for (const role of everybodyBut(['careers leader'])) {
        const app = new Hono<Env>();
        app.use(async (c, next) => {
          c.set('visit', { world, person: maya.person, role } as never);
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
