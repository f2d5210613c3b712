/**
 * A condition is not forgotten: what changes or deletes rows names one by its own key, or says of each column that tells
 * rows apart (whose, of which kind, of which review …) which it means. A forgotten one shows in no test that has only the
 * rows that are meant.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readQueries } from './support/rows-that-are-gone.js';

/** The columns that tell the rows of a table apart. */
const TELLING = [
  ...['organisation_id', 'person_id', 'kind', 'form', 'review_id', 'statement'],
  ...['draft_id', 'evidence_id', 'action_id', 'academic_year'],
];
/** What names one row, as all of its primary key does: nothing else is needed then, but what is a part of the key. */
const OWN_KEY = ['id', 'token_hash'];

const ALL_OF_THEIRS = 'Everything of the person goes, wherever and of whatever kind.';
const BY_AGE = 'Everything that is too old goes, whosever it is.';

/** Changes that mean rows of any kind, each with the reason. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'src/account/account-changes.ts putEmail: one_time_links without kind': ALL_OF_THEIRS,
  'src/account/api-tokens.ts revokeApiTokensOf: api_tokens without organisation_id': ALL_OF_THEIRS,
  'src/account/challenges.ts openChallenge: challenges without person_id, kind': BY_AGE,
  'src/account/link-sessions.ts endLinkSession: link_sessions without organisation_id':
    'The browser brings the token, before its school is known.',
  'src/account/sessions.ts endSessionsOf: sessions without organisation_id': ALL_OF_THEIRS,
  'src/account/ways-in.ts dropWaysIn: challenges without kind': ALL_OF_THEIRS,
  'src/account/ways-in.ts dropWaysIn: one_time_links without kind': ALL_OF_THEIRS,
  'src/evidence/citations-store.ts dropCriteria: criterion_citations without statement':
    'A criterion has the code of its statement in its own.',
  'src/evidence/file-maintenance-store.ts purgeDeleted: evidence without kind': BY_AGE,
  'src/platform/drafts/store.ts deleteOldDrafts: drafts without organisation_id, person_id, form':
    BY_AGE,
  'src/platform/drafts/store.ts eraseDrafts: drafts without organisation_id, form': ALL_OF_THEIRS,
  'src/platform/mail/notices.ts addNotice: notices without organisation_id': BY_AGE,
  'src/platform/mail/outbox.ts eraseMails: mails without organisation_id': ALL_OF_THEIRS,
  'src/platform/mail/outbox.ts eraseMails: notices without organisation_id': ALL_OF_THEIRS,
  'src/platform/mail/sender.ts forget: mails without organisation_id': BY_AGE,
  'src/platform/storage/idempotency.ts deleteOldIdempotencyKeys: idempotency_keys without person_id':
    BY_AGE,
  'src/record/retention.ts applyRetention: data_requests without kind': BY_AGE,
  'src/remark/saving-store.ts purgeWithdrawn: remarks without kind, review_id, statement, action_id':
    BY_AGE,
};

interface Table {
  columns: string[];
  /** The columns of its primary key. */
  key: string[];
}

function tablesOf(sources: Readonly<Record<string, string>>): Map<string, Table> {
  const tables = new Map<string, Table>();
  for (const [path, text] of Object.entries(sources)) {
    if (!path.endsWith('.sql')) continue;
    for (const [, name = '', body = ''] of text.matchAll(/CREATE TABLE (\w+) \(([\s\S]*?)\n\);/g)) {
      const columns = [...body.matchAll(/^ {2}([a-z_]+) +[a-z]/gm)].map(
        ([, column = '']) => column,
      );
      const [, key = ''] = /PRIMARY KEY \(([^)]*)\)/.exec(body) ?? [];
      tables.set(name, { columns, key: key.split(', ') });
    }
  }
  return tables;
}

const UNIT = /\n(?=(?:export )?(?:async )?(?:function\*?|const) )/;
const NAME = /^(?:export )?(?:async )?(?:function\*?|const) (\w+)/;
const CHANGE =
  /\.(?:updateTable|deleteFrom)\('(\w+)'\)([\s\S]*?)(?:\.execute|;\n)|\b(?:UPDATE|DELETE FROM) ([a-z_]+)\b([\s\S]*?)`/g;

/** "src/account/one-time-links.ts makeLink: one_time_links without kind" for each change that leaves out such a column. */
function changesOf(
  sources: Readonly<Record<string, string>>,
  tables: Map<string, Table>,
): string[] {
  return Object.entries(sources).flatMap(([path, text]) =>
    text.split(UNIT).flatMap((unit) =>
      [...unit.matchAll(CHANGE)].flatMap(([, built, chain = '', typed, rest = '']) => {
        const name = built ?? typed ?? '';
        const table = tables.get(name);
        if (!table) return [];
        const where = (built ? chain : rest).replace(/^[\s\S]*?(?=where)/i, '');
        const says = (column: string) => new RegExp(`\\b${column}\\b`).test(where);
        const isOne = OWN_KEY.some(says) || (table.key.length > 1 && table.key.every(says));
        const left = TELLING.filter((column) => table.columns.includes(column)).filter(
          (column) => !says(column) && (!isOne || table.key.includes(column)),
        );
        const [, unitName = ''] = NAME.exec(unit) ?? [];
        return left.length > 0 ? [`${path} ${unitName}: ${name} without ${left.join(', ')}`] : [];
      }),
    ),
  );
}

describe('a change of rows', () => {
  const sources = Object.fromEntries(
    Object.entries(readQueries()).filter(([path]) => !path.startsWith('src/backup/')),
  );
  const tables = tablesOf(sources);
  const found = changesOf(
    Object.fromEntries(Object.entries(sources).filter(([path]) => !path.endsWith('.sql'))),
    tables,
  );

  it('says which of them are meant', () => {
    assert.deepEqual(
      found.filter((line) => !(line in EXCEPTIONS)),
      [],
    );
  });

  it('is an exception only while it leaves something out', () => {
    assert.deepEqual(
      Object.keys(EXCEPTIONS).filter((each) => !found.includes(each)),
      [],
      'Take them off the list.',
    );
  });

  it('would be found', () => {
    const look = (where: string) =>
      changesOf(
        { 'src/a.ts': `\nconst drop = () => db.deleteFrom('citations')${where}.execute();` },
        tables,
      );
    const whole =
      ".where('organisation_id', '=', o).where('review_id', '=', r).where('statement', '=', s)";
    assert.deepEqual(look(`${whole}.where('evidence_id', '=', e)`), []);
    assert.deepEqual(look(whole), ['src/a.ts drop: citations without evidence_id']);
  });
});
