-- Other lists that a school counts its review towards: loaded by the school, beside those that come with Waymark.
CREATE TABLE crosswalks (
  organisation_id uuid NOT NULL REFERENCES organisations,
  id              text NOT NULL CHECK (id ~ '^[a-z0-9][a-z0-9-]{0,60}$'),
  title           text NOT NULL,
  about           text NOT NULL DEFAULT '',
  -- [{"id": "encounters", "title": "…", "about": "…", "benchmark": 5, "statements": ["3.7"]}]
  entries         jsonb NOT NULL,
  loaded_by       uuid REFERENCES persons,
  loaded_at       timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
SELECT waymark_guard('organisation_id = waymark_organisation()', 'crosswalks');
