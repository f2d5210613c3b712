/** The words beside the ring of links: the same finding, to be read. */
import type { Link, LinkStatement } from './links-layout.js';
import { countWords } from './scale.js';

/** "2.1 Title: leans on 9, leaned on by 12". */
export function leaningCounts(statement: LinkStatement, links: readonly Link[]): string {
  const on = codesOf(
    links.filter((link) => link.from === statement.code),
    'to',
  ).length;
  const by = codesOf(
    links.filter((link) => link.to === statement.code),
    'from',
  ).length;
  return `${statement.code} ${statement.title}: needs ${on}, needed by ${by}`;
}

function codesOf(links: readonly Link[], end: 'from' | 'to'): string[] {
  return [...new Set(links.map((link) => link[end]))];
}

interface WordsProps {
  statements: readonly LinkStatement[];
  links: readonly Link[];
}

/** What the chosen statement leans on and what leans on it, each with its reasons. */
export function Leanings({ chosen, statements, links }: WordsProps & { chosen: LinkStatement }) {
  const on = links.filter((link) => link.from === chosen.code);
  const by = links.filter((link) => link.to === chosen.code);
  return (
    <>
      <h3>
        {chosen.code} {chosen.title}
      </h3>
      <LeaningList lines="solid lines" links={on} end="to" statements={statements} />
      <LeaningList lines="dashed lines" links={by} end="from" statements={statements} />
    </>
  );
}

function LeaningList(props: {
  lines: string;
  links: readonly Link[];
  end: 'from' | 'to';
  statements: readonly LinkStatement[];
}) {
  const { lines, links, end, statements } = props;
  const codes = codesOf(links, end);
  const what = end === 'to' ? 'Needs' : 'Needed by';
  return (
    <div>
      <p>
        <b>
          {what} {codes.length === 0 ? 'none' : codes.length}
        </b>
        {codes.length === 0 ? null : <span class="quiet">, {lines}</span>}
      </p>
      <ul class="leanings small">
        {codes.map((code) => (
          <li>
            <StatementName code={code} statements={statements} />
            {links
              .filter((link) => link[end] === code)
              .map((link) => (
                <p class="quiet">{leanWords(link, end)}</p>
              ))}
          </li>
        ))}
      </ul>
    </div>
  );
}

function leanWords(link: Link, end: 'from' | 'to'): string {
  const levels =
    end === 'to'
      ? `Level ${link.level} here needs its level ${link.toLevel}`
      : `Its level ${link.level} needs level ${link.toLevel} here`;
  return link.because ? `${levels}: ${link.because}` : levels;
}

function StatementName({
  code,
  statements,
}: {
  code: string;
  statements: readonly LinkStatement[];
}) {
  const statement = statements.find((each) => each.code === code);
  const name = statement ? `${code} ${statement.title}` : code;
  return statement?.href === undefined ? <b>{name}</b> : <a href={statement.href}>{name}</a>;
}

/** The six statements that most others lean on, for a ring on which none is chosen. */
export function MostLeanedOn({ statements, links }: WordsProps) {
  const counted = statements
    .map((statement) => ({
      statement,
      by: codesOf(
        links.filter((link) => link.to === statement.code),
        'from',
      ).length,
    }))
    .filter(({ by }) => by > 0)
    .sort((one, other) => other.by - one.by)
    .slice(0, 6);
  if (counted.length === 0) return <p class="quiet">No statement needs another.</p>;
  return (
    <>
      <h3>Needed most often</h3>
      <ul class="leanings small">
        {counted.map(({ statement, by }) => (
          <li>
            <StatementName code={statement.code} statements={statements} />
            <span class="quiet"> by {countWords(by, 'statement')}</span>
          </li>
        ))}
      </ul>
      <p class="small quiet">Choose a statement to see what it needs and what needs it.</p>
    </>
  );
}
