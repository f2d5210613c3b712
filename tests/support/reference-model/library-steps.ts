/** The library: added, changed, deleted, restored, and cited at statements and their points. */
import { dayIn } from './london.js';
import { lineFrom, type Pick, wordsFrom } from './pick.js';
import { isEditor, refusedIn } from './review-steps.js';
import { blank, type Item, type Person, type School } from './school.js';
import { type MakeStep, refusalsOf, somebody } from './step.js';

const VOICES = ['learner', 'parent and carer', 'employer', 'staff', 'governor', 'data', ''];

/** An item as it is typed, and as it is then read. */
function typed(school: School, pick: Pick, kind: Item['kind']) {
  const on = pick.chance(0.6) || kind === 'figure' ? dayIn(school.now, -pick.int(900)) : null;
  const owner = pick.chance(0.3) ? pick.of(school.people) : null;
  const json = {
    kind,
    title: lineFrom(pick),
    note: wordsFrom(pick),
    about: pick.chance(0.3) ? lineFrom(pick) : '',
    voice: pick.of(VOICES),
    effective_on: on ?? '',
    valid_until: on && pick.chance(0.3) ? dayIn(new Date(`${on}T12:00:00Z`), pick.int(900)) : '',
    owner: owner?.id ?? '',
    ...(kind === 'link' ? { url: `https://otterbridge.example/${pick.int(100)}` } : {}),
    ...(kind === 'figure' ? { figure: '0094.50', unit: '%' } : {}),
  };
  const read = {
    ...{ kind, title: json.title, note: json.note, about: json.about, owner },
    ...{ url: json.url ?? null, voice: json.voice || null },
    ...{ effectiveOn: on, validUntil: json.valid_until || null },
    figure: kind === 'figure' ? { value: '94.5', unit: '%' } : null,
  };
  return { json, read };
}

export const addItem: MakeStep = (school, pick) => {
  const by = somebody(school, pick, 'careers leader', 'contributor');
  const { json, read } = typed(school, pick, pick.of(['note', 'link', 'figure']));
  return {
    says: `${by.name} adds the evidence “${json.title}”`,
    by,
    ask: { method: 'POST', path: '/api/evidence', json },
    refusals: refusalsOf(!isEditor(by) && 403, read.owner !== null && !read.owner.isHere && 422),
    done: ({ id }) => {
      const item: Item = { ...read, id: String(id), createdBy: by, deletedAt: null, version: 1 };
      school.items.push(item);
      school.tell(by, () => `added ${named(item)} to the evidence`);
    },
  };
};

const named = ({ title, deletedAt }: Item) => (deletedAt ? 'an item of evidence' : title);

export const changeItem: MakeStep = (school, pick) => {
  if (school.items.length === 0) return null;
  const by = somebody(school, pick, 'careers leader', 'contributor');
  const item = pick.of(school.items);
  const kind = pick.chance(0.9) ? item.kind : 'link';
  const { json, read } = typed(school, pick, kind);
  const isStale = item.version > 1 && pick.chance(0.15);
  const isOwnerKept = read.owner === item.owner;
  return {
    says: `${by.name} changes the evidence “${item.title}”`,
    by,
    ask: {
      ...{ method: 'PUT', path: `/api/evidence/${item.id}`, json },
      ...(isStale ? { version: item.version - 1 } : {}),
    },
    refusals: refusalsOf(
      !isEditor(by) && 403,
      item.deletedAt !== null && 404,
      kind !== item.kind && 403,
      read.owner !== null && !read.owner.isHere && !isOwnerKept && 422,
      isStale && 412,
    ),
    done: () => {
      Object.assign(item, read, { version: item.version + 1 });
      school.tell(by, () => `changed ${named(item)}`);
    },
  };
};

/** Careers leaders delete and restore all; contributors what they added. */
const mayDelete = (by: Person, { createdBy }: Item) =>
  by.role === 'careers leader' || (by.role === 'contributor' && createdBy === by);

