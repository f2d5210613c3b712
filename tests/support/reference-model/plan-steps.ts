/** The plan: actions added, changed, closed, carried over and archived. */
import { dayIn, dayWords, yearLater } from './london.js';
import { lineFrom, type Pick, wordsFrom } from './pick.js';
import { isEditor } from './review-steps.js';
import { type Action, HIGHEST, isOpen, type Person, type School, yearWords } from './school.js';
import { type MakeStep, refusalsOf, type Step, somebody } from './step.js';

const isLeader = ({ role }: Person) => role === 'careers leader';
const named = ({ title, deletedAt }: Action) => (deletedAt ? 'an action' : title);

/** What an action says of itself, as it is typed and as it is then read. `before` is what it said until now. */
function typed(school: School, pick: Pick, before?: Action) {
  const start = pick.chance(0.4) ? dayIn(school.now, pick.int(60) - 30) : null;
  const due = pick.chance(0.7)
    ? dayIn(school.now, pick.of([-20, -1, 0, 1, 13, 14, 15, 40, 300]))
    : null;
  const person = pick.chance(0.6) ? pick.of(school.people) : null;
  const name = person === null && pick.chance(0.5) ? lineFrom(pick) : '';
  const aim = pick.chance(0.5)
    ? { statement: pick.of(school.busy).code, level: 1 + pick.int(HIGHEST + 1) }
    : null;
  const year = pick.of([school.year, school.year, before?.year ?? school.year, school.year + 1]);
  const lines = pick.some(['Tutors’ & heads’ page', '4 December 2026: half', 'All of it'], 0.4);
  const title = lineFrom(pick);
  const json = {
    ...{ title, academic_year: year, start_on: start ?? '', due_on: due ?? '', owner_name: name },
    priority: pick.of(['', 'Alpha & omega', 'beta', 'Curriculum']),
    objective: wordsFrom(pick),
    aim: aim ? `${aim.statement}@${aim.level}` : '',
    owner_id: person?.id ?? '',
    milestones: lines.join('\n'),
    ...{
      measure: wordsFrom(pick),
      cost: '£60',
      status: pick.of(['planned', 'under way'] as const),
    },
  };
  const read = {
    ...{ title, year, startOn: start, dueOn: due, aim, status: json.status, cost: '£60' },
    ...{ priority: json.priority, objective: json.objective, measure: json.measure },
    owner: person ? { person, name: person.name } : name ? { person: null, name } : null,
    milestones: lines.map((line) => {
      const what = line.replace('4 December 2026: ', '');
      const isReached = before?.milestones.some((m) => m.what === what && m.isReached) ?? false;
      return { on: what === line ? null : '2026-12-04', what, isReached };
    }),
    ...{ expectedChange: '', expectedEvidence: '' },
  };
  const isAimKept = JSON.stringify(aim) === JSON.stringify(before?.aim ?? null);
  const refusals = refusalsOf(
    start !== null && due !== null && due < start && 422,
    aim !== null && aim.level > HIGHEST && !isAimKept && 422,
    person !== null && !person.isHere && before?.owner?.person !== person && 422,
    school.archived.has(year) && 409,
  );
  return { json, read, refusals };
}

const fresh = (id: string): Omit<Action, keyof ReturnType<typeof typed>['read']> => ({
  ...{ id, closedOn: null, changed: '', result: '', carriedFrom: null, notes: [] },
  ...{ evidence: new Set(), deletedAt: null, version: 1 },
});

export const addAction: MakeStep = (school, pick) => {
  const by = somebody(school, pick, 'careers leader', 'contributor');
  const { json, read, refusals } = typed(school, pick);
  return {
    says: `${by.name} adds the action “${read.title}”`,
    by,
    ask: { method: 'POST', path: '/api/plan/actions', json },
    refusals: refusalsOf(!isEditor(by) && 403, ...refusals),
    done: ({ id }) => {
      const action: Action = { ...fresh(String(id)), ...read };
      school.actions.push(action);
      school.tell(by, () => `added ${named(action)} to the plan`);
    },
  };
};

