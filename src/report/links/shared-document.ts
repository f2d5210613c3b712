/** A report as somebody reads it by a link: put together for a guest, without people’s names unless they were chosen. */
import { sql } from 'kysely';
import type { Member } from '../../platform/access/member.js';
import {
  inEveryText,
  LETTER,
  type Mentioned,
  mentionsOf,
  replaced,
} from '../../platform/mentions.js';
import { Problem } from '../../platform/problems.js';
import type { AppContext } from '../../platform/storage/context.js';
import type { Db } from '../../platform/storage/transaction.js';
import type { Block, ListBlock, ReportDocument } from '../blocks/block.js';
import { composeReport } from '../kinds.js';
import { loadMaterial } from '../load-material.js';
import { guestScope, linkClosed, type SharedReport } from './opening.js';

/** Stands in a text where somebody’s name stood. */
export const NAME_LEFT_OUT = '(name left out)';

/** A guest reads as somebody of the school who may only read, and is nobody. */
const guestOf = ({ organisation }: SharedReport): Member => ({
  person: { id: '', name: '' },
  organisation,
  role: 'viewer',
  isOwner: false,
});

/** The report that a link opens. @throws Problem 404 `report-link.closed` when its review has been deleted */
export async function sharedDocument(
  context: AppContext,
  link: SharedReport,
): Promise<ReportDocument> {
  const { hasNames, hasRemarks: withRemarks, organisation, review, kind } = link;
  const wanted = { withRemarks, hasNames, now: context.clock() };
  const read = context.storage.read(guestScope(link), async (db) => ({
    material: await loadMaterial(db, guestOf(link), review, wanted),
    people: hasNames ? [] : await listMentioned(db, organisation.id),
  }));
  const { material, people } = await read.catch((error: unknown) => {
    throw error instanceof Problem && error.code === 'review.not-found' ? linkClosed() : error;
  });
  const { document } = composeReport(kind, material, material.layouts[kind.id]);
  return hasNames ? document : withoutNames(document, people);
}

/** Everybody whose name or address this school’s texts may hold: colleagues, now and before, and who was written down. */
async function listMentioned(db: Db, organisation: string): Promise<Mentioned[]> {
  const { rows } = await sql<Mentioned>`
    SELECT p.name, p.email FROM persons p WHERE p.id IN (
      SELECT person_id FROM memberships WHERE organisation_id = ${organisation}
      UNION SELECT person_id FROM personal_links WHERE organisation_id = ${organisation})
    UNION SELECT name, NULL FROM participants WHERE organisation_id = ${organisation}
    UNION SELECT owner_name, NULL FROM actions WHERE organisation_id = ${organisation} AND owner_name IS NOT NULL
    UNION SELECT signed_off_as, NULL FROM reviews WHERE organisation_id = ${organisation} AND signed_off_as IS NOT NULL`.execute(
    db,
  );
  return rows;
}

/** The same report without full names and email addresses of these people, in what was typed too. */
export function withoutNames(report: ReportDocument, people: readonly Mentioned[]): ReportDocument {
  const { blocks, facts, foot } = report;
  const written = JSON.stringify([blocks, facts, foot]).normalize('NFC').toLocaleLowerCase('en-GB');
  const mentions = people
    .filter((each) => isLikelyIn(written, each))
    .flatMap((each) =>
      isFullName(each.name) ? mentionsOf(each) : mentionsOf(each).slice(0, each.email ? 1 : 0),
    );
  if (mentions.length === 0) return report;
  const without = (text: string) => replaced(text, mentions, NAME_LEFT_OUT);
  return {
    ...report,
    facts: inEveryText(facts, without) as ReportDocument['facts'],
    foot: inEveryText(foot, without) as ReportDocument['foot'],
    blocks: blocks.map((block): Block => {
      if (block.kind === 'figure') return block;
      const plain = inEveryText(block, without) as Block;
      return block.kind === 'list' && plain.kind === 'list'
        ? { ...plain, items: withoutNamedLinks(block, plain, without) }
        : plain;
    }),
  };
}

/** One word alone, such as "Headteacher" in a list of participants, may mean something else. */
const isFullName = (name: string) => (name.match(new RegExp(`${LETTER}+`, 'gu'))?.length ?? 0) > 1;

/** False for whoever the report surely does not name: most of a school. */
function isLikelyIn(written: string, { name, email }: Mentioned): boolean {
  const lower = (text: string) => text.normalize('NFC').toLocaleLowerCase('en-GB');
  const [first = ''] = lower(name).match(new RegExp(`${LETTER}+`, 'u')) ?? [];
  return written.includes(first) || (email !== null && written.includes(lower(email)));
}

/** An address with a name in it would lead nowhere without it. */
const withoutNamedLinks = (
  { items: before }: ListBlock,
  { items }: ListBlock,
  without: (text: string) => string,
): ListBlock['items'] =>
  items.map(({ words }, at) => {
    const url = before[at]?.url ?? null;
    const isNamed = url !== null && without(decoded(url)) !== decoded(url);
    return { words, url: isNamed ? null : url };
  });

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
