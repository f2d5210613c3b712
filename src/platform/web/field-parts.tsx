/** What every field of a form begins with: its label, its hint, and what is wrong with what was typed. */

import type { Problem } from '../problems.js';
import { one, type Typed } from './form.js';
import type { Child, FC } from './html.js';

export interface FieldProps {
  name: string;
  label: Child;
  hint?: Child;
  typed?: Typed | undefined;
  problem?: Problem | null | undefined;
  /** Shown when nothing has been typed yet. */
  value?: string | undefined;
}

export const typedOr = ({ typed, name, value }: FieldProps) =>
  typed ? one(typed, name) : (value ?? '');
export const errorOf = ({ problem, name }: FieldProps) => problem?.fields[name];

/** "email-hint email-error", or nothing. */
export function describedBy(props: FieldProps): string | undefined {
  const ids = [props.hint ? `${props.name}-hint` : '', errorOf(props) ? `${props.name}-error` : ''];
  return ids.filter(Boolean).join(' ') || undefined;
}

export const Before: FC<FieldProps> = (props) => (
  <>
    <label class="govuk-label" for={props.name}>
      {props.label}
    </label>
    <HintAndError {...props} />
  </>
);

export const HintAndError: FC<FieldProps> = (props) => (
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

export const groupClass = (props: FieldProps) =>
  `govuk-form-group${errorOf(props) ? ' govuk-form-group--error' : ''}`;
