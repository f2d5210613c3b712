/** What reads, pages and exports say of the library, the plan and the history, held against the model. */
import assert from 'node:assert/strict';
import { csvCells } from '../csv.js';
import { absent, flat, includes, newestFirst, readRemark } from './compare-reviews.js';
import { dayIn } from './london.js';
import { rowOf } from './plan-steps.js';
import type { Json, Product } from './product.js';
import { isOpenQuestion, seenBy } from './remark-steps.js';
import { type Action, type Item, isOpen, type Person, type School, yearWords } from './school.js';

const newest = <T extends { id: string }>(list: readonly T[]): T[] =>
  [...list].sort((a, b) => (a.id < b.id ? 1 : -1));

/** The codes at which an item is cited, in reviews that are there. */
const citedBy = (school: School, { id }: Item) => [
  ...new Set(
    newestFirst(school).flatMap((review) =>
      [...review.answers].filter(([, { cites }]) => cites.has(id)).map(([code]) => code),
    ),
  ),
];

const readItem = (item: Item) => ({
  id: item.id,
  kind: item.kind,
  title: item.title,
  url: item.url,
  note: item.note,
  about: item.about,
  effective_on: item.effectiveOn,
  valid_until: item.validUntil,
  voice: item.voice,
  figure: item.figure,
  owner: item.owner?.name ?? null,
});

const only = (json: Json, like: object): Json =>
  Object.fromEntries(Object.keys(like).map((name) => [name, json[name]]));

const yearBegan = (school: School, years: number) => `${school.year + years}-09-01`;

/** The library, whole and narrowed down, and each item. */
export async function compareLibrary(school: School, product: Product, by: Person): Promise<void> {
  const there = newest(school.items.filter(({ deletedAt }) => !deletedAt));
  const lists: [string, (item: Item) => boolean][] = [
    ['', () => true],
    ['?kind=link', ({ kind }) => kind === 'link'],
    ['?voice=learner', ({ voice }) => voice === 'learner'],
    ['?statement=2.1', (item) => citedBy(school, item).includes('2.1')],
    [`?owner=${school.people[1]?.id}`, ({ owner }) => owner === school.people[1]],
    ['?q=biscuits', (item) => [item.title, item.note, item.about].join(' ').includes('biscuits')],
  ];
  for (const [query, isIn] of lists) {
    const due = there.filter(isIn).map((item) => ({
      ...readItem(item),
      cited_by: citedBy(school, item).sort(),
    }));
    const found = await product.items(by, `/evidence${query}`);
    assert.deepEqual(
      found.map((each) => only(each, due[0] ?? {})),
      due,
      `the library${query}`,
    );
  }
  const aged: [string, (item: Item) => boolean][] = [
    ['this year', ({ effectiveOn: on }) => on !== null && on >= yearBegan(school, 0)],
    [
      'last year',
      ({ effectiveOn: on }) =>
        on !== null && on < yearBegan(school, 0) && on >= yearBegan(school, -1),
    ],
    ['older', ({ effectiveOn: on }) => on !== null && on < yearBegan(school, -1)],
    ['undated', ({ effectiveOn: on }) => on === null],
    ['past its date', ({ validUntil: until }) => until !== null && until < school.today],
  ];
  for (const [age, isIn] of aged) {
    const page = await product.text(by, `/evidence?age=${encodeURIComponent(age)}`);
    const count = there.filter(isIn).length;
    if (count > 0) includes(page, `${count} item${count === 1 ? '' : 's'}`);
    else absent(page, ', newest first');
  }
  for (const item of school.items) {
    const json = await product.json(by, `/evidence/${item.id}`);
    const isThere =
      !item.deletedAt ||
      by.role === 'careers leader' ||
      (by.role === 'contributor' && item.createdBy === by);
    assert.equal(json !== null, isThere, `whether ${by.name} finds “${item.title}”`);
    if (!json) continue;
    const citations = newestFirst(school).flatMap((review) =>
      [...review.answers].flatMap(([statement, { cites }]) => {
        const points = cites.get(item.id);
        return points ? [{ review: review.id, statement, criteria: [...points].sort() }] : [];
      }),
    );
    const due = { ...readItem(item), owner_id: item.owner?.id ?? null, version: item.version };
    assert.deepEqual(only(json, due), due, `the item “${item.title}”`);
    assert.deepEqual(
      inOrder(json.citations as Json[]),
      inOrder(citations),
      `what cites “${item.title}”`,
    );
  }
}

