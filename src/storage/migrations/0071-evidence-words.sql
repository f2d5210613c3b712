-- Words of the evidence, so that a search for a rare one need not read the whole library. The database keeps them
-- itself, whoever writes the evidence; they are made anew from it and so are in no backup.
CREATE TABLE evidence_words (
  organisation_id uuid NOT NULL,
  evidence_id     uuid NOT NULL,
  -- In lower case. Compared letter by letter: a word that begins with another then lies in one range of the index, and
  -- the row-level security lets these comparisons use it, because they tell nothing of what they compare.
  word            text COLLATE "C" NOT NULL,
  PRIMARY KEY (organisation_id, evidence_id, word),
  FOREIGN KEY (organisation_id, evidence_id) REFERENCES evidence (organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX evidence_words_by_word ON evidence_words (organisation_id, word, evidence_id);
ALTER TABLE evidence_words ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON evidence_words USING (organisation_id = waymark_organisation());

-- The words of a text, and the parts of a word that changes inside: SkillsBuild is skillsbuild, skills and build, and
-- Year10 is year10, year and 10. Marks between words are named one by one, so that no language setting of the database
-- changes where a word ends; src/evidence/words.ts says the same.
CREATE FUNCTION waymark_words(said text) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT DISTINCT left(word, 60)
  FROM regexp_split_to_table(
    lower(said || ' ' || regexp_replace(said, '([a-z])([A-Z0-9])', '\1 \2', 'g')),
    '[^0-9A-Za-z\u00c0-\u1fff\u2070-\u2fff\u3001-\U0010ffff]+') AS word
  WHERE word <> ''
$$;

-- Runs as whoever changes the evidence, so every policy has its say.
CREATE FUNCTION waymark_keep_words() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  said text := concat_ws(' ', NEW.title, NEW.note, NEW.about, NEW.unit);
BEGIN
  IF TG_OP = 'UPDATE' THEN
    DELETE FROM evidence_words WHERE organisation_id = NEW.organisation_id AND evidence_id = NEW.id
      AND word NOT IN (SELECT waymark_words(said));
  END IF;
  INSERT INTO evidence_words (organisation_id, evidence_id, word)
  SELECT NEW.organisation_id, NEW.id, waymark_words(said) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER words AFTER INSERT OR UPDATE OF title, note, about, unit ON evidence
  FOR EACH ROW EXECUTE FUNCTION waymark_keep_words();

INSERT INTO evidence_words (organisation_id, evidence_id, word)
SELECT organisation_id, id, waymark_words(concat_ws(' ', title, note, about, unit)) FROM evidence;