export const deleteItem: MakeStep = (school, pick) => {
  if (school.items.length === 0) return null;
  const by = somebody(school, pick, 'careers leader', 'contributor');
  const cited = school.items.filter(({ id }) =>
    school.reviews.some(({ answers }) => [...answers.values()].some(({ cites }) => cites.has(id))),
  );
  const item = pick.of(cited.length > 0 && pick.chance(0.7) ? cited : school.items);
  return {
    says: `${by.name} deletes the evidence “${item.title}”`,
    by,
    ask: { method: 'DELETE', path: `/api/evidence/${item.id}` },
    refusals: refusalsOf(!mayDelete(by, item) && 403),
    done: () => {
      if (item.deletedAt) return;
      item.deletedAt = school.now;
      school.tell(by, `deleted the evidence “${item.title}”`);
    },
  };
};

export const restoreItem: MakeStep = (school, pick) => {
  const deleted = school.items.filter(({ deletedAt }) => deletedAt);
  if (deleted.length === 0) return null;
  const by = somebody(school, pick, 'careers leader', 'contributor');
  const item = pick.of(deleted);
  return {
    says: `${by.name} restores the evidence “${item.title}”`,
    by,
    ask: { method: 'POST', path: `/api/evidence/${item.id}/restore` },
    refusals: refusalsOf(!mayDelete(by, item) && 403, school.isGone(item) && 404),
    done: () => {
      item.deletedAt = null;
      school.tell(by, () => `restored ${named(item)}`);
    },
  };
};

export const citeItem: MakeStep = (school, pick) => {
  if (school.items.length === 0 || school.reviews.length === 0) return null;
  const by = somebody(school, pick, 'careers leader', 'contributor');
  const item = pick.of(school.items);
  const review = pick.of(school.reviews);
  const codes = school.statements.map(({ code }) => code);
  const cite = pick.some(codes, 0.08);
  const name = pick
    .some(school.statements, 0.06)
    .map(({ code, points }) => ({ code, point: pick.of(Object.values(points).flat()).id }));
  const citing = codes.filter((code) => school.answer(review, code).cites.has(item.id));
  const uncite = pick.some(citing, 0.4);
  const unname = citing
    .flatMap((code) => [...(school.answer(review, code).cites.get(item.id) ?? [])])
    .filter(() => pick.chance(0.3));
  return {
    says: `${by.name} cites “${item.title}” in “${review.title}” at ${cite}, points ${name.map(({ point }) => point)}, not at ${uncite}, ${unname}`,
    by,
    ask: {
      method: 'POST',
      path: `/api/evidence/${item.id}/citations`,
      json: { review: review.id, cite, uncite, name: name.map(({ point }) => point), unname },
    },
    refusals: refusalsOf(
      ...refusedIn(school, review, by, { may: isEditor, in: ['open'] }),
      item.deletedAt !== null && 404,
    ),
    done: () => {
      const adding = new Set([...cite, ...name.map(({ code }) => code)]);
      const coming = [...adding].filter((code) => !citing.includes(code));
      const going = uncite.filter((code) => !adding.has(code));
      for (const code of [...coming, ...going]) {
        const before = school.answer(review, code);
        const cites = new Map(before.cites);
        if (coming.includes(code)) cites.set(item.id, new Set());
        else cites.delete(item.id);
        const after = { ...blank(), ...before, cites, version: before.version + 1 };
        review.answers.set(code, { ...after, updatedBy: by.name });
        school.tell(by, () =>
          review.deletedAt
            ? 'changed a statement of a review'
            : `changed ${code} in ${school.nameOf(review)}`,
        );
      }
      const stale = unname.filter((point) => !going.some((code) => point.startsWith(`${code}.`)));
      let fresh = 0;
      for (const { code, point } of name) {
        const points = school.answer(review, code).cites.get(item.id);
        if (!points || points.has(point)) continue;
        points.add(point);
        fresh += 1;
      }
      for (const point of unname)
        for (const { cites } of review.answers.values()) cites.get(item.id)?.delete(point);
      if (coming.length + going.length + fresh + stale.length + unname.length > 0)
        school.tell(by, () => `changed which statements ${named(item)} is linked to`);
    },
  };
};
