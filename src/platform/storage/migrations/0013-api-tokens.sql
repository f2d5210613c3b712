-- Personal API tokens: a program asks in the name of the person who made its token, in one school.
CREATE TABLE api_tokens (
  id              uuid PRIMARY KEY,
  -- SHA-256 of the token: a copy of the table opens nothing.
  token_hash      bytea NOT NULL UNIQUE,
  person_id       uuid NOT NULL REFERENCES persons ON DELETE CASCADE,
  organisation_id uuid NOT NULL REFERENCES organisations,
  -- What its person calls it.
  name            text NOT NULL,
  -- "reviews:change plan:read": see src/platform/access/scopes.ts.
  scopes          text NOT NULL,
  created_at      timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  used_at         timestamptz,
  CHECK (expires_at <= created_at + interval '366 days')
);
CREATE INDEX api_tokens_of_person ON api_tokens (person_id);

SELECT waymark_guard('person_id = waymark_person() OR waymark_is_installation()', 'api_tokens');

GRANT SELECT ON api_tokens TO waymark_definer;
CREATE POLICY definer ON api_tokens FOR SELECT TO waymark_definer USING (true);

SET LOCAL row_security = on;
GRANT USAGE, CREATE ON SCHEMA public TO waymark_definer;
SET LOCAL ROLE waymark_definer;

-- Who an API token stands for, by its hash, with the role that they have in its school now: none once they have left.
CREATE FUNCTION waymark_api_token(wanted bytea, moment timestamptz)
RETURNS TABLE (
  id uuid, scopes text, used_at timestamptz, person_id uuid, person_name text, email text,
  organisation_id uuid, organisation_name text, organisation_kind text, role text, is_owner boolean
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.id, t.scopes, t.used_at, p.id, p.name, p.email, o.id, o.name, o.kind, m.role, m.is_owner
  FROM api_tokens t
  JOIN persons p ON p.id = t.person_id AND p.erased_at IS NULL
  JOIN memberships m ON m.organisation_id = t.organisation_id AND m.person_id = t.person_id AND m.ended_at IS NULL
  JOIN organisations o ON o.id = t.organisation_id
  WHERE t.token_hash = wanted AND t.expires_at > moment
$$;

REVOKE EXECUTE ON FUNCTION waymark_api_token FROM PUBLIC;
GRANT EXECUTE ON FUNCTION waymark_api_token TO waymark_app;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM waymark_definer;
