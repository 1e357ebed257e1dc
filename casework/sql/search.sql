-- Search (docs/adr/0014-casework-complete.md): what each matter says, as pairs of signs, and how matters are found by it. The rows are kept
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
        'kind:' || kind, 'unit:' || unit,
        'week:' || portal.week(registered_at), 'span:' || portal.week(registered_at) / 8,
        CASE WHEN closed_at IS NULL THEN 'open' END,
        'end:' || right(portal.bare_number(number), 3), 'end:' || right(portal.bare_number(number), 4)
    ] || ARRAY(SELECT DISTINCT 'area:' || left(area, level) FROM unnest('{6,9,12,15}'::int[]) level),
    NULL
);

-- Write what these matters say, anew.
CREATE OR REPLACE FUNCTION portal.index_matters(matters bigint[]) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO casework_searchtext (
        matter_id, kind, area_id, unit_id, holder_id, confidential, registered_at, text, vector
    )
    SELECT m.id, m.kind, m.area_id, m.unit_id, m.holder_id, m.confidential, m.registered_at, said.text, array_to_tsvector(
        portal.pairs(said.text)
        || portal.marks(m.number, m.kind, m.area_id, m.unit_id, m.registered_at, m.closed_at)
        || ARRAY(
            SELECT 'name:' || p.masked_name FROM casework_person p
            WHERE p.matter_id = m.id AND p.masked_name <> '' AND NOT p.veiled  -- who is hidden is found by no name
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

-- A matter that was changed: its title, its marks, or what the policy asks of it. A new one has its words once its
-- own row is there. Where no mark changed the vector is left as it is, and no index is touched.
CREATE OR REPLACE FUNCTION portal.index_matter() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    was text[];
    came text[];
BEGIN
    IF OLD.title IS DISTINCT FROM NEW.title THEN
        PERFORM portal.index_matters(ARRAY[NEW.id]);
    ELSE
        was := portal.marks(OLD.number, OLD.kind, OLD.area_id, OLD.unit_id, OLD.registered_at, OLD.closed_at);
        came := portal.marks(NEW.number, NEW.kind, NEW.area_id, NEW.unit_id, NEW.registered_at, NEW.closed_at);
        UPDATE casework_searchtext SET
            area_id = NEW.area_id, unit_id = NEW.unit_id, holder_id = NEW.holder_id, confidential = NEW.confidential,
            vector = CASE WHEN was = came THEN vector ELSE ts_delete(vector, was) || array_to_tsvector(came) END
        WHERE matter_id = NEW.id;
    END IF;
    RETURN NULL;
END $$;

-- A matter that is gone.
CREATE OR REPLACE FUNCTION portal.index_gone() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    DELETE FROM casework_searchtext WHERE matter_id = OLD.id;
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

-- A mark as a tsquery writes it. Not quote_literal: that writes E'' where there is a backslash, which no query reads.
CREATE OR REPLACE FUNCTION portal.lexeme(mark text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (
    '''' || replace(replace(mark, '\', '\\'), '''', '''''') || ''''
);

-- Some marks, any of which will do.
CREATE OR REPLACE FUNCTION portal.any_of(marks text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (
    SELECT '(' || string_agg(portal.lexeme(mark), ' | ') || ')' FROM unnest(marks) mark
);

-- A word as the index is asked: all its pairs, or what it may be besides. NULL where the index cannot tell.
CREATE OR REPLACE FUNCTION portal.asked_of_index(word text, mask text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (
    SELECT string_agg(way, ' | ') FROM (
        SELECT '(' || string_agg(portal.lexeme(pair), ' & ') || ')' AS way
        FROM unnest(portal.pairs(word)) pair
        UNION ALL
        SELECT portal.lexeme('end:' || right(portal.bare_number(word), CASE WHEN length(portal.bare_number(word)) > 3 THEN 4 ELSE 3 END))
        WHERE word ~ '^[0-9a-z-]{3,20}$' AND length(portal.bare_number(word)) >= 3
        UNION ALL
        SELECT portal.lexeme('name:' || mask) WHERE mask <> ''
    ) ways WHERE way IS NOT NULL
);

-- The same word as a condition on a row that the index found: pairs may stand apart.
CREATE OR REPLACE FUNCTION portal.asked_of_row(word text, mask text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN '(' || concat_ws(' OR ',
    format('strpos(lower(text), %L) > 0', word),
    CASE WHEN word ~ '^[0-9a-z-]{3,20}$' AND length(portal.bare_number(word)) >= 3
        THEN format(
            '(SELECT portal.bare_number(m.number) LIKE %L FROM casework_matter m WHERE m.id = hit.id)',
            '%' || portal.bare_number(word)
        ) END,
    CASE WHEN mask <> '' THEN format('vector @@ %L::tsquery', portal.lexeme('name:' || mask)) END
) || ')';

-- All that the index is asked, but for who asks. NULL where there is no word that it knows of.
CREATE OR REPLACE FUNCTION portal.asked(words text[], masks text[], of_kind text, place text, only_open boolean)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (
    SELECT string_agg('(' || way || ')', ' & ') FROM unnest(words, masks) AS one (word, mask),
        portal.asked_of_index(word, mask) way WHERE way IS NOT NULL
) || CASE WHEN of_kind <> '' THEN ' & ' || portal.any_of(ARRAY['kind:' || of_kind]) ELSE '' END
    || CASE WHEN place <> '' THEN ' & ' || portal.any_of(ARRAY['area:' || place]) ELSE '' END
    || CASE WHEN only_open THEN ' & open' ELSE '' END;

-- The statement that gives the keys of what was found, in order; it wants what the index is asked, and the moment
-- before which a matter must have been registered. The policy of matters is asked of the copies that the searched
-- rows hold: the same sentence, as it stands in the catalogue.
CREATE OR REPLACE FUNCTION portal.hits(words text[], masks text[], since timestamptz, until timestamptz) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp RETURN (
    SELECT 'SELECT array_agg(id ORDER BY registered_at DESC, id DESC) FROM (SELECT matter_id AS id, kind, area_id, unit_id, '
        'holder_id, confidential, registered_at, text, vector FROM casework_searchtext) hit '
        'WHERE vector @@ %1$L::tsquery AND registered_at < %2$L AND (' || replace(policy, '%', '%%') || ')'
        || coalesce(' AND ' || replace(holds, '%', '%%'), '')
        || CASE WHEN since IS NULL THEN '' ELSE format(' AND registered_at >= %L', since) END
        || CASE WHEN until IS NULL THEN '' ELSE format(' AND registered_at < %L', until) END
    FROM (SELECT pg_get_expr(polqual, polrelid) AS policy FROM pg_policy
        WHERE polrelid = 'casework_matter'::regclass AND polname = 'seen') guard,
        (SELECT string_agg(portal.asked_of_row(word, mask), ' AND ') AS holds FROM unnest(words, masks) AS one (word, mask)
        WHERE length(word) <> 2 OR cardinality(portal.pairs(word)) <> 1) rest
);

-- How far to look next: first the newest week, then to where its span of eight weeks begins and one span more. By
-- then it is known how often the words come: all the rest at once where that is not too much, else as many spans
-- as are likely to hold what is missing.
CREATE OR REPLACE FUNCTION portal.back_to(week bigint, latest bigint, earliest bigint, found integer, most integer)
RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN greatest(earliest, CASE
    WHEN week = latest THEN week
    WHEN week = latest - 1 THEN (week / 8 - 1) * 8
    WHEN found * (week - earliest) <= 2 * most * (latest - week) THEN earliest
    ELSE (week / 8 - least(7, ((most + 1 - found) * (latest - week) / found) / 8)) * 8
END);

-- The time marks of the weeks from one to another; spans of eight weeks where the first ends a span.
CREATE OR REPLACE FUNCTION portal.time_marks(earliest bigint, latest bigint) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    ARRAY(SELECT 'week:' || w FROM generate_series(greatest(earliest, latest / 8 * 8), latest) w)
    || ARRAY(SELECT 'span:' || s FROM generate_series(earliest / 8, latest / 8 - 1) s);

-- The keys of the matters that have all the words, the last registered first, at most so many and one more.
-- `masks` are the words as names of people would be shown, or ''. Looks past the policies for the sake of its
-- index, so it asks the policy of matters itself, as it stands in the catalogue, of each row.
--
-- From the newest week backwards. A word that is everywhere has enough in a few weeks; of one that is
-- rare so far, all the rest is asked for at once.
CREATE OR REPLACE FUNCTION portal.search(
    words text[], masks text[], of_kind text, place text, since timestamptz, until timestamptz,
    only_open boolean, most integer
) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off
SET max_parallel_workers_per_gather = 0 AS $$
DECLARE
    everything boolean := portal.everything();
    asked text := portal.asked(words, masks, of_kind, place, only_open);
    reach text := '(' || nullif(concat_ws(' | ',
        portal.any_of(ARRAY(SELECT 'area:' || code FROM unnest(portal.areas()) code)
            || ARRAY(SELECT 'unit:' || id FROM unnest(portal.units()) id)),
        '(' || portal.any_of(ARRAY(SELECT 'area:' || code FROM unnest(portal.petition_areas()) code))
            || ' & ' || portal.lexeme('kind:petition') || ')'
    ), '') || ')';
    hits text := portal.hits(words, masks, since, until);
    others bigint[];  -- what is reached one by one
    latest bigint;
    earliest bigint;
    week bigint;  -- the last one that was not looked through
    back_to bigint;
    found bigint[] := '{}';
    batch bigint[];
BEGIN
    IF asked IS NULL THEN
        RETURN found;
    END IF;
    SELECT portal.week(least(max(s.latest), until)), portal.week(greatest(min(s.earliest), since))
    INTO latest, earliest FROM portal.kind_span() s;
    week := CASE WHEN everything OR reach IS NOT NULL THEN latest END;
    WHILE week >= earliest AND cardinality(found) <= most LOOP
        back_to := portal.back_to(week, latest, earliest, cardinality(found), most);
        EXECUTE format(hits, concat_ws(' & ', asked, CASE WHEN NOT everything THEN reach END,
            CASE WHEN back_to > earliest THEN portal.any_of(portal.time_marks(back_to, week)) END
        ), to_timestamp((week + 1) * 604800)) INTO batch;
        found := found || coalesce(batch, '{}');
        week := back_to - 1;
    END LOOP;
    others := CASE WHEN NOT everything THEN ARRAY(SELECT id FROM casework_matter WHERE holder_id = portal.actor())
        || portal.granted() || portal.admitted() END;
    IF others <> '{}' THEN
        EXECUTE format(hits || ' AND id = ANY (%3$L)', asked, 'infinity', others) INTO batch;
        IF batch <> '{}' THEN
            found := ARRAY(SELECT matter_id FROM casework_searchtext WHERE matter_id = ANY(found || batch)
                ORDER BY registered_at DESC, matter_id DESC);
        END IF;
    END IF;
    RETURN found[1:most + 1];
END $$;
