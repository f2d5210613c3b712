/** Counting marks, and sharing out the width of a bar among the counts. */
import {
  hasNotYet,
  kindOf,
  type Mark,
  type MarkKind,
  reached,
  type Scale,
  type Tone,
  toneAt,
} from './scale.js';

/** How many stand where. `levels` is by place on the scale, lowest first. */
export interface Counts {
  notYet: number;
  levels: readonly number[];
  notRecorded: number;
}

/** One part of a bar, in the order: not yet, each level, not recorded. */
export interface Part {
  kind: MarkKind;
  title: string;
  /** Its number on the scale; null for what is no level. */
  level: number | null;
  count: number;
  tone: Tone | '0' | 'n';
}

/** Counts marks on a scale. */
export function countMarks(scale: Scale, marks: readonly Mark[]): Counts {
  const levels = scale.levels.map(() => 0);
  let notYet = 0;
  let notRecorded = 0;
  for (const mark of marks) {
    const kind = kindOf(scale, mark);
    if (kind === 'not-recorded') notRecorded += 1;
    else if (kind === 'not-yet') notYet += 1;
    else levels[reached(scale, mark) - 1]! += 1;
  }
  return { notYet, levels, notRecorded };
}

/** How many are counted in all, to say how many there are and never as a mark. */
export function sumOf(counts: Counts): number {
  return counts.levels.reduce((sum, count) => sum + count, counts.notYet + counts.notRecorded);
}

/** The parts of a bar in their fixed order, empty ones too. */
export function partsOf(counts: Counts, scale: Scale): Part[] {
  const levels = scale.levels.map((level, rank) => ({
    kind: 'level' as const,
    title: level.title,
    level: level.level,
    count: counts.levels[rank] ?? 0,
    tone: toneAt(scale, rank),
  }));
  const notYet: Part = {
    kind: 'not-yet',
    title: 'Not yet',
    level: null,
    count: counts.notYet,
    tone: '0',
  };
  const none: Part = {
    kind: 'not-recorded',
    title: 'Not recorded',
    level: null,
    count: counts.notRecorded,
    tone: 'n',
  };
  return [...(hasNotYet(scale) || counts.notYet > 0 ? [notYet] : []), ...levels, none];
}

const GAP = 0.4;

/**
 * Where each part begins and how wide it is, in hundredths of the bar, gaps left out.
 * A part is as wide as its count, but never too narrow for its printed number: on a phone a bar of
 * 288 px gives one digit 19 px. The printed number is the finding, so this small widening misleads nobody.
 */
export function sharesOf(counts: readonly number[]): { x: number; width: number }[] {
  const room = 100 - GAP * Math.max(0, counts.length - 1);
  const floors = counts.map((count) => 4 + 2.5 * String(count).length);
  const squeeze = Math.min(1, room / floors.reduce((sum, floor) => sum + floor, 0));
  const widths = raise(
    counts,
    floors.map((floor) => floor * squeeze),
    room,
  );
  let x = 0;
  return widths.map((width) => {
    const place = { x: round(x), width: round(width) };
    x += width + GAP;
    return place;
  });
}

/** Shares `room` by count, lifting those below their floor and taking it from the others alike. */
function raise(counts: readonly number[], floors: readonly number[], room: number): number[] {
  const lifted = new Set<number>();
  for (;;) {
    const free = room - sum([...lifted].map((at) => floors[at]!));
    const whole = sum(counts.filter((_, at) => !lifted.has(at)));
    const widths = counts.map((count, at) =>
      lifted.has(at) ? floors[at]! : (count * free) / Math.max(1, whole),
    );
    const short = widths.findIndex((width, at) => !lifted.has(at) && width < floors[at]! - 1e-9);
    if (short === -1) return widths;
    lifted.add(short);
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
