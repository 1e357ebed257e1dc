-- What a user reaches, as the database works it out by itself: the second lock behind
-- Matter.objects.visible_to (casework/models/scope.py says the same in Python; a test compares them).

-- Units and all their superiors.
CREATE OR REPLACE FUNCTION portal.line_of(seats bigint[]) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH RECURSIVE line AS (
        SELECT id, parent_id FROM accounts_unit WHERE id = ANY(seats)
        UNION SELECT unit.id, unit.parent_id FROM accounts_unit unit JOIN line ON unit.id = line.parent_id
    )
    SELECT id FROM line
$$;

-- NULL for somebody whose account is closed.
CREATE OR REPLACE FUNCTION portal.scope_of(person bigint) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH duty AS (
        SELECT held.role, held.unit_id, held.area_id AS narrowed,
               coalesce(held.area_id, unit.area_id) AS area, role.oversees, role.keeps, role.hears, role.unveils
        FROM accounts_duty held
        LEFT JOIN accounts_unit unit ON unit.id = held.unit_id  -- administrators sit in none
        LEFT JOIN portal.role role ON role.name = held.role
        WHERE held.user_id = person
    )
    SELECT jsonb_build_object(
        'roles', coalesce((SELECT jsonb_agg(DISTINCT role) FROM duty), '[]'),
        'areas', coalesce((SELECT jsonb_agg(DISTINCT area) FROM duty WHERE oversees), '[]'),
        'petition_areas', coalesce((SELECT jsonb_agg(DISTINCT area) FROM duty WHERE hears), '[]'),
        'unveiled_areas', coalesce((SELECT jsonb_agg(DISTINCT area) FROM duty WHERE unveils), '[]'),
        'units', coalesce((SELECT jsonb_agg(DISTINCT unit_id) FROM duty WHERE narrowed IS NULL AND unit_id IS NOT NULL), '[]'),
        'kept_areas', coalesce((SELECT jsonb_agg(DISTINCT area) FROM duty WHERE keeps), '[]'),
        'kept_units', coalesce((SELECT jsonb_agg(DISTINCT unit_id) FROM duty WHERE keeps), '[]'),
        'granted', coalesce((
            SELECT jsonb_agg(DISTINCT content_object_id) FROM casework_grant
            WHERE user_id = person AND until >= portal.today()
        ), '[]'),
        'accusing', coalesce((
            SELECT jsonb_agg(DISTINCT matter_id) FROM casework_accusation
            WHERE user_id = person OR unit_id IN (SELECT portal.line_of(ARRAY(SELECT unit_id FROM duty)))
        ), '[]')
    )
    WHERE person IS NULL OR EXISTS (SELECT 1 FROM accounts_user WHERE id = person AND is_active)
$$;

-- Does whoever asks see this matter? Asked with their own rights, so its policy answers.
CREATE OR REPLACE FUNCTION portal.sees(matter bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
RETURN EXISTS (SELECT 1 FROM casework_matter WHERE id = matter);

-- The context, with one more matter that may be written on until the request ends.
CREATE OR REPLACE FUNCTION portal.with_admitted(matter bigint) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    says jsonb := portal.context();
    value text;
BEGIN
    IF (says->>'everything')::boolean THEN
        RETURN NULL;
    END IF;
    says := jsonb_set(says, '{admitted}', coalesce(says->'admitted', '[]') || to_jsonb(matter));
    value := portal.signed(says);
    PERFORM set_config('portal.context', value, false);
    RETURN value;
END $$;

-- Runs as the clerk, whom the policies bind as they bind the one who asks.
CREATE OR REPLACE FUNCTION portal.admit(matter bigint) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT portal.sees(matter) THEN
        RAISE EXCEPTION 'matter % is out of sight', matter USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN portal.with_admitted(matter);
END $$;

-- The key and the serial number of a matter that is about to be written, and may be.
CREATE OR REPLACE FUNCTION portal.new_matter(OUT id bigint, OUT serial bigint, OUT value text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    id := nextval(pg_get_serial_sequence('public.casework_matter', 'id'));
    serial := nextval('public.casework_number');
    value := portal.with_admitted(id);
END $$;

-- The matter that this person's earlier press of the same button made, or joined. Locks the submission for the rest
-- of the transaction, so of two presses at once the second waits, then finds it.
CREATE OR REPLACE FUNCTION portal.submitted(pressed uuid, person bigint, OUT id bigint, OUT value text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT portal.everything() AND portal.actor() IS DISTINCT FROM person THEN
        RAISE EXCEPTION 'submissions of somebody else' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(pressed::text, 0));
    SELECT matter.id INTO id FROM casework_matter matter
    WHERE matter.submission = pressed AND matter.created_by_id = person;
    IF id IS NULL THEN
        SELECT joining.matter_id INTO id FROM casework_joining joining
        WHERE joining.submission = pressed AND joining.by_id = person;
    END IF;
    IF id IS NOT NULL THEN
        value := portal.with_admitted(id);
    END IF;
END $$;
