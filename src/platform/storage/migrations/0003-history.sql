-- The history of each school, sealed; and what a school keeps about requests and about how long it keeps things.

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
-- The filters of the history page, newest first.
CREATE INDEX history_of_person ON history (organisation_id, person_id, position DESC);
CREATE INDEX history_of_verb ON history (organisation_id, verb, position DESC);
CREATE INDEX history_of_time ON history (organisation_id, at);

-- Where each chain ends.
CREATE TABLE history_heads (
  organisation_id uuid PRIMARY KEY,
  position        bigint NOT NULL,
  hash            bytea NOT NULL
);

CREATE FUNCTION waymark_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is immutable', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON history
  FOR EACH ROW EXECUTE FUNCTION waymark_refuse_change();

-- One entry of the history and what was typed in it, if anything (see history_texts), as one call. It runs as whoever
-- calls it, so every policy has its say.
CREATE FUNCTION waymark_record(chain uuid, entry uuid, moment timestamptz, who uuid, what text, kind text, thing text,
  words text, salt text, typed json)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  bytes bytea := convert_to(words, 'UTF8');
  place bigint;
  print bytea;
BEGIN
  IF typed IS NOT NULL THEN
    INSERT INTO history_texts (organisation_id, entry_id, person_id, salt, texts)
    VALUES (chain, entry, who, waymark_record.salt, typed);
  END IF;
  INSERT INTO history_heads AS h (organisation_id, position, hash) VALUES (chain, 1, sha256(bytes))
  ON CONFLICT (organisation_id) DO UPDATE SET position = h.position + 1, hash = sha256(h.hash || bytes)
  RETURNING h.position, h.hash INTO place, print;
  INSERT INTO history (organisation_id, position, id, at, person_id, verb, subject_kind, subject_id, body, hash)
  VALUES (chain, place, entry, moment, who, what, kind, thing, words, print);
END $$;

-- What people typed, beside the entry of the history that it belongs to. The entry holds its salted hash, so that a
-- change of it is found, and no name stands under the chain: here one can be erased. Then the salt goes too, so that
-- nobody can guess at the name, and the texts are known to be no longer what they were.
CREATE TABLE history_texts (
  organisation_id uuid NOT NULL REFERENCES organisations,
  entry_id        uuid NOT NULL,
  person_id       uuid REFERENCES persons,
  salt            text,
  -- {"before": {…}, "after": {…}}; json and not jsonb, which would not keep it letter by letter as the hash covers it.
  texts           json NOT NULL,
  PRIMARY KEY (organisation_id, entry_id)
);

-- Signed heads: who holds the key says "at this moment the chain ended here". The private key is a file, never here.
CREATE TABLE history_keys (
  -- The first 16 hexadecimal digits of the SHA-256 of the public key.
  id         text PRIMARY KEY,
  -- SPKI, PEM.
  public_key text NOT NULL,
  made_at    timestamptz NOT NULL
);
CREATE TABLE history_checkpoints (
  organisation_id uuid NOT NULL,
  position        bigint NOT NULL,
  hash            bytea NOT NULL,
  at              timestamptz NOT NULL,
  key_id          text NOT NULL REFERENCES history_keys,
  signature       bytea NOT NULL,
  PRIMARY KEY (organisation_id, position, key_id)
);

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON history_keys
  FOR EACH ROW EXECUTE FUNCTION waymark_refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON history_checkpoints
  FOR EACH ROW EXECUTE FUNCTION waymark_refuse_change();

SELECT waymark_guard('organisation_id = waymark_organisation()', 'history_texts');
SELECT waymark_guard(NULL, 'history', 'history_heads', 'history_keys', 'history_checkpoints');
CREATE POLICY seen ON history FOR SELECT TO waymark_app USING (organisation_id = waymark_organisation()
  OR (waymark_is_installation() AND organisation_id = '00000000-0000-0000-0000-000000000000'));
CREATE POLICY added ON history FOR INSERT TO waymark_app WITH CHECK (organisation_id = waymark_organisation()
  OR (waymark_is_installation() AND organisation_id = '00000000-0000-0000-0000-000000000000'));
CREATE POLICY seen ON history_heads FOR SELECT TO waymark_app USING (organisation_id = waymark_organisation()
  OR (waymark_is_installation() AND organisation_id = '00000000-0000-0000-0000-000000000000'));
CREATE POLICY added ON history_heads FOR INSERT TO waymark_app WITH CHECK (organisation_id = waymark_organisation()
  OR (waymark_is_installation() AND organisation_id = '00000000-0000-0000-0000-000000000000'));
CREATE POLICY moved ON history_heads FOR UPDATE TO waymark_app USING (organisation_id = waymark_organisation()
  OR (waymark_is_installation() AND organisation_id = '00000000-0000-0000-0000-000000000000'));
CREATE POLICY seen ON history_keys FOR SELECT TO waymark_app USING (true);
CREATE POLICY added ON history_keys FOR INSERT TO waymark_app WITH CHECK (waymark_is_installation());
CREATE POLICY seen ON history_checkpoints FOR SELECT TO waymark_app USING (
  organisation_id = waymark_organisation() OR waymark_is_installation());
CREATE POLICY added ON history_checkpoints FOR INSERT TO waymark_app WITH CHECK (waymark_is_installation());

-- Requests of people about their data and complaints, each with the day by which it must be answered.
CREATE TABLE data_requests (
  organisation_id uuid NOT NULL REFERENCES organisations,
  id              uuid NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('access', 'correction', 'erasure', 'objection', 'complaint')),
  -- Who asks, as the school knows them.
  who             text NOT NULL,
  about           text NOT NULL DEFAULT '',
  received_on     date NOT NULL,
  due_on          date NOT NULL,
  answered_on     date,
  answer          text NOT NULL DEFAULT '',
  recorded_by     uuid REFERENCES persons,
  recorded_at     timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id)
);

-- How long a school keeps what it need not keep, in months. Null: until somebody deletes it.
CREATE TABLE retentions (
  organisation_id    uuid PRIMARY KEY REFERENCES organisations,
  left_months        integer CHECK (left_months BETWEEN 1 AND 120),
  invitation_months  integer CHECK (invitation_months BETWEEN 1 AND 120),
  link_months        integer CHECK (link_months BETWEEN 1 AND 120),
  request_months     integer CHECK (request_months BETWEEN 1 AND 120),
  version            integer NOT NULL DEFAULT 1
);

SELECT waymark_guard('organisation_id = waymark_organisation()', 'data_requests', 'retentions');
