-- Search (ADR 0014): what each matter says, as pairs of signs, and how matters are found by it. The rows are kept
-- by triggers (casework/database.py), so nobody who writes has to think of them.

-- A text as it is compared: letters and digits of full width as those of half width, no case.
CREATE OR REPLACE FUNCTION portal.narrowed(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN CASE
    WHEN value ~ '[Ａ-Ｚａ-ｚ０-９　]' THEN translate(
        value,
        'ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ０１２３４５６７８９　',
        'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 '
    ) ELSE value END;

-- Each two signs that stand next to each other. Where a sentence ends, no pair is made across.
CREATE OR REPLACE FUNCTION portal.pairs(value text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN ARRAY(
    SELECT DISTINCT one || two
    FROM (SELECT string_to_array(lower(value), NULL) AS signs OFFSET 0) said, unnest(signs, signs[2:]) AS pair (one, two)
    WHERE strpos(E' \n\r\t，。、；：！？', one) = 0 AND strpos(E' \n\r\t，。、；：！？', two) = 0
);

-- The week in which a matter was registered, counted.
CREATE OR REPLACE FUNCTION portal.week(at timestamptz) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN floor(extract(epoch FROM at) / 604800)::bigint;

CREATE OR REPLACE FUNCTION portal.bare_number(number text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN lower(replace(number, '-', ''));

-- What a matter can be narrowed down by, beside its words: no mark has two signs, so none is a pair.
CREATE OR REPLACE FUNCTION portal.marks(
    number text, kind text, area text, unit bigint, registered_at timestamptz, closed_at timestamptz
) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN array_remove(
    ARRAY[
        'kind:' || kind, 'unit:' || unit, 'week:' || portal.week(registered_at),
        CASE WHEN closed_at IS NULL THEN 'open' END,
        'end:' || right(portal.bare_number(number), 3), 'end:' || right(portal.bare_number(number), 4)
    ] || ARRAY(SELECT DISTINCT 'area:' || left(area, level) FROM unnest('{6,9,12,15}'::int[]) level),
    NULL
);

-- Write what these matters say, anew.
CREATE OR REPLACE FUNCTION portal.index_matters(matters bigint[]) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO casework_searchtext (matter_id, text, vector)
    SELECT m.id, said.text, array_to_tsvector(
        portal.pairs(said.text)
        || portal.marks(m.number, m.kind, m.area_id, m.unit_id, m.registered_at, m.closed_at)
        || ARRAY(
            SELECT 'name:' || p.masked_name FROM casework_person p
            WHERE p.matter_id = m.id AND p.masked_name <> ''
        )
    )
    FROM casework_matter m
    CROSS JOIN LATERAL (SELECT coalesce(portal.words_of(m.id, m.title), '') AS text OFFSET 0) said
    WHERE m.id = ANY(matters)
    ON CONFLICT (matter_id) DO UPDATE SET text = excluded.text, vector = excluded.vector;
END $$;

-- For rebuild_search: those of a range of keys; how many they were.
CREATE OR REPLACE FUNCTION portal.index_range(first bigint, last bigint) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    matters bigint[] := ARRAY(SELECT m.id FROM casework_matter m WHERE m.id BETWEEN first AND last);
BEGIN
    IF NOT portal.everything() THEN
        RAISE EXCEPTION 'only the portal itself rebuilds' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM portal.index_matters(matters);
    RETURN cardinality(matters);
END $$;

-- A matter that was written: its marks or its title. A new one has its words once its own row is there.
CREATE OR REPLACE FUNCTION portal.index_matter() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF OLD.title IS DISTINCT FROM NEW.title THEN
        PERFORM portal.index_matters(ARRAY[NEW.id]);
    ELSE
        UPDATE casework_searchtext SET vector = ts_delete(
            vector,
            portal.marks(OLD.number, OLD.kind, OLD.area_id, OLD.unit_id, OLD.registered_at, OLD.closed_at)
        ) || array_to_tsvector(
            portal.marks(NEW.number, NEW.kind, NEW.area_id, NEW.unit_id, NEW.registered_at, NEW.closed_at)
        ) WHERE matter_id = NEW.id;
    END IF;
    RETURN NULL;
END $$;

-- Rows that belong to matters and were added, many at once: TG_ARGV[0] is a condition on them.
CREATE OR REPLACE FUNCTION portal.index_added() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    matters bigint[];
BEGIN
    EXECUTE format('SELECT array_agg(DISTINCT matter_id) FROM fresh WHERE %s', TG_ARGV[0]) INTO matters;
    IF matters IS NOT NULL THEN
        PERFORM portal.index_matters(matters);
    END IF;
    RETURN NULL;
END $$;

-- One of them that says something else now.
CREATE OR REPLACE FUNCTION portal.index_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM portal.index_matters(ARRAY[NEW.matter_id]);
    RETURN NULL;
END $$;

-- Some marks, any of which will do.
CREATE OR REPLACE FUNCTION portal.any_of(marks text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (
    SELECT '(' || string_agg(quote_literal(replace(mark, '\', '\\')), ' | ') || ')' FROM unnest(marks) mark
);

-- A word as the index is asked: all its pairs, or what it may be besides. NULL where the index cannot tell.
CREATE OR REPLACE FUNCTION portal.asked_of_index(word text, mask text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (
    SELECT string_agg(way, ' | ') FROM (
        SELECT '(' || string_agg(quote_literal(replace(pair, '\', '\\')), ' & ') || ')' AS way
        FROM unnest(portal.pairs(word)) pair
        UNION ALL
        SELECT quote_literal('end:' || right(portal.bare_number(word), CASE WHEN length(portal.bare_number(word)) > 3 THEN 4 ELSE 3 END))
        WHERE word ~ '^[0-9a-z-]{3,20}$' AND length(portal.bare_number(word)) >= 3
        UNION ALL
        SELECT quote_literal('name:' || replace(mask, '\', '\\')) WHERE mask <> ''
    ) ways WHERE way IS NOT NULL
);

-- The same word as a condition on a row that the index found (s) and its matter (m): pairs may stand apart.
CREATE OR REPLACE FUNCTION portal.asked_of_row(word text, mask text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN '(' || concat_ws(' OR ',
    format('strpos(lower(s.text), %L) > 0', word),
    CASE WHEN word ~ '^[0-9a-z-]{3,20}$' AND length(portal.bare_number(word)) >= 3
        THEN format('portal.bare_number(m.number) LIKE %L', '%' || portal.bare_number(word)) END,
    CASE WHEN mask <> '' THEN format('s.vector @@ %L::tsquery', quote_literal('name:' || replace(mask, '\', '\\'))) END
) || ')';

-- The keys of the matters that have all the words, the last registered first, at most so many. `masks` are the
-- words as names of people would be shown, or ''. Looks past the policies for its index, so it asks the policy
-- of matters itself, as it stands in the catalogue, of each row. From the newest week backwards, each time as
-- many weeks as are likely to hold the rest: a word that is everywhere costs no more than what is shown of it.
CREATE OR REPLACE FUNCTION portal.search(
    words text[], masks text[], of_kind text, place text, since timestamptz, until timestamptz,
    only_open boolean, most integer
) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off
SET max_parallel_workers_per_gather = 0 AS $$
DECLARE
    policy text := (SELECT pg_get_expr(polqual, polrelid) FROM pg_policy
        WHERE polrelid = 'casework_matter'::regclass AND polname = 'seen');
    all_words text := (SELECT string_agg('(' || way || ')', ' & ')
        FROM unnest(words, masks) AS asked (word, mask), portal.asked_of_index(word, mask) way WHERE way IS NOT NULL);
    holds text := (SELECT string_agg(portal.asked_of_row(word, mask), ' AND ')
        FROM unnest(words, masks) AS asked (word, mask)
        WHERE length(word) <> 2 OR cardinality(portal.pairs(word)) <> 1);
    narrow text := concat_ws(' & ',
        CASE WHEN of_kind <> '' THEN portal.any_of(ARRAY['kind:' || of_kind]) END,
        CASE WHEN place <> '' THEN portal.any_of(ARRAY['area:' || place]) END,
        CASE WHEN only_open THEN 'open' END);
    reach text := portal.any_of(ARRAY(SELECT 'area:' || code FROM unnest(portal.areas()) code)
        || ARRAY(SELECT 'unit:' || id FROM unnest(portal.units()) id));
    others bigint[];  -- reached one by one
    rows text;
    newest timestamptz;
    oldest timestamptz;
    week bigint;
    first_week bigint;
    last_week bigint;
    weeks bigint := 1;
    looked bigint := 0;
    found bigint[] := '{}';
    batch bigint[];
BEGIN
    IF all_words IS NULL THEN
        RETURN found;
    END IF;
    SELECT max(latest), min(earliest) INTO newest, oldest FROM portal.kind_span();
    newest := least(newest, until);
    oldest := greatest(oldest, since);
    week := portal.week(newest);
    first_week := portal.week(oldest);
    all_words := concat_ws(' & ', all_words, NULLIF(narrow, ''));
    rows := format(
        'SELECT array_agg(id ORDER BY registered_at DESC, id DESC) FROM ('
        'SELECT m.id, m.registered_at FROM casework_searchtext s JOIN casework_matter m ON m.id = s.matter_id '
        'WHERE %%s AND (%s) AND (%s)%s%s) hits',
        policy, coalesce(holds, 'true'),
        CASE WHEN since IS NULL THEN '' ELSE format(' AND m.registered_at >= %L', since) END,
        CASE WHEN until IS NULL THEN '' ELSE format(' AND m.registered_at < %L', until) END
    );
    WHILE week >= first_week AND cardinality(found) <= most AND (reach IS NOT NULL OR portal.everything()) LOOP
        last_week := greatest(week - weeks + 1, first_week);
        EXECUTE format(rows, format('s.vector @@ %L::tsquery', concat_ws(' & ', all_words,
            CASE WHEN NOT portal.everything() THEN reach END,
            portal.any_of(ARRAY(SELECT 'week:' || w FROM generate_series(last_week, week) w))
        ))) INTO batch;
        found := found || coalesce(batch, '{}');
        looked := looked + (week - last_week + 1);
        week := last_week - 1;
        weeks := least(
            4 * looked,
            greatest(1, ceil(1.2 * looked * (most + 1 - cardinality(found)) / greatest(cardinality(found), 1)))
        )::bigint;
    END LOOP;
    IF portal.everything() THEN
        RETURN found[1:most + 1];
    END IF;
    others := ARRAY(SELECT id FROM casework_matter WHERE holder_id = portal.actor())
        || portal.granted() || portal.admitted();
    IF others <> '{}' THEN
        EXECUTE format(rows, format('s.matter_id = ANY(%L::bigint[]) AND s.vector @@ %L::tsquery', others, all_words))
        INTO batch;
        found := ARRAY(SELECT id FROM casework_matter WHERE id = ANY(found || batch) ORDER BY registered_at DESC, id DESC);
    END IF;
    RETURN found[1:most + 1];
END $$;
