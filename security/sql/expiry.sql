-- Rows whose time is over go, also from tables that the portal may not delete from. What goes when is
-- written by the owner, from what the models declare (security/database.py); nobody who calls can choose.

CREATE TABLE IF NOT EXISTS portal.retention (name text PRIMARY KEY, moment text NOT NULL, years double precision NOT NULL);

CREATE OR REPLACE FUNCTION portal.expire(tables_name text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    class portal.retention;
    gone bigint;
BEGIN
    SELECT * INTO class FROM portal.retention WHERE name = tables_name;
    IF NOT portal.everything() OR class.name IS NULL THEN
        RAISE EXCEPTION '% does not expire', tables_name USING ERRCODE = 'insufficient_privilege';
    END IF;
    EXECUTE format('DELETE FROM public.%I WHERE %I < clock_timestamp() - %L::interval',
        class.name, class.moment, make_interval(secs => class.years * 31557600));
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;
