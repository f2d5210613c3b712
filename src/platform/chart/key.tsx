/** What the colours of a chart stand for. The same list, in the same order, under every chart. */
import { hasNotYet, notYetWords, type Scale, toneAt } from './scale.js';

export interface KeyProps {
  scale: Scale;
  /** True where a chart marks the level that the plan aims at. */
  hasAim?: boolean | undefined;
  /** The year at whose levels a chart draws a line: "2025/26", "Last year". */
  yearBefore?: string | undefined;
}

/** The key of a scale: not yet (where the scale has it), each level, not recorded, and what else is drawn. */
export function Key({ scale, hasAim = false, yearBefore }: KeyProps) {
  return (
    <>
      <p class="vh">Key</p>
      <ul class="key">
        {hasNotYet(scale) ? (
          <li>
            <i class="lv0"></i>
            {notYetWords(scale)}
          </li>
        ) : null}
        {scale.levels.map((each, rank) => (
          <li>
            <i class={`lv${toneAt(scale, rank)}`}></i>
            {each.title}
          </li>
        ))}
        <li>
          <i class="lvn"></i>Not recorded
        </li>
        {yearBefore ? (
          <li>
            <svg width="18" height="18" aria-hidden="true">
              <path class="lasty" d="M0 9h18" />
            </svg>
            {yearBefore}, where it changed
          </li>
        ) : null}
        {hasAim ? (
          <li>
            <svg width="18" height="18" aria-hidden="true">
              <rect class="aim" x={1} y={1} width={16} height={16} rx={4} />
            </svg>
            Aimed at
          </li>
        ) : null}
      </ul>
    </>
  );
}
