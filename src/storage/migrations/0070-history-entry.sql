-- One entry of the history, as one call: a function keeps its plans for the connection, where the same statement sent
-- anew is planned anew each time. It runs as whoever calls it, so every policy has its say.
CREATE FUNCTION waymark_record(chain uuid, entry uuid, moment timestamptz, who uuid, what text, kind text, thing text, words text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  bytes bytea := convert_to(words, 'UTF8');
  place bigint;
  print bytea;
BEGIN
  INSERT INTO history_heads AS h (organisation_id, position, hash) VALUES (chain, 1, sha256(bytes))
  ON CONFLICT (organisation_id) DO UPDATE SET position = h.position + 1, hash = sha256(h.hash || bytes)
  RETURNING h.position, h.hash INTO place, print;
  INSERT INTO history (organisation_id, position, id, at, person_id, verb, subject_kind, subject_id, body, hash)
  VALUES (chain, place, entry, moment, who, what, kind, thing, words, print);
END $$;
