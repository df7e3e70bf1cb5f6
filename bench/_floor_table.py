"""The table of the bare floor, apart from its app, because a process can carry only one Django."""

SQL = """
DROP TABLE IF EXISTS bench_floor;
CREATE TABLE bench_floor (
    id uuid PRIMARY KEY,
    community varchar(12) COLLATE "C" NOT NULL,
    subject varchar(200) NOT NULL,
    words text NOT NULL,
    state varchar(12) NOT NULL,
    category varchar(40) NOT NULL,
    place varchar(200) NOT NULL,
    received_at timestamptz NOT NULL,
    due_at timestamptz
);
"""
INDEX = "CREATE INDEX bench_floor_page ON bench_floor (community, received_at DESC, id DESC);"
FILL = """
INSERT INTO bench_floor SELECT id, community, subject, words, state, category, place, received_at, due_at
FROM matters_matter ORDER BY received_at;
"""
