-- The few functions that see past the scope, because they are asked before it is known who asks, or for every school at
-- once. They run as waymark_definer, which sees the tables named here, and whoever asks gets no more than they answer.
GRANT SELECT ON persons, organisations, memberships, sessions, personal_links, link_sessions, calendar_feeds, actions,
  history_heads, history_checkpoints TO waymark_definer;
DO $$
DECLARE name regclass;
BEGIN
  FOREACH name IN ARRAY ARRAY['persons', 'organisations', 'memberships', 'sessions', 'personal_links',
                              'link_sessions', 'calendar_feeds', 'actions', 'history_heads', 'history_checkpoints'] LOOP
    EXECUTE format('CREATE POLICY definer ON %s FOR SELECT TO waymark_definer USING (true)', name);
  END LOOP;
END $$;

-- PostgreSQL reads the functions when they are made, and here may do so under policies.
SET LOCAL row_security = on;
GRANT USAGE, CREATE ON SCHEMA public TO waymark_definer;
SET LOCAL ROLE waymark_definer;

-- True once somebody has set the installation up.
CREATE FUNCTION waymark_is_set_up() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT EXISTS (SELECT 1 FROM persons) $$;

-- Who a session stands for, by its token's hash: with its person and membership.
CREATE FUNCTION waymark_session(wanted bytea, moment timestamptz)
RETURNS TABLE (
  id uuid, person_id uuid, organisation_id uuid, created_at timestamptz, seen_at timestamptz, confirmed_at timestamptz,
  person_name text, email text, is_administrator boolean,
  organisation_name text, organisation_kind text, role text, is_owner boolean, memberships integer
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.id, s.person_id, o.id, s.created_at, s.seen_at, s.confirmed_at,
         p.name, p.email, p.is_administrator,
         o.name, o.kind, m.role, m.is_owner,
         (SELECT count(*)::integer FROM memberships c WHERE c.person_id = s.person_id AND c.ended_at IS NULL)
  FROM sessions s
  JOIN persons p ON p.id = s.person_id AND p.erased_at IS NULL
  LEFT JOIN memberships m ON m.organisation_id = s.organisation_id AND m.person_id = s.person_id AND m.ended_at IS NULL
  LEFT JOIN organisations o ON o.id = m.organisation_id
  WHERE s.token_hash = wanted AND s.expires_at > moment
$$;

-- Who came by a personal link, by the hash of the browser's token: found before any organisation has been named.
CREATE FUNCTION waymark_link_session(wanted bytea, moment timestamptz)
RETURNS TABLE (
  id uuid, person_id uuid, person_name text, organisation_id uuid, organisation_name text, organisation_kind text,
  review_id uuid, started_at timestamptz
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.id, p.id, p.name, o.id, o.name, o.kind, l.review_id, s.started_at
  FROM link_sessions s
  JOIN personal_links l ON l.organisation_id = s.organisation_id AND l.id = s.link_id
    AND l.revoked_at IS NULL AND l.expires_at > moment
  JOIN persons p ON p.id = l.person_id AND p.erased_at IS NULL
  JOIN organisations o ON o.id = s.organisation_id
  WHERE s.token_hash = wanted AND s.expires_at > moment
$$;

-- Whose calendar a token opens, before anybody is known: only people who are still in the school.
CREATE FUNCTION waymark_calendar(wanted bytea)
RETURNS TABLE (organisation_id uuid, person_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f.organisation_id, f.person_id
  FROM calendar_feeds f
  JOIN memberships m ON m.organisation_id = f.organisation_id AND m.person_id = f.person_id AND m.ended_at IS NULL
  WHERE f.token_hash = wanted
$$;

-- The schools in which something open is due by a day: where to look for whom to remind.
CREATE FUNCTION waymark_schools_due(until date)
RETURNS TABLE (organisation_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT a.organisation_id FROM actions a
  WHERE a.deleted_at IS NULL AND a.status IN ('planned', 'under way') AND a.due_on <= until AND a.owner_id IS NOT NULL
    AND waymark_is_installation()
$$;

-- Chains that have grown since they were last sealed by a key: positions and hashes of all of them, and no word of what
-- happened.
CREATE FUNCTION waymark_unsigned(key text) RETURNS TABLE (organisation_id uuid, "position" bigint, hash bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT h.organisation_id, h.position, h.hash FROM history_heads h
  WHERE NOT EXISTS (SELECT 1 FROM history_checkpoints s WHERE s.organisation_id = h.organisation_id
                    AND s.position = h.position AND s.key_id = key)
$$;

REVOKE EXECUTE ON FUNCTION waymark_is_set_up, waymark_session, waymark_link_session, waymark_calendar,
  waymark_schools_due, waymark_unsigned FROM PUBLIC;
GRANT EXECUTE ON FUNCTION waymark_is_set_up, waymark_session, waymark_link_session, waymark_calendar,
  waymark_schools_due, waymark_unsigned TO waymark_app;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM waymark_definer;
