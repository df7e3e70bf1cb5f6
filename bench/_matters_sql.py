"""The statements that make synthetic matters, and what hangs on them, out of the messages' words and the posts there
are."""

TEXTS = """
CREATE TEMP TABLE bench_text (n serial PRIMARY KEY, subject text NOT NULL, words text NOT NULL, grams tsvector NOT NULL,
    sounds tsvector NOT NULL);
CREATE TEMP TABLE bench_keys (n integer PRIMARY KEY, keys bigint[] NOT NULL);
"""

PLACES = """
CREATE TEMP TABLE bench_place AS
SELECT row_number() OVER (PARTITION BY g.community = %(home)s ORDER BY g.code) AS n,
    count(*) OVER (PARTITION BY g.community = %(home)s) AS of,
    g.community = %(home)s AS home, g.community, g.code AS area,
    (SELECT p.id FROM workforce_post p JOIN workforce_title t ON t.id = p.title_id
        WHERE p.area = g.code AND t.role = 'grid_worker' AND p.holder_id IS NOT NULL LIMIT 1) AS worker,
    (SELECT p.id FROM workforce_post p JOIN workforce_title t ON t.id = p.title_id
        WHERE p.area = g.code AND t.role = 'partner' AND p.holder_id IS NOT NULL LIMIT 1) AS company,
    (SELECT p.id FROM workforce_post p JOIN workforce_title t ON t.id = p.title_id
        WHERE p.area = g.community AND t.role = 'counter' AND p.holder_id IS NOT NULL LIMIT 1) AS counter,
    %(share)s::float AS share
FROM territory_grid g WHERE length(g.code) = 15 AND g.closed_at IS NULL;
"""

MONTHS = "SELECT ledger_open_month(now() - make_interval(months => m)) FROM generate_series(0, 38) AS m;"

BASE = """
CREATE TEMP TABLE bench_base AS
WITH drawn AS (
    SELECT n, random() AS r_home, random() AS r_place, random() AS r_text, random() AS r_age, random() AS r_open,
        random() AS r_state, random() AS r_owner, random() AS r_category, random() AS r_door
    FROM generate_series(1, %(count)s) AS n
), placed AS (
    SELECT d.*, now() - d.r_age * interval '1095 days' - interval '1 minute' AS at, p.community, p.area, p.counter,
        p.worker, p.company,
        CASE WHEN d.r_age * 1095 < 30 THEN d.r_open < 0.85 ELSE d.r_open < 0.024 END AS is_open
    FROM drawn d JOIN bench_place p ON p.home = (d.r_home < p.share) AND p.n = 1 + floor(d.r_place * p.of)
)
SELECT p.*,
    (lpad(to_hex((extract(epoch FROM p.at) * 1000)::bigint), 12, '0') || '7'
        || substr(md5('matter' || p.n), 1, 3) || 'a' || substr(md5('matter' || p.n), 4, 15))::uuid AS id,
    now() + (p.r_age * 1e6 - floor(p.r_age * 1e6) - 0.12) * interval '20 days' AS due,
    1 + floor(p.r_text * (SELECT count(*) FROM bench_text))::int AS text,
    CASE WHEN NOT p.is_open THEN (ARRAY['closed', 'closed', 'closed', 'closed', 'closed', 'closed', 'closed', 'closed',
            'closed', 'closed', 'closed', 'withdrawn', 'declined', 'referred'])[1 + floor(p.r_state * 14)::int]
        ELSE (ARRAY['received', 'received', 'accepted', 'dispatched', 'dispatched', 'in_hand', 'in_hand', 'in_hand',
            'in_hand', 'in_hand', 'long_term', 'resolved', 'resolved', 'followed_up', 'rated'
            ])[1 + floor(p.r_state * 15)::int] END AS state,
    CASE WHEN p.r_owner < 0.02 THEN NULL WHEN p.r_owner < 0.25 THEN p.counter
        WHEN p.r_owner < 0.5 THEN coalesce(p.company, p.worker, p.counter)
        ELSE coalesce(p.worker, p.counter) END AS owner,
    c.code AS category
FROM placed p JOIN (
    SELECT code, row_number() OVER (ORDER BY code) AS n, count(*) OVER () AS of FROM matters_category WHERE parent <> ''
) c ON c.n = 1 + floor(p.r_category * c.of)
"""