export const addNextStep: MakeStep = (school, pick) => {
  const there = school.reviews.filter(({ deletedAt }) => !deletedAt);
  if (there.length === 0) return null;
  const by = somebody(school, pick, 'careers leader', 'contributor');
  const review = pick.of(there);
  const statement = pick.of(school.busy);
  const { code } = statement;
  const { rating, nextStep } = school.answer(review, code);
  const next = rating === null || rating === HIGHEST ? null : rating === 'not-yet' ? 1 : rating + 1;
  const year = Math.max(review.year, school.year);
  const aim = { statement: code, level: next ?? 0 };
  const known = school.actions.find(
    (each) =>
      isOpen(each) &&
      !each.deletedAt &&
      each.year === year &&
      each.aim?.statement === code &&
      each.aim.level === next,
  );
  return {
    says: `${by.name} adds the next step for ${code} of “${review.title}”`,
    by,
    ask: {
      method: 'POST',
      path: '/api/plan/next-steps',
      json: { review: review.id, statement: code },
    },
    refusals: refusalsOf(
      !isEditor(by) && 403,
      next === null && 422,
      school.archived.has(year) && !known && 409,
    ),
    done: ({ id }) => {
      if (known) return;
      const words = `Level ${next}`.toLowerCase();
      const action: Action = {
        ...fresh(String(id)),
        title: nextStep || `Take ${code} ${statement.title} to ${words}`,
        ...{ year, priority: statement.theme, aim, owner: null, startOn: null, dueOn: null },
        objective: `${code} ${statement.title}: reach ${words}`,
        expectedChange: statement.summaries[next ?? 0] ?? '',
        expectedEvidence: statement.evidence.slice(0, 2).join('\n'),
        ...{ milestones: [], measure: '', cost: '', status: 'planned' },
      };
      school.actions.push(action);
      school.tell(by, () => `added ${named(action)} to the plan`);
    },
  };
};

/** A change of one action: who may, and that its year is open. */
function changing(
  school: School,
  by: Person,
  action: Action,
  may: (by: Person) => boolean = isEditor,
): number[] {
  return refusalsOf(
    !may(by) && 403,
    action.deletedAt !== null && 404,
    school.archived.has(action.year) && 409,
  );
}

const anAction = (school: School, pick: Pick): Action | null => {
  const there = school.actions.filter(({ deletedAt }) => !deletedAt);
  const from = there.length > 0 && pick.chance(0.9) ? there : school.actions;
  return from.length > 0 ? pick.of(from) : null;
};

export const changeAction: MakeStep = (school, pick) => {
  const action = anAction(school, pick);
  if (!action) return null;
  const by = somebody(school, pick, 'careers leader', 'contributor');
  const { json, read, refusals } = typed(school, pick, action);
  const isStale = action.version > 1 && pick.chance(0.15);
  return {
    says: `${by.name} changes the action “${action.title}” to “${read.title}”`,
    by,
    ask: {
      ...{ method: 'PUT', path: `/api/plan/actions/${action.id}`, json },
      ...(isStale ? { version: action.version - 1 } : {}),
    },
    refusals: refusalsOf(
      ...changing(school, by, action),
      ...refusals.filter((status) => status !== 409 || read.year !== action.year),
      isStale && 412,
    ),
    done: () => {
      // What is closed stays closed.
      const status = isOpen(action) ? read.status : action.status;
      Object.assign(action, read, { status, version: action.version + 1 });
      school.tell(by, () => `changed ${named(action)}`);
    },
  };
};

export const setStatus: MakeStep = (school, pick) => {
  const action = anAction(school, pick);
  if (!action) return null;
  const by = somebody(school, pick, 'careers leader', 'contributor');
  const status = pick.of(['planned', 'under way'] as const);
  return {
    says: `${by.name} says that “${action.title}” is ${status}`,
    by,
    ask: { method: 'PUT', path: `/api/plan/actions/${action.id}/status`, json: { status } },
    refusals: changing(school, by, action),
    done: () => {
      if (action.status === status) return;
      const wasOpen = isOpen(action);
      Object.assign(action, { status, closedOn: null, version: action.version + 1 });
      school.tell(by, () => {
        if (!wasOpen) return `reopened ${named(action)}`;
        return status === 'under way'
          ? `started ${named(action)}`
          : `set ${named(action)} back to not started`;
      });
    },
  };
};

