-- Reviews, who takes part, what the team agreed, and what it rests on.
CREATE TABLE reviews (
  organisation_id      uuid NOT NULL REFERENCES organisations,
  id                   uuid NOT NULL,
  framework_version_id uuid NOT NULL REFERENCES framework_versions,
  -- The year in which the academic year begins: 2026 for 2026/27.
  academic_year        smallint NOT NULL CHECK (academic_year BETWEEN 2000 AND 2100),
  title                text NOT NULL,
  stage                smallint NOT NULL DEFAULT 1,
  previous_review_id   uuid,
  started_by           uuid REFERENCES persons,
  started_at           timestamptz NOT NULL,
  closed_at            timestamptz,
  closed_by            uuid REFERENCES persons,
  -- The name typed at sign-off, and why gaps were left.
  signed_off_as        text,
  gaps_reason          text,
  deleted_at           timestamptz,
  version              integer NOT NULL DEFAULT 1,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, previous_review_id) REFERENCES reviews (organisation_id, id)
);

CREATE TABLE participants (
  organisation_id uuid NOT NULL,
  review_id       uuid NOT NULL,
  id              uuid NOT NULL,
  -- Null until the participant has an account of their own.
  person_id       uuid REFERENCES persons,
  name            text NOT NULL,
  -- The role in the field: "SENCo".
  role            text NOT NULL,
  added_at        timestamptz NOT NULL,
  removed_at      timestamptz,
  PRIMARY KEY (organisation_id, review_id, id),
  FOREIGN KEY (organisation_id, review_id) REFERENCES reviews (organisation_id, id)
);

CREATE TABLE agreed_judgements (
  organisation_id uuid NOT NULL,
  review_id       uuid NOT NULL,
  statement       text NOT NULL,
  -- Null and is_not_yet false: not recorded.
  level           smallint,
  -- Waymark's own addition, kept apart from every level.
  is_not_yet      boolean NOT NULL DEFAULT false,
  reason          text NOT NULL DEFAULT '',
  strength        text NOT NULL DEFAULT '',
  next_step       text NOT NULL DEFAULT '',
  -- {"2.4.3b": "met" | "partly" | "not yet"}
  marks           jsonb NOT NULL DEFAULT '{}',
  -- Contradictions that the team keeps, by their id: {"3.1@3<2.1@3": "why"}
  kept            jsonb NOT NULL DEFAULT '{}',
  -- True for an answer copied from last year and not yet confirmed.
  is_carried      boolean NOT NULL DEFAULT false,
  updated_by      uuid REFERENCES persons,
  updated_at      timestamptz NOT NULL,
  version         integer NOT NULL DEFAULT 1,
  PRIMARY KEY (organisation_id, review_id, statement),
  FOREIGN KEY (organisation_id, review_id) REFERENCES reviews (organisation_id, id),
  CHECK (NOT (is_not_yet AND level IS NOT NULL))
);
