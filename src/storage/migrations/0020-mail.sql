-- The outbox: mail is written down with the change that causes it, and sent afterwards by one process at a time.
CREATE TABLE mails (
  id              uuid PRIMARY KEY,
  -- On whose behalf; null for the installation itself (a forgotten password).
  organisation_id uuid REFERENCES organisations,
  -- Emptied, like the words, once the mail is on its way: they hold an address and often a link that opens something.
  recipient       text NOT NULL,
  subject         text NOT NULL,
  words           text NOT NULL,
  queued_at       timestamptz NOT NULL,
  tries           integer NOT NULL DEFAULT 0,
  -- Null: sent, or given up.
  next_try_at     timestamptz,
  sent_at         timestamptz,
  -- What the mail server said the last time it refused.
  refusal         text
);
CREATE INDEX mails_waiting ON mails (next_try_at) WHERE next_try_at IS NOT NULL;

ALTER TABLE mails ENABLE ROW LEVEL SECURITY;
-- Anybody at work may queue in their own name; only the installation reads an address or a link again.
CREATE POLICY queued ON mails FOR INSERT WITH CHECK (organisation_id IS NOT DISTINCT FROM waymark_organisation());
CREATE POLICY sending ON mails FOR ALL USING (waymark_is_installation()) WITH CHECK (waymark_is_installation());
