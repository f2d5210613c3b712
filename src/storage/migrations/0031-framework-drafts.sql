-- Frameworks in the making: a document that was read and waits for a person, or one that is written by hand.
CREATE TABLE framework_drafts (
  organisation_id      uuid NOT NULL REFERENCES organisations,
  id                   uuid NOT NULL,
  kind                 text NOT NULL CHECK (kind IN ('imported', 'made')),
  title                text NOT NULL,
  -- The document as it came, to be read again with other settings. Gone once the draft is published or removed.
  file_name            text,
  file                 bytea,
  -- What a person set for the reading, and what it yielded.
  options              jsonb NOT NULL DEFAULT '{}',
  reading              jsonb,
  -- For one made by hand: the framework, in the keys of its file.
  content              jsonb,
  started_by           uuid REFERENCES persons,
  started_at           timestamptz NOT NULL,
  updated_at           timestamptz NOT NULL,
  published_version_id uuid REFERENCES framework_versions,
  removed_at           timestamptz,
  version              integer NOT NULL DEFAULT 1,
  PRIMARY KEY (organisation_id, id),
  CHECK ((kind = 'made') = (content IS NOT NULL))
);

-- What a person said of one cell or title of a reading.
CREATE TABLE framework_answers (
  organisation_id uuid NOT NULL,
  draft_id        uuid NOT NULL,
  -- "2.4@3" a level, "2.4" a title, "theme-2" the heading of a theme.
  place           text NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('accepted', 'corrected', 'unreadable')),
  words           text,
  -- The words as they were read then: when a new reading has others, the answer no longer holds.
  read_words      text,
  answered_by     uuid REFERENCES persons,
  answered_at     timestamptz NOT NULL,
  version         integer NOT NULL DEFAULT 1,
  PRIMARY KEY (organisation_id, draft_id, place),
  FOREIGN KEY (organisation_id, draft_id) REFERENCES framework_drafts (organisation_id, id),
  CHECK ((kind = 'corrected') = (words IS NOT NULL))
);

ALTER TABLE framework_drafts ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON framework_drafts USING (organisation_id = waymark_organisation());
ALTER TABLE framework_answers ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON framework_answers USING (organisation_id = waymark_organisation());
