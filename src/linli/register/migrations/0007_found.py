"""Finding in the register: what each row is found by, kept by `register_mark` and looked up by `register_search`, both
of the role that cannot log in. A token is hashed with the community it is looked for in, and once more with the
subdistrict; whoever sees more goes from one subdistrict to the next until a page is full."""

from django.db import migrations

from linli.kit.walls import in_sight, policy

WORDS = """
CREATE FUNCTION register_pairs(sign text, words text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
DECLARE found text[] := '{}'; pair text;
BEGIN
    FOR n IN 1 .. least(length(words), 60) - 1 LOOP
        pair := substr(words, n, 2);
        IF octet_length(pair) >= 6 THEN found := found || (sign || pair); END IF;
    END LOOP;
    RETURN found;
END $$;

CREATE FUNCTION register_person_words(name text, sort text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
DECLARE
    found text[] := register_pairs('n', name) || ('^' || left(name, 1));
    said text[] := (string_to_array(btrim(left(sort, greatest(length(sort) - length(name), 0))), ' '))[1:8];
    n integer := coalesce(cardinality(said), 0);
    whole text; firsts text;
BEGIN
    FOR begins IN 1 .. least(n, 3) LOOP
        whole := ''; firsts := '';
        FOR at IN begins .. n LOOP
            whole := whole || said[at]; firsts := firsts || left(said[at], 1);
            CONTINUE WHEN begins > 1 AND at < n;
            found := found || ('a' || whole);
            IF at > begins THEN found := found || ('a' || firsts); END IF;
        END LOOP;
    END LOOP;
    FOR at IN 2 .. least(length(name), 5) LOOP found := found || ('g' || substr(name, at, 1)); END LOOP;
    RETURN found;
END $$;

CREATE FUNCTION register_title_words(name text, sort text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
DECLARE
    found text[] := register_pairs('n', name);
    said text[] := (string_to_array(btrim(left(sort, greatest(length(sort) - length(name), 0))), ' '))[1:16];
    n integer := coalesce(cardinality(said), 0);
    whole text; firsts text;
BEGIN
    FOR begins IN 1 .. n LOOP
        whole := ''; firsts := '';
        FOR at IN begins .. least(n, begins + 3) LOOP
            whole := whole || said[at]; firsts := firsts || left(said[at], 1);
            IF at > begins OR length(whole) > 1 THEN found := found || ('a' || whole); END IF;
            IF at > begins THEN found := found || ('a' || firsts); END IF;
        END LOOP;
    END LOOP;
    RETURN found;
END $$;

CREATE FUNCTION register_place_words(building text, entrance text, room text, names text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
    SELECT array_remove(ARRAY['b' || lower(building), 'e' || lower(building || '-' || entrance),
        'u' || lower(entrance), 'r' || lower(room)], NULL) || register_pairs('p', names)
$$;

CREATE FUNCTION register_keys(place text, noun text, words text[]) RETURNS integer[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
DECLARE keys integer[] := '{}'; word text; head text := place || left(noun, 1);
BEGIN
    FOREACH word IN ARRAY words LOOP keys := keys || hashtext(head || word); END LOOP;
    RETURN keys;
END $$;

CREATE FUNCTION register_all_keys(area text, noun text, words text[]) RETURNS integer[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
    SELECT register_keys(left(area, 12), noun, words) || register_keys(left(area, 9), noun, words)
        || hashtext('@' || left(area, 15))
$$;
"""
"""What each kind of row is found by, as words: `n` pairs of a name, `^` its first character, `g` any
other, `a` its sounds and their
first letters, `p` pairs of what the place is called, `b` building, `e` building and entrance, `u` entrance, `r` room,
`t` keyed hashes of sealed numbers, `l` labels, `s` skills, `w` pairs of work, `d` use, `k` credit code."""

