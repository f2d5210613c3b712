-- The ground: people, organisations, sessions, history, receipts.
-- organisation_id leads every key of what belongs to an organisation. Ids are UUIDv7 made by the application.

-- Who is asking. Set for one transaction by the application (storage/transaction.ts), read by the policies.
CREATE FUNCTION waymark_organisation() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('waymark.organisation', true), '')::uuid $$;
CREATE FUNCTION waymark_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('waymark.person', true), '')::uuid $$;
-- True only for work of the installation itself: setting up, restoring access, sending mail.
CREATE FUNCTION waymark_is_installation() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT coalesce(current_setting('waymark.installation', true), '') = 'on' $$;

CREATE TABLE settings (
  name  text PRIMARY KEY,
  value jsonb NOT NULL
);

CREATE TABLE persons (
  id               uuid PRIMARY KEY,
  name             text NOT NULL,
  -- Lower case; null once a person's data has been erased.
  email            text UNIQUE,
  is_administrator boolean NOT NULL DEFAULT false,
  created_at       timestamptz NOT NULL,
  erased_at        timestamptz,
  version          integer NOT NULL DEFAULT 1
);

CREATE TABLE passwords (
  person_id  uuid PRIMARY KEY REFERENCES persons ON DELETE CASCADE,
  hash       text NOT NULL,
  changed_at timestamptz NOT NULL
);

CREATE TABLE organisations (
  id              uuid PRIMARY KEY,
  name            text NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('school', 'special school')),
  urn             text CHECK (urn ~ '^[0-9]{6}$'),
  ukprn           text CHECK (ukprn ~ '^[0-9]{8}$'),
  laestab         text CHECK (laestab ~ '^[0-9]{7}$'),
  type            text,
  phase           text,
  local_authority text,
  region          text,
  created_at      timestamptz NOT NULL,
  version         integer NOT NULL DEFAULT 1
);

CREATE TABLE memberships (
  organisation_id uuid NOT NULL REFERENCES organisations,
  person_id       uuid NOT NULL REFERENCES persons,
  role            text NOT NULL CHECK (role IN ('careers leader', 'contributor', 'governor', 'adviser', 'viewer')),
  -- The role in the field as people say it: "SENCo", "Head of Year".
  title           text,
  is_owner        boolean NOT NULL DEFAULT false,
  started_at      timestamptz NOT NULL,
  ended_at        timestamptz,
  version         integer NOT NULL DEFAULT 1,
  PRIMARY KEY (organisation_id, person_id)
);
CREATE INDEX memberships_of_person ON memberships (person_id);

CREATE TABLE sessions (
  -- SHA-256 of the token in the cookie: a copy of the table opens nothing.
  token_hash      bytea PRIMARY KEY,
  id              uuid NOT NULL UNIQUE,
  person_id       uuid NOT NULL REFERENCES persons ON DELETE CASCADE,
  organisation_id uuid REFERENCES organisations,
  device          text NOT NULL DEFAULT '',
  created_at      timestamptz NOT NULL,
  seen_at         timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  -- When the person last proved who they are; dangerous things ask again.
  proved_at       timestamptz NOT NULL
);
CREATE INDEX sessions_of_person ON sessions (person_id);

-- One effect for a form that is sent twice.
CREATE TABLE receipts (
  person_id uuid NOT NULL,
  key       uuid NOT NULL,
  at        timestamptz NOT NULL,
  answer    jsonb,
  PRIMARY KEY (person_id, key)
);

-- What happened, in a chain for each organisation: each hash covers the one before. The nil UUID is the installation.
CREATE TABLE history (
  organisation_id uuid NOT NULL,
  position        bigint NOT NULL,
  id              uuid NOT NULL,
  at              timestamptz NOT NULL,
  person_id       uuid,
  verb            text NOT NULL,
  subject_kind    text NOT NULL,
  subject_id      text NOT NULL,
  -- The exact text that the hash covers: JSON with all of the above and the change itself.
  body            text NOT NULL,
  hash            bytea NOT NULL,
  PRIMARY KEY (organisation_id, position)
);
CREATE INDEX history_of_subject ON history (organisation_id, subject_kind, subject_id, position DESC);
CREATE TABLE history_heads (
  organisation_id uuid PRIMARY KEY,
  position        bigint NOT NULL,
  hash            bytea NOT NULL
);

ALTER TABLE organisations ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON organisations USING (
  id = waymark_organisation() OR waymark_is_installation()
  OR EXISTS (SELECT 1 FROM memberships m
             WHERE m.organisation_id = id AND m.person_id = waymark_person() AND m.ended_at IS NULL));
ALTER TABLE memberships ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON memberships USING (
  organisation_id = waymark_organisation() OR person_id = waymark_person() OR waymark_is_installation())
  WITH CHECK (organisation_id = waymark_organisation() OR waymark_is_installation());
ALTER TABLE history ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON history USING (
  organisation_id = waymark_organisation() OR (waymark_is_installation() AND organisation_id = '00000000-0000-0000-0000-000000000000'));
ALTER TABLE history_heads ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON history_heads USING (
  organisation_id = waymark_organisation() OR (waymark_is_installation() AND organisation_id = '00000000-0000-0000-0000-000000000000'));

-- The one look-up that comes before anybody is known: a session by its token's hash, with its person and
-- membership. SECURITY DEFINER, because no organisation has been named yet.
CREATE FUNCTION waymark_session(wanted bytea, moment timestamptz)
RETURNS TABLE (
  id uuid, person_id uuid, organisation_id uuid, created_at timestamptz, seen_at timestamptz, proved_at timestamptz,
  person_name text, email text, is_administrator boolean,
  organisation_name text, organisation_kind text, role text, is_owner boolean, memberships integer
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT s.id, s.person_id, o.id, s.created_at, s.seen_at, s.proved_at,
         p.name, p.email, p.is_administrator,
         o.name, o.kind, m.role, m.is_owner,
         (SELECT count(*)::integer FROM memberships c WHERE c.person_id = s.person_id AND c.ended_at IS NULL)
  FROM sessions s
  JOIN persons p ON p.id = s.person_id AND p.erased_at IS NULL
  LEFT JOIN memberships m ON m.organisation_id = s.organisation_id AND m.person_id = s.person_id AND m.ended_at IS NULL
  LEFT JOIN organisations o ON o.id = m.organisation_id
  WHERE s.token_hash = wanted AND s.expires_at > moment
$$;
