-- What somebody may know of the matters that they joined, whether they see them or not: their own words,
-- and the status. Of what accuses their units not even that; of what is confidential not who has it.
CREATE OR REPLACE FUNCTION portal.joined()
RETURNS TABLE (id bigint, said text, at timestamptz, kind text, status text, unit text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT joining.id, event.note, event.at, matter.kind,
           CASE WHEN matter.id = ANY(portal.accusing()) THEN '' ELSE matter.status END,
           CASE WHEN matter.confidential OR matter.id = ANY(portal.accusing()) THEN '' ELSE coalesce(unit.name, '') END
    FROM casework_joining joining
    JOIN casework_event event ON event.id = joining.event_id
    JOIN casework_matter matter ON matter.id = joining.matter_id
    LEFT JOIN accounts_unit unit ON unit.id = matter.unit_id
    WHERE joining.by_id = portal.actor()
$$;