VIEWS = """
CREATE VIEW register_finding_resident WITH (security_invoker = true) AS
SELECT r.id, 'resident'::text AS noun, r.community, r.area, r.sort::text AS sort, r.state <> 'active' AS gone,
    r.dwelling_id, d.building_id,
    register_all_keys(r.area, 'resident', register_person_words(r.name, r.sort)
        || register_place_words(b.number, n.number, d.room, concat_ws(' ', e.name, b.name))
        || ARRAY(SELECT 't' || tail FROM register_secret s, unnest(s.tails) AS tail WHERE s.resident_id = r.id)
        || ARRAY(SELECT 'l' || l.kind FROM register_label l
            WHERE l.resident_id = r.id AND l.until IS NULL AND NOT l.restricted)
        || ARRAY(SELECT 'l' || l.kind FROM register_label l
            WHERE l.household_id = r.household_id AND l.until IS NULL AND NOT l.restricted)
        || ARRAY(SELECT 's' || k.kind FROM register_skill k WHERE k.resident_id = r.id)
        || register_pairs('w', concat_ws(' ', r.occupation, r.workplace))) AS tokens
FROM register_resident r
    LEFT JOIN register_dwelling d ON d.id = r.dwelling_id
    LEFT JOIN register_entrance n ON n.id = d.entrance_id
    LEFT JOIN register_building b ON b.id = d.building_id
    LEFT JOIN register_estate e ON e.id = b.estate_id
WHERE r.state NOT IN ('merged', 'anonymised');

CREATE VIEW register_finding_dwelling WITH (security_invoker = true) AS
SELECT d.id, 'dwelling'::text AS noun, d.community, d.area, left(b.sort || ' ' || d.sort, 200) AS sort, false AS gone,
    d.id AS dwelling_id, d.building_id,
    register_all_keys(d.area, 'dwelling', ARRAY['d' || d.use]
        || register_place_words(b.number, n.number, d.room, concat_ws(' ', e.name, b.name))) AS tokens
FROM register_dwelling d
    JOIN register_building b ON b.id = d.building_id
    LEFT JOIN register_entrance n ON n.id = d.entrance_id
    LEFT JOIN register_estate e ON e.id = b.estate_id
WHERE d.closed_at IS NULL;

CREATE VIEW register_finding_organisation WITH (security_invoker = true) AS
SELECT o.id, 'organisation'::text AS noun, o.community, o.area, o.sort::text AS sort,
    o.closed_at IS NOT NULL AS gone, NULL::uuid AS dwelling_id, o.building_id,
    register_all_keys(o.area, 'organisation', register_title_words(o.name, o.sort) || register_pairs('n', o.trade)
        || register_place_words(b.number, NULL, NULL, concat_ws(' ', e.name, b.name))
        || CASE WHEN o.credit_code = '' THEN '{}'::text[]
            ELSE ARRAY['k' || lower(o.credit_code), 'k' || lower(right(o.credit_code, 4))] END
        || ARRAY(SELECT 't' || tail FROM register_contact c, unnest(c.tails) AS tail
            WHERE c.organisation_id = o.id)) AS tokens
FROM register_organisation o
    LEFT JOIN register_building b ON b.id = o.building_id
    LEFT JOIN register_estate e ON e.id = b.estate_id;

CREATE VIEW register_finding_building WITH (security_invoker = true) AS
SELECT b.id, 'building'::text AS noun, b.community, b.area, left(coalesce(e.name, '') || ' ' || b.sort, 200) AS sort,
    false AS gone, NULL::uuid AS dwelling_id, b.id AS building_id,
    register_all_keys(b.area, 'building', register_pairs('n', concat_ws(' ', e.name, b.name, b.address))
        || ARRAY['b' || lower(b.number)]) AS tokens
FROM register_building b LEFT JOIN register_estate e ON e.id = b.estate_id
WHERE b.closed_at IS NULL;
"""

_NOUNS = ("resident", "dwelling", "organisation", "building")
_PUT = (
    "INSERT INTO register_find AS f (id, noun, community, area, sort, gone, tokens)"
    " SELECT id, noun, community, area, sort, gone, tokens FROM register_finding_{noun} WHERE {where}"
    " ON CONFLICT (id) DO UPDATE SET community = excluded.community, area = excluded.area, sort = excluded.sort,"
    " gone = excluded.gone, tokens = excluded.tokens WHERE (f.community, f.area, f.sort, f.gone, f.tokens)"
    " IS DISTINCT FROM (excluded.community, excluded.area, excluded.sort, excluded.gone, excluded.tokens)"
)
_ABSENT = """NOT EXISTS (SELECT 1 FROM register_resident r
            WHERE r.id = f.id AND r.state NOT IN ('merged', 'anonymised'))
        AND NOT EXISTS (SELECT 1 FROM register_dwelling d WHERE d.id = f.id AND d.closed_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM register_building b WHERE b.id = f.id AND b.closed_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM register_organisation o WHERE o.id = f.id)"""


