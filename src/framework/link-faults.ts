/** Faults among the links: to something that is not there, to itself, twice, or round in a circle. */
import type { LinkOutline, Outline, StatementOutline } from './outline.js';
import type { Fault } from './source.js';
import { faultAt } from './structure-faults.js';

/** Every fault of the links of a framework. */
export function linkFaults(outline: Outline): Fault[] {
  const statements = new Map<string, StatementOutline>();
  for (const statement of outline.themes.flatMap((theme) => theme.statements)) {
    if (!statements.has(statement.code)) statements.set(statement.code, statement);
  }
  const levels = new Set(outline.levels.map(({ level }) => level));
  const faults: Fault[] = [];
  const sound: SoundLink[] = [];
  for (const statement of statements.values()) {
    const seen = new Set<string>();
    for (const link of statement.links) {
      const fault = linkFault(statement.code, link, statements, levels);
      const key = `${link.level} ${link.needs.statement} ${link.needs.level}`;
      if (fault) faults.push(faultAt(link.place, ...fault));
      else if (seen.has(key)) {
        faults.push(
          faultAt(
            link.place,
            'link.twice',
            `Statement ${statement.code}: this link is there twice.`,
          ),
        );
      } else sound.push({ code: statement.code, link });
      seen.add(key);
    }
  }
  return [...faults, ...cycleFaults(sound)];
}

interface SoundLink {
  code: string;
  link: LinkOutline;
}

function linkFault(
  code: string,
  { level, needs }: LinkOutline,
  statements: Map<string, StatementOutline>,
  levels: Set<number>,
): [code: string, message: string] | null {
  const from = `Statement ${code}`;
  if (needs.statement === code) {
    return ['link.itself', `${from}: level ${level} needs the statement itself.`];
  }
  if (!statements.has(needs.statement)) {
    return [
      'link.unknown-statement',
      `${from}: it needs statement ${needs.statement}, which does not exist.`,
    ];
  }
  if (levels.size > 0 && !levels.has(level)) {
    return ['link.unknown-level', `${from}: the framework has no level ${level}.`];
  }
  if (levels.size > 0 && !levels.has(needs.level)) {
    return [
      'link.unknown-level',
      `${from}: it needs level ${needs.level} of statement ${needs.statement}, which does not exist.`,
    ];
  }
  return null;
}

/**
 * Circles. To be at a level is also to have passed the levels below it, so a circle may go down a statement as well
 * as along links: 1.1 level 2 leans on 1.2 level 3, which comes after 1.2 level 2, which leans on 1.1 level 2.
 * The links are walked once, so each link that closes a circle is reported once, with one way round.
 */
function cycleFaults(links: SoundLink[]): Fault[] {
  const byCode = new Map<string, LinkOutline[]>();
  for (const { code, link } of links) byCode.set(code, [...(byCode.get(code) ?? []), link]);
  const faults: Fault[] = [];
  const done = new Set<string>();
  const trail: Step[] = [];
  const request = (step: Step) => {
    const name = nameOf(step);
    const start = trail.findIndex((each) => nameOf(each) === name);
    if (start >= 0) {
      faults.push(circle([...trail.slice(start), step]));
      return;
    }
    if (done.has(name)) return;
    trail.push(step);
    for (const link of byCode.get(step.code) ?? []) {
      if (link.level <= step.level) {
        request({ code: link.needs.statement, level: link.needs.level, by: link });
      }
    }
    trail.pop();
    done.add(name);
  };
  for (const { code, link } of links) request({ code, level: link.level, by: link });
  return faults;
}

interface Step {
  code: string;
  level: number;
  /** The link that led here. */
  by: LinkOutline;
}

const nameOf = ({ code, level }: { code: string; level: number }) => `${code} level ${level}`;

function circle(steps: Step[]): Fault {
  const way = steps.map(nameOf).join(' needs ');
  const message = `These links go round in a circle: ${way}. Remove one of them.`;
  return faultAt(steps.at(-1)!.by.place, 'link.cycle', message);
}
