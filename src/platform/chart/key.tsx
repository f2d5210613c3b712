/** What the colours of a chart stand for. The same list, in the same order, under every chart. */
import { hasNotYet, notYetWords, type Scale, toneAt } from './scale.js';

/** The key of a scale: not yet (where the scale has it), each level, and not recorded. */
export function Key({ scale }: { scale: Scale }) {
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
      </ul>
    </>
  );
}
