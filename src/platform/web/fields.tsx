/** The parts of a form, in govuk-frontend's own HTML. Each shows what was typed and what is wrong with it. */

import type { Problem } from '../problems.js';
import { KEY_FIELD, one, type Typed, VERSION_FIELD } from './form.js';
import type { Child, FC, PropsWithChildren } from './html.js';
import { Page, type PageProps } from './page.js';

interface FieldProps {
  name: string;
  label: Child;
  hint?: Child;
  typed?: Typed | undefined;
  problem?: Problem | null | undefined;
  /** Shown when nothing has been typed yet. */
  value?: string | undefined;
}

const typedOr = ({ typed, name, value }: FieldProps) => (typed ? one(typed, name) : (value ?? ''));
const errorOf = ({ problem, name }: FieldProps) => problem?.fields[name];

/** "email-hint email-error", or nothing. */
function describedBy(props: FieldProps): string | undefined {
  const ids = [props.hint ? `${props.name}-hint` : '', errorOf(props) ? `${props.name}-error` : ''];
  return ids.filter(Boolean).join(' ') || undefined;
}

const Before: FC<FieldProps> = (props) => (
  <>
    <label class="govuk-label" for={props.name}>
      {props.label}
    </label>
    <HintAndError {...props} />
  </>
);

const HintAndError: FC<FieldProps> = (props) => (
  <>
    {props.hint && (
      <div class="govuk-hint" id={`${props.name}-hint`}>
        {props.hint}
      </div>
    )}
    {errorOf(props) && (
      <p class="govuk-error-message" id={`${props.name}-error`}>
        <span class="govuk-visually-hidden">Error:</span> {errorOf(props)}
      </p>
    )}
  </>
);

const groupClass = (props: FieldProps) =>
  `govuk-form-group${errorOf(props) ? ' govuk-form-group--error' : ''}`;

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

export const TextArea: FC<FieldProps & { rows?: number; maxlength?: number }> = (props) => (
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

export const Select: FC<FieldProps & { choices: Choice[] }> = (props) => (
  <div class={groupClass(props)}>
    <Before {...props} />
    <select
      class={`govuk-select${errorOf(props) ? ' govuk-select--error' : ''}`}
      id={props.name}
      name={props.name}
      aria-describedby={describedBy(props)}
    >
      {props.choices.map(({ value, label }) => (
        <option value={value} selected={value === typedOr(props)}>
          {label}
        </option>
      ))}
    </select>
  </div>
);

/** Radios under a legend. `kind` checkboxes takes several. */
export const Choices: FC<
  FieldProps & {
    choices: Choice[];
    kind?: 'radios' | 'checkboxes';
    values?: string[];
    isSmall?: boolean;
  }
> = (props) => {
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
          {props.choices.map(({ value, label, hint }, index) => {
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

/** A page with a form. When the form was refused, its title and its first lines say so. */
export const FormPage: FC<
  PropsWithChildren<PageProps & { problem: Problem | null | undefined }>
> = ({ problem, children, ...page }) => (
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
}

/** A form that posts, with its key and the version of what it changes. */
export const Form: FC<PropsWithChildren<FormProps>> = (props) => (
  <form
    method={props.method ?? 'post'}
    action={props.action}
    class={props.class}
    id={props.id}
    enctype={props.isUpload ? 'multipart/form-data' : undefined}
    novalidate
  >
    <input type="hidden" name={KEY_FIELD} value={props.key_} />
    {props.version !== undefined && (
      <input type="hidden" name={VERSION_FIELD} value={String(props.version)} />
    )}
    {props.children}
  </form>
);

export const Button: FC<
  PropsWithChildren<{ isSecondary?: boolean; isWarning?: boolean; name?: string; value?: string }>
> = (props) => (
  <button
    type="submit"
    class={`govuk-button${props.isSecondary ? ' govuk-button--secondary' : ''}${props.isWarning ? ' govuk-button--warning' : ''}`}
    name={props.name}
    value={props.value}
  >
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
