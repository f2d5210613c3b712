/** A password, hidden as it is typed, with a button that shows it where there is JavaScript. */

import type { Problem } from '../../platform/problems.js';
import type { FC } from '../../platform/web/html.js';

export interface PasswordFieldProps {
  name?: string;
  label: string;
  hint?: string;
  /** A new password, or the one in use: password managers ask. */
  kind: 'new' | 'current';
  problem?: Problem | undefined;
}

/** What helps to choose one. NIST 800-63B and ASVS 5.0, 6.2: length counts, kinds of characters do not. */
export const NEW_PASSWORD_HINT =
  'At least 12 characters. Three or four words that do not belong together work well, and you may paste it.';

/** The page needs the island "password". */
export const PasswordField: FC<PasswordFieldProps> = ({
  name = 'password',
  label,
  hint,
  kind,
  problem,
}) => {
  const error = problem?.fields[name];
  const about = [hint ? `${name}-hint` : '', error ? `${name}-error` : ''].filter(Boolean);
  return (
    <div class={`govuk-form-group govuk-password-input${error ? ' govuk-form-group--error' : ''}`}>
      <label class="govuk-label" for={name}>
        {label}
      </label>
      {hint && (
        <div class="govuk-hint" id={`${name}-hint`}>
          {hint}
        </div>
      )}
      {error && (
        <p class="govuk-error-message" id={`${name}-error`}>
          <span class="govuk-visually-hidden">Error:</span> {error}
        </p>
      )}
      <div class="govuk-input__wrapper govuk-password-input__wrapper">
        <input
          class={`govuk-input govuk-password-input__input${error ? ' govuk-input--error' : ''}`}
          id={name}
          name={name}
          type="password"
          spellcheck={false}
          autocapitalize="none"
          autocomplete={`${kind}-password`}
          aria-describedby={about.join(' ') || undefined}
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