export const closeAction: MakeStep = (school, pick) => {
  const action = anAction(school, pick);
  if (!action) return null;
  const by = somebody(school, pick, 'careers leader', 'contributor');
  const evidence = pick.some(school.items, 0.15);
  const json = {
    status: pick.of(['done', 'stopped'] as const),
    changed: pick.chance(0.95) ? wordsFrom(pick) : '',
    result: pick.chance(0.5) ? wordsFrom(pick) : '',
    evidence: evidence.map(({ id }) => id),
  };
  return {
    says: `${by.name} closes “${action.title}”: ${json.status}`,
    by,
    ask: { method: 'POST', path: `/api/plan/actions/${action.id}/close`, json },
    refusals: refusalsOf(
      ...changing(school, by, action),
      !isOpen(action) && 409,
      json.changed === '' && 422,
      evidence.some(({ deletedAt }) => deletedAt) && 422,
    ),
    done: () => {
      const { status, changed, result } = json;
      Object.assign(action, { status, changed, result, closedOn: school.today });
      action.version += 1;
      for (const { id } of evidence) action.evidence.add(id);
      school.tell(by, () =>
        status === 'stopped' ? `stopped ${named(action)}` : `completed ${named(action)}`,
      );
    },
  };
};

/** Progress, milestones and evidence, one of them. */
export const goOn: MakeStep = (school, pick) => {
  const action = anAction(school, pick);
  if (!action) return null;
  const by = somebody(school, pick, 'careers leader', 'contributor');
  const base = { by, refusals: changing(school, by, action) };
  const path = `/api/plan/actions/${action.id}`;
  const milestone = action.milestones.length > 0 ? pick.of(action.milestones) : null;
  const done =
    (work: () => void, words: () => string): Step['done'] =>
    () => {
      work();
      action.version += 1;
      school.tell(by, words);
    };
  if (milestone && pick.chance(0.4)) {
    const isReached = pick.chance(0.7);
    const { what } = milestone;
    return {
      ...base,
      says: `${by.name} says of “${what}” in “${action.title}”: ${isReached}`,
      ask: {
        ...{ method: 'PUT', path: `${path}/milestones`, json: { what, is_reached: isReached } },
      },
      done: done(
        () => {
          for (const each of action.milestones) if (each.what === what) each.isReached = isReached;
        },
        () =>
          isReached
            ? `reached “${what}” in ${named(action)}`
            : `marked “${what}” in ${named(action)} as not reached`,
      ),
    };
  }
  const item = school.items.length > 0 && pick.chance(0.5) ? pick.of(school.items) : null;
  if (item) {
    return {
      ...base,
      says: `${by.name} attaches “${item.title}” to “${action.title}”`,
      refusals: refusalsOf(...base.refusals, item.deletedAt !== null && 422),
      ask: { method: 'POST', path: `${path}/evidence`, json: { evidence: [item.id] } },
      done: done(
        () => action.evidence.add(item.id),
        () => `attached 1 item of evidence to ${named(action)}`,
      ),
    };
  }
  const words = wordsFrom(pick);
  return {
    ...base,
    says: `${by.name} writes how “${action.title}” is going`,
    ask: { method: 'POST', path: `${path}/progress`, json: { words } },
    done: done(
      () => action.notes.unshift(words),
      () => `added a progress note to ${named(action)}`,
    ),
  };
};

export const deleteAction: MakeStep = (school, pick) => {
  const action = anAction(school, pick);
  if (!action) return null;
  const by = somebody(school, pick, 'careers leader');
  return {
    says: `${by.name} deletes the action “${action.title}”`,
    by,
    ask: { method: 'DELETE', path: `/api/plan/actions/${action.id}` },
    refusals: changing(school, by, action, isLeader),
    done: () => {
      action.deletedAt = school.now;
      action.version += 1;
      school.tell(by, 'deleted an action');
    },
  };
};