const inOrder = (list: readonly object[]) => list.map((each) => JSON.stringify(each)).sort();

const readAction = (school: School, action: Action) => ({
  id: action.id,
  academic_year: action.year,
  title: action.title,
  priority: action.priority,
  objective: action.objective,
  aim: action.aim,
  owner: action.owner?.name ?? null,
  owner_id: action.owner?.person?.id ?? null,
  start_on: action.startOn,
  due_on: action.dueOn,
  status: action.status,
  closed_on: action.closedOn,
  urgency: school.urgency(action),
  milestones: action.milestones.map(({ on, what, isReached }) => ({
    ...{ on, what, is_reached: isReached },
  })),
  measure: action.measure,
  cost: action.cost,
  expected_change: action.expectedChange,
  expected_evidence: action.expectedEvidence,
  changed: action.changed,
  result: action.result,
  version: action.version,
});

/** The plans of the years around, as list, export and pages. */
export async function comparePlan(school: School, product: Product, by: Person): Promise<void> {
  for (const year of [school.year - 1, school.year, school.year + 1, school.year + 2]) {
    const actions = school.actions.filter((each) => each.year === year && !each.deletedAt);
    const listed = await product.items(by, `/plan/actions?year=${year}`);
    const due = newest(actions).map((action) => readAction(school, action));
    assert.deepEqual(
      newest(listed as { id: string }[]).map((each) => only(each as Json, due[0] ?? {})),
      due,
      `the plan of ${year}`,
    );
    await comparePlanPages(school, product, by, year, actions, listed);
  }
  for (const action of school.actions) {
    const json = await product.json(by, `/plan/actions/${action.id}`);
    assert.equal(json !== null, !action.deletedAt, `whether “${action.title}” is there`);
    if (!json) continue;
    const remarks = seenBy(school, action, by).slice(0, 10).map(readRemark);
    assert.deepEqual(json.remarks, remarks, `the remarks on “${action.title}”`);
    const page = await product.text(by, `/plan/actions/${action.id}`);
    for (const words of action.notes) includes(page, words);
    for (const { id, title, deletedAt } of school.items)
      if (action.evidence.has(id) && !deletedAt) includes(page, title);
  }
}

/** What was just carried over gets its ids from the list: the page that carries over gives none. */
export async function learnIds(school: School, product: Product): Promise<void> {
  const leader = school.people[0]!;
  for (const action of school.actions.filter(({ id }) => id === '')) {
    const known = new Set(school.actions.map(({ id }) => id));
    const listed = await product.items(leader, `/plan/actions?year=${action.year}`);
    const found = listed.find(({ id, title }) => !known.has(String(id)) && title === action.title);
    action.id = String(found?.id ?? '');
  }
}

async function comparePlanPages(
  school: School,
  product: Product,
  by: Person,
  year: number,
  actions: Action[],
  listed: Json[],
) {
  const count = (isIn: (action: Action) => boolean) => actions.filter(isIn).length;
  const done = count(({ status }) => status === 'done');
  const overdue = count((action) => school.urgency(action) === 'overdue');
  const soon = count((action) => school.urgency(action) === 'due soon');
  for (const view of ['list', 'board']) {
    const plan = await product.text(by, `/plan?year=${year}&view=${view}`);
    if (actions.length === 0) includes(plan, 'Nothing is planned yet');
    else {
      const lead = [
        `${actions.length} action${actions.length === 1 ? '' : 's'}`,
        ...(overdue > 0 ? [`${overdue} overdue`] : []),
      ];
      const name = `Careers plan ${yearWords(year)}${view === 'board' ? ': board' : ''}`;
      includes(plan, `${name} ${lead.join(', ')}. `);
      (done > 0 ? includes : absent)(plan, `${done} complete`);
    }
    if (soon > 0) includes(plan, `${soon} action${soon === 1 ? '' : 's'} due in the next 14 days.`);
    else absent(plan, 'due in the next 14 days.');
    const archived = school.archived.has(year);
    (archived ? includes : absent)(plan, `The plan for ${yearWords(year)} is archived`);
  }
  const end = await product.text(by, `/year?year=${year}`);
  const carried = count((action) => isOpen(action) && school.hasGoneOn(action));
  const stopped = count(({ status }) => status === 'stopped');
  const left = count(isOpen) - carried;
  if (actions.length > 0) {
    includes(end, `${done} of ${actions.length} action${actions.length === 1 ? '' : 's'} complete`);
    const parts = [
      ...(stopped > 0 ? [`${stopped} stopped`] : []),
      ...(carried > 0 ? [`${carried} carried over to ${yearWords(year + 1)}`] : []),
      ...(left > 0 ? [`${left} still open`] : []),
    ];
    includes(end, parts.length > 0 ? `${parts.join(', ')}.` : 'Nothing is left open.');
  }
  const words = school.archived.get(year);
  if (words) includes(end, words);
  const csv = await product.text(by, `/plan/export.csv?year=${year}`);
  const byId = new Map(actions.map((action) => [action.id, action]));
  const rows = listed.map(({ id }) => rowOf(school, byId.get(String(id)) as Action));
  assert.deepEqual(csvCells(csv).slice(1), rows, `the CSV of ${year}`);
}

