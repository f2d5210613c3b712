-- Signing in: passwords, sessions, attempts and their limits, half-done sign-ins, known devices, second steps, passkeys,
-- identities, links; and the mail that takes links to people. Everything here but mail belongs to a person: a
-- transaction sees the rows of its person alone, or runs for the installation.

CREATE TABLE passwords (
  person_id  uuid PRIMARY KEY REFERENCES persons ON DELETE CASCADE,
  hash       text NOT NULL,
  changed_at timestamptz NOT NULL
);

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
  confirmed_at       timestamptz NOT NULL
);
CREATE INDEX sessions_of_person ON sessions (person_id);
CREATE INDEX sessions_by_age ON sessions (expires_at);

-- Wrong attempts, counted before they are checked. `who` is a hash: addresses of strangers are not kept.
CREATE TABLE attempts (
  kind       text NOT NULL,
  who        bytea NOT NULL,
  failures   integer NOT NULL,
  last_at    timestamptz NOT NULL,
  throttled_until timestamptz,
  PRIMARY KEY (kind, who)
);
CREATE INDEX attempts_by_age ON attempts (last_at);

-- Something begun in one request and ended in a later one, by the browser that holds the token.
CREATE TABLE challenges (
  token_hash bytea PRIMARY KEY,
  kind       text NOT NULL,
  person_id  uuid REFERENCES persons ON DELETE CASCADE,
  body       jsonb NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX challenges_by_age ON challenges (expires_at);
CREATE INDEX challenges_of_person ON challenges (person_id);

-- Browsers that somebody has signed in from: their attempts are counted apart, so that strangers lock nobody out.
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

SELECT waymark_guard('person_id = waymark_person() OR waymark_is_installation()',
  'passwords', 'sessions', 'challenges', 'known_devices', 'second_steps', 'code_apps', 'recovery_codes', 'passkeys',
  'identities', 'one_time_links');
SELECT waymark_guard('waymark_is_installation()', 'attempts');

-- The outbox: mail is written down with the change that causes it, and sent afterwards by one process at a time.
CREATE TABLE mails (
  id              uuid PRIMARY KEY,
  -- On whose behalf; null for the installation itself (a forgotten password).
  organisation_id uuid REFERENCES organisations,
  -- Emptied, like the words, once the mail is on its way: they hold an address and often a link that opens something.
  recipient       text NOT NULL,
  subject         text NOT NULL,
  words           text NOT NULL,
  queued_at       timestamptz NOT NULL,
  attempts           integer NOT NULL DEFAULT 0,
  -- Null: sent, or given up.
  next_try_at     timestamptz,
  sent_at         timestamptz,
  -- What the mail server said the last time it refused.
  refusal         text
);
CREATE INDEX mails_waiting ON mails (next_try_at) WHERE next_try_at IS NOT NULL;

SELECT waymark_guard(NULL, 'mails');
-- Anybody at work may queue in their own name; only the installation reads an address or a link again.
CREATE POLICY queued ON mails FOR INSERT TO waymark_app WITH CHECK (organisation_id IS NOT DISTINCT FROM waymark_organisation());
CREATE POLICY sending ON mails FOR ALL TO waymark_app USING (waymark_is_installation()) WITH CHECK (waymark_is_installation());

-- What would be mailed where there is no mail server: people hand it over. Never a link that opens something. Rows
-- without an organisation are about somebody's account, and for whoever looks after the installation.
CREATE TABLE notices (
  id              uuid PRIMARY KEY,
  organisation_id uuid REFERENCES organisations,
  recipient       text NOT NULL,
  subject         text NOT NULL,
  words           text NOT NULL,
  -- The ids of what it tells of, in the order of its list where it has one.
  about           uuid[] NOT NULL DEFAULT '{}',
  made_at         timestamptz NOT NULL,
  -- By the person themselves, on the page of their account.
  seen_at         timestamptz,
  handed_over_at  timestamptz
);
CREATE INDEX notices_to_hand_over ON notices (organisation_id, made_at) WHERE handed_over_at IS NULL;

SELECT waymark_guard('organisation_id = waymark_organisation() OR waymark_is_installation()', 'notices');
