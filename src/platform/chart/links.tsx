/**
 * How the statements of a framework lean on each other: a ring to explore by keyboard (each node is
 * a link), and the same in words beside it. Which statement is chosen is an argument, so that it
 * works without script: a node's link leads to the page with it chosen.
 */
import {
  type Link,
  type LinkTheme,
  type RingEdge,
  type RingNode,
  ringLayout,
} from './links-layout.js';
import { Leanings, leaningCounts, MostLeanedOn } from './links-words.js';
import { countWords } from './scale.js';
import { ReadAsTable } from './table.js';

export interface LinksProps {
  themes: readonly LinkTheme[];
  links: readonly Link[];
  /** The code of the chosen statement. */
  selected?: string | undefined;
}

/** The ring, the words beside it and the table of every link. */
export function Links({ themes, links, selected }: LinksProps) {
  const statements = themes.flatMap((theme) => theme.statements);
  if (statements.length === 0) return <p class="quiet">There are no statements to show yet.</p>;
  const chosen = statements.find((statement) => statement.code === selected);
  return (
    <>
      <div class="links">
        <Ring themes={themes} links={links} selected={chosen?.code} />
        <div class="stack">
          {chosen ? (
            <Leanings chosen={chosen} statements={statements} links={links} />
          ) : (
            <MostLeanedOn statements={statements} links={links} />
          )}
        </div>
      </div>
      <ReadAsTable {...linksTable({ themes, links, selected: chosen?.code })} />
    </>
  );
}

/** Up to this size a ring may be drawn larger where there is more room: as wide as its column at a desk. */
const GROWS_TO = 440;

function Ring({ themes, links, selected }: LinksProps) {
  const { nodes, edges, size, half } = ringLayout(themes, links);
  const isNear = (code: string) => edges.some((edge) => joins(edge, selected, code));
  const order = [...edges].sort((one, other) => rank(one, selected) - rank(other, selected));
  const isLinked = nodes.some((node) => node.statement.href !== undefined);
  const words = ringWords({ themes, links, selected });
  // A part that scrolls must be reached by keyboard: by its links, or where it has none by itself.
  const names = isLinked ? { 'aria-label': words } : { tabindex: 0 };
  return (
    <figure class="scrolls" {...names}>
      <svg
        class={size <= GROWS_TO ? 'ring grows' : 'ring'}
        {...(isLinked ? {} : { role: 'img', 'aria-label': words })}
        width={size}
        height={size}
        viewBox={`0 0 ${size} ${size}`}
      >
        {order.map((edge) => (
          <EdgeMarks edge={edge} selected={selected} />
        ))}
        {nodes.map((node) => (
          <NodeMarks
            node={node}
            half={half}
            look={nodeLook(node, selected, isNear)}
            words={leaningCounts(node.statement, links)}
          />
        ))}
      </svg>
    </figure>
  );
}

function joins(edge: RingEdge, selected: string | undefined, code: string): boolean {
  return (
    (edge.from === selected && edge.to === code) || (edge.to === selected && edge.from === code)
  );
}

function rank(edge: RingEdge, selected: string | undefined): number {
  return edge.from === selected || edge.to === selected ? 1 : 0;
}

function nodeLook(
  { statement }: RingNode,
  selected: string | undefined,
  isNear: (code: string) => boolean,
): string {
  if (selected === undefined) return 'node';
  if (statement.code === selected) return 'node chosen';
  return isNear(statement.code) ? 'node near' : 'node';
}

function EdgeMarks({ edge, selected }: { edge: RingEdge; selected: string | undefined }) {
  if (selected === undefined) return <path class="edge" d={edge.path} />;
  if (rank(edge, selected) === 0) return <path class="edge faint" d={edge.path} />;
  const look = edge.from === selected ? 'edge leans' : 'edge leaned';
  return (
    <>
      <path class={look} d={edge.path} />
      <path class="head" d={edge.head} />
    </>
  );
}

function NodeMarks(props: { node: RingNode; half: number; look: string; words: string }) {
  const { node, half, look, words } = props;
  const { statement, x, y } = node;
  const marks = (
    <>
      <rect class={look} x={x - half} y={y - 13} width={2 * half} height={26} rx={13} />
      <text class="stop" x={x} y={y + 4} text-anchor="middle">
        {statement.code}
      </text>
    </>
  );
  if (statement.href === undefined) return <g>{marks}</g>;
  return (
    <a
      href={statement.href}
      aria-label={words}
      aria-current={look.endsWith('chosen') ? 'true' : undefined}
    >
      {marks}
    </a>
  );
}

function ringWords({ themes, links, selected }: LinksProps): string {
  const statements = themes.flatMap((theme) => theme.statements);
  const chosen = statements.find((statement) => statement.code === selected);
  const all = `${countWords(links.length, 'link')} between ${countWords(statements.length, 'statement')}`;
  return chosen ? `${all}. Chosen: ${leaningCounts(chosen, links)}` : all;
}

/** The links that are drawn as rows: those of the chosen statement, or where none is chosen all of them. */
export function linksTable({ themes, links, selected }: LinksProps) {
  const statements = themes.flatMap((theme) => theme.statements);
  const name = (code: string) => {
    const statement = statements.find((each) => each.code === code);
    return statement ? `${code} ${statement.title}` : code;
  };
  return {
    caption: `Which statement needs which${selected === undefined ? '' : `: ${selected}`}`,
    columns: ['Statement', 'At level', 'Needs', 'At level', 'Because'],
    rows: links
      .filter(({ from, to }) => selected === undefined || from === selected || to === selected)
      .map((link) => [
        name(link.from),
        link.level,
        name(link.to),
        link.toLevel,
        link.because ?? '',
      ]),
  };
}
