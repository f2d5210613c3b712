-- The plan: a school's actions in the columns of a strategic careers development plan, what happened with them, and
-- how people hear of them.
CREATE TABLE actions (
  organisation_id   uuid NOT NULL REFERENCES organisations,
  id                uuid NOT NULL,
  -- The plan it stands in: 2026 for 2026/27.
  academic_year     smallint NOT NULL CHECK (academic_year BETWEEN 2000 AND 2100),
  priority          text NOT NULL DEFAULT '',
  objective         text NOT NULL DEFAULT '',
  -- The statement and the level that it aims at; both or neither.
  statement         text,
  aimed_level       smallint,
  title             text NOT NULL,
  -- Somebody in the school, or a name; neither while nobody has taken it on.
  owner_id          uuid REFERENCES persons,
  owner_name        text NOT NULL DEFAULT '',
  start_on          date,
  due_on            date,
  -- [{"on": "2026-12-04" | null, "what": "…", "isReached": false}]
  milestones        jsonb NOT NULL DEFAULT '[]',
  resources         text NOT NULL DEFAULT '',
  cost              text NOT NULL DEFAULT '',
  -- The impact chain: what is to change in provision, how it is measured, and what came of it.
  expected_change   text NOT NULL DEFAULT '',
  measure           text NOT NULL DEFAULT '',
  expected_evidence text NOT NULL DEFAULT '',
  result            text NOT NULL DEFAULT '',
  -- What the team says changed, asked when the action is closed.
  changed           text NOT NULL DEFAULT '',
  status            text NOT NULL DEFAULT 'planned' CHECK (status IN ('planned', 'under way', 'done', 'stopped')),
  closed_on         date,
  -- The review whose move or next step it came from, and the action of the year before that it goes on with.
  from_review       uuid,
  carried_from      uuid,
  created_by        uuid REFERENCES persons,
  created_at        timestamptz NOT NULL,
  updated_by        uuid REFERENCES persons,
  updated_at        timestamptz NOT NULL,
  deleted_at        timestamptz,
  deleted_by        uuid REFERENCES persons,
  version           integer NOT NULL DEFAULT 1,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, from_review) REFERENCES reviews (organisation_id, id),
  FOREIGN KEY (organisation_id, carried_from) REFERENCES actions (organisation_id, id),
  CHECK ((statement IS NULL) = (aimed_level IS NULL)),
  CHECK ((closed_on IS NOT NULL) = (status IN ('done', 'stopped')))
);
CREATE INDEX actions_of_year ON actions (organisation_id, academic_year) WHERE deleted_at IS NULL;
CREATE INDEX actions_of_owner ON actions (organisation_id, owner_id) WHERE deleted_at IS NULL;
-- One action goes on in one.
CREATE UNIQUE INDEX actions_carried ON actions (organisation_id, carried_from) WHERE deleted_at IS NULL;
CREATE INDEX actions_due ON actions (due_on) WHERE deleted_at IS NULL AND status IN ('planned', 'under way');

CREATE TABLE action_notes (
  organisation_id uuid NOT NULL,
  action_id       uuid NOT NULL,
  id              uuid NOT NULL,
  words           text NOT NULL,
  written_by      uuid REFERENCES persons,
  written_at      timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, action_id, id),
  FOREIGN KEY (organisation_id, action_id) REFERENCES actions (organisation_id, id)
);

CREATE TABLE action_evidence (
  organisation_id uuid NOT NULL,
  action_id       uuid NOT NULL,
  evidence_id     uuid NOT NULL,
  attached_by     uuid REFERENCES persons,
  attached_at     timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, action_id, evidence_id),
  FOREIGN KEY (organisation_id, action_id) REFERENCES actions (organisation_id, id),
  FOREIGN KEY (organisation_id, evidence_id) REFERENCES evidence (organisation_id, id)
);

-- A year that is over: its plan is kept as it was.
CREATE TABLE archived_years (
  organisation_id uuid NOT NULL REFERENCES organisations,
  academic_year   smallint NOT NULL,
  -- What the school says of the year, for the summary.
  words           text NOT NULL DEFAULT '',
  archived_by     uuid REFERENCES persons,
  archived_at     timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, academic_year)
);

-- A person's calendar address: whoever has it sees that person's actions in this school, until it is taken back.
CREATE TABLE calendar_feeds (
  organisation_id uuid NOT NULL REFERENCES organisations,
  person_id       uuid NOT NULL REFERENCES persons,
  -- SHA-256 of the token in the address.
  token_hash      bytea NOT NULL UNIQUE,
  made_at         timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, person_id)
);

-- Somebody who wants no reminders from this school.
CREATE TABLE reminders_off (
  organisation_id uuid NOT NULL REFERENCES organisations,
  person_id       uuid NOT NULL REFERENCES persons,
  since           timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, person_id)
);
-- Who was reminded of what: each action once when it is due soon and once when it is overdue, for each due day.
CREATE TABLE reminders (
  organisation_id uuid NOT NULL,
  action_id       uuid NOT NULL,
  person_id       uuid NOT NULL REFERENCES persons,
  stage           text NOT NULL CHECK (stage IN ('due soon', 'overdue')),
  due_on          date NOT NULL,
  at              timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, action_id, person_id, stage, due_on),
  FOREIGN KEY (organisation_id, action_id) REFERENCES actions (organisation_id, id)
);

-- What a school says of the effort of a move, in days.
CREATE TABLE efforts (
  organisation_id uuid NOT NULL REFERENCES organisations,
  statement       text NOT NULL,
  level           smallint NOT NULL,
  days            numeric(6, 1) NOT NULL CHECK (days > 0),
  PRIMARY KEY (organisation_id, statement, level)
);

-- The headings of the school's own plan, as a list to count towards.
CREATE TABLE plan_headings (
  organisation_id uuid NOT NULL REFERENCES organisations,
  id              uuid NOT NULL,
  place           smallint NOT NULL,
  title           text NOT NULL,
  statements      text[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (organisation_id, id)
);

SELECT waymark_guard('organisation_id = waymark_organisation()',
  'actions', 'action_notes', 'action_evidence', 'archived_years', 'reminders_off', 'reminders', 'efforts',
  'plan_headings');
SELECT waymark_guard('organisation_id = waymark_organisation() AND person_id = waymark_person()', 'calendar_feeds');
