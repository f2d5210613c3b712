-- What a school writes for its reports, kept from one report to the next.
CREATE TABLE report_texts (
  organisation_id uuid NOT NULL REFERENCES organisations,
  -- "decisions"
  id              text NOT NULL,
  words           text NOT NULL,
  updated_by      uuid REFERENCES persons,
  updated_at      timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id)
);

-- The parts that a school's own version of a report has, in their order.
CREATE TABLE report_layouts (
  organisation_id uuid NOT NULL REFERENCES organisations,
  -- Which report: "governor-pack".
  kind            text NOT NULL,
  name            text NOT NULL,
  parts           text[] NOT NULL,
  updated_by      uuid REFERENCES persons,
  updated_at      timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, kind)
);

SELECT waymark_guard('organisation_id = waymark_organisation()', 'report_texts', 'report_layouts');