def _puts(where: str) -> str:
    return "\n".join(f"    {_PUT.format(noun=noun, where=where.format(noun=noun))};" for noun in _NOUNS)


LOCKS = 0x66696E64
"""The first of the classes of advisory locks: 256 for things by the hash of their ids, one more for all of a community;
a community's number is the object."""

MARK = f"""
CREATE FUNCTION register_touched(
    residents uuid[], dwellings uuid[], organisations uuid[], buildings uuid[], estates uuid[]
) RETURNS TABLE (noun text, id uuid, community text, building_id uuid)
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
BEGIN
    IF cardinality(estates) > 0 THEN
        buildings := buildings || ARRAY(SELECT b.id FROM register_building b WHERE b.estate_id = ANY (estates));
    END IF;
    IF cardinality(buildings) > 0 THEN
        dwellings := dwellings || ARRAY(SELECT d.id FROM register_dwelling d WHERE d.building_id = ANY (buildings));
        organisations := organisations
            || ARRAY(SELECT o.id FROM register_organisation o WHERE o.building_id = ANY (buildings));
    END IF;
    IF cardinality(dwellings) > 0 THEN
        residents := residents || ARRAY(SELECT r.id FROM register_resident r WHERE r.dwelling_id = ANY (dwellings));
    END IF;
    RETURN QUERY
        SELECT 'building', b.id, b.community::text, b.id FROM register_building b WHERE b.id = ANY (buildings)
        UNION ALL SELECT 'dwelling', d.id, d.community::text, d.building_id
            FROM register_dwelling d WHERE d.id = ANY (dwellings)
        UNION ALL SELECT 'organisation', o.id, o.community::text, o.building_id
            FROM register_organisation o WHERE o.id = ANY (organisations)
        UNION ALL SELECT 'resident', r.id, r.community::text, d.building_id
            FROM register_resident r LEFT JOIN register_dwelling d ON d.id = r.dwelling_id
            WHERE r.id = ANY (residents);
END $$;

CREATE FUNCTION register_mark(
    residents uuid[], dwellings uuid[], organisations uuid[], buildings uuid[], estates uuid[]
) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE given uuid[] := residents || dwellings || buildings; slots bigint[];
BEGIN
    SELECT array_agg(DISTINCT (hashtext(t.community)::bigint << 8) | (hashtext(one::text) & 255)) INTO slots
        FROM register_touched(residents, dwellings, organisations, buildings, estates) AS t,
            unnest(ARRAY[t.id, t.building_id]) AS one WHERE one IS NOT NULL;
    PERFORM pg_advisory_xact_lock_shared({LOCKS + 256}, home::integer)
        FROM (SELECT DISTINCT slot >> 8 AS home FROM unnest(slots) AS slot ORDER BY 1) AS w;
    PERFORM pg_advisory_xact_lock({LOCKS} + (slot & 255)::integer, (slot >> 8)::integer)
        FROM (SELECT slot FROM unnest(slots) AS slot ORDER BY 1) AS w;
    SELECT array_agg(t.id) FILTER (WHERE t.noun = 'resident'), array_agg(t.id) FILTER (WHERE t.noun = 'dwelling'),
        array_agg(t.id) FILTER (WHERE t.noun = 'organisation'), array_agg(t.id) FILTER (WHERE t.noun = 'building')
        INTO residents, dwellings, organisations, buildings
        FROM register_touched(residents, dwellings, organisations, buildings, estates) AS t;
    DELETE FROM register_find f WHERE f.id = ANY (given || residents || dwellings || buildings) AND {_ABSENT};
{_puts("id = ANY ({noun}s)")}
END $$;

CREATE FUNCTION register_mark_all(home text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock({LOCKS + 256}, hashtext(home));
    DELETE FROM register_find f WHERE f.community = home AND {_ABSENT};
{_puts("community = home")}
    RETURN (SELECT count(*) FROM register_find WHERE community = home);
END $$;
"""
"""What a change has touched is marked anew: an estate with its buildings, a building with all in it, a dwelling with
who lives there; and a whole community at once, after a load. Whoever marks first holds what he marks, and the buildings
it lies in, until his transaction ends, in an order that is the same for all; only then does he look how things stand,
each statement anew. So the last to mark has seen whatever was changed before. Who marks a whole community holds all of
it."""

