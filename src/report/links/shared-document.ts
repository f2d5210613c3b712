/** A report as somebody reads it by a link: put together for a guest, without people’s names unless they were chosen. */
import { sql } from 'kysely';
import type { Member } from '../../platform/access/member.js';
import { eachInParts } from '../../platform/in-parts.js';
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
export async function withoutNames(
  report: ReportDocument,
  people: readonly Mentioned[],
): Promise<ReportDocument> {
  const known = people.map(soughtOf);
  const without = (text: string) => {
    const lower = lowered(text);
    const mentions = known
      .filter(({ signs }) => signs.some((sign) => lower.includes(sign)))
      .flatMap((each) => each.mentions);
    return mentions.length === 0 ? text : replaced(text, mentions, NAME_LEFT_OUT);
  };
  const blocks: Block[] = [];
  await eachInParts(report.blocks, (block) => {
    blocks.push(blockWithoutNames(block, without));
  });
  return {
    ...report,
    // The school may have called it otherwise.
    name: without(report.name),
    facts: inEveryText(report.facts, without) as ReportDocument['facts'],
    foot: inEveryText(report.foot, without) as ReportDocument['foot'],
    blocks,
  };
}

const lowered = (text: string) => text.normalize('NFC').toLocaleLowerCase('en-GB');

/**
 * How somebody is found, and what every text has in small letters that names them. One word alone, such as "Headteacher"
 * in a list of participants, may mean something else: then only the address is looked for.
 */
function soughtOf({ name, email }: Mentioned): { signs: string[]; mentions: RegExp[] } {
  const words = name.normalize('NFC').match(new RegExp(`${LETTER}+`, 'gu')) ?? [];
  const isFullName = words.length > 1;
  const mentions = mentionsOf({ name, email });
  return {
    signs: [...(isFullName ? [lowered(words[0] ?? '')] : []), ...(email ? [lowered(email)] : [])],
    mentions: isFullName ? mentions : mentions.slice(0, email ? 1 : 0),
  };
}

function blockWithoutNames(block: Block, without: (text: string) => string): Block {
  if (block.kind === 'figure') return block;
  const plain = inEveryText(block, without) as Block;
  return block.kind === 'list' && plain.kind === 'list'
    ? { ...plain, items: withoutNamedLinks(block, plain, without) }
    : plain;
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
