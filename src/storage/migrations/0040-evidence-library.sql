-- The evidence library: what it shows and about whom, from when until when, whose voice it is, who looks after it;
-- the files of an item, version by version; and citations down to a single criterion.
ALTER TABLE evidence
  ADD COLUMN about        text NOT NULL DEFAULT '',
  -- The day that the evidence speaks of, which is seldom the day it was added.
  ADD COLUMN effective_on date,
  ADD COLUMN valid_until  date,
  ADD COLUMN owner_id     uuid REFERENCES persons,
  ADD COLUMN voice        text CHECK (voice IN ('learner', 'parent and carer', 'employer', 'staff', 'governor', 'data')),
  ADD COLUMN figure       numeric(18, 4),
  ADD COLUMN unit         text,
  ADD COLUMN updated_by   uuid REFERENCES persons,
  ADD COLUMN updated_at   timestamptz,
  ADD COLUMN deleted_by   uuid REFERENCES persons,
  ADD CHECK (kind <> 'figure' OR figure IS NOT NULL);

-- The list is read newest first, a page at a time. Ids are UUIDv7, so that they follow time.
CREATE INDEX evidence_deleted ON evidence (organisation_id, deleted_at) WHERE deleted_at IS NOT NULL;

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

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['evidence_files', 'criterion_citations'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own ON %I USING (organisation_id = waymark_organisation())', name);
  END LOOP;
END $$;
