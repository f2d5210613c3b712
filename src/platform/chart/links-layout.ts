/** Where the statements of a framework lie on a ring, and how the links between them run. */
import { tenth } from './drawing.js';

export interface LinkStatement {
  code: string;
  title: string;
  /** Where choosing it leads: usually the same page with this statement selected. */
  href?: string | undefined;
}

export interface LinkTheme {
  code: string;
  title: string;
  statements: readonly LinkStatement[];
}

/** "`from` at `level` leans on `to` at `toLevel`", and why. */
export interface Link {
  from: string;
  level: number;
  to: string;
  toLevel: number;
  because?: string | undefined;
}

export interface RingNode {
  statement: LinkStatement;
  x: number;
  y: number;
}

export interface RingEdge {
  from: string;
  to: string;
  path: string;
  /** A small arrowhead at the end that is leaned on. */
  head: string;
}

/** Half a node's width. */
export const NODE = 13;
const GAP = 0.7;

/** The ring: themes in order from the top, clockwise, a gap between them. Same input, same picture. */
export function ringLayout(themes: readonly LinkTheme[], links: readonly Link[]) {
  const shown = themes.filter((theme) => theme.statements.length > 0);
  const slots = shown.reduce((sum, theme) => sum + theme.statements.length + GAP, 0);
  const longest = Math.max(3, ...shown.flatMap(({ statements }) => statements.map(codeLength)));
  const space = Math.max(28, 5 + longest * 7.6);
  const radius = Math.max(60, (slots * space) / (2 * Math.PI));
  const half = Math.max(NODE, (longest * 7.6) / 2 + 3);
  const centre = Math.ceil(radius + half + 3);
  const nodes = placeNodes(shown, slots, radius, centre);
  return { nodes, edges: ringEdges(nodes, links, centre, radius), size: 2 * centre, half };
}

function codeLength(statement: LinkStatement): number {
  return statement.code.length;
}

function placeNodes(
  themes: readonly LinkTheme[],
  slots: number,
  radius: number,
  centre: number,
): RingNode[] {
  let slot = 0.5 + GAP / 2;
  return themes.flatMap((theme) => {
    const nodes = theme.statements.map((statement, at) => {
      const angle = ((slot + at) / slots) * 2 * Math.PI;
      return {
        statement,
        x: tenth(centre + radius * Math.sin(angle)),
        y: tenth(centre - radius * Math.cos(angle)),
      };
    });
    slot += theme.statements.length + GAP;
    return nodes;
  });
}

function ringEdges(
  nodes: readonly RingNode[],
  links: readonly Link[],
  centre: number,
  radius: number,
): RingEdge[] {
  const byCode = new Map(nodes.map((node) => [node.statement.code, node]));
  const drawn = new Map<string, RingEdge>();
  for (const { from, to } of links) {
    const [one, other] = [byCode.get(from), byCode.get(to)];
    if (!one || !other || one === other) continue;
    drawn.set(`${from} ${to}`, { from, to, ...bow(one, other, centre, radius) });
  }
  return [...drawn.values()];
}

/** A curve that bows towards the middle: slightly for neighbours, fully for opposite ones. */
function bow(from: RingNode, to: RingNode, centre: number, radius: number) {
  const far = Math.hypot(to.x - from.x, to.y - from.y) / (2 * radius);
  const pull = 0.75 * (1 - far) + 0.1;
  const bend = {
    x: centre + ((from.x + to.x) / 2 - centre) * pull,
    y: centre + ((from.y + to.y) / 2 - centre) * pull,
  };
  const start = towards(from, bend, NODE);
  const end = towards(to, bend, NODE + 2);
  const neck = towards(to, bend, NODE + 10);
  const across = { x: (end.y - neck.y) * 0.5, y: (neck.x - end.x) * 0.5 };
  const point = (x: number, y: number) => `${tenth(x)} ${tenth(y)}`;
  return {
    path: `M${point(start.x, start.y)}Q${point(bend.x, bend.y)} ${point(end.x, end.y)}`,
    head: `M${point(end.x, end.y)}L${point(neck.x + across.x, neck.y + across.y)}L${point(neck.x - across.x, neck.y - across.y)}z`,
  };
}

function towards(from: { x: number; y: number }, to: { x: number; y: number }, by: number) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return {
    x: from.x + ((to.x - from.x) * by) / length,
    y: from.y + ((to.y - from.y) * by) / length,
  };
}
