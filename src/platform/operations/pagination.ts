/** Lists in pages: how many, and from where. */
import { z } from 'zod';
import { invalid } from '../problems.js';

const MOST = 100;

/** What every list takes. */
export const pageInput = z.object({
  /** How many at most. */
  limit: z.coerce.number().int().min(1).max(MOST).default(50),
  /** The next_cursor of the page before. */
  cursor: z.string().max(100).optional(),
});
export type PageInput = z.infer<typeof pageInput>;

/** What every list answers. */
export const pageOf = <I extends z.ZodType>(item: I) =>
  z.object({ items: z.array(item), next_cursor: z.string().nullable() });

/** One page of a list that is read as a whole. @throws Problem 422 `request.cursor` */
export function pageFrom<T extends { id: string }>(
  all: readonly T[],
  { limit, cursor }: PageInput,
) {
  const before = cursor === undefined ? -1 : all.findIndex(({ id }) => id === cursor);
  if (cursor !== undefined && before < 0) throw unknownCursor();
  return nextPage(all.slice(before + 1, before + 2 + limit), limit);
}

/** A page of rows of which one more than `limit` was asked for. */
export function nextPage<T extends { id: string }>(rows: readonly T[], limit: number) {
  const items = rows.slice(0, limit);
  return { items, next_cursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

export const unknownCursor = () =>
  invalid('request.cursor', 'Start again without a cursor: this one no longer works.');
