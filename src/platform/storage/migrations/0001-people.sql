-- People, schools, and who works where. organisation_id leads every key of what belongs to an organisation. Ids are
-- UUIDv7 made by the application. How migrations are written is in the README of this folder.

-- Who is asking. Set for one transaction by the application (storage/transaction.ts), read by the policies.
CREATE FUNCTION waymark_organisation() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('waymark.organisation', true), '')::uuid $$;
CREATE FUNCTION waymark_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('waymark.person', true), '')::uuid $$;
-- True only for work of the installation itself: setting up, restoring access, sending mail.
CREATE FUNCTION waymark_is_installation() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT coalesce(current_setting('waymark.installation', true), '') = 'on' $$;

-- For every table that is made: nobody sees a row of it but by a policy, not even its owner; and backups read all of it.
-- `own` is the policy of the application's role; null where the table has several, which are written out.
CREATE FUNCTION waymark_guard(own text, VARIADIC tables regclass[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE name regclass;
BEGIN
  FOREACH name IN ARRAY tables LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY backup ON %s FOR SELECT TO waymark_backup USING (true)', name);
    IF own IS NOT NULL THEN
      EXECUTE format('CREATE POLICY own ON %s TO waymark_app USING (%s)', name, own);
    END IF;
  END LOOP;
END $$;

CREATE TABLE settings (
  name  text PRIMARY KEY,
  value jsonb NOT NULL
);

CREATE TABLE persons (
  id               uuid PRIMARY KEY,
  name             text NOT NULL,
  -- Lower case; null once a person's data has been erased.
  email            text UNIQUE,
  is_administrator boolean NOT NULL DEFAULT false,
  created_at       timestamptz NOT NULL,
  erased_at        timestamptz,
  version          integer NOT NULL DEFAULT 1,
  -- Whose the address is. Null: nobody has shown yet that the account's person can read mail to it.
  email_verified_at timestamptz
);

CREATE TABLE organisations (
  id              uuid PRIMARY KEY,
  name            text NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('school', 'special school')),
  urn             text CHECK (urn ~ '^[0-9]{6}$'),
  ukprn           text CHECK (ukprn ~ '^[0-9]{8}$'),
  laestab         text CHECK (laestab ~ '^[0-9]{7}$'),
  type            text,
  phase           text,
  local_authority text,
  region          text,
  created_at      timestamptz NOT NULL,
  version         integer NOT NULL DEFAULT 1
);

CREATE TABLE memberships (
  organisation_id uuid NOT NULL REFERENCES organisations,
  person_id       uuid NOT NULL REFERENCES persons,
  role            text NOT NULL CHECK (role IN ('careers leader', 'contributor', 'governor', 'adviser', 'viewer')),
  -- The role in the field as people say it: "SENCo", "Head of Year".
  title           text,
  is_owner        boolean NOT NULL DEFAULT false,
  started_at      timestamptz NOT NULL,
  ended_at        timestamptz,
  version         integer NOT NULL DEFAULT 1,
  PRIMARY KEY (organisation_id, person_id)
);
CREATE INDEX memberships_of_person ON memberships (person_id);

-- One effect for a form that is sent twice.
CREATE TABLE idempotency_keys (
  person_id uuid NOT NULL,
  key       uuid NOT NULL,
  -- A hash of what was sent with the key: with other words it is another request.
  print     text NOT NULL,
  at        timestamptz NOT NULL,
  answer    jsonb,
  PRIMARY KEY (person_id, key, print)
);

-- What people type, before they save it: one row for each form that somebody has open (platform/drafts).
CREATE TABLE drafts (
  person_id       uuid NOT NULL,
  -- The idempotency key of the form: once the form was saved with it, nothing more is taken for it.
  key             uuid NOT NULL,
  organisation_id uuid NOT NULL REFERENCES organisations,
  -- The address that the form is sent to, with what tells it from other forms of that address.
  form            text NOT NULL,
  -- Grows with each autosave of the form: what arrives late never takes the place of what was typed later.
  step            bigint NOT NULL,
  -- A hash of the form as it was opened.
  opened_as       text NOT NULL,
  -- Names and values as they stand in the form. Null: they were saved, and the row keeps late arrivals out.
  fields          jsonb,
  typed_at        timestamptz NOT NULL,
  PRIMARY KEY (person_id, key)
);
CREATE INDEX drafts_of_form ON drafts (person_id, organisation_id, form);

SELECT waymark_guard(NULL, 'settings', 'persons', 'organisations', 'memberships');
SELECT waymark_guard('person_id = waymark_person() OR waymark_is_installation()', 'idempotency_keys', 'drafts');

CREATE POLICY seen ON settings FOR SELECT TO waymark_app USING (true);
CREATE POLICY added ON settings FOR INSERT TO waymark_app WITH CHECK (waymark_is_installation());
CREATE POLICY changed ON settings FOR UPDATE TO waymark_app USING (waymark_is_installation());

CREATE POLICY seen ON organisations FOR SELECT TO waymark_app USING (
  organisations.id = waymark_organisation() OR waymark_is_installation()
  OR EXISTS (SELECT 1 FROM memberships m WHERE m.organisation_id = organisations.id
             AND m.person_id = waymark_person() AND m.ended_at IS NULL));
CREATE POLICY added ON organisations FOR INSERT TO waymark_app WITH CHECK (waymark_is_installation());
CREATE POLICY changed ON organisations FOR UPDATE TO waymark_app USING (id = waymark_organisation());

-- Reading a membership of one's own in another school is not changing it.
CREATE POLICY seen ON memberships FOR SELECT TO waymark_app USING (
  organisation_id = waymark_organisation() OR person_id = waymark_person() OR waymark_is_installation());
CREATE POLICY added ON memberships FOR INSERT TO waymark_app WITH CHECK (
  organisation_id = waymark_organisation() OR waymark_is_installation());
CREATE POLICY changed ON memberships FOR UPDATE TO waymark_app USING (
  organisation_id = waymark_organisation() OR waymark_is_installation());
