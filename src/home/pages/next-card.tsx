/** The one lifted card of a page: what to do next. */
import type { Child } from '../../platform/web/html.js';

/** Yellow at its edge, because it says which way is next. */
export const NextCard = (props: { eyebrow?: Child; title: Child; children: Child }) => (
  <section class="card next-card stack" aria-labelledby="next">
    {props.eyebrow && <p class="small">{props.eyebrow}</p>}
    <h2 id="next">{props.title}</h2>
    {props.children}
  </section>
);
