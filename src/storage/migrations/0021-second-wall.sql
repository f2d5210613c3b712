-- Row-level security for the tables that belong to persons, and one policy for each kind of work where one policy
-- for all of them let too much through: reading a membership of one's own in another school is not changing it.

CREATE FUNCTION waymark_is_set_up() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT EXISTS (SELECT 1 FROM persons) $$;

ALTER TABLE settings ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON settings FOR SELECT USING (true);
CREATE POLICY added ON settings FOR INSERT WITH CHECK (waymark_is_installation());
CREATE POLICY changed ON settings FOR UPDATE USING (waymark_is_installation());

ALTER TABLE passwords ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON passwords USING (person_id = waymark_person() OR waymark_is_installation());
ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON sessions USING (person_id = waymark_person() OR waymark_is_installation());
ALTER TABLE receipts ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON receipts USING (person_id = waymark_person() OR waymark_is_installation());

DROP POLICY own ON organisations;
CREATE POLICY seen ON organisations FOR SELECT USING (
  organisations.id = waymark_organisation() OR waymark_is_installation()
  OR EXISTS (SELECT 1 FROM memberships m WHERE m.organisation_id = organisations.id
             AND m.person_id = waymark_person() AND m.ended_at IS NULL));
CREATE POLICY added ON organisations FOR INSERT WITH CHECK (waymark_is_installation());
CREATE POLICY changed ON organisations FOR UPDATE USING (id = waymark_organisation());

DROP POLICY own ON memberships;
CREATE POLICY seen ON memberships FOR SELECT USING (
  organisation_id = waymark_organisation() OR person_id = waymark_person() OR waymark_is_installation());
CREATE POLICY added ON memberships FOR INSERT WITH CHECK (
  organisation_id = waymark_organisation() OR waymark_is_installation());
CREATE POLICY changed ON memberships FOR UPDATE USING (
  organisation_id = waymark_organisation() OR waymark_is_installation());

DROP POLICY own ON history;
CREATE POLICY seen ON history FOR SELECT USING (organisation_id = waymark_organisation()
  OR (waymark_is_installation() AND organisation_id = '00000000-0000-0000-0000-000000000000'));
CREATE POLICY added ON history FOR INSERT WITH CHECK (organisation_id = waymark_organisation()
  OR (waymark_is_installation() AND organisation_id = '00000000-0000-0000-0000-000000000000'));
DROP POLICY own ON history_heads;
CREATE POLICY seen ON history_heads FOR SELECT USING (organisation_id = waymark_organisation()
  OR (waymark_is_installation() AND organisation_id = '00000000-0000-0000-0000-000000000000'));
CREATE POLICY added ON history_heads FOR INSERT WITH CHECK (organisation_id = waymark_organisation()
  OR (waymark_is_installation() AND organisation_id = '00000000-0000-0000-0000-000000000000'));
CREATE POLICY moved ON history_heads FOR UPDATE USING (organisation_id = waymark_organisation()
  OR (waymark_is_installation() AND organisation_id = '00000000-0000-0000-0000-000000000000'));
