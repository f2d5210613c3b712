-- Signing in: tries and their limits, half-done sign-ins, known devices, second steps, passkeys, identities, links.
-- Everything here belongs to a person; a transaction sees the rows of its person alone, or runs for the installation.

-- Wrong tries, counted before they are checked. `who` is a hash: addresses of strangers are not kept.
CREATE TABLE tries (
  kind       text NOT NULL,
  who        bytea NOT NULL,
  failures   integer NOT NULL,
  last_at    timestamptz NOT NULL,
  held_until timestamptz,
  PRIMARY KEY (kind, who)
);
CREATE INDEX tries_by_age ON tries (last_at);

-- Something begun in one request and ended in a later one, by the browser that holds the token.
CREATE TABLE ceremonies (
  token_hash bytea PRIMARY KEY,
  kind       text NOT NULL,
  person_id  uuid REFERENCES persons ON DELETE CASCADE,
  body       jsonb NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX ceremonies_by_age ON ceremonies (expires_at);
CREATE INDEX ceremonies_of_person ON ceremonies (person_id);

-- Browsers that somebody has signed in from: their tries are counted apart, so that strangers lock nobody out.
CREATE TABLE known_devices (
  token_hash bytea PRIMARY KEY,
  person_id  uuid NOT NULL REFERENCES persons ON DELETE CASCADE,
  seen_at    timestamptz NOT NULL
);
CREATE INDEX known_devices_of_person ON known_devices (person_id);

-- Who asks for a second step after the password.
CREATE TABLE second_steps (
  person_id uuid PRIMARY KEY REFERENCES persons ON DELETE CASCADE,
  since     timestamptz NOT NULL
);

-- An app that makes time-based codes. `last_step` is the newest step whose code was taken: no code twice.
CREATE TABLE code_apps (
  person_id uuid PRIMARY KEY REFERENCES persons ON DELETE CASCADE,
  secret    bytea NOT NULL,
  last_step bigint NOT NULL,
  added_at  timestamptz NOT NULL
);

-- Ten codes on paper. One salt for each set, so that checking costs one derivation.
CREATE TABLE recovery_codes (
  person_id uuid NOT NULL REFERENCES persons ON DELETE CASCADE,
  hash      bytea NOT NULL,
  salt      bytea NOT NULL,
  made_at   timestamptz NOT NULL,
  used_at   timestamptz,
  PRIMARY KEY (person_id, hash)
);

CREATE TABLE passkeys (
  -- The credential id, base64url.
  id           text PRIMARY KEY,
  person_id    uuid NOT NULL REFERENCES persons ON DELETE CASCADE,
  name         text NOT NULL,
  public_key   bytea NOT NULL,
  counter      bigint NOT NULL,
  transports   text NOT NULL DEFAULT '',
  is_backed_up boolean NOT NULL,
  added_at     timestamptz NOT NULL,
  used_at      timestamptz
);
CREATE INDEX passkeys_of_person ON passkeys (person_id);

-- Somebody as another service knows them: issuer and subject, never an e-mail address.
CREATE TABLE identities (
  issuer    text NOT NULL,
  subject   text NOT NULL,
  provider  text NOT NULL,
  person_id uuid NOT NULL REFERENCES persons ON DELETE CASCADE,
  -- What the person recognises it by: "Maya Okafor, Otterbridge School".
  label     text NOT NULL,
  added_at  timestamptz NOT NULL,
  used_at   timestamptz,
  PRIMARY KEY (issuer, subject)
);
CREATE INDEX identities_of_person ON identities (person_id);

-- Links that work once: to choose a new password, to confirm a new e-mail address.
CREATE TABLE one_time_links (
  token_hash bytea PRIMARY KEY,
  kind       text NOT NULL CHECK (kind IN ('password', 'e-mail')),
  person_id  uuid NOT NULL REFERENCES persons ON DELETE CASCADE,
  email      text,
  expires_at timestamptz NOT NULL
);
CREATE INDEX one_time_links_by_age ON one_time_links (expires_at);
CREATE INDEX one_time_links_of_person ON one_time_links (person_id);

CREATE INDEX sessions_by_age ON sessions (expires_at);

DO $$
DECLARE own text;
BEGIN
  FOREACH own IN ARRAY ARRAY['ceremonies', 'known_devices', 'second_steps', 'code_apps', 'recovery_codes',
                             'passkeys', 'identities', 'one_time_links'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', own);
    EXECUTE format('CREATE POLICY own ON %I USING (person_id = waymark_person() OR waymark_is_installation())', own);
  END LOOP;
END $$;
ALTER TABLE tries ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON tries USING (waymark_is_installation());
