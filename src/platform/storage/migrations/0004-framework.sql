-- Published versions of frameworks. A published version never changes: a new wording is a new version.
CREATE TABLE framework_versions (
  id              uuid PRIMARY KEY,
  framework_id    text NOT NULL,
  version         text NOT NULL,
  title           text NOT NULL,
  -- 'built-in', 'imported' or 'made'.
  origin          text NOT NULL CHECK (origin IN ('built-in', 'imported', 'made')),
  -- Null: everybody on this installation may use it. Else the school that loaded its own copy.
  organisation_id uuid REFERENCES organisations,
  content         jsonb NOT NULL,
  -- SHA-256 of the canonical content.
  checksum        text NOT NULL,
  published_at    timestamptz NOT NULL,
  published_by    uuid REFERENCES persons,
  -- A version that a school loaded keeps the criteria, links and questions of the edition it was matched to; the two
  -- wordings are shown side by side. {"2.4": "2.4"}: its statement, and the statement of the matched version.
  matched_version_id uuid REFERENCES framework_versions,
  matches         jsonb NOT NULL DEFAULT '{}'
);
CREATE UNIQUE INDEX framework_versions_name ON framework_versions
  (coalesce(organisation_id, '00000000-0000-0000-0000-000000000000'), framework_id, version);

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON framework_versions
  FOR EACH ROW EXECUTE FUNCTION waymark_refuse_change();
-- A published version cannot be emptied out either.
CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON framework_versions
  FOR EACH STATEMENT EXECUTE FUNCTION waymark_refuse_change();

-- The version that new reviews of a school begin with. No row: the newest built-in edition.
CREATE TABLE framework_choices (
  organisation_id uuid PRIMARY KEY REFERENCES organisations,
  version_id      uuid NOT NULL REFERENCES framework_versions,
  chosen_by       uuid REFERENCES persons,
  chosen_at       timestamptz NOT NULL
);

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

SELECT waymark_guard(NULL, 'framework_versions');
CREATE POLICY seen ON framework_versions FOR SELECT TO waymark_app USING (
  organisation_id IS NULL OR organisation_id = waymark_organisation() OR waymark_is_installation());
CREATE POLICY published ON framework_versions FOR INSERT TO waymark_app WITH CHECK (
  organisation_id = waymark_organisation() OR (organisation_id IS NULL AND waymark_is_installation()));
SELECT waymark_guard('organisation_id = waymark_organisation()',
  'framework_choices', 'framework_drafts', 'framework_answers');
