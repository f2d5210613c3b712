-- Evidence belongs to the school, not to one review, and is cited across years.
CREATE TABLE evidence (
  organisation_id uuid NOT NULL REFERENCES organisations,
  id              uuid NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('note', 'link', 'file', 'figure')),
  title           text NOT NULL,
  url             text,
  note            text NOT NULL DEFAULT '',
  created_by      uuid REFERENCES persons,
  created_at      timestamptz NOT NULL,
  deleted_at      timestamptz,
  version         integer NOT NULL DEFAULT 1,
  about           text NOT NULL DEFAULT '',
  -- The day that the evidence speaks of, which is seldom the day it was added.
  effective_on    date,
  valid_until     date,
  owner_id        uuid REFERENCES persons,
  voice           text CHECK (voice IN ('learner', 'parent and carer', 'employer', 'staff', 'governor', 'data')),
  figure          numeric(18, 4),
  unit            text,
  updated_by      uuid REFERENCES persons,
  updated_at      timestamptz,
  deleted_by      uuid REFERENCES persons,
  PRIMARY KEY (organisation_id, id),
  CHECK (kind <> 'figure' OR figure IS NOT NULL)
);
-- The list is read newest first, a page at a time. Ids are UUIDv7, so that they follow time.
CREATE INDEX evidence_deleted ON evidence (organisation_id, deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE citations (
  organisation_id uuid NOT NULL,
  review_id       uuid NOT NULL,
  statement       text NOT NULL,
  evidence_id     uuid NOT NULL,
  cited_by        uuid REFERENCES persons,
  cited_at        timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, review_id, statement, evidence_id),
  FOREIGN KEY (organisation_id, review_id) REFERENCES reviews (organisation_id, id),
  FOREIGN KEY (organisation_id, evidence_id) REFERENCES evidence (organisation_id, id)
);
CREATE INDEX citations_of_evidence ON citations (organisation_id, evidence_id);

-- One row for each file that an item has had. A file itself lies in the file store, under its checksum.
CREATE TABLE evidence_files (
  organisation_id uuid NOT NULL,
  evidence_id     uuid NOT NULL,
  number          integer NOT NULL CHECK (number > 0),
  -- As the person's machine called it. Shown and offered for download; never a path.
  name            text NOT NULL,
  type            text NOT NULL CHECK (type IN ('pdf', 'png', 'jpeg', 'webp', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'csv', 'txt')),
  bytes           integer NOT NULL CHECK (bytes > 0),
  -- SHA-256, in hex.
  checksum        text NOT NULL CHECK (checksum ~ '^[0-9a-f]{64}$'),
  width           integer,
  height          integer,
  uploaded_by     uuid REFERENCES persons,
  uploaded_at     timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, evidence_id, number),
  FOREIGN KEY (organisation_id, evidence_id) REFERENCES evidence (organisation_id, id)
);
CREATE INDEX evidence_files_of_checksum ON evidence_files (organisation_id, checksum);

-- A statement's citation may name the criteria that the item speaks to.
CREATE TABLE criterion_citations (
  organisation_id uuid NOT NULL,
  review_id       uuid NOT NULL,
  statement       text NOT NULL,
  evidence_id     uuid NOT NULL,
  criterion       text NOT NULL,
  PRIMARY KEY (organisation_id, review_id, statement, evidence_id, criterion),
  FOREIGN KEY (organisation_id, review_id, statement, evidence_id)
    REFERENCES citations (organisation_id, review_id, statement, evidence_id) ON DELETE CASCADE
);

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

-- A text as a search sees it: small letters without accents and without apostrophes; src/evidence/words.ts says the same.
CREATE FUNCTION waymark_fold(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(translate(regexp_replace(normalize(said, NFKD), '[\u0300-\u036f]', '', 'g'), '''’‘ʼ`´', ''))
$$;

-- The words of a text, folded, with the parts of a word that changes inside (SkillsBuild is skillsbuild, skills and
-- build; Year10 is year10, year and 10), and those that an apostrophe stands between (O’Hara is ohara, o and hara).
-- Marks between words are named one by one, so that no language setting of the database changes where a word ends.
CREATE FUNCTION waymark_words(said text) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT DISTINCT left(word, 60)
  FROM regexp_split_to_table(
    waymark_fold(said || ' ' || regexp_replace(said, '([a-z])([A-Z0-9])', '\1 \2', 'g')
      || ' ' || translate(said, '''’‘ʼ`´', '      ')),
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

SELECT waymark_guard('organisation_id = waymark_organisation()',
  'evidence', 'citations', 'evidence_files', 'criterion_citations', 'evidence_words');
