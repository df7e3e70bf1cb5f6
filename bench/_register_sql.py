"""The statements that make a synthetic register: communities of ten thousand under subdistricts of ten, forty buildings
in each, names as often as they are."""

EACH = 10_000
"""Residents of a community."""
HOMES = 3840
"""Dwellings of a community: forty buildings, two entrances, twelve floors of four."""

HOMES_OF = """
CREATE TEMP TABLE bench_home AS
SELECT n, CASE WHEN n <= 8 THEN '99010100100' || n WHEN n <= 13 THEN '99010100200' || (n - 8)
    ELSE '990101' || lpad((3 + (n - 14) / 10)::text, 3, '0') || lpad(((n - 14) % 10 + 1)::text, 3, '0') END AS home
FROM generate_series(1, {homes}) AS n;
CREATE TEMP TABLE bench_name (n serial PRIMARY KEY, name text NOT NULL, sort text NOT NULL);
CREATE TEMP TABLE bench_shop (n serial PRIMARY KEY, name text NOT NULL, sort text NOT NULL, trade text NOT NULL);
"""


def _id(kind: str, number: str) -> str:
    """An id that says what it is of, the same in every table."""
    return f"md5('{kind}' || h.home || '/' || {number})::uuid"


_ESTATES = (
    "(ARRAY['阳光', '金桂', '翠湖', '东港', '彩香', '胥江', '平江', '新港'])[1 + (h.n + e) % 8] || '新村'"
)

