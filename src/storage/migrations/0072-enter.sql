-- Who a session stands for, as waymark_session says, and from here on the connection works in their name: what is asked
-- right behind it needs no further word about whose it is. Without a session it works in nobody's name and sees nothing.
CREATE FUNCTION waymark_enter(wanted bytea, moment timestamptz) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  here record;
BEGIN
  SELECT * INTO here FROM waymark_session(wanted, moment);
  PERFORM set_config('waymark.organisation', coalesce(here.organisation_id::text, ''), false),
          set_config('waymark.person', coalesce(here.person_id::text, ''), false),
          set_config('waymark.installation', 'off', false);
  RETURN CASE WHEN here.id IS NOT NULL THEN row_to_json(here) END;
END
$$;
