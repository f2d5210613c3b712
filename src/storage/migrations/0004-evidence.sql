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
  PRIMARY KEY (organisation_id, id)
);
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

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['reviews', 'participants', 'agreed_judgements', 'evidence', 'citations'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own ON %I USING (organisation_id = waymark_organisation())', name);
  END LOOP;
END $$;