_DONE = "'resolved', 'followed_up', 'rated', 'closed'"
_REFERENCE = (
    "to_char(b.at, 'YYMMDD') || '-' || lpad((b.n / 10000)::text, 4, '0')"
    " || '-' || lpad((b.n % 10000)::text, 4, '0')"
)
_WEEK = "floor(extract(epoch FROM b.at) / 604800)::bigint"
_MATTER = {
    "id": "b.id",
    "community": "b.community",
    "area": "b.area",
    "reference": _REFERENCE,
    "state": "b.state",
    "is_open": "b.is_open",
    "door": "(ARRAY['counter','phone','chat','portal','order_12345','visit','patrol'])[1 + floor(b.r_door * 7)::int]",
    "subject": "t.subject",
    "words": "t.words",
    "category": "b.category",
    "suggested": "'[]'::jsonb",
    "urgency": "CASE WHEN b.r_door < 0.02 THEN 'urgent' WHEN b.r_door < 0.2 THEN 'soon' ELSE 'ordinary' END",
    "place": "(b.n % 60 + 1) || '栋' || (b.n % 5 + 1) || '单元'",
    "post_id": "b.owner",
    "owner_area": "coalesce(p.area, '')",
    "suggested_post": "b.owner",
    "has_reporter": "b.n % 10 < 7",
    "received_at": "b.at",
    "accept_by": "b.at + interval '4 hours'",
    "accept_warn": "b.at + interval '3 hours'",
    "accepted_at": "CASE WHEN b.state NOT IN ('received', 'declined', 'referred', 'withdrawn')"
    " THEN b.at + interval '1 hour' END",
    "respond_by": "b.at + interval '1 day'",
    "respond_warn": "b.at + interval '20 hours'",
    "responded_at": "CASE WHEN b.state IN ('in_hand', 'long_term', 'resolved', 'followed_up', 'rated', 'closed')"
    " THEN b.at + interval '5 hours' END",
    "settle_by": "b.at + interval '5 days'",
    "settle_warn": "b.at + interval '4 days'",
    "resolved_at": f"CASE WHEN b.state IN ({_DONE}) THEN b.at + interval '2 days' END",
    "due_at": "CASE WHEN b.state IN ('received', 'accepted', 'dispatched', 'in_hand', 'long_term') THEN b.due END",
    "warn_at": "CASE WHEN b.state IN ('received', 'accepted', 'dispatched', 'in_hand', 'long_term')"
    " THEN b.due - interval '1 day' END",
    "outcome": f"CASE WHEN b.state IN ({_DONE}) THEN 'solved' ELSE '' END",
    "score": "CASE WHEN b.state IN ('rated', 'closed') AND b.n % 3 = 0 THEN 1 + b.n % 5 END",
    "reopening_asked": "b.state = 'rated' AND b.n % 6 = 0",
    "decide_by": "CASE WHEN b.state = 'rated' AND b.n % 3 = 0 THEN b.at + interval '9 days' END",
    "decide_warn": "CASE WHEN b.state = 'rated' AND b.n % 3 = 0 THEN b.at + interval '8 days' END",
    "closed_at": "CASE WHEN NOT b.is_open THEN b.at + interval '6 days' END",
    "closed_as": "CASE WHEN b.state = 'closed' THEN CASE WHEN b.n % 3 = 0 THEN 'rated' ELSE 'unrated' END ELSE '' END",
    "version": "5",
}
_OF_MATTER = {"matter_id": "b.id", "community": "b.community"}
_NOBODY = "'00000000-0000-7000-8000-000000000001'"

