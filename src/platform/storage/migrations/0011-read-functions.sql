-- What the most visited pages read, each as one function: PostgreSQL keeps the plan for the connection, where planning
-- takes longer than reading. They run as whoever calls them, so that every policy has its say.

-- A review with all that its pages show, and where the school stood in the review before. With a statement, its
-- agreement alone comes in full, of the others the level and what they say to one another, and nobody who takes part.
-- With a reader, how much was asked and said of the statement, or (null) of the results as a whole: what was taken back
-- counts for whoever wrote it until it is gone. Of the review before only what was agreed in it counts: what it had
-- taken over itself, and nobody confirmed, does not.
CREATE FUNCTION waymark_review(school uuid, review uuid, code text, reader uuid, gone timestamptz) RETURNS json
LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN (
  SELECT row_to_json(whole) FROM (
    SELECT r.*, before.academic_year AS previous_year, before.title AS previous_title, before.closed_at AS previous_closed_at,
      before.framework_version_id AS previous_version,
      (SELECT json_object_agg(j.statement, CASE WHEN j.is_not_yet THEN '"not-yet"'::json ELSE to_json(j.level) END)
       FROM agreements j WHERE j.organisation_id = school AND j.review_id = before.id AND NOT j.is_carried) AS previous,
      (SELECT json_agg(CASE WHEN code IS NULL OR j.statement = code THEN to_json(j) ELSE json_build_object(
         'statement', j.statement, 'level', j.level, 'is_not_yet', j.is_not_yet, 'is_carried', j.is_carried,
         'contradiction_reasons', j.contradiction_reasons) END)
       FROM agreements j WHERE j.organisation_id = school AND j.review_id = review) AS agreements,
      ARRAY(SELECT s.person_id FROM level_setters s
         WHERE s.organisation_id = school AND s.review_id = review) AS level_setters,
      CASE WHEN code IS NULL THEN
        (SELECT json_agg(json_build_object('id', p.id, 'person_id', p.person_id, 'name', p.name, 'role', p.role)
                         ORDER BY p.added_at, p.id)
         FROM participants p
         WHERE p.organisation_id = school AND p.review_id = review AND p.removed_at IS NULL) END AS participants,
      (SELECT json_object_agg(p.id, p.name) FROM persons p WHERE p.id = ANY (ARRAY(
         SELECT j.updated_by FROM agreements j
         WHERE j.organisation_id = school AND j.review_id = review AND (code IS NULL OR j.statement = code)
         UNION SELECT unnest(ARRAY[r.started_by, r.closed_by])))) AS names,
      CASE WHEN reader IS NOT NULL THEN
        (SELECT json_build_object(
           'count', count(*) FILTER (WHERE m.replies_to IS NULL AND (m.withdrawn_at IS NULL
              OR (m.written_by = reader AND m.withdrawn_at > gone))),
           'open', count(*) FILTER (WHERE m.kind = 'question' AND m.answered_at IS NULL AND m.withdrawn_at IS NULL))
         FROM remarks m
         WHERE m.organisation_id = school AND m.review_id = review AND m.statement IS NOT DISTINCT FROM code)
      END AS remarks
    FROM reviews r
    LEFT JOIN reviews before ON before.organisation_id = school AND before.id = r.previous_review_id
      AND before.deleted_at IS NULL
    WHERE r.organisation_id = school AND r.id = review) AS whole);
END $$;

-- What a statement of a review cites, oldest citation first, then the newest of what else the school has.
CREATE FUNCTION waymark_offered_evidence(school uuid, review uuid, code text, most integer)
RETURNS TABLE (id uuid, title text, url text, note text, created_at timestamptz, cited_by text[])
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN RETURN QUERY
  SELECT e.id, e.title, e.url, e.note, e.created_at,
    ARRAY(SELECT a.statement FROM citations a WHERE a.organisation_id = school
      AND a.review_id = review AND a.evidence_id = e.id ORDER BY a.statement)
  FROM evidence e
  LEFT JOIN citations c ON c.organisation_id = school AND c.review_id = review
    AND c.statement = code AND c.evidence_id = e.id
  WHERE e.organisation_id = school AND e.deleted_at IS NULL
  ORDER BY c.cited_at NULLS LAST, e.created_at DESC
  LIMIT most;
END $$;
