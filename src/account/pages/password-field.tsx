/** The address that one signs in with, and a password, hidden as it is typed, with a button that shows it. */

import type { Problem } from '../../platform/problems.js';
import { Before, describedBy, errorOf } from '../../platform/web/field-parts.js';
import { type FormState, TextField } from '../../platform/web/fields.js';
import type { FC } from '../../platform/web/html.js';

export interface PasswordFieldProps {
  name?: string;
  label: string;
  hint?: string;
  /** A new password, or the one in use: password managers ask. */
  kind: 'new' | 'current';
  problem?: Problem | undefined;
}

/** The address that somebody signs in with. */
export const EmailField: FC<FormState> = (props) => (
  <TextField
    name="email"
    label="Email address"
    type="email"
    autocomplete="username"
    spellcheck={false}
    {...props}
  />
);

/** What helps to choose one. NIST 800-63B and ASVS 5.0, 6.2: length counts, kinds of characters do not. */
export const NEW_PASSWORD_HINT = 'At least 12 characters. Use three or four unrelated words.';

/** The page needs the island "password". */
export const PasswordField: FC<PasswordFieldProps> = ({ name = 'password', kind, ...props }) => {
  const field = { name, ...props };
  const error = errorOf(field);
  return (
    <div class={`govuk-form-group govuk-password-input${error ? ' govuk-form-group--error' : ''}`}>
      <Before {...field} />
      <div class="govuk-input__wrapper govuk-password-input__wrapper">
        <input
          class={`govuk-input govuk-password-input__input${error ? ' govuk-input--error' : ''}`}
          id={name}
          name={name}
          type="password"
          spellcheck={false}
          autocapitalize="none"
          autocomplete={`${kind}-password`}
          aria-describedby={describedBy(field)}
        />
        <button
          type="button"
          class="govuk-button govuk-button--secondary govuk-password-input__toggle"
          aria-controls={name}
          aria-label="Show password"
          data-show-password=""
          hidden
        >
          Show
        </button>
      </div>
      <p class="govuk-visually-hidden" role="status"></p>
    </div>
  );
};
