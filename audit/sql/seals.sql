-- The seals. Whoever could seal what is not there, or seal again what was changed, could hide it; so the web
-- role has only these functions, in the portal's own name, and they only go on where the chain ends.

-- Below `closed` no transaction runs any more that could write here, so no entry will come; from `open` on none
-- has begun. A snapshot counts the transactions of the whole cluster: those that sit in another database are
-- left out, so that they hold nothing up. One that shows no lock yet, or none any more, counts as ours.
CREATE OR REPLACE FUNCTION portal.horizon() RETURNS TABLE (closed bigint, open bigint) LANGUAGE sql VOLATILE AS $$
    SELECT coalesce(
            (
                SELECT min(running::text::bigint) FROM pg_snapshot_xip(snapshot) running
                WHERE NOT EXISTS (
                    SELECT FROM pg_locks l JOIN pg_stat_activity a USING (pid)
                    WHERE l.locktype = 'transactionid' AND l.granted AND l.mode = 'ExclusiveLock'
                        AND l.transactionid = running::xid AND a.datname <> current_database()
                )
            ),
            pg_snapshot_xmax(snapshot)::text::bigint
        ) + portal.xid_base(),
        pg_snapshot_xmax(snapshot)::text::bigint + portal.xid_base()
    FROM pg_current_snapshot() snapshot
$$;

-- The number of the next seal. A sequence remembers how far the chain has reached, whatever becomes of the
-- rows: numbers that it has and the table has not are a gap for good, unless the last attempt was rolled back.
CREATE OR REPLACE FUNCTION portal.next_seal() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    last bigint := (SELECT coalesce(max(number), 0) FROM public.audit_seal);
    reached bigint := (SELECT last_value FROM portal.seal_reached);
    attempt xid8 := (SELECT last_value::text::xid8 FROM portal.seal_attempt);
BEGIN
    IF reached <= last THEN
        RETURN last + 1;
    ELSIF attempt < pg_snapshot_xmax(pg_current_snapshot()) AND pg_xact_status(attempt) = 'aborted' THEN
        RETURN reached;
    END IF;
    RETURN reached + 1;
END
$$;

CREATE OR REPLACE FUNCTION portal.keep_seal(
    number bigint, sealed_at timestamptz, horizon bigint, next_xid bigint, count bigint,
    leaves bytea, digest text, previous text, hash text
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    last record;
BEGIN
    IF NOT portal.everything() THEN
        RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege', MESSAGE = 'only the portal itself seals';
    END IF;
    SELECT s.horizon, s.hash, s.sealed_at INTO last FROM public.audit_seal s ORDER BY s.number DESC LIMIT 1;
    IF keep_seal.number <> portal.next_seal()
        OR keep_seal.previous <> coalesce(last.hash, '')
        OR keep_seal.horizon <= coalesce(last.horizon, 0)
        OR keep_seal.next_xid < keep_seal.horizon
        OR keep_seal.next_xid > (SELECT h.open FROM portal.horizon() h)
        OR keep_seal.sealed_at > clock_timestamp()
        OR keep_seal.digest <> encode(sha256(keep_seal.leaves), 'hex')
        OR keep_seal.count <> (
            SELECT pg_catalog.count(*) FROM public.audit_entry e
            WHERE e.xid >= coalesce(last.horizon, 0) AND e.xid < keep_seal.horizon
        )
    THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'this is not the next seal';
    END IF;
    PERFORM setval('portal.seal_attempt', pg_current_xact_id()::text::bigint);
    PERFORM setval('portal.seal_reached', keep_seal.number);
    INSERT INTO public.audit_seal (number, sealed_at, horizon, next_xid, count, leaves, digest, previous, hash)
    VALUES (
        keep_seal.number, keep_seal.sealed_at, keep_seal.horizon, keep_seal.next_xid, keep_seal.count,
        keep_seal.leaves, keep_seal.digest, keep_seal.previous, keep_seal.hash
    );
END
$$;

-- For the auditor, who does not see matters: the id under which the record knows this number.
CREATE OR REPLACE FUNCTION portal.matter_of(number text) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
    IF NOT (portal.everything() OR portal.holds('audit_admin')) THEN
        RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege', MESSAGE = 'this is for the auditor';
    END IF;
    RETURN (SELECT m.id FROM public.casework_matter m WHERE m.number = matter_of.number);
END
$$;
