/** The parts of a form, in govuk-frontend's own HTML. Each shows what was typed and what is wrong with it. */

import type { Problem } from '../problems.js';
import {
  Before,
  describedBy,
  errorOf,
  type FieldProps,
  groupClass,
  HintAndError,
  typedOr,
} from './field-parts.js';
import { KEY_FIELD, type Typed, VERSION_FIELD } from './form.js';
import type { Child, FC, PropsWithChildren } from './html.js';
import { Page, type PageProps } from './page.js';

/** What a form shows once it was sent: what was typed, and what is wrong with it. */
export interface FormState {
  typed: Typed | undefined;
  problem: Problem | undefined;
}

export interface TextFieldProps extends FieldProps {
  type?: 'text' | 'email' | 'password' | 'url' | 'search' | 'number' | 'date';
  autocomplete?: string;
  inputmode?: 'text' | 'numeric' | 'email' | 'url' | 'search';
  width?: 5 | 10 | 20 | 30;
  maxlength?: number;
  spellcheck?: boolean;
  /** Shown to be read and sent along, not changed. */
  isReadOnly?: boolean;
}

export const TextField: FC<TextFieldProps> = (props) => (
  <div class={groupClass(props)}>
    <Before {...props} />
    <input
      class={`govuk-input${props.width ? ` govuk-input--width-${props.width}` : ''}${errorOf(props) ? ' govuk-input--error' : ''}`}
      id={props.name}
      name={props.name}
      type={props.type ?? 'text'}
      value={props.type === 'password' ? undefined : typedOr(props)}
      autocomplete={props.autocomplete}
      inputmode={props.inputmode}
      maxlength={props.maxlength}
      spellcheck={props.spellcheck}
      readonly={props.isReadOnly}
      aria-describedby={describedBy(props)}
    />
  </div>
);

export type TextAreaProps = FieldProps & { rows?: number; maxlength?: number };

export const TextArea: FC<TextAreaProps> = (props) => (
  <div class={groupClass(props)}>
    <Before {...props} />
    <textarea
      class={`govuk-textarea${errorOf(props) ? ' govuk-textarea--error' : ''}`}
      id={props.name}
      name={props.name}
      rows={props.rows ?? 3}
      maxlength={props.maxlength}
      aria-describedby={describedBy(props)}
    >
      {typedOr(props)}
    </textarea>
  </div>
);

/** Choosing a file. */
export const FileField: FC<FieldProps & { accept?: string }> = (props) => (
  <div class={groupClass(props)}>
    <Before {...props} />
    <input
      class={`govuk-file-upload${errorOf(props) ? ' govuk-file-upload--error' : ''}`}
      id={props.name}
      name={props.name}
      type="file"
      accept={props.accept}
      aria-describedby={describedBy(props)}
    />
  </div>
);

export interface Choice {
  value: string;
  label: Child;
  hint?: Child;
}

/**
 * The choices with what is chosen now among them. Whoever changes another field of a form must not lose a choice that
 * is offered no more, such as an owner who has left: it stays, and says that it is past.
 */
export function withPresent(
  choices: Choice[],
  chosen: readonly string[],
  past: Child = 'Your earlier choice (no longer available)',
): Choice[] {
  const gone = chosen.filter((value) => value !== '' && !choices.some((c) => c.value === value));
  return [...choices, ...gone.map((value) => ({ value, label: past }))];
}

export interface SelectProps extends FieldProps {
  choices: Choice[];
  /** How a choice is called that is chosen now and offered no more. */
  past?: Child;
}

export const Select: FC<SelectProps> = (props) => (
  <div class={groupClass(props)}>
    <Before {...props} />
    <select
      class={`govuk-select${errorOf(props) ? ' govuk-select--error' : ''}`}
      id={props.name}
      name={props.name}
      aria-describedby={describedBy(props)}
    >
      {withPresent(props.choices, [typedOr(props)], props.past).map(({ value, label }) => (
        <option value={value} selected={value === typedOr(props)}>
          {label}
        </option>
      ))}
    </select>
  </div>
);

export interface ChoicesProps extends SelectProps {
  kind?: 'radios' | 'checkboxes';
  values?: string[];
  isSmall?: boolean;
}

