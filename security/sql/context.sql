-- In whose name the database is asked (security/context.py). Run by prepare_database as the owner.

CREATE SCHEMA IF NOT EXISTS portal;

-- Keys of the database's own. Nobody but the keeper reads them.
CREATE TABLE IF NOT EXISTS portal.secret (name text PRIMARY KEY, inner_key bytea NOT NULL, outer_key bytea NOT NULL);

-- What each role of a duty means for the scope; filled by accounts/database.py.
CREATE TABLE IF NOT EXISTS portal.role (name text PRIMARY KEY, oversees boolean NOT NULL, keeps boolean NOT NULL);
ALTER TABLE portal.role ADD COLUMN IF NOT EXISTS hears boolean NOT NULL DEFAULT false;  -- oversees petitions
ALTER TABLE portal.role ADD COLUMN IF NOT EXISTS unveils boolean NOT NULL DEFAULT false;  -- sees hidden petitioners

-- HMAC-SHA256 (RFC 2104) without an extension: the keys are stored already combined with both pads.
CREATE OR REPLACE FUNCTION portal.mac(use text, value text) RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
RETURN (
    SELECT encode(sha256(outer_key || sha256(inner_key || convert_to(value, 'UTF8'))), 'hex')
    FROM portal.secret WHERE name = use
);

-- What a text was, for the record of writes, without the text: keyed, so that no list of names opens it.
CREATE OR REPLACE FUNCTION portal.digest(value text) RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
RETURN left(portal.mac('digest', value), 32);

-- What a signed text says. Raises where the signature is not ours.
CREATE OR REPLACE FUNCTION portal.opened(use text, whole text) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    says text := substr(whole, 66);
BEGIN
    IF left(whole, 64) IS DISTINCT FROM portal.mac('context', use || '|' || says) THEN
        RAISE EXCEPTION 'context with a signature that is not ours' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN says::jsonb;
END $$;

CREATE OR REPLACE FUNCTION portal.signed(says jsonb) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
RETURN portal.mac('context', 'context|' || says::text) || '|' || says::text;

-- The context of this connection. Raises where there is none: a query without one fails loudly.
CREATE OR REPLACE FUNCTION portal.context() RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    whole text := current_setting('portal.context', true);
BEGIN
    IF whole IS NULL OR whole = '' THEN
        RAISE EXCEPTION 'no context: in whose name is this asked?' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN portal.opened('context', whole);
END $$;

-- Turn a signed claim ("this is user 7, from there") into the context of this connection, by what stands in
-- the tables now. Also gives the database's time.
CREATE OR REPLACE FUNCTION portal.enter(claim text, OUT value text, OUT at timestamptz)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    says jsonb := portal.opened('claim', claim);
    scope jsonb := portal.scope_of((says->>'user')::bigint);
BEGIN
    IF scope IS NULL THEN
        RAISE EXCEPTION 'this account is closed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    value := portal.signed(says || scope);
    at := clock_timestamp();
    PERFORM set_config('portal.context', value, false);
END $$;

CREATE OR REPLACE FUNCTION portal.everything() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
RETURN coalesce((portal.context()->>'everything')::boolean, false);

CREATE OR REPLACE FUNCTION portal.actor() RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
RETURN (portal.context()->>'user')::bigint;

CREATE OR REPLACE FUNCTION portal.said(name text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
RETURN coalesce(portal.context()->>name, '');

CREATE OR REPLACE FUNCTION portal.address() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE RETURN portal.said('address');
CREATE OR REPLACE FUNCTION portal.request() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE RETURN portal.said('request');
CREATE OR REPLACE FUNCTION portal.purpose() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE RETURN portal.said('purpose');

CREATE OR REPLACE FUNCTION portal.texts(name text) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
RETURN ARRAY(SELECT jsonb_array_elements_text(coalesce(portal.context()->name, '[]')));

CREATE OR REPLACE FUNCTION portal.areas() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE RETURN portal.texts('areas');
CREATE OR REPLACE FUNCTION portal.petition_areas() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE RETURN portal.texts('petition_areas');
CREATE OR REPLACE FUNCTION portal.unveiled_areas() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE RETURN portal.texts('unveiled_areas');
CREATE OR REPLACE FUNCTION portal.kept_areas() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE RETURN portal.texts('kept_areas');
CREATE OR REPLACE FUNCTION portal.units() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE RETURN portal.texts('units')::bigint[];
CREATE OR REPLACE FUNCTION portal.kept_units() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE RETURN portal.texts('kept_units')::bigint[];
CREATE OR REPLACE FUNCTION portal.granted() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE RETURN portal.texts('granted')::bigint[];
CREATE OR REPLACE FUNCTION portal.accusing() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE RETURN portal.texts('accusing')::bigint[];
CREATE OR REPLACE FUNCTION portal.admitted() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE RETURN portal.texts('admitted')::bigint[];
CREATE OR REPLACE FUNCTION portal.holds(role text) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE RETURN role = ANY(portal.texts('roles'));

-- Refuse to change what nobody changes; the columns are the trigger's argument.
CREATE OR REPLACE FUNCTION portal.refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '%: % may not be changed', TG_TABLE_NAME, TG_ARGV[0] USING ERRCODE = 'insufficient_privilege';
END $$;
