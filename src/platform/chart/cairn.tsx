/** The cairn: the mark of a level, one stone for each level of the scale, filled up to the level. */
import { type Html, inOnePiece } from '../web/html.js';
import { kindOf, type Mark, markWords, reached, type Scale, toneOf } from './scale.js';

const BOX = 24;
const BASE = 18;
const CAP = 5;

interface Stone {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The stones of a cairn in a box of 24 by 24, lowest first. */
export function cairnStones(count: number): Stone[] {
  const pitch = 20 / count;
  return Array.from({ length: count }, (_, at) => {
    const width = count === 1 ? BASE : BASE - ((BASE - CAP) * at) / (count - 1);
    return {
      x: hundredth((BOX - width) / 2),
      y: hundredth(2.5 + 20 - pitch * (at + 1)),
      width: hundredth(width),
      height: hundredth(pitch * 0.74),
    };
  });
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100;
}

/** The id of the symbol with `filled` stones of this scale. */
export function cairnId(scale: Scale, filled: number): string {
  return `cairn-${scale.levels.length}-${filled}`;
}

/** The symbols of a scale, once on each page. Every `Cairn` on the page points at them. */
export const CairnSymbols = ({ scale }: { scale: Scale }) => {
  const drawn = symbols.get(scale.levels.length) ?? inOnePiece(drawSymbols(scale));
  symbols.set(scale.levels.length, drawn);
  return drawn;
};

/** By the number of levels. */
const symbols = new Map<number, Html>();

const drawSymbols = (scale: Scale): Html => {
  const stones = cairnStones(scale.levels.length);
  const counts = Array.from({ length: stones.length + 1 }, (_, filled) => filled);
  return (
    <svg width="0" height="0" class="vh" aria-hidden="true">
      <defs>
        {counts.map((filled) => (
          <symbol id={cairnId(scale, filled)} viewBox={`0 0 ${BOX} ${BOX}`}>
            {stones.map((stone, at) => (
              <rect
                class={at < filled ? 'on' : undefined}
                {...stone}
                rx={hundredth(stone.height / 2)}
              />
            ))}
          </symbol>
        ))}
      </defs>
    </svg>
  );
};

/** The picture alone: always set beside the level's number or name, so it has no name of its own. */
export function Cairn({ level, scale }: { level: Mark; scale: Scale }) {
  return (
    <svg class="cairn" aria-hidden="true">
      <use href={`#${cairnId(scale, reached(scale, level))}`} />
    </svg>
  );
}

/**
 * Cairn and number in a pill, for lists: "Level 3" to a listener, 3 to the eye.
 * A level whose title is not "Level n" keeps its number in the pill and its title for a listener.
 */
export function LevelChip({ level, scale }: { level: Mark; scale: Scale }) {
  const tone = toneOf(scale, level);
  const kind = kindOf(scale, level);
  if (kind === 'not-recorded') return <span class="chip lvn">Not recorded</span>;
  return (
    <span class={`chip lv${tone}`}>
      <Cairn level={level} scale={scale} />
      {kind === 'level' ? (
        <>
          <span class="vh">{hiddenTitle(markWords(scale, level), level)}</span>
          {level}
        </>
      ) : (
        <>
          Not yet<span class="vh">{markWords(scale, level).slice('Not yet'.length)}</span>
        </>
      )}
    </span>
  );
}

function hiddenTitle(title: string, level: Mark): string {
  const end = ` ${level}`;
  return title.endsWith(end) ? `${title.slice(0, -end.length)} ` : `${title}, level `;
}
