-- Remarks: what governors ask, what advisers say, and what the school replies; on a statement of a review, on its
-- results as a whole, or on an action of the plan.
CREATE TABLE remarks (
  organisation_id uuid NOT NULL REFERENCES organisations,
  id              uuid NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('question', 'comment', 'reply')),
  -- A reply stands under a question or a comment, at the same place.
  replies_to      uuid,
  -- Either a review (with a statement, else its results as a whole) or an action.
  review_id       uuid,
  statement       text,
  action_id       uuid,
  words           text NOT NULL,
  written_by      uuid REFERENCES persons,
  -- The role in which it was written: it says who speaks, when the role or the name has changed since.
  written_as      text NOT NULL CHECK (written_as IN ('careers leader', 'contributor', 'governor', 'adviser', 'viewer')),
  written_at      timestamptz NOT NULL,
  -- Null while a question is open.
  answered_at     timestamptz,
  answered_by     uuid REFERENCES persons,
  -- Taken back by its author, who alone sees it until it goes for good.
  withdrawn_at    timestamptz,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, replies_to) REFERENCES remarks (organisation_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organisation_id, review_id) REFERENCES reviews (organisation_id, id),
  FOREIGN KEY (organisation_id, action_id) REFERENCES actions (organisation_id, id),
  CHECK ((kind = 'reply') = (replies_to IS NOT NULL)),
  CHECK ((review_id IS NULL) <> (action_id IS NULL)),
  CHECK (statement IS NULL OR review_id IS NOT NULL),
  CHECK (answered_at IS NULL OR kind = 'question')
);
CREATE INDEX remarks_of_review ON remarks (organisation_id, review_id, statement, written_at, id) WHERE replies_to IS NULL;
CREATE INDEX remarks_of_action ON remarks (organisation_id, action_id, written_at, id) WHERE replies_to IS NULL AND action_id IS NOT NULL;
CREATE INDEX remarks_replies ON remarks (organisation_id, replies_to, written_at) WHERE replies_to IS NOT NULL;
CREATE INDEX remarks_of_author ON remarks (organisation_id, written_by, written_at) WHERE replies_to IS NULL;
CREATE INDEX remarks_open ON remarks (organisation_id, review_id)
  WHERE kind = 'question' AND answered_at IS NULL AND withdrawn_at IS NULL;
CREATE INDEX remarks_withdrawn ON remarks (organisation_id, withdrawn_at) WHERE withdrawn_at IS NOT NULL;

SELECT waymark_guard('organisation_id = waymark_organisation()', 'remarks');
