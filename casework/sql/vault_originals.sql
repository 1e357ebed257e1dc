-- The originals of files (casework/models/files.py). They lie sealed on the disk; their keys come out for a
-- ticket that was committed before, as those of people do (vault.sql, whose stamp a ticket here bears too).

DROP TRIGGER IF EXISTS ticket ON casework_originallook;
CREATE TRIGGER ticket BEFORE INSERT ON casework_originallook FOR EACH ROW EXECUTE FUNCTION portal.stamp_reveal();

-- Write the ticket, with the rights of whoever asks: the policies decide whether there is such a file.
CREATE OR REPLACE FUNCTION portal.request_original(wanted uuid, words text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    of_matter bigint;
    ticket bigint;
BEGIN
    SELECT a.matter_id INTO of_matter
    FROM casework_original o JOIN casework_attachment a ON a.id = o.attachment_id WHERE o.id = wanted;
    IF portal.everything() OR of_matter IS NULL OR NOT portal.sees(of_matter)
        OR of_matter = ANY(portal.accusing())
    THEN
        RAISE EXCEPTION 'original % is out of reach', wanted USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO casework_originallook (matter_id, original, by_id, words, asked_at, address, xid)
    VALUES (of_matter, wanted, portal.actor(), words, clock_timestamp(), '', 0)
    RETURNING id INTO ticket;
    RETURN ticket;
END $$;

-- The key that opens what a ticket was written for: once, to whom it belongs, within five minutes.
CREATE OR REPLACE FUNCTION portal.open_original(ticket bigint) RETURNS TABLE (original uuid, keys jsonb)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    asked casework_originallook;
BEGIN
    SELECT l.* INTO asked FROM casework_originallook l WHERE l.id = ticket FOR UPDATE;
    IF asked.id IS NULL
        OR asked.by_id IS DISTINCT FROM portal.actor()
        OR asked.shown_at IS NOT NULL
        OR asked.asked_at < clock_timestamp() - interval '5 minutes'
        OR asked.xid = coalesce(pg_current_xact_id_if_assigned()::text::bigint, 0)
        OR pg_xact_status(asked.xid::text::xid8) IS DISTINCT FROM 'committed'
        OR asked.matter_id = ANY(portal.accusing())
    THEN
        RAISE EXCEPTION 'ticket % opens nothing', ticket USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE casework_originallook l SET shown_at = clock_timestamp() WHERE l.id = ticket;
    RETURN QUERY
        SELECT asked.original, coalesce(jsonb_object_agg(replace(k.id::text, '-', ''), k.wrapped), '{}')
        FROM casework_datakey k WHERE k.matter_id = asked.matter_id;
END $$;

-- What the actor has sent since: also into matters that they see no more, for the quota of a day.
CREATE OR REPLACE FUNCTION portal.sent_since(moment timestamptz, OUT files bigint, OUT bytes bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT count(*), coalesce(sum(a.size + coalesce(o.size, 0)), 0)
    FROM casework_attachment a LEFT JOIN casework_original o ON o.attachment_id = a.id
    WHERE a.by_id = portal.actor() AND a.at >= moment
$$;
