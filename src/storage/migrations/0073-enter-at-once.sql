-- The same answer as before without a function within the function, which PostgreSQL begins anew on every page.
CREATE OR REPLACE FUNCTION waymark_enter(wanted bytea, moment timestamptz) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  here record;
BEGIN
  SELECT s.id, s.person_id, o.id AS organisation_id, s.created_at, s.seen_at, s.proved_at,
         p.name AS person_name, p.email, p.is_administrator,
         o.name AS organisation_name, o.kind AS organisation_kind, m.role, m.is_owner,
         (SELECT count(*)::integer FROM memberships c
          WHERE c.person_id = s.person_id AND c.ended_at IS NULL) AS memberships
  INTO here
  FROM sessions s
  JOIN persons p ON p.id = s.person_id AND p.erased_at IS NULL
  LEFT JOIN memberships m ON m.organisation_id = s.organisation_id AND m.person_id = s.person_id AND m.ended_at IS NULL
  LEFT JOIN organisations o ON o.id = m.organisation_id
  WHERE s.token_hash = wanted AND s.expires_at > moment;
  PERFORM set_config('waymark.organisation', coalesce(here.organisation_id::text, ''), false),
          set_config('waymark.person', coalesce(here.person_id::text, ''), false),
          set_config('waymark.installation', 'off', false);
  RETURN CASE WHEN here.id IS NOT NULL THEN row_to_json(here) END;
END
$$;

DROP FUNCTION waymark_session(bytea, timestamptz);
