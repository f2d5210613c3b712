/** Rows to name people in: a name, the role in the field and, to invite them, an address. */
import { FIELD_ROLES, OTHER_ROLE } from '../../platform/access/member.js';
import type { Problem } from '../../platform/problems.js';
import { all, type Typed } from '../../platform/web/form.js';
import type { Child, FC, PropsWithChildren } from '../../platform/web/html.js';

export interface Row {
  name: string;
  role: string;
  /** '' for somebody who is not invited. */
  email: string;
}

/** The rows of a form, in order. */
export function rowsTyped(typed: Typed): Row[] {
  const [roles, others, emails] = [
    all(typed, 'role'),
    all(typed, 'otherRole'),
    all(typed, 'email'),
  ];
  return all(typed, 'participant').map((name, index) => ({
    name,
    role: roleOf(roles[index], others[index]),
    email: (emails[index] ?? '').trim(),
  }));
}

/** The role that is meant: what was written, where "Other" was chosen and something was. */
export const roleOf = (chosen = '', other = ''): string =>
  chosen === OTHER_ROLE && other.trim() !== '' ? other.trim() : chosen;

interface RowsProps {
  rows: Row[];
  /** False for somebody who may not invite: then no row asks for an address. */
  mayInvite: boolean;
  problem: Problem | null | undefined;
}

export const ParticipantRows = ({ rows, mayInvite, problem }: RowsProps) => (
  <fieldset class="people-rows" id="participants">
    <legend class="vh">People who take part</legend>
    {problem?.fields.participants && (
      <p class="govuk-error-message">
        <span class="govuk-visually-hidden">Error:</span> {problem.fields.participants}
      </p>
    )}
    {rows.map((row, index) => (
      <ParticipantRow row={row} number={index + 1} mayInvite={mayInvite} />
    ))}
  </fieldset>
);

const ParticipantRow = (props: { row: Row; number: number; mayInvite: boolean }) => {
  const { row, number, mayInvite } = props;
  return (
    <div class={mayInvite ? 'person-row has-email' : 'person-row'}>
      <Labelled id={`participant-${number}`} label="Name" number={number}>
        <input
          class="govuk-input"
          id={`participant-${number}`}
          name="participant"
          type="text"
          value={row.name}
          maxlength={120}
          autocomplete="off"
        />
      </Labelled>
      <RoleFields id={`role-${number}`} value={row.role} of={` of person ${number}`} />
      {mayInvite && (
        <Labelled id={`email-${number}`} label="Email (optional)" number={number}>
          <input
            class="govuk-input"
            id={`email-${number}`}
            name="email"
            type="email"
            value={row.email}
            maxlength={254}
            autocomplete="off"
            spellcheck={false}
          />
        </Labelled>
      )}
    </div>
  );
};

const Labelled: FC<PropsWithChildren<{ id: string; label: Child; number: number }>> = (props) => (
  <div>
    <label class="govuk-label" for={props.id}>
      {props.label}
      <span class="vh"> of person {props.number}</span>
    </label>
    {props.children}
  </div>
);

/**
 * The roles of the field, and a place to write another. It is seen once "Other" is chosen, or always in a browser that
 * cannot tell.
 */
export const RoleFields = ({ id, value, of }: { id: string; value: string; of?: string }) => {
  const isOther = value !== '' && (value === OTHER_ROLE || !FIELD_ROLES.includes(value));
  return (
    <div class="role-fields">
      <label class="govuk-label" for={id}>
        Role
        {of && <span class="vh">{of}</span>}
      </label>
      <select class="govuk-select" id={id} name="role">
        <option value="">Choose a role</option>
        {FIELD_ROLES.map((role) => (
          <option value={role} selected={role === OTHER_ROLE ? isOther : role === value}>
            {role}
          </option>
        ))}
      </select>
      <div class="other-role">
        <label class="govuk-label" for={`other-${id}`}>
          If other, which role?
          {of && <span class="vh">{of}</span>}
        </label>
        <input
          class="govuk-input"
          id={`other-${id}`}
          name="otherRole"
          type="text"
          value={value === OTHER_ROLE || !isOther ? '' : value}
          maxlength={80}
          autocomplete="off"
        />
      </div>
    </div>
  );
};