PLACES = (
    (
        "INSERT INTO register_estate (id, community, area, name, kind, keeper, address, synthetic, source, changed_at,"
        f" version) SELECT {_id('e', 'e')}, h.home, h.home, {_ESTATES}, 'managed', '', '', true, '合成', now(), 1"
        " FROM bench_home h, generate_series(0, 3) AS e"
    ),
    (
        "INSERT INTO register_building (id, community, area, estate_id, number, name, sort, address, use, synthetic,"
        f" source, changed_at, version) SELECT {_id('b', 'b')}, h.home, h.home || '00' || (1 + b / 5),"
        f" {_id('e', 'e')}, (1 + b / 4)::text, {_ESTATES} || (1 + b / 4) || '幢', lpad((1 + b / 4)::text, 5, '0'), '',"
        " 'homes', true, '合成', now(), 1 FROM bench_home h, generate_series(0, 39) AS b,"
        " LATERAL (SELECT b % 4) AS k (e)"
    ),
    (
        "INSERT INTO register_entrance (id, community, area, building_id, number, sort, synthetic, changed_at)"
        f" SELECT {_id('u', 'u')}, h.home, h.home || '00' || (1 + u / 10), {_id('b', 'u / 2')}, (1 + u % 2)::text,"
        " lpad((1 + u % 2)::text, 5, '0'), true, now() FROM bench_home h, generate_series(0, 79) AS u"
    ),
    (
        "INSERT INTO register_dwelling (id, community, area, building_id, entrance_id, room, floor, code, sort, use,"
        " landlord, landlord_phone, note, synthetic, source, changed_at, version)"
        f" SELECT {_id('d', 'd')}, h.home, h.home || '00' || (1 + d / 480), {_id('b', 'd / 96')}, {_id('u', 'd / 48')},"
        " room, d % 48 / 4 + 1, (1 + d / 96 / 4) || '-' || (1 + d / 48 % 2) || '-' || room,"
        " lpad((1 + d / 48 % 2)::text, 5, '0') || ' ' || lpad(room, 5, '0'),"
        " (ARRAY['own', 'own', 'own', 'let', 'vacant'])[1 + d % 5], '', '', '', true, '合成', now(), 1"
        f" FROM bench_home h, generate_series(0, {HOMES - 1}) AS d,"
        " LATERAL (SELECT (d % 48 / 4 + 1) || lpad((d % 4 + 1)::text, 2, '0')) AS r (room)"
    ),
    (
        "INSERT INTO register_household (id, community, area, dwelling_id, kind, tenant, size, ending, note,"
        f" synthetic, source, changed_at, version) SELECT {_id('h', 'd')}, h.home, h.home || '00' || (1 + d / 480),"
        f" {_id('d', 'd')},"
        f" 'family', false, 3, '', '', true, '合成', now(), 1 FROM bench_home h, generate_series(0, {HOMES - 1}) AS d"
    ),
)
PEOPLE = (
    (
        "INSERT INTO register_resident (id, community, area, household_id, dwelling_id, relation, name, sort, sex,"
        " born_on, presence, registered_at, ethnicity, politics, education, marriage, occupation, workplace, note,"
        " state,"
        f" synthetic, source, changed_at, version) SELECT {_id('r', 'r')}, h.home, h.home || '00' || (1 + d / 480),"
        f" {_id('h', 'd')}, {_id('d', 'd')}, 'other', p.name, p.sort,"
        " CASE WHEN r % 2 = 0 THEN 'male' ELSE 'female' END,"
        " DATE '1940-01-01' + (r * 7919 + h.n * 104729) % 29000, 'here', '', '汉族', '', '', '', '',"
        " CASE WHEN r % 3 = 0 THEN (ARRAY['东港纺织厂', '市第一中学', '人民医院', '园区电子公司'])[1 + r % 4]"
        " ELSE '' END,"
        " '', CASE WHEN r % 25 = 0 THEN 'left' ELSE 'active' END, true, '合成', now(), 1"
        f" FROM bench_home h, generate_series(0, {EACH - 1}) AS r, LATERAL (SELECT r % {HOMES}) AS k (d),"
        " bench_name p WHERE p.n = 1 + (r::bigint * 48271 + h.n::bigint * 16807 + r::bigint * h.n * 69621)"
        " % (SELECT count(*) FROM bench_name)"
    ),
    (
        "INSERT INTO register_label (id, community, area, resident_id, kind, restricted, since, source, note,"
        f" synthetic, changed_at) SELECT {_id('l', 'r')}, h.home, h.home || '00' || (1 + r % {HOMES} / 480),"
        f" {_id('r', 'r')},"
        " (ARRAY['living_alone_elder', 'empty_nest_elder', 'disabled', 'veteran', 'party_member', 'oldest_old'])"
        "[1 + r / 12 % 6], false, current_date, '合成', '', true, now()"
        f" FROM bench_home h, generate_series(0, {EACH - 1}) AS r WHERE r % 12 = 1"
    ),
    (
        "INSERT INTO register_skill (id, community, area, resident_id, kind, detail, willing, source, synthetic)"
        f" SELECT {_id('s', 'r')}, h.home, h.home || '00' || (1 + r % {HOMES} / 480), {_id('r', 'r')},"
        " (ARRAY['choir', 'dance', 'calligraphy', 'repair'])[1 + r / 30 % 4], '', true, '合成', true"
        f" FROM bench_home h, generate_series(0, {EACH - 1}) AS r WHERE r % 30 = 2"
    ),
    (
        "INSERT INTO register_organisation (id, community, area, building_id, kind, partner, name, sort, trade,"
        " small_premises, credit_code, premises, equipment, note, synthetic, source, changed_at, version)"
        f" SELECT {_id('o', 'o')}, h.home, h.home || '00' || (1 + o % 40 / 5), {_id('b', 'o % 40')}, 'shop', false,"
        " s.name, s.sort, s.trade, '', '', '', 0, '', true, '合成', now(), 1"
        " FROM bench_home h, generate_series(0, 299) AS o, bench_shop s"
        " WHERE s.n = 1 + (o * 7919 + h.n * 104729) % (SELECT count(*) FROM bench_shop)"
    ),
)
SEALED = "SELECT id, community, area FROM register_resident WHERE community < '990101003'"
UNSEALED = """
INSERT INTO register_secret (resident_id, community, area, id_kind, id_number, phone, other_phone, id_index,
    phone_index, other_index, tails, key)
SELECT r.id, r.community, r.area, 'citizen', '', '', '', '', '', '', ARRAY[a.tail, b.tail], 1
FROM register_resident r JOIN bench_end a ON a.n = 1 + abs(hashtext(r.id::text)) % 10000
    JOIN bench_end b ON b.n = 1 + abs(hashtext(r.sort || r.id)) % 10000
WHERE r.community >= '990101003'
"""
TABLES = tuple(
    f"register_{noun}"
    for noun in (
        "estate",
        "building",
        "entrance",
        "dwelling",
        "household",
        "resident",
        "secret",
        "label",
        "skill",
        "organisation",
    )
)
FIND = (
    "INSERT INTO register_find (id, noun, community, area, sort, gone, tokens)"
    " SELECT id, noun, community, area, sort, gone, tokens FROM register_finding_{noun}"
    " WHERE community BETWEEN %s AND %s ORDER BY community, sort"
)
FLOOR = """
INSERT INTO bench_floor SELECT id, community, name, note, state, occupation, workplace,
    now() - (row_number() OVER (PARTITION BY community ORDER BY id)) * interval '150 minutes', NULL
FROM register_resident;
"""
"""The bare page is one out of as many rows as there are residents."""