export const restoreAction: MakeStep = (school, pick) => {
  const deleted = school.actions.filter(({ deletedAt }) => deletedAt);
  if (deleted.length === 0) return null;
  const by = somebody(school, pick, 'careers leader');
  const action = pick.of(deleted);
  return {
    says: `${by.name} restores the action “${action.title}”`,
    by,
    ask: { method: 'POST', path: `/api/plan/actions/${action.id}/restore` },
    refusals: refusalsOf(
      !isLeader(by) && 403,
      school.isGone(action) && 404,
      school.archived.has(action.year) && 409,
    ),
    done: () => {
      // When another goes on by now from where this one came, this one stands alone.
      const isTaken = school.actions.some(
        (each) => each !== action && !each.deletedAt && each.carriedFrom === action.carriedFrom,
      );
      if (isTaken) action.carriedFrom = null;
      action.deletedAt = null;
      action.version += 1;
      school.tell(by, () => `restored ${named(action)}`);
    },
  };
};

export const carryOver: MakeStep = (school, pick) => {
  const from = pick.of([school.year, school.year - 1, school.year]);
  const asked = pick.some(
    school.actions.filter(({ year, deletedAt }) => year === from && !deletedAt),
    0.5,
  );
  if (asked.length === 0) return null;
  const by = somebody(school, pick, 'careers leader');
  const going = asked.filter((each) => isOpen(each) && !school.hasGoneOn(each));
  return {
    says: `${by.name} carries ${asked.map(({ title }) => `“${title}”`)} over from ${from}`,
    by,
    ask: {
      method: 'POST',
      path: '/year/carry',
      form: { from: String(from), actions: asked.map(({ id }) => id) },
    },
    refusals: refusalsOf(
      !isLeader(by) && 403,
      going.length === 0 && 409,
      school.archived.has(from + 1) && 409,
    ),
    done: () => {
      const later = (day: string | null) => day && yearLater(day);
      for (const action of going) {
        const next: Action = {
          ...action,
          ...fresh(''),
          year: from + 1,
          startOn: action.status === 'under way' ? action.startOn : later(action.startOn),
          dueOn: later(action.dueOn),
          milestones: action.milestones
            .filter(({ isReached }) => !isReached)
            .map((each) => ({ ...each, on: later(each.on) })),
          carriedFrom: action.id,
          ...{ changed: action.changed, result: action.result },
        };
        school.actions.push(next);
        school.tell(by, () => `added ${named(next)} to the plan`);
      }
    },
  };
};

export const archiveYear: MakeStep = (school, pick) => {
  const by = somebody(school, pick, 'careers leader');
  const year = pick.of([school.year - 1, school.year, school.year + 1]);
  const isOpening = school.archived.has(year) && pick.chance(0.7);
  const words = wordsFrom(pick);
  return {
    says: `${by.name} ${isOpening ? 'opens' : 'archives'} the year ${year}`,
    by,
    ask: {
      method: 'POST',
      path: isOpening ? '/year/open' : '/year/archive',
      form: { year: String(year), ...(isOpening ? {} : { words }) },
    },
    refusals: refusalsOf(!isLeader(by) && 403),
    done: () => {
      if (isOpening) school.archived.delete(year);
      else school.archived.set(year, words);
      const name = yearWords(year);
      school.tell(
        by,
        isOpening ? `reopened the archived plan of ${name}` : `archived the plan of ${name}`,
      );
    },
  };
};

const STATUS_WORDS = {
  planned: 'Not started',
  'under way': 'In progress',
  done: 'Complete',
  stopped: 'Stopped',
} as const;

/** The row of an action as its CSV has it, but for what comes from the model's wording. */
export const rowOf = (school: School, action: Action): string[] => {
  const title = school.statements.find(({ code }) => code === action.aim?.statement)?.title;
  const day = (iso: string | null) => (iso ? dayWords(iso) : '');
  const status = STATUS_WORDS[action.status];
  return [
    ...[action.priority, action.objective],
    action.aim ? `${action.aim.statement} ${title}, to level ${action.aim.level}` : '',
    ...[action.title, action.owner?.name ?? '', day(action.startOn), day(action.dueOn)],
    action.milestones
      .map(
        ({ on, what, isReached }) =>
          `${on ? `${day(on)}: ` : ''}${what}${isReached ? ' (reached)' : ''}`,
      )
      .join('\n'),
    ...['', action.cost, action.expectedChange, action.measure, action.expectedEvidence],
    action.closedOn ? `${status}, ${day(action.closedOn)}` : status,
    ...[action.changed, action.result],
  ].map((cell) => (/^\s*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell));
};
