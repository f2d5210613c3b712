-- What a version was matched to, and which version a school works with.

-- A version that a school loaded keeps the criteria, links and questions of the edition it was matched to; the two
-- wordings are shown side by side. {"2.4": "2.4"}: its statement, and the statement of the matched version.
ALTER TABLE framework_versions
  ADD COLUMN matched_version_id uuid REFERENCES framework_versions,
  ADD COLUMN matches jsonb NOT NULL DEFAULT '{}';

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
ALTER TABLE framework_choices ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON framework_choices USING (organisation_id = waymark_organisation());