PROBE = """
CREATE FUNCTION register_probe(
    stretches text[], within text[], of text, words text[], earlier text[], also_gone boolean,
    cap integer, most integer, from_home text, from_sort text, from_id uuid
) RETURNS TABLE (thing uuid, home text, sorted text, total bigint, nth bigint)
LANGUAGE sql STABLE AS $$
    SELECT one.id, one.community, one.sort, one.total, s.nth
    FROM unnest(stretches, within) WITH ORDINALITY AS s (stretch, areas, nth)
    CROSS JOIN LATERAL (SELECT register_keys(s.stretch, of, words) AS keys, (
        SELECT array_agg(register_keys(s.stretch, of, string_to_array(way, ' '))) FROM unnest(earlier) AS way
    ) AS shown OFFSET 0) AS k
    CROSS JOIN LATERAL (
        SELECT each.id, each.community::text, each.sort::text, count(*) OVER () AS total
        FROM unnest(string_to_array(s.areas, ',')) AS a CROSS JOIN LATERAL (
            SELECT f.id, f.community, f.sort FROM register_find f
            WHERE f.tokens @> CASE WHEN length(a) < 15 THEN k.keys ELSE k.keys || hashtext('@' || left(a, 15)) END
                AND CASE WHEN f.noun <> of OR (f.gone AND NOT also_gone) OR NOT starts_with(f.area, a) THEN false
                    WHEN (f.community, f.sort, f.id) <= (from_home, from_sort, from_id) THEN false
                    ELSE NOT EXISTS (
                        SELECT 1 FROM generate_subscripts(k.shown, 1) AS n WHERE f.tokens @> k.shown[n:n]) END
            LIMIT cap
        ) AS each
        ORDER BY 2, 3, 1 LIMIT most
    ) AS one
    LIMIT most
$$;

CREATE FUNCTION register_walk(
    stretch text, areas text[], of text, words text[], earlier text[], also_gone boolean, most integer,
    from_sort text, from_id uuid
) RETURNS TABLE (thing uuid, home text, sorted text)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    keys integer[] := register_keys(stretch, of, words);
    shown integer[] := (SELECT array_agg(register_keys(stretch, of, string_to_array(way, ' ')))
        FROM unnest(earlier) AS way);
BEGIN
    PERFORM set_config('enable_bitmapscan', 'off', true), set_config('enable_sort', 'off', true);
    RETURN QUERY SELECT f.id, f.community::text, f.sort::text FROM register_find f
        WHERE f.community = stretch AND f.noun = of AND (f.sort, f.id) > (from_sort, from_id) AND CASE
            WHEN NOT (f.tokens @> keys) OR (f.gone AND NOT also_gone) THEN false
            WHEN EXISTS (SELECT 1 FROM generate_subscripts(shown, 1) AS n WHERE f.tokens @> shown[n:n]) THEN false
            ELSE EXISTS (SELECT 1 FROM unnest(areas) AS a WHERE starts_with(f.area, a)) END
        ORDER BY f.sort, f.id LIMIT most;
    PERFORM set_config('enable_bitmapscan', 'on', true), set_config('enable_sort', 'on', true);
END $$;
"""
"""Words in some communities and subdistricts, one after the other until a page is full (`nth`: in which). Where `cap`
rows or more of one hold them, they are not sorted: what is common in a community is met soon along its list, and the
walk there stops when the page is full."""

