-- The vault of people's identities (casework/models/people.py). Values come out for a ticket that was
-- committed before, and in no other way: safety.md 3.3.

-- A ticket says by itself whose it is and in which transaction it was written.
CREATE OR REPLACE FUNCTION portal.stamp_reveal() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF portal.actor() IS NULL THEN
        RAISE EXCEPTION 'only a person may ask for a person''s details' USING ERRCODE = 'insufficient_privilege';
    END IF;
    NEW.by_id := portal.actor();
    NEW.address := left(portal.address(), 45);
    NEW.xid := pg_current_xact_id()::text::bigint;
    NEW.shown_at := NULL;
    RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS ticket ON casework_reveal;
CREATE TRIGGER ticket BEFORE INSERT ON casework_reveal FOR EACH ROW EXECUTE FUNCTION portal.stamp_reveal();

-- Write the ticket. Runs with the rights of whoever asks, so the policies decide whether there is such a
-- person; the portal's own work, which no policy binds, may not ask at all.
CREATE OR REPLACE FUNCTION portal.request_reveal(person bigint, purpose text, words text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    of_matter bigint;
    ticket bigint;
BEGIN
    SELECT p.matter_id INTO of_matter FROM casework_person p WHERE p.id = person;
    IF portal.everything() OR of_matter IS NULL OR NOT portal.sees(of_matter)
        OR of_matter = ANY(portal.accusing())
    THEN
        RAISE EXCEPTION 'person % is out of reach', person USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO casework_reveal (person_id, by_id, purpose, words, asked_at, address, xid)
    VALUES (person, portal.actor(), purpose, words, clock_timestamp(), '', 0)
    RETURNING id INTO ticket;
    RETURN ticket;
END $$;

-- What a ticket shows, once: to whom it belongs, within five minutes, and only where its transaction is
-- committed. So no rollback can take the ticket away after the values were seen.
DROP FUNCTION IF EXISTS portal.reveal(bigint);  -- before it showed an e-mail address
CREATE OR REPLACE FUNCTION portal.reveal(ticket bigint)
RETURNS TABLE (person bigint, name text, phone text, id_number text, address text, email text, keys jsonb)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    asked casework_reveal;
    of_matter bigint;
BEGIN
    SELECT r.* INTO asked FROM casework_reveal r WHERE r.id = ticket FOR UPDATE;
    SELECT p.matter_id INTO of_matter FROM casework_person p WHERE p.id = asked.person_id;
    IF asked.id IS NULL
        OR asked.by_id IS DISTINCT FROM portal.actor()
        OR asked.shown_at IS NOT NULL
        OR asked.asked_at < clock_timestamp() - interval '5 minutes'
        OR asked.xid = coalesce(pg_current_xact_id_if_assigned()::text::bigint, 0)
        OR pg_xact_status(asked.xid::text::xid8) IS DISTINCT FROM 'committed'
        OR of_matter = ANY(portal.accusing())
    THEN
        RAISE EXCEPTION 'ticket % opens nothing', ticket USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE casework_reveal r SET shown_at = clock_timestamp() WHERE r.id = ticket;
    RETURN QUERY
        SELECT s.person_id, s.name, s.phone, s.id_number, s.address, s.email,
            (
                SELECT coalesce(jsonb_object_agg(replace(k.id::text, '-', ''), k.wrapped), '{}')
                FROM casework_datakey k WHERE k.matter_id = of_matter
            )
        FROM casework_sealed s WHERE s.person_id = asked.person_id;
END $$;

-- Destroy what identifies the people of a matter: its keys first of all. Only the portal's own work does
-- so, on a matter that is closed. The tickets stay: they name no one any more.
CREATE OR REPLACE FUNCTION portal.erase_people(of_matter bigint, words text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    erased bigint;
BEGIN
    PERFORM portal.only_when_ended(of_matter);
    DELETE FROM casework_datakey k WHERE k.matter_id = of_matter;
    DELETE FROM casework_sealed s USING casework_person p WHERE p.id = s.person_id AND p.matter_id = of_matter;
    UPDATE casework_person p
    SET masked_name = words, masked_phone = '', masked_id_number = '', masked_address = '',
        masked_email = '', erased_at = clock_timestamp()
    WHERE p.matter_id = of_matter AND p.erased_at IS NULL;
    GET DIAGNOSTICS erased = ROW_COUNT;
    RETURN erased;
END $$;

-- Write a line of history anew, without what identified somebody. History is otherwise never changed.
DROP FUNCTION IF EXISTS portal.clean_event(bigint, text);  -- before events said what residents were told
CREATE OR REPLACE FUNCTION portal.clean_event(event bigint, cleaned text, cleaned_told text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM portal.only_when_ended((SELECT e.matter_id FROM casework_event e WHERE e.id = event));
    UPDATE casework_event e SET note = cleaned, told = cleaned_told WHERE e.id = event;
END $$;

CREATE OR REPLACE FUNCTION portal.only_when_ended(of_matter bigint) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT portal.everything() OR NOT EXISTS (
        SELECT 1 FROM casework_matter m WHERE m.id = of_matter AND m.closed_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'matter % keeps its people', of_matter USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;

-- The phone number or the e-mail address that one claimed message to a resident goes to: the portal's worker is handed this one,
-- once for each claim. The claim was committed before, so no rollback takes its record away.
DROP FUNCTION IF EXISTS portal.phone_for(bigint);  -- before residents were told by e-mail
CREATE OR REPLACE FUNCTION portal.address_for(message bigint)
RETURNS TABLE (person bigint, sealed text, wrapped text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    asked casework_message;
    claimed_in bigint;
BEGIN
    SELECT m.* INTO asked FROM casework_message m WHERE m.id = message FOR UPDATE;
    SELECT m.xmin::text::bigint INTO claimed_in FROM casework_message m WHERE m.id = message;
    IF NOT portal.everything()
        OR asked.person_id IS NULL
        OR asked.state <> 'claimed'
        OR asked.claimed_at < clock_timestamp() - interval '5 minutes'
        OR asked.opened_at >= asked.claimed_at
        OR claimed_in = coalesce(pg_current_xact_id_if_assigned()::text::bigint, 0) % 4294967296
        OR NOT EXISTS (
            SELECT 1 FROM casework_person p
            WHERE p.id = asked.person_id AND p.part = 'reporter' AND p.erased_at IS NULL
        )
    THEN
        RAISE EXCEPTION 'message % opens no address', message USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE casework_message m SET opened_at = clock_timestamp() WHERE m.id = message;
    RETURN QUERY
        SELECT s.person_id, way.sealed, k.wrapped
        FROM casework_sealed s
        CROSS JOIN LATERAL (
            SELECT CASE asked.channel WHEN 'email' THEN s.email WHEN 'sms' THEN s.phone ELSE '' END AS sealed
        ) way
        LEFT JOIN casework_datakey k ON replace(k.id::text, '-', '') = split_part(way.sealed, ':', 2)
        WHERE s.person_id = asked.person_id;
END $$;
