/** The button beside what is shown once. `Page` brings the script for it; without script there is no button. */
import type { FC, PropsWithChildren } from './html.js';

interface ToCopyProps {
  /** Of the element among the children whose text, or value, is copied. */
  id: string;
  /** Goes on from "Copy", for screen readers: "the link for Sam Reid". */
  what: string;
}

export const ToCopy: FC<PropsWithChildren<ToCopyProps>> = ({ id, what, children }) => (
  <div class="to-copy">
    {children}
    <button type="button" class="govuk-button govuk-button--secondary" data-copies={id} hidden>
      Copy<span class="govuk-visually-hidden"> {what}</span>
    </button>
    <span class="small" role="status" />
  </div>
);

/** A link that is shown once, to be handed over. */
export const LinkToCopy: FC<ToCopyProps & { href: string }> = ({ href, ...props }) => (
  <ToCopy {...props}>
    <code class="link-to-copy" id={props.id}>
      {href}
    </code>
  </ToCopy>
);
