/** The button that uses a passkey. It stays away until its script says that the browser can. */
import type { FC, PropsWithChildren } from '../../platform/web/html.js';

export interface PasskeyFormProps {
  /** Where the answer goes. */
  action: string;
  /** Where the options come from. */
  options: string;
  /** Using a passkey, or making one. */
  does: 'ask' | 'make';
  button: string;
  isSecondary?: boolean;
}

/** The page needs the island "passkey". Children are further fields. */
export const PasskeyForm: FC<PropsWithChildren<PasskeyFormProps>> = (props) => (
  <form
    method="post"
    action={props.action}
    class="form section"
    data-passkey={props.does}
    data-options={props.options}
    hidden
    novalidate
  >
    <input type="hidden" name="passkey" value="" />
    {props.children}
    <p class="govuk-error-message" role="alert" data-problem=""></p>
    <p class="actions">
      <button
        type="submit"
        id="passkey"
        class={`govuk-button${props.isSecondary ? ' govuk-button--secondary' : ''}`}
      >
        {props.button}
      </button>
    </p>
  </form>
);

/** In the place of the button, for whoever has a passkey that cannot be used at this address. */
export const PasskeyNeedsHttps: FC = () => (
  <p class="section measure">
    Your passkey does not work here. Passkeys need an address that starts with https:// and has a
    name.
  </p>
);

/** The hidden fields that say where to go on to. */
export const Onward: FC<{ next: string; kept: string }> = ({ next, kept }) => (
  <>
    <input type="hidden" name="next" value={next} />
    {kept && <input type="hidden" name="kept" value={kept} />}
  </>
);
