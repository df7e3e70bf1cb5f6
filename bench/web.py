"""web: bytes over the wire for the first screen of each face, gzip

Desk and field are weighed from the build, with all that their first page asks for at once; the resident's first page is
fetched from the real web server with its stylesheet and pictures.
"""

import gzip
import json
import re
import subprocess
import sys
import urllib.request
from urllib.parse import urljoin

from bench import _ground
from tools import client, places

RESIDENT_BAR = 40.0
_ASKED = re.compile(r'<(?:link|img|script)[^>]*?(?:href|src)="([^"]+)"')


def main() -> int:
    """Weigh, fetch, tell."""
    name = _ground.database_name() + "_web"
    env = _ground.fresh_database(name)
    server = _ground.linli_server(env)
    with _ground.served(server):
        resident = _first_page(f"http://127.0.0.1:{server.port}/")
    with _ground.owner(name) as connection:
        versions = _ground.versions(connection)
    faces = _built()
    parts = {"resident": {"kb": resident, "bar": RESIDENT_BAR, "holds": resident <= RESIDENT_BAR}, **faces}
    return _ground.close(
        name="web",
        figure=max(part["kb"] / part["bar"] for part in parts.values()),
        unit="of its bar, the worst face",
        bar="≤ 1",
        holds=all(part["holds"] for part in parts.values()),
        parts=parts,
        with_=versions,
    )


def _built() -> dict[str, dict[str, float]]:
    words = ["node", str(places.WEB / "tools" / "sizes.ts")]
    said = subprocess.run(words, env=client.npm_environment(), capture_output=True, text=True, check=False)
    return json.loads(said.stdout.strip().splitlines()[-1])["parts"]


def _first_page(address: str) -> float:
    """KB of a page with all it links, as they come over the wire."""
    page, plain = _fetched(address)
    asked = {urljoin(address, one) for one in _ASKED.findall(plain) if "manifest" not in one}
    own = [one for one in asked if one.startswith(address) and "/static/" in one]
    return round((page + sum(_fetched(one)[0] for one in own)) / 1024, 1)


def _fetched(address: str) -> tuple[int, str]:
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
        body = answer.read()
        packed = answer.headers.get("Content-Encoding") == "gzip"
    plain = gzip.decompress(body) if packed else body
    return len(body), plain.decode("utf-8", "replace")


if __name__ == "__main__":
    sys.exit(main())
