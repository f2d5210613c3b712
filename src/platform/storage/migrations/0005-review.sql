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
  -- Kept until a deleted review can no longer be restored.
  deleted_by           uuid REFERENCES persons,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, previous_review_id) REFERENCES reviews (organisation_id, id)
);
CREATE INDEX reviews_by_year ON reviews (organisation_id, academic_year DESC, started_at DESC);

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

CREATE TABLE agreements (
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
  contradiction_reasons jsonb NOT NULL DEFAULT '{}',
  -- True for an answer copied from last year and not yet confirmed.
  is_carried      boolean NOT NULL DEFAULT false,
  updated_by      uuid REFERENCES persons,
  updated_at      timestamptz NOT NULL,
  version         integer NOT NULL DEFAULT 1,
  PRIMARY KEY (organisation_id, review_id, statement),
  FOREIGN KEY (organisation_id, review_id) REFERENCES reviews (organisation_id, id),
  CHECK (NOT (is_not_yet AND level IS NOT NULL))
);

-- Who may set agreed levels in a review beside careers leaders, and when somebody last looked at what others changed.
CREATE TABLE level_setters (
  organisation_id uuid NOT NULL,
  review_id       uuid NOT NULL,
  person_id       uuid NOT NULL REFERENCES persons,
  named_by        uuid REFERENCES persons,
  named_at        timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, review_id, person_id),
  FOREIGN KEY (organisation_id, review_id) REFERENCES reviews (organisation_id, id)
);

CREATE TABLE review_looks (
  organisation_id uuid NOT NULL,
  review_id       uuid NOT NULL,
  person_id       uuid NOT NULL REFERENCES persons,
  looked_at       timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, review_id, person_id),
  FOREIGN KEY (organisation_id, review_id) REFERENCES reviews (organisation_id, id)
);

SELECT waymark_guard('organisation_id = waymark_organisation()',
  'reviews', 'participants', 'agreements', 'level_setters', 'review_looks');

-- How people come into a school: an invitation that makes or joins an account, or a personal link for one review.
CREATE TABLE invitations (
  organisation_id uuid NOT NULL REFERENCES organisations,
  id              uuid NOT NULL,
  email           text NOT NULL,
  -- As the inviter typed it; '' when they left it out.
  name            text NOT NULL DEFAULT '',
  role            text NOT NULL CHECK (role IN ('careers leader', 'contributor', 'governor', 'adviser', 'viewer')),
  title           text,
  is_owner        boolean NOT NULL DEFAULT false,
  -- SHA-256 of the token in the link.
  token_hash      bytea NOT NULL UNIQUE,
  invited_by      uuid REFERENCES persons,
  invited_at      timestamptz NOT NULL,
  sent_at         timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  accepted_at     timestamptz,
  accepted_by     uuid REFERENCES persons,
  revoked_at      timestamptz,
  -- True when the link left by mail and was shown to nobody: accepting it shows whose the address is.
  is_mailed       boolean NOT NULL DEFAULT false,
  PRIMARY KEY (organisation_id, id)
);
CREATE UNIQUE INDEX invitations_open ON invitations (organisation_id, email)
  WHERE accepted_at IS NULL AND revoked_at IS NULL;

CREATE TABLE personal_links (
  organisation_id uuid NOT NULL REFERENCES organisations,
  id              uuid NOT NULL,
  review_id       uuid NOT NULL,
  -- Who takes part: a person without an address or a password.
  person_id       uuid NOT NULL REFERENCES persons,
  -- Their role in the field: "SENCo".
  title           text NOT NULL DEFAULT '',
  token_hash      bytea NOT NULL UNIQUE,
  made_by         uuid REFERENCES persons,
  made_at         timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  opened_at       timestamptz,
  revoked_at      timestamptz,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, review_id) REFERENCES reviews (organisation_id, id)
);
CREATE INDEX personal_links_of_person ON personal_links (organisation_id, person_id);

-- A browser that came by a personal link.
CREATE TABLE link_sessions (
  organisation_id uuid NOT NULL,
  token_hash      bytea NOT NULL,
  link_id         uuid NOT NULL,
  id              uuid NOT NULL,
  started_at      timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, token_hash),
  FOREIGN KEY (organisation_id, link_id) REFERENCES personal_links (organisation_id, id)
);
CREATE INDEX link_sessions_token ON link_sessions (token_hash);

-- The installation looks a token up before anybody is known.
SELECT waymark_guard('organisation_id = waymark_organisation() OR waymark_is_installation()',
  'invitations', 'personal_links', 'link_sessions');

-- A person is seen by those they work with, now or in the past, and by themselves.
CREATE POLICY seen ON persons FOR SELECT TO waymark_app USING (
  id = waymark_person() OR waymark_is_installation()
  OR EXISTS (SELECT 1 FROM memberships m WHERE m.organisation_id = waymark_organisation() AND m.person_id = persons.id)
  OR EXISTS (SELECT 1 FROM personal_links l WHERE l.organisation_id = waymark_organisation() AND l.person_id = persons.id));
CREATE POLICY added ON persons FOR INSERT TO waymark_app WITH CHECK (waymark_is_installation());
CREATE POLICY changed ON persons FOR UPDATE TO waymark_app USING (id = waymark_person() OR waymark_is_installation());
