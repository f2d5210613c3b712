/** Rows to name people in: a name and the role in the field. */
import { FIELD_ROLES } from '../../platform/access/member.js';
import type { Problem } from '../../platform/problems.js';

interface Row {
  name: string;
  role: string;
}

export const ParticipantRows = (props: { rows: Row[]; problem: Problem | null | undefined }) => (
  <fieldset class="people-rows" id="participants">
    <legend class="vh">People who take part</legend>
    {props.problem?.fields.participants && (
      <p class="govuk-error-message">
        <span class="govuk-visually-hidden">Error:</span> {props.problem.fields.participants}
      </p>
    )}
    {props.rows.map((row, index) => (
      <ParticipantRow row={row} number={index + 1} />
    ))}
  </fieldset>
);

const ParticipantRow = ({ row, number }: { row: Row; number: number }) => (
  <div class="person-row">
    <div>
      <label class="govuk-label" for={`participant-${number}`}>
        Name<span class="vh"> of person {number}</span>
      </label>
      <input
        class="govuk-input"
        id={`participant-${number}`}
        name="participant"
        type="text"
        value={row.name}
        maxlength={120}
        autocomplete="off"
      />
    </div>
    <div>
      <label class="govuk-label" for={`role-${number}`}>
        Role<span class="vh"> of person {number}</span>
      </label>
      <RoleSelect id={`role-${number}`} name="role" value={row.role} />
    </div>
  </div>
);

/** The roles of the field; a role that is not among them stays as it was given. */
export const RoleSelect = ({ id, name, value }: { id: string; name: string; value: string }) => {
  const known = value === '' || FIELD_ROLES.includes(value);
  return (
    <select class="govuk-select" id={id} name={name}>
      <option value="">Choose a role</option>
      {!known && (
        <option value={value} selected>
          {value}
        </option>
      )}
      {FIELD_ROLES.map((role) => (
        <option value={role} selected={role === value}>
          {role}
        </option>
      ))}
    </select>
  );
};
