/** A school of the demo data with something of every kind that the demo data has not, for tests that go through all routes. */
import assert from 'node:assert/strict';
import { newToken } from '../../src/account/tokens.js';
import { publishDraft } from '../../src/authoring/edit-changes.js';
import { startImport } from '../../src/authoring/import-changes.js';
import { saveAsDraft } from '../../src/authoring/save-draft.js';
import type { Played } from '../../src/demo/make.js';
import { harbour } from '../../src/framework/testing/harbour.js';
import { printed } from '../../src/framework/testing/printed.js';
import { loadList } from '../../src/insight/list-changes.js';
import { type Member, scopeOf } from '../../src/platform/access/member.js';
import { installation } from '../../src/platform/storage/transaction.js';
import type { TestApp } from './app.js';

/** A school of the demo data, with what the tests add to it. */
export interface Planted extends Played {
  invitation: string;
  invitationToken: string;
  link: string;
  linkToken: string;
  /** A link that no address names: its visitor goes through all routes. */
  visitorLink: string;
  /** A link to the governor pack of the newest review. */
  reportLink: string;
  reportLinkToken: string;
  request: string;
  action: string;
  /** A question on the newest review, and one on the action. */
  remark: string;
  actionRemark: string;
  /** A model that is being read from a document, one that is written by hand, and a version that was published. */
  importedModel: string;
  madeModel: string;
  modelVersion: string;
  /** A list of its own to count towards. */
  list: string;
}

/** Adds to a school what the demo data has not: an invitation, a personal link, a data request, models of its own. */
export async function plant(context: TestApp, school: Played): Promise<Planted> {
  const organisation_id = school.organisation.id;
  const [invitation, link, visitorLink] = [context.id(), context.id(), context.id()];
  const [request, linked, action] = [context.id(), context.id(), context.id()];
  const [remark, actionRemark] = [context.id(), context.id()];
  const [forInvitation, forLink] = [newToken(), newToken()];
  const reportLink = context.id();
  const forReport = newToken();
  const now = context.clock();
  const later = new Date(now.getTime() + 86_400_000);
  const reviews = school.reviews;
  await context.storage.write({ ...installation, organisation: organisation_id }, async (db) => {
    await db
      .insertInto('persons')
      .values({ id: linked, name: 'By Link', email: null, created_at: now })
      .execute();
    await db
      .insertInto('invitations')
      .values({
        organisation_id,
        id: invitation,
        email: `${invitation}@invited.example`,
        role: 'viewer',
        token_hash: forInvitation.hash,
        invited_at: now,
        sent_at: now,
        expires_at: later,
      })
      .execute();
    await db
      .insertInto('actions')
      .values({
        organisation_id,
        id: action,
        academic_year: 2026,
        title: 'An action',
        created_at: now,
        updated_at: now,
      })
      .execute();
    await db
      .insertInto('remarks')
      .values(
        [
          { id: remark, review_id: reviews.at(-1) ?? '' },
          { id: actionRemark, action_id: action },
        ].map((each) => ({
          organisation_id,
          kind: 'question' as const,
          words: 'What has changed?',
          written_by: linked,
          written_as: 'governor' as const,
          written_at: now,
          ...each,
        })),
      )
      .execute();
    await db
      .insertInto('data_requests')
      .values({
        organisation_id,
        id: request,
        kind: 'access',
        who: 'Somebody',
        received_on: '2026-11-20',
        due_on: '2026-12-20',
        recorded_at: now,
      })
      .execute();
    await db
      .insertInto('report_links')
      .values({
        ...{ organisation_id, id: reportLink, review_id: reviews.at(-1) ?? '' },
        ...{ kind: 'governor-pack', has_names: false, has_remarks: false, passphrase_hash: null },
        ...{ created_by: null, created_at: now, expires_at: later, revoked_at: null },
        last_viewed_at: null,
      })
      .execute();
    await db
      .insertInto('report_link_tokens')
      .values({ organisation_id, link_id: reportLink, token_hash: forReport.hash })
      .execute();
    await db
      .insertInto('personal_links')
      .values(
        [
          { id: link, token_hash: forLink.hash },
          { id: visitorLink, token_hash: newToken().hash },
        ].map((each) => ({
          organisation_id,
          review_id: reviews.at(-1) ?? '',
          person_id: linked,
          made_at: now,
          expires_at: later,
          ...each,
        })),
      )
      .execute();
  });
  return {
    ...school,
    invitation,
    invitationToken: forInvitation.token,
    link,
    linkToken: forLink.token,
    visitorLink,
    reportLink,
    reportLinkToken: forReport.token,
    request,
    action,
    remark,
    actionRemark,
    ...(await plantModels(context, school)),
    list: await plantList(context, school),
  };
}

const leaderOf = (school: Played): Member => {
  const leader = Object.values(school.people).find(({ role }) => role === 'careers leader');
  assert.ok(leader);
  return leader;
};

async function plantList(context: TestApp, school: Played): Promise<string> {
  const { name } = school.organisation;
  const input = { title: `Priorities of ${name}`, about: '', text: 'Vision: 1.2' };
  return (await loadList(context, leaderOf(school), input, { key: null })).id;
}

/** Models of a school's own, at every stage: read from a document, written by hand, published. */
async function plantModels(
  context: TestApp,
  school: Played,
): Promise<Pick<Planted, 'importedModel' | 'madeModel' | 'modelVersion'>> {
  const member = leaderOf(school);
  const document = { name: 'harbour.txt', bytes: Buffer.from(printed(harbour)) };
  const { id: importedModel } = await startImport(context, member, document, { key: null });
  const make = () =>
    context.storage.write(scopeOf(member), (db) => saveAsDraft(db, context, member, harbour));
  const { id: madeModel } = await make();
  const { id: published } = await make();
  const { id: modelVersion } = await publishDraft(
    context,
    { member, isAdministrator: false },
    published,
    {
      ...{
        title: harbour.title,
        edition: '',
        version: '1',
        language: 'en-GB',
        publisher: '',
        work: '',
      },
      ...{ isChosen: false, isForAll: false, isCompared: true },
    },
    { key: null },
  );
  return { importedModel, madeModel, modelVersion };
}
