-- How people come into a school: an invitation that makes or joins an account, or a personal link for one review.
CREATE TABLE invitations (
  organisation_id uuid NOT NULL REFERENCES organisations,
  id              uuid NOT NULL,
  email           text NOT NULL,
  -- As the inviter typed it; '' when they left it out.
  name            text NOT NULL DEFAULT '',
  role            text NOT NULL CHECK (role IN ('careers leader', 'contributor', 'governor', 'adviser', 'viewer')),
  title           text,
  is_owner        boolean NOT NULL DEFAULT false,
  -- SHA-256 of the token in the link.
  token_hash      bytea NOT NULL UNIQUE,
  invited_by      uuid REFERENCES persons,
  invited_at      timestamptz NOT NULL,
  sent_at         timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  accepted_at     timestamptz,
  accepted_by     uuid REFERENCES persons,
  revoked_at      timestamptz,
  PRIMARY KEY (organisation_id, id)
);
CREATE UNIQUE INDEX invitations_open ON invitations (organisation_id, email)
  WHERE accepted_at IS NULL AND revoked_at IS NULL;

CREATE TABLE personal_links (
  organisation_id uuid NOT NULL REFERENCES organisations,
  id              uuid NOT NULL,
  review_id       uuid NOT NULL,
  -- Who takes part: a person without an address or a password.
  person_id       uuid NOT NULL REFERENCES persons,
  -- Their role in the field: "SENCo".
  title           text NOT NULL DEFAULT '',
  token_hash      bytea NOT NULL UNIQUE,
  made_by         uuid REFERENCES persons,
  made_at         timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  opened_at       timestamptz,
  revoked_at      timestamptz,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, review_id) REFERENCES reviews (organisation_id, id)
);
CREATE INDEX personal_links_of_person ON personal_links (organisation_id, person_id);

-- A browser that came by a personal link.
CREATE TABLE link_sessions (
  organisation_id uuid NOT NULL,
  token_hash      bytea NOT NULL,
  link_id         uuid NOT NULL,
  id              uuid NOT NULL,
  started_at      timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, token_hash),
  FOREIGN KEY (organisation_id, link_id) REFERENCES personal_links (organisation_id, id)
);
CREATE INDEX link_sessions_token ON link_sessions (token_hash);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['invitations', 'personal_links', 'link_sessions'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    -- The installation looks a token up before anybody is known.
    EXECUTE format('CREATE POLICY own ON %I USING (organisation_id = waymark_organisation() OR waymark_is_installation())', name);
  END LOOP;
END $$;

-- A person is seen by those they work with, now or in the past, and by themselves.
ALTER TABLE persons ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON persons FOR SELECT USING (
  id = waymark_person() OR waymark_is_installation()
  OR EXISTS (SELECT 1 FROM memberships m WHERE m.organisation_id = waymark_organisation() AND m.person_id = persons.id)
  OR EXISTS (SELECT 1 FROM personal_links l WHERE l.organisation_id = waymark_organisation() AND l.person_id = persons.id));
CREATE POLICY added ON persons FOR INSERT WITH CHECK (waymark_is_installation());
CREATE POLICY changed ON persons FOR UPDATE USING (id = waymark_person() OR waymark_is_installation());

-- Who came by a personal link, by the hash of the browser's token: found before any organisation has been named.
CREATE FUNCTION waymark_link_session(wanted bytea, moment timestamptz)
RETURNS TABLE (
  id uuid, person_id uuid, person_name text, organisation_id uuid, organisation_name text, organisation_kind text,
  review_id uuid, started_at timestamptz
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT s.id, p.id, p.name, o.id, o.name, o.kind, l.review_id, s.started_at
  FROM link_sessions s
  JOIN personal_links l ON l.organisation_id = s.organisation_id AND l.id = s.link_id
    AND l.revoked_at IS NULL AND l.expires_at > moment
  JOIN persons p ON p.id = l.person_id AND p.erased_at IS NULL
  JOIN organisations o ON o.id = s.organisation_id
  WHERE s.token_hash = wanted AND s.expires_at > moment
$$;
