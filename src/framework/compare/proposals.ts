/** What becomes of agreements from one published version to another. Versions never change, so it is kept once found. */
import type { Db } from '../../platform/storage/transaction.js';
import { findFrameworkVersion } from '../store.js';
import { type Proposal, proposalsFor } from './carry-over.js';
import { frameworkDifferences } from './differences.js';

const MOST_KEPT = 40;
const kept = new Map<string, Proposal[]>();

/**
 * A proposal for each statement of two versions that the organisation may read. No query once both are known.
 * @throws NotFound when there is no such version, or not for them
 */
export async function proposalsBetween(
  db: Db,
  organisation: string,
  from: string,
  to: string,
): Promise<Proposal[]> {
  const before = await findFrameworkVersion(db, from, organisation);
  const after = await findFrameworkVersion(db, to, organisation);
  const key = `${from} ${to}`;
  const proposals = kept.get(key) ?? proposalsFor(frameworkDifferences(before, after));
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, proposals);
  return proposals;
}
