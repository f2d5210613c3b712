/**
 * Frameworks that were read before. A published version never changes, so what was read once holds for ever; only
 * their number is bounded. A version of a school is kept under that school's id: asking for it from elsewhere
 * finds nothing here, and goes to the database, where row-level security decides.
 */
import type { Framework } from './framework.js';

/** About 0.4 MB each. */
const MOST = 48;
const kept = new Map<string, Framework>();

/** The framework if everybody may see it, or if it belongs to this organisation. */
export function cachedVersion(id: string, organisation: string | null): Framework | undefined {
  return touch(`*/${id}`) ?? (organisation ? touch(`${organisation}/${id}`) : undefined);
}

/** Keeps a framework for the organisation that owns it; null means for everybody. */
export function cacheVersion(id: string, owner: string | null, framework: Framework): void {
  const added = `${owner ?? '*'}/${id}`;
  kept.delete(added);
  kept.set(added, framework);
  newest = added;
  for (const key of kept.keys()) {
    if (kept.size <= MOST) return;
    kept.delete(key);
  }
}

/** The entry at the end. */
let newest = '';

/** Moves an entry to the end, so that the one that was not asked for longest goes first. */
function touch(key: string): Framework | undefined {
  const framework = kept.get(key);
  if (framework && key !== newest) {
    kept.delete(key);
    kept.set(key, framework);
    newest = key;
  }
  return framework;
}
