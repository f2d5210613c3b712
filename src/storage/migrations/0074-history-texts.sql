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
ALTER TABLE history_texts ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON history_texts USING (organisation_id = waymark_organisation());