ROWS: tuple[tuple[str, str, dict[str, str]], ...] = (
    (
        "Matter",
        "bench_base b JOIN bench_text t ON t.n = b.text LEFT JOIN workforce_post p ON p.id = b.owner ORDER BY b.at",
        _MATTER,
    ),
    ("Ticket", "bench_base b", {**_OF_MATTER, "code": "lpad((b.n::bigint * 7919 % 1000000)::text, 6, '0')"}),
    (
        "Grams",
        "bench_base b JOIN bench_text t ON t.n = b.text",
        {
            **_OF_MATTER,
            "received_at": "b.at",
            "grams": f"t.grams || array_to_tsvector(ARRAY[{_REFERENCE}, (b.n % 60 + 1) || '栋',"
            f" '@' || {_WEEK}, '@' || b.community, '@' || b.community || '.' || {_WEEK}, '@' || b.area])",
        },
    ),
    (
        "Traces",
        "bench_base b JOIN bench_text t ON t.n = b.text",
        {
            **_OF_MATTER,
            "received_at": "b.at",
            "sounds": f"t.sounds || array_to_tsvector(ARRAY['@' || {_WEEK}, '@' || b.community,"
            f" '@' || b.community || '.' || {_WEEK}])",
            "keys": "CASE WHEN b.n % 10 < 7 THEN (SELECT keys FROM bench_keys k WHERE k.n = b.n % 200) ELSE '{}' END",
        },
    ),
    (
        "Partaking",
        "bench_base b WHERE b.owner = b.company",
        {**_OF_MATTER, "id": "gen_random_uuid()", "post_id": "b.owner", "part": "'handler'"},
    ),
    (
        "Note",
        (
            "bench_base b CROSS JOIN (VALUES ('note', '已到现场查看，情况属实。', interval '3 hours'),"
            " ('answer', '您反映的问题已经处理，欢迎继续监督。', interval '2 days')) AS k (kind, words, later)"
            " WHERE b.state NOT IN ('received', 'declined', 'referred', 'withdrawn')"
        ),
        {
            **_OF_MATTER,
            "id": "gen_random_uuid()",
            "kind": "k.kind",
            "words": "k.words",
            "public": "k.kind = 'answer'",
            "at": "b.at + k.later",
            "by": _NOBODY,
            "by_name": "'合成'",
            "post": "b.owner",
        },
    ),
    (
        "Entry",
        (
            "bench_base b CROSS JOIN (VALUES ('raised', interval '0', true), ('accepted', interval '1 hour', true),"
            " ('dispatched', interval '2 hours', true), ('taken', interval '3 hours', true),"
            " ('noted+1', interval '4 hours', false), ('noted+2', interval '1 day', false),"
            " ('answered', interval '36 hours', false), ('resolved', interval '2 days', false),"
            " ('followed-up', interval '3 days', false), ('rated', interval '4 days', false),"
            " ('closed', interval '6 days', false)) AS k (verb, later, early) WHERE k.early OR NOT b.is_open"
        ),
        {
            "id": "(lpad(to_hex((extract(epoch FROM b.at + k.later) * 1000)::bigint), 12, '0') || '7'"
            " || substr(md5(k.verb || b.n), 1, 3) || 'a' || substr(md5(k.verb || b.n), 4, 15))::uuid",
            "community": "b.community",
            "area": "b.area",
            "at": "b.at + k.later",
            "noun": "'matter'",
            "subject": "b.id",
            "verb": "'matter.' || split_part(k.verb, '+', 1)",
            "actor": _NOBODY,
            "actor_kind": "'system'",
            "post": "b.owner",
            "facts": "'{}'",
        },
    ),
)
"""Model, where its rows come from, and what those columns hold that hold something."""

BESIDES = (
    (
        "SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),"
        " format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))"
        " FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY (%s::regclass[])"
    ),
    (
        "SELECT format('DROP INDEX %%s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid) FROM pg_index i"
        " WHERE i.indrelid = ANY (%s::regclass[])"
        " AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)"
    ),
)
"""Foreign keys, then indexes that belong to no constraint: how to drop each and how to make it again."""

REPORTED = "SELECT id, community FROM bench_base WHERE n % 10 < 7"
"""Whose reporter is known."""
