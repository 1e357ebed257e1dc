-- The record of every write. Run by prepare_database as the owner; may be run again.

CREATE SEQUENCE IF NOT EXISTS portal.seal_reached MINVALUE 0 START 0;
CREATE SEQUENCE IF NOT EXISTS portal.seal_attempt MINVALUE 0 START 0;

-- What is added to this cluster's transaction numbers. A dump restored elsewhere counts transactions from
-- the beginning again; the record goes on counting from where it was.
CREATE OR REPLACE FUNCTION portal.make_xid_base() RETURNS void LANGUAGE plpgsql AS $make$
DECLARE
    base bigint := 0;
    recorded bigint;
    running bigint := pg_current_xact_id()::text::bigint;
BEGIN
    IF to_regprocedure('portal.xid_base()') IS NOT NULL THEN
        EXECUTE 'SELECT portal.xid_base()' INTO base;
    END IF;
    SELECT greatest(
        (SELECT max(next_xid) FROM public.audit_seal), (SELECT max(xid) + 1 FROM public.audit_entry)
    ) INTO recorded;
    IF running + base < recorded THEN
        base := recorded - running;
    ELSIF to_regprocedure('portal.xid_base()') IS NOT NULL THEN
        RETURN;
    END IF;
    EXECUTE 'CREATE OR REPLACE FUNCTION portal.xid_base() RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS '
        || quote_literal('SELECT ' || base || '::bigint');
END
$make$;
SELECT portal.make_xid_base();
DROP FUNCTION portal.make_xid_base();

-- The number of this transaction, as the record counts them.
CREATE OR REPLACE FUNCTION portal.xid() RETURNS bigint LANGUAGE sql VOLATILE AS $$
    SELECT pg_current_xact_id()::text::bigint + portal.xid_base()
$$;

-- Who writes, by the context of the request, task or command, and the keys for digests: both looked up once
-- for each statement. Raises where there is no context.
CREATE OR REPLACE FUNCTION portal.signature()
RETURNS TABLE (actor bigint, purpose text, address text, request text, keys bytea[])
LANGUAGE sql STABLE AS $$
    SELECT (says ->> 'user')::bigint, coalesce(says ->> 'purpose', ''), coalesce(says ->> 'address', ''),
        coalesce(says ->> 'request', ''), ARRAY[inner_key, outer_key]
    FROM portal.context() says, portal.secret WHERE name = 'digest'
$$;

-- A value as it goes into the record: a text as its keyed digest (as portal.digest has it), so that an erased
-- text is erased.
CREATE OR REPLACE FUNCTION portal.veiled(value jsonb, keys bytea[]) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN jsonb_typeof(value) IN ('string', 'object', 'array') AND value NOT IN ('""', '{}', '[]')
        THEN jsonb_build_object('#', left(encode(
            sha256(keys[2] || sha256(keys[1] || convert_to(value #>> '{}', 'UTF8'))), 'hex'
        ), 32))
        ELSE value
    END
$$;

-- A whole row: columns named in plain as they are, nothing where nothing was. Written as tables, these two
-- become part of the query that asks.
CREATE OR REPLACE FUNCTION portal.whole(cells jsonb, plain text[], keys bytea[]) RETURNS TABLE (shown jsonb)
LANGUAGE sql STABLE AS $$
    SELECT jsonb_strip_nulls(cells || coalesce(jsonb_object_agg(key, portal.veiled(value, keys)), '{}'))
    FROM jsonb_each(cells - plain)
$$;

-- What differs between a row as it was and as it has come to be; all of it where one of them is not there.
CREATE OR REPLACE FUNCTION portal.differing(was jsonb, came jsonb, plain text[], keys bytea[])
RETURNS TABLE (before jsonb, after jsonb) LANGUAGE sql STABLE AS $$
    SELECT
        jsonb_object_agg(key, CASE WHEN key = ANY (plain) THEN was -> key ELSE portal.veiled(was -> key, keys) END)
            FILTER (WHERE was IS NOT NULL),
        jsonb_object_agg(key, CASE WHEN key = ANY (plain) THEN came -> key ELSE portal.veiled(came -> key, keys) END)
            FILTER (WHERE came IS NOT NULL)
    FROM jsonb_object_keys(coalesce(was, came)) key
    WHERE was -> key IS DISTINCT FROM came -> key
$$;

-- The three triggers. Their arguments: the key's column, the matter's column or '', the columns in plain.
-- For each statement, not for each row: half the cost in bulk; planned once a connection. OFFSET 0 keeps a row's jsonb from being made
-- again for each of its columns.
CREATE OR REPLACE FUNCTION portal.record_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM fresh) THEN
        RETURN NULL;
    END IF;
    INSERT INTO public.audit_entry (
        at, xid, relation, "row", matter, op, actor, purpose, address, request, before, after
    )
    SELECT clock_timestamp(), portal.xid(), TG_TABLE_NAME,
        came.cells ->> TG_ARGV[0], (came.cells ->> TG_ARGV[1])::bigint, 'insert',
        who.actor, who.purpose, who.address, who.request, NULL, after.shown
    FROM (SELECT to_jsonb(f) AS cells FROM fresh f OFFSET 0) came
    CROSS JOIN portal.signature() who
    CROSS JOIN LATERAL portal.whole(came.cells, TG_ARGV[2]::text[], who.keys) after;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION portal.record_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM gone) THEN
        RETURN NULL;
    END IF;
    INSERT INTO public.audit_entry (
        at, xid, relation, "row", matter, op, actor, purpose, address, request, before, after
    )
    SELECT clock_timestamp(), portal.xid(), TG_TABLE_NAME,
        was.cells ->> TG_ARGV[0], (was.cells ->> TG_ARGV[1])::bigint, 'delete',
        who.actor, who.purpose, who.address, who.request, before.shown, NULL
    FROM (SELECT to_jsonb(g) AS cells FROM gone g OFFSET 0) was
    CROSS JOIN portal.signature() who
    CROSS JOIN LATERAL portal.whole(was.cells, TG_ARGV[2]::text[], who.keys) before;
    RETURN NULL;
END
$$;

-- Old and new rows meet by their key, in a full join: it cannot be done as a nested loop, which a plan made
-- for one row would be for thousands; and a row whose key changed is there twice, as gone and as come.
CREATE OR REPLACE FUNCTION portal.record_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM fresh) THEN
        RETURN NULL;
    END IF;
    INSERT INTO public.audit_entry (
        at, xid, relation, "row", matter, op, actor, purpose, address, request, before, after
    )
    SELECT clock_timestamp(), portal.xid(), TG_TABLE_NAME, coalesce(came.key, was.key),
        coalesce(came.cells ->> TG_ARGV[1], was.cells ->> TG_ARGV[1])::bigint,
        CASE WHEN was.key IS NULL THEN 'insert' WHEN came.key IS NULL THEN 'delete' ELSE 'update' END,
        who.actor, who.purpose, who.address, who.request, cells.before, cells.after
    FROM (SELECT to_jsonb(g) AS cells, to_jsonb(g) ->> TG_ARGV[0] AS key FROM gone g OFFSET 0) was
    FULL JOIN (SELECT to_jsonb(f) AS cells, to_jsonb(f) ->> TG_ARGV[0] AS key FROM fresh f OFFSET 0) came
        ON came.key = was.key
    CROSS JOIN portal.signature() who
    CROSS JOIN LATERAL portal.differing(was.cells, came.cells, TG_ARGV[2]::text[], who.keys) cells
    WHERE was.cells IS DISTINCT FROM came.cells;
    RETURN NULL;
END
$$;