SEARCH = """
CREATE FUNCTION register_scope(places text[], below text) RETURNS text[]
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    WITH allowed AS (
        SELECT '' AS a WHERE current_setting('linli.everywhere', true) = 'on'
        UNION SELECT current_setting('linli.lo', true) WHERE current_setting('linli.lo', true) <> ''
        UNION SELECT a FROM unnest(string_to_array(current_setting('linli.areas', true), ',')) AS a WHERE a <> ''
    ), both_walls AS (
        SELECT DISTINCT CASE WHEN starts_with(p, a) THEN p ELSE a END AS a
        FROM unnest(places) AS p JOIN allowed ON starts_with(p, a) OR starts_with(a, p)
    ), narrowed AS (
        SELECT DISTINCT CASE WHEN starts_with(below, a) THEN below ELSE a END AS a
        FROM both_walls WHERE starts_with(below, a) OR starts_with(a, below)
    )
    SELECT coalesce(array_agg(a ORDER BY a COLLATE "C"), '{}') FROM narrowed n
    WHERE NOT EXISTS (SELECT 1 FROM narrowed w WHERE w.a <> n.a AND starts_with(n.a, w.a))
$$;

CREATE FUNCTION register_stretches(prefix text, size integer) RETURNS text[]
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE found text[] := '{}'; home text := prefix;
BEGIN
    IF length(prefix) >= size THEN
        RETURN ARRAY[left(prefix, CASE WHEN length(prefix) >= 12 THEN 12 ELSE size END)];
    END IF;
    LOOP
        SELECT f.community INTO home FROM register_find f
            WHERE f.community > home AND f.community < prefix || '~' ORDER BY f.community LIMIT 1;
        EXIT WHEN home IS NULL;
        found := found || left(home, size); home := left(home, size) || CASE WHEN size < 12 THEN '~' ELSE '' END;
    END LOOP;
    RETURN found;
END $$;

CREATE FUNCTION register_search(
    of text, ways text[], starts text[], places text[], below text, among uuid[], also_gone boolean, most integer,
    from_way integer, from_home text, from_sort text, from_id uuid
) RETURNS TABLE (thing uuid, way integer, home text, sorted text)
LANGUAGE plpgsql STABLE ROWS 20 SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen text[] := register_scope(places, below);
    every text[] := ARRAY(SELECT DISTINCT s FROM unnest(seen) AS a, unnest(register_stretches(a, 9)) AS s
        ORDER BY s);
    cap integer := greatest(120, 6 * least(most, 500));
    nil CONSTANT uuid := '00000000-0000-0000-0000-000000000000';
    todo text[]; within text[]; words text[]; found record; full_at integer; areas text[]; stretch text;
    at_home text; at_sort text; at_id uuid; first_sort text; first_id uuid;
BEGIN
    most := least(most, 500);
    IF among IS NOT NULL THEN
        RETURN QUERY SELECT f.id, 1, f.community::text, f.sort::text FROM register_find f
            WHERE f.id = ANY (among) AND f.noun = of AND (also_gone OR NOT f.gone)
                AND EXISTS (SELECT 1 FROM unnest(seen) AS a WHERE starts_with(f.area, a))
                AND f.tokens @> register_keys(f.community, of, string_to_array(ways[1], ' '))
            ORDER BY f.community, f.sort, f.id LIMIT most;
        RETURN;
    END IF;
    PERFORM set_config('enable_seqscan', 'off', true);
    FOR number IN greatest(from_way, 1) .. coalesce(cardinality(ways), 0) LOOP
        way := number; words := string_to_array(ways[number], ' '); at_home := ''; at_sort := ''; at_id := nil;
        IF number = from_way THEN at_home := from_home; at_sort := from_sort; at_id := from_id; END IF;
        todo := ARRAY(SELECT s FROM unnest(every) AS s WHERE s >= left(at_home, length(s)) COLLATE "C");
        WHILE cardinality(todo) > 0 AND most > 0 LOOP
            within := ARRAY(SELECT (SELECT string_agg(CASE WHEN starts_with(a, s) THEN a ELSE s END, ',')
                FROM unnest(seen) AS a WHERE starts_with(a, s) OR starts_with(s, a)) FROM unnest(todo) AS s);
            full_at := 0;
            FOR found IN SELECT * FROM register_probe(todo, within, of, words, ways[1:number - 1], also_gone,
                cap, most, at_home, at_sort, at_id)
            LOOP
                IF found.total >= cap THEN full_at := found.nth; EXIT; END IF;
                thing := found.thing; home := found.home; sorted := found.sorted; most := most - 1;
                RETURN NEXT;
            END LOOP;
            EXIT WHEN full_at = 0 OR most < 1;
            stretch := todo[full_at]; areas := string_to_array(within[full_at], ',');
            todo := todo[full_at + 1:];
            IF length(stretch) < 12 THEN
                todo := ARRAY(SELECT s FROM unnest(register_stretches(stretch, 12)) AS s
                    WHERE s >= left(at_home, 12) COLLATE "C") || todo;
                CONTINUE;
            END IF;
            first_sort := starts[number]; first_id := nil;
            IF stretch = at_home AND at_sort >= first_sort COLLATE "C" THEN
                first_sort := at_sort; first_id := at_id; END IF;
            FOR found IN SELECT * FROM register_walk(stretch, areas, of, words, ways[1:number - 1], also_gone, most,
                first_sort, first_id)
            LOOP
                thing := found.thing; home := found.home; sorted := found.sorted; most := most - 1;
                RETURN NEXT;
            END LOOP;
        END LOOP;
    END LOOP;
    PERFORM set_config('enable_seqscan', 'on', true);
END $$;
"""
"""Ids in order: by the way they are found (the likelier first), then community, then list. A page goes on from the way,
community, key and id that the last ended with; `starts` says from where in the list a way can be met (a surname). Sees
what both walls let through."""

