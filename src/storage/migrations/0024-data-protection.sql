-- Requests of people about their data and complaints, each with the day by which it must be answered.
CREATE TABLE data_requests (
  organisation_id uuid NOT NULL REFERENCES organisations,
  id              uuid NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('access', 'correction', 'erasure', 'objection', 'complaint')),
  -- Who asks, as the school knows them.
  who             text NOT NULL,
  about           text NOT NULL DEFAULT '',
  received_on     date NOT NULL,
  due_on          date NOT NULL,
  answered_on     date,
  answer          text NOT NULL DEFAULT '',
  recorded_by     uuid REFERENCES persons,
  recorded_at     timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id)
);

-- How long a school keeps what it need not keep, in months. Null: until somebody deletes it.
CREATE TABLE retentions (
  organisation_id    uuid PRIMARY KEY REFERENCES organisations,
  left_months        integer CHECK (left_months BETWEEN 1 AND 120),
  invitation_months  integer CHECK (invitation_months BETWEEN 1 AND 120),
  link_months        integer CHECK (link_months BETWEEN 1 AND 120),
  request_months     integer CHECK (request_months BETWEEN 1 AND 120),
  version            integer NOT NULL DEFAULT 1
);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['data_requests', 'retentions'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own ON %I USING (organisation_id = waymark_organisation())', name);
  END LOOP;
END $$;
