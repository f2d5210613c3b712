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
  published_by    uuid REFERENCES persons
);
CREATE UNIQUE INDEX framework_versions_name ON framework_versions
  (coalesce(organisation_id, '00000000-0000-0000-0000-000000000000'), framework_id, version);

CREATE FUNCTION waymark_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is immutable', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON framework_versions
  FOR EACH ROW EXECUTE FUNCTION waymark_refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON history
  FOR EACH ROW EXECUTE FUNCTION waymark_refuse_change();

ALTER TABLE framework_versions ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON framework_versions FOR SELECT USING (
  organisation_id IS NULL OR organisation_id = waymark_organisation() OR waymark_is_installation());
CREATE POLICY published ON framework_versions FOR INSERT WITH CHECK (
  organisation_id = waymark_organisation() OR (organisation_id IS NULL AND waymark_is_installation()));