_TABLES = {
    "resident": "id, community, area, household_id, dwelling_id, name, sort, occupation, workplace, state",
    "secret": "resident_id, tails",
    "label": "resident_id, household_id, kind, restricted, until",
    "skill": "resident_id, kind",
    "dwelling": "id, community, area, building_id, entrance_id, room, sort, use, closed_at",
    "entrance": "id, number",
    "building": "id, community, area, estate_id, number, name, sort, address, closed_at",
    "estate": "id, name",
    "organisation": "id, community, area, building_id, name, sort, trade, credit_code, closed_at",
    "contact": "organisation_id, tails",
}
_FOR_ALL = "linli_web, linli_jobs"
_SEARCH = "text, text[], text[], text[], text, uuid[], boolean, integer, integer, text, text, uuid"
_GIVEN = {
    f"register_search({_SEARCH})": _FOR_ALL,
    "register_mark(uuid[], uuid[], uuid[], uuid[], uuid[])": _FOR_ALL,
    "register_mark_all(text)": "linli_jobs",
}


def _rights() -> str:
    lines = ["GRANT USAGE, CREATE ON SCHEMA public TO linli_search;"]
    lines += [
        f"GRANT SELECT ({columns}) ON register_{name} TO linli_search;" for name, columns in _TABLES.items()
    ]
    lines += [
        f"CREATE POLICY search ON register_{name} FOR SELECT TO linli_search USING (true);"
        for name in _TABLES.keys() - {"resident", "secret", "household", "label"}
    ]
    lines += [
        "GRANT SELECT, INSERT, UPDATE, DELETE ON register_find TO linli_search;",
        "CREATE POLICY search ON register_find TO linli_search USING (true) WITH CHECK (true);",
        *[f"GRANT SELECT ON register_finding_{noun} TO linli_search;" for noun in _NOUNS],
    ]
    for signature, roles in _GIVEN.items():
        lines += [
            f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC;",
            f"GRANT EXECUTE ON FUNCTION {signature} TO {roles}, CURRENT_USER;",
            f"ALTER FUNCTION {signature} OWNER TO linli_search;",
        ]
    return "\n".join([*lines, "REVOKE CREATE ON SCHEMA public FROM linli_search;"])


class Migration(migrations.Migration):
    dependencies = [("register", "0006_find")]

    operations = [
        migrations.RunSQL(policy("register_find", in_sight()), migrations.RunSQL.noop),
        *[
            migrations.RunSQL(text, migrations.RunSQL.noop)
            for text in (WORDS, VIEWS, MARK, PROBE, SEARCH, _rights())
        ],
    ]
