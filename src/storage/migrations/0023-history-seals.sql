-- Signed heads: who holds the key says "at this moment the chain ended here". The private key is a file, never here.
CREATE TABLE history_keys (
  -- The first 16 hexadecimal digits of the SHA-256 of the public key.
  id         text PRIMARY KEY,
  -- SPKI, PEM.
  public_key text NOT NULL,
  made_at    timestamptz NOT NULL
);
CREATE TABLE history_seals (
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
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON history_seals
  FOR EACH ROW EXECUTE FUNCTION waymark_refuse_change();

ALTER TABLE history_keys ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON history_keys FOR SELECT USING (true);
CREATE POLICY added ON history_keys FOR INSERT WITH CHECK (waymark_is_installation());
ALTER TABLE history_seals ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON history_seals FOR SELECT USING (
  organisation_id = waymark_organisation() OR waymark_is_installation());
CREATE POLICY added ON history_seals FOR INSERT WITH CHECK (waymark_is_installation());

-- The filters of the history page, newest first.
CREATE INDEX history_of_person ON history (organisation_id, person_id, position DESC);
CREATE INDEX history_of_verb ON history (organisation_id, verb, position DESC);
CREATE INDEX history_of_time ON history (organisation_id, at);

-- Chains that have grown since they were last sealed by a key. SECURITY DEFINER: it tells positions and hashes of
-- all of them, and no word of what happened.
CREATE FUNCTION waymark_unsealed(key text) RETURNS TABLE (organisation_id uuid, "position" bigint, hash bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT h.organisation_id, h.position, h.hash FROM history_heads h
  WHERE NOT EXISTS (SELECT 1 FROM history_seals s WHERE s.organisation_id = h.organisation_id
                    AND s.position = h.position AND s.key_id = key)
$$;
