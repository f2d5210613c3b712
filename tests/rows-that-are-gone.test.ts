/** A condition is not forgotten: a query of what can be deleted, ended or taken back says what of it counts. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readQueries, rowsThatAreGone } from './support/rows-that-are-gone.js';

/** Queries that others narrow down: these have to say it. */
const BASES = ['src/plan/store.ts actionRows actions a', 'src/review/store.ts reviews reviews r'];

const ANY_STATE = 'Finds it in any state: whoever asked looks at the state.';
const ERASED = 'What is ended names the person too.';
const NAMED = 'Texts may name whoever is gone too.';
const CARRIED = 'Gives answers as they are: whoever asked tells those apart that were taken over.';
const OF_A_KNOWN_ONE = 'Of one that was found before.';

/** Queries that read rows in every state, each with the reason. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'src/account/account-store.ts findAccount: api_tokens': 'Counts what its page lists.',
  'src/account/api-tokens.ts assertMayHave: api_tokens': 'Nobody keeps heaps of old ones either.',
  'src/account/calendar-feeds.ts listCalendarFeeds: memberships':
    'Those of schools that somebody has left are taken back too.',
  'src/account/sessions.ts endOldestSessions: sessions': 'Those that ended go with the oldest.',
  'src/authoring/drafts-store.ts findFile: framework_drafts': OF_A_KNOWN_ONE,
  'src/framework/history-messages.ts frameworkMessages: framework_drafts':
    'The history names what was removed too.',
  'src/insight/store.ts findMarksAndEfforts: agreements':
    'Marks that were taken over stand on the pages of the review too.',
  'src/organisation/invitation-acceptance.ts isKeptOut: memberships':
    'A school that somebody has left counts.',
  'src/organisation/invitation-store.ts holdInvitation: invitations':
    'Only holds it still; findInvitationByToken then looks.',
  'src/organisation/membership-changes.ts hold: memberships': ANY_STATE,
  'src/organisation/personal-link-store.ts listLinks: reviews':
    'A link to a deleted review can be taken back.',
  'src/organisation/personal-links.ts findLink: personal_links': ANY_STATE,
  'src/plan/planned.ts findPlanning: reviews': OF_A_KNOWN_ONE,
  'src/plan/store.ts actionRows: actions': 'Others narrow it down.',
  'src/plan/store.ts lockGoingOn: actions': 'Only holds them still; what they are is read then.',
  'src/platform/history/store.ts listHistoryPeople: memberships':
    'The history has entries of people who have left.',
  'src/platform/storage/migrations/0011-read-functions.sql waymark_review: agreements': CARRIED,
  'src/platform/storage/migrations/0011-read-functions.sql waymark_review: reviews': ANY_STATE,
  'src/record/data-protection.ts schoolsByLink: personal_links': ERASED,
  'src/record/erased-words.ts eraseWords: memberships': ERASED,
  'src/record/erased-words.ts eraseWords: personal_links': ERASED,
  'src/record/handover-store.ts listLevels: reviews': OF_A_KNOWN_ONE,
  'src/record/retention.ts previewRetention: invitations': 'Those that were taken back go as well.',
  'src/record/retention.ts previewRetention: personal_links':
    'Those that were taken back go as well.',
  'src/remark/saving-store.ts lockRemark: remarks': 'Only holds it still; findRemark then looks.',
  'src/remark/store.ts listRemarks: remarks': 'The end of the page before, whatever became of it.',
  'src/report/beside-store.ts findBeside: reviews': OF_A_KNOWN_ONE,
  'src/report/links/shared-document.ts listMentioned: actions': NAMED,
  'src/report/links/shared-document.ts listMentioned: memberships': NAMED,
  'src/report/links/shared-document.ts listMentioned: participants': NAMED,
  'src/report/links/shared-document.ts listMentioned: personal_links': NAMED,
  'src/report/links/shared-document.ts listMentioned: reviews': NAMED,
  'src/report/links/store.ts lockReportLink: report_links': ANY_STATE,
  'src/report/remarks-store.ts remarksOfYearJson: actions': OF_A_KNOWN_ONE,
  'src/review/agreement-store.ts agreementRows: agreements': CARRIED,
  'src/review/agreement-store.ts takeAgreements: agreements': CARRIED,
  'src/review/agreement-store.ts listMarksNow: agreements':
    'Marks that were taken over stand on the pages of the review too.',
  'src/review/store.ts findReview: reviews': ANY_STATE,
  'src/review/store.ts reviews: reviews': 'Others narrow it down.',
  'src/search/store.ts answers: agreements': 'Words that were taken over stand on the pages too.',
  'src/search/store.ts remarks: remarks':
    'What was withdrawn is left out by `seen`, but for whoever wrote it.',
};

const queryOf = (line: string) => line.replace(/^(.*: \w+).*$/, '$1');

describe('a query of rows that can be deleted, ended or taken back', () => {
  const found = rowsThatAreGone(readQueries(), BASES);

  it('says which of them count', () => {
    assert.deepEqual(
      found.filter((line) => !(queryOf(line) in EXCEPTIONS)),
      [],
    );
  });

  it('is an exception only while it says nothing', () => {
    const known = new Set(found.map(queryOf));
    assert.deepEqual(
      Object.keys(EXCEPTIONS).filter((each) => !known.has(each)),
      [],
      'Take them off the list.',
    );
  });
});

describe('the search for such queries', () => {
  const found = (unit: string, bases: string[] = []) =>
    rowsThatAreGone({ 'src/a/store.ts': `\n${unit}` }, bases);

  it('sees one without the condition, and one with it', () => {
    const query = (where: string) => `export const list = (db) =>
  db.selectFrom('actions as a').where('a.id', '=', id)${where};`;
    assert.deepEqual(found(query('')), ['src/a/store.ts list: actions a without deleted_at']);
    assert.deepEqual(found(query(".where('a.deleted_at', 'is', null)")), []);
    assert.equal(found(query(".where('b.deleted_at', 'is', null)")).length, 1);
  });

  it('sees one of two parts that forgets it, and counts what is interpolated', () => {
    const query = (second: string) =>
      `export async function part(db) {
  const isOpen = sql\`a.status = 'planned' AND a.deleted_at IS NULL\`;
  return sql\`SELECT (SELECT 1 FROM actions a WHERE \${isOpen}), (SELECT 2 FROM actions a WHERE ${second})\`.execute(db);
}`;
    assert.equal(found(query('a.id = 1')).length, 1);
    assert.deepEqual(found(query(`\${isOpen}`)), []);
    assert.deepEqual(found(query('a.deleted_at IS NULL')), []);
  });

  it('asks whoever narrows a query down', () => {
    const source = `const rows = (db) => db.selectFrom('reviews as r');
export const list = (db) => rows(db).execute();`;
    const lines = found(source, ['src/a/store.ts rows reviews r']);
    assert.ok(lines.includes('src/a/store.ts list: reviews r without deleted_at'), String(lines));
  });
});
