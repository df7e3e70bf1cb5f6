"""The floor of `import`: read the file with the fast reader, copy its cells as they are into a bare table, commit."""

import json
import os
import sys
import time
from pathlib import Path

import psycopg
from psycopg import sql
from python_calamine import CalamineWorkbook


def main() -> int:
    """Read, copy, print the seconds."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        columns = sql.SQL(", ").join(sql.SQL("{} text").format(sql.Identifier(f"c{n}")) for n in range(20))
        connection.execute(sql.SQL("CREATE TABLE bench_ledger ({})").format(columns))
        connection.commit()
        begun = time.perf_counter()
        rows = CalamineWorkbook.from_path(Path(sys.argv[1])).get_sheet_by_index(0).to_python()
        read = time.perf_counter() - begun
        with connection.cursor().copy("COPY bench_ledger FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        connection.commit()
    print(json.dumps({"seconds": time.perf_counter() - begun, "read": read}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