/** Radios under a legend. `kind` checkboxes takes several. */
export const Choices: FC<ChoicesProps> = (props) => {
  const kind = props.kind ?? 'radios';
  const chosen = props.typed
    ? (props.typed[props.name] ?? [])
    : (props.values ?? [props.value ?? '']);
  return (
    <div class={groupClass(props)}>
      <fieldset class="govuk-fieldset" aria-describedby={describedBy(props)}>
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{props.label}</legend>
        <HintAndError {...props} />
        <div class={`govuk-${kind}${props.isSmall ? ` govuk-${kind}--small` : ''}`}>
          {withPresent(props.choices, chosen, props.past).map(({ value, label, hint }, index) => {
            const id = index === 0 ? props.name : `${props.name}-${index + 1}`;
            return (
              <div class={`govuk-${kind}__item`}>
                <input
                  class={`govuk-${kind}__input`}
                  id={id}
                  name={props.name}
                  type={kind === 'radios' ? 'radio' : 'checkbox'}
                  value={value}
                  checked={chosen.includes(value)}
                  aria-describedby={hint ? `${id}-item-hint` : undefined}
                />
                <label class={`govuk-label govuk-${kind}__label`} for={id}>
                  {label}
                </label>
                {hint && (
                  <div class={`govuk-hint govuk-${kind}__hint`} id={`${id}-item-hint`}>
                    {hint}
                  </div>
                )}
              </div>
            );
          })}
        </div>
      </fieldset>
    </div>
  );
};

/** What is wrong, at the top, with a link to each field. It has the focus after a refused form. */
export const ErrorSummary: FC<{ problem: Problem | null | undefined }> = ({ problem }) => {
  if (!problem) return null;
  const fields = Object.entries(problem.fields);
  return (
    <div class="govuk-error-summary" data-focus="" tabindex={-1}>
      <div role="alert">
        <h2 class="govuk-error-summary__title">There is a problem</h2>
        <div class="govuk-error-summary__body">
          <ul class="govuk-error-summary__list">
            {fields.length === 0 && <li>{problem.message}</li>}
            {fields.map(([name, sentence]) => (
              <li>
                <a href={`#${name}`}>{sentence}</a>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
};

export type FormPageProps = PropsWithChildren<PageProps & { problem?: Problem | null | undefined }>;

/** A page with a form. When the form was refused, its title and its first lines say so. */
export const FormPage: FC<FormPageProps> = ({ problem, children, ...page }) => (
  <Page {...page} hasError={Boolean(problem)}>
    <ErrorSummary problem={problem} />
    {children}
  </Page>
);

export interface FormProps {
  action: string;
  /** A new UUID: sent with the form, so that a second sending has no second effect. */
  key_: string;
  version?: number | undefined;
  method?: 'post' | 'get';
  class?: string;
  id?: string;
  isUpload?: boolean;
  /** Where its autosave is sent, for a form whose words are saved by themselves when it is left. */
  autosaveUrl?: string;
  /** Tells its draft from that of another form with the same address, in place of its hidden fields. */
  draftName?: string;
}

/**
 * A form that posts, with its key and the version of what it changes. What is typed into a form with a text in it is
 * saved as it is typed (docs/decisions/0091): nothing has to be done for that. The browser itself puts nothing back into
 * it: going Back, it would put old words over newer ones that are saved, and they would be saved in their place.
 */
export const Form: FC<PropsWithChildren<FormProps>> = (props) => {
  const inner = <>{props.children}</>;
  const hasText = String(inner).includes('<textarea');
  return (
    <form
      method={props.method ?? 'post'}
      action={props.action}
      class={props.class}
      id={props.id}
      enctype={props.isUpload ? 'multipart/form-data' : undefined}
      novalidate
      autocomplete={hasText ? 'off' : undefined}
      data-autosave={hasText ? (props.draftName ?? '') : undefined}
      data-autosave-url={props.autosaveUrl}
    >
      <input type="hidden" name={KEY_FIELD} value={props.key_} />
      {props.version !== undefined && (
        <input type="hidden" name={VERSION_FIELD} value={String(props.version)} />
      )}
      {inner}
    </form>
  );
};

interface ButtonProps {
  isSecondary?: boolean;
  isWarning?: boolean;
  name?: string;
  value?: string;
}

export const Button: FC<PropsWithChildren<ButtonProps>> = (props) => (
  <button
    type="submit"
    class={`govuk-button${props.isSecondary ? ' govuk-button--secondary' : ''}${props.isWarning ? ' govuk-button--warning' : ''}`}
    name={props.name}
    value={props.value}
  >
    {props.children}
  </button>
);

/** The last line of a form: its button and, in `or`, the address and the words of a link to leave it by. */
export const Submit: FC<
  PropsWithChildren<ButtonProps & { or?: [href: string, words: string]; class?: string }>
> = ({ or, class: more, ...button }) => (
  <p class={more ? `actions ${more}` : 'actions'}>
    <Button {...button} />
    {or && <a href={or[0]}>{or[1]}</a>}
  </p>
);

/**
 * What Enter does in a form whose main button is not the first of the page: browsers press the first one. It does the
 * same as the main button, and is neither seen nor read out.
 */
export const DefaultButton: FC<PropsWithChildren<{ name: string; value: string }>> = (props) => (
  <button type="submit" name={props.name} value={props.value} hidden>
    {props.children}
  </button>
);

export const LinkButton: FC<PropsWithChildren<{ href: string; isSecondary?: boolean }>> = (
  props,
) => (
  <a class={`govuk-button${props.isSecondary ? ' govuk-button--secondary' : ''}`} href={props.href}>
    {props.children}
  </a>
);
