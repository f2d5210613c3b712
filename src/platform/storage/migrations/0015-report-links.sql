-- Links with which a report of a review is read without an account.
CREATE TABLE report_links (
  organisation_id uuid NOT NULL REFERENCES organisations,
  id              uuid NOT NULL,
  review_id       uuid NOT NULL,
  -- Which report: "governor-pack".
  kind            text NOT NULL,
  has_names       boolean NOT NULL,
  has_remarks     boolean NOT NULL,
  -- scrypt, as passwords are kept; null: the link alone opens it.
  passphrase_hash text,
  created_by      uuid REFERENCES persons,
  created_at      timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  revoked_at      timestamptz,
  views           integer NOT NULL DEFAULT 0,
  last_viewed_at  timestamptz,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, review_id) REFERENCES reviews (organisation_id, id) ON DELETE CASCADE,
  CHECK (expires_at <= created_at + interval '368 days')
);
CREATE INDEX report_links_of_review ON report_links (organisation_id, review_id);

-- Unique in the whole installation, so it stands by itself: which link a token opens.
CREATE TABLE report_link_tokens (
  -- SHA-256 of the token in the address: a copy of the table opens nothing.
  token_hash      bytea PRIMARY KEY,
  organisation_id uuid NOT NULL,
  link_id         uuid NOT NULL,
  FOREIGN KEY (organisation_id, link_id) REFERENCES report_links (organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX report_link_tokens_of_link ON report_link_tokens (organisation_id, link_id);

SELECT waymark_guard('organisation_id = waymark_organisation()', 'report_links', 'report_link_tokens');

GRANT SELECT ON report_links, report_link_tokens TO waymark_definer;
CREATE POLICY definer ON report_links FOR SELECT TO waymark_definer USING (true);
CREATE POLICY definer ON report_link_tokens FOR SELECT TO waymark_definer USING (true);

SET LOCAL row_security = on;
GRANT USAGE, CREATE ON SCHEMA public TO waymark_definer;
SET LOCAL ROLE waymark_definer;

-- What a token opens at this moment, before it is known for which school. One query, whether or not there is such a link.
CREATE FUNCTION waymark_report_link(wanted bytea, moment timestamptz)
RETURNS TABLE (
  organisation_id uuid, organisation_name text, organisation_kind text, id uuid, review_id uuid, kind text,
  has_names boolean, has_remarks boolean, passphrase_hash text, expires_at timestamptz
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.id, o.name, o.kind, l.id, l.review_id, l.kind, l.has_names, l.has_remarks, l.passphrase_hash, l.expires_at
  FROM report_link_tokens t
  JOIN report_links l ON l.organisation_id = t.organisation_id AND l.id = t.link_id
  JOIN organisations o ON o.id = t.organisation_id
  WHERE t.token_hash = wanted AND l.revoked_at IS NULL AND l.expires_at > moment
$$;

REVOKE EXECUTE ON FUNCTION waymark_report_link FROM PUBLIC;
GRANT EXECUTE ON FUNCTION waymark_report_link TO waymark_app;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM waymark_definer;
