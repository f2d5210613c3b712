/** A school whose governor asks and whose adviser comments, with a mail server that nobody empties. */
import assert from 'node:assert/strict';
import { ORDINARY_MORNING } from '../../../tests/support/clocks.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import type { How } from '../../platform/access/member-changes.js';
import { Problem } from '../../platform/problems.js';
import type { AppContext } from '../../platform/storage/context.js';
import { reviewTarget } from '../../review/remarks.js';
import { openSchool } from '../../review/testing/school.js';
import { reply, setWithdrawn, writeRemark } from '../changes.js';
import type { RemarkKind } from '../remark.js';
import { findRemark, listRemarks } from '../store.js';

export interface Asked {
  by?: Member;
  kind?: RemarkKind;
  statement?: string | null;
  words?: string;
  key?: string | null;
}

/** Opens the school, and gives what its tests do there. */
export async function openAsking() {
  const school = await openSchool({ now: ORDINARY_MORNING });
  const { maya } = school;
  /** With a mail server that nobody empties: what is queued can be looked at. */
  const context: AppContext = {
    ...school.context,
    config: {
      ...school.context.config,
      smtpUrl: 'smtp://localhost:9',
      publicUrl: 'https://waymark.example',
    },
  };
  const { superuser, setClock } = school.context;
  const helen = await school.colleague('Helen Marsh', 'governor');
  const priya = await school.colleague('Priya Nair', 'adviser');
  const sam = await school.colleague('Sam Reid', 'contributor');
  const ruth = await school.colleague('Ruth Adeyemi', 'careers leader');
  const vera = await school.colleague('Vera Blythe', 'viewer');

  const how = (more: Partial<How> = {}): How => ({
    key: null,
    ...more,
  });
  const write = async (review: string, { by = helen, key = null, ...asked }: Asked = {}) => {
    const { kind = 'question', statement = '2.4', words = 'What has changed?' } = asked;
    const written = { id: review, statement, kind, words };
    return (await writeRemark(context, by, reviewTarget, written, how({ key }))).id;
  };
  const answerBy = (review: string, remark: string, by = maya, isAnswer = true, key?: string) =>
    reply(
      context,
      by,
      reviewTarget,
      { id: review, remark, words: 'It has.', isAnswer },
      how({ key: key ?? null }),
    );
  const withdraw = (review: string, remark: string, by: Member, isWithdrawn = true, of = remark) =>
    setWithdrawn(
      context,
      by,
      reviewTarget,
      { id: review, remark, written: of, isWithdrawn },
      how(),
    );
  const found = (review: string, remark: string, by = maya) =>
    context.storage.read(scopeOf(by), (db) =>
      findRemark(
        db,
        by.organisation.id,
        { column: 'review_id', id: review, remark },
        { person: by.person.id, now: context.clock() },
      ),
    );
  const listed = (review: string, by = maya) =>
    context.storage.read(scopeOf(by), (db) =>
      listRemarks(
        db,
        by.organisation.id,
        review,
        { show: 'all', statements: null, before: null },
        { person: by.person.id, now: context.clock() },
      ),
    );

  const letters = async (): Promise<{ to: string; subject: string; words: string }[]> => {
    const { rows } = await superuser.query(
      'SELECT recipient AS "to", subject, words FROM mails ORDER BY queued_at, recipient',
    );
    await superuser.query('DELETE FROM mails');
    return rows;
  };
  const addressOf = async ({ person }: Member): Promise<string> =>
    (await superuser.query('SELECT email FROM persons WHERE id = $1', [person.id])).rows[0].email;
  const verbsOf = async (remark: string): Promise<string[]> => {
    const { rows } = await superuser.query(
      "SELECT verb FROM history WHERE subject_kind = 'remark' AND subject_id LIKE $1 ORDER BY position",
      [`%${remark}`],
    );
    return rows.map(({ verb }) => verb);
  };
  const refused = (work: Promise<unknown>, code: string) =>
    assert.rejects(work, (error) => error instanceof Problem && error.code === code, code);
  return {
    school,
    maya,
    context,
    superuser,
    setClock,
    helen,
    priya,
    sam,
    ruth,
    vera,
    how,
    write,
    answerBy,
    withdraw,
    found,
    listed,
    letters,
    addressOf,
    verbsOf,
    refused,
  };
}