/** What somebody owns and has still to do, and what the first page counts. */
export async function compareFirstPages(
  school: School,
  product: Product,
  by: Person,
): Promise<void> {
  const mine = await product.text(by, '/plan/mine');
  const own = school.actions.filter(
    (each) =>
      each.owner?.person === by && isOpen(each) && !each.deletedAt && !school.hasGoneOn(each),
  );
  const overdue = own.filter((action) => school.urgency(action) === 'overdue').length;
  const soon = own.filter((action) => school.urgency(action) === 'due soon').length;
  const counted = (count: number) => `${count} action${count === 1 ? '' : 's'}`;
  includes(
    mine,
    own.length === 0
      ? 'You have no actions yet'
      : overdue > 0
        ? `${counted(overdue)} overdue`
        : soon > 0
          ? `${counted(soon)} due in the next 14 days`
          : `${counted(own.length)}, none due soon`,
  );
  for (const { title } of own) includes(mine, title);
  if (by.role !== 'careers leader') return;
  const first = await product.text(by, '/');
  for (const review of newestFirst(school)) {
    const open = school.remarks.filter((each) => each.on === review && isOpenQuestion(each)).length;
    if (open > 0)
      includes(
        first,
        `${open} open question${open === 1 ? '' : 's'} on the review of ${yearWords(review.year)}`,
      );
  }
  const deleted = await product.text(by, '/plan/deleted');
  for (const action of school.actions) {
    if (!action.deletedAt) continue;
    if (school.isGone(action)) absent(deleted, `${action.id}`);
    else includes(deleted, action.title);
  }
  const binned = await product.text(by, '/evidence?deleted=yes');
  const count = school.items.filter((item) => item.deletedAt && !school.isGone(item)).length;
  if (count > 0) includes(binned, `${count} item${count === 1 ? '' : 's'}`);
  const handover = await product.text(by, '/handover');
  includes(handover, 'Print this and go through it together');
  const openActions = school.actions.filter(
    (each) => isOpen(each) && !each.deletedAt && !school.hasGoneOn(each),
  );
  for (const { title } of openActions) includes(handover, title);
}

/** The whole history, newest first: who did what, with the things named as they are now. */
export async function compareHistory(school: School, product: Product, by: Person): Promise<void> {
  let text = await product.texts(by, '/history', /href="(\/history\?[^"]*before=\d+)"/);
  text = text.replaceAll(' :', ':');
  const moments = [...new Set(school.history.map(({ at }) => at))].reverse();
  for (const moment of moments) {
    // What one step records is told in any order.
    const lines = school.history
      .filter(({ at }) => at === moment)
      .map(({ who, words }) => flat(`${who} ${words()}`));
    let end = 0;
    for (const line of lines) {
      const at = text.indexOf(line);
      const nearby = text.slice(0, 1000);
      assert.notEqual(at, -1, `the history does not tell “${line}” where it should: ${nearby}`);
      end = Math.max(end, at + line.length);
    }
    text = text.slice(end);
  }
}

/** The history of a day begins and ends at midnight in London. */
export async function compareHistoryOfDays(
  school: School,
  product: Product,
  by: Person,
): Promise<void> {
  const last = school.history.at(-1);
  if (!last) return;
  const [day, before] = [dayIn(last.at), dayIn(last.at, -1)];
  const line = flat(`${last.who} ${last.words()}`);
  const told = async (query: string) =>
    (await product.text(by, `/history?${query}`)).replaceAll(' :', ':');
  includes(await told(`from=${day}&until=${day}`), line);
  const isTold = school.history.some(
    (each) => dayIn(each.at) <= before && flat(`${each.who} ${each.words()}`) === line,
  );
  if (!isTold) absent(await told(`until=${before}`), line);
}
