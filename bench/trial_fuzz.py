"""No input is an error: schemathesis over the whole OpenAPI document as six actors, and hostile requests made by hand

Sent to the real web server: what fits the schemas and what does not, by a key, a counter worker, a grid worker, a
subdistrict officer, an administrator and nobody; then, as bytes, what no client library sends (broken JSON, lone
surrogates, deep nesting, odd methods, cookies and multipart, no HTTP at all), at the API and at the public pages'
forms. The figure is the number of faults: an answer 5xx or none, one slower than 5 s, a refusal that is no problem in
Chinese and English (at the portal: no page), a status the document does not name, and what is then wrong in the
database.
"""

import argparse
import itertools
import json
import sys
import time
from typing import Any

from bench import _actors, _fuzz_api, _ground, _hostile_forms, _hostile_requests, _judging, _kept, _wire
from bench._hostile_requests import API, PAGE, WIRE
from tools import say

_JUDGES = {API: _judging.of_api, PAGE: _judging.of_page, WIRE: _judging.of_wire}


def main() -> int:
    """Knock by hand, then by schemathesis, look into the database, tell."""
    chosen = _arguments()
    name = _ground.database_name() + "_fuzz"
    env = _ground.fresh_database(name) | {"LINLI_BEHIND_PROXY": "1", "LINLI_LOG": "CRITICAL"}
    server = _ground.linli_server(env)
    with _ground.served(server):
        everybody = _actors.everybody(server.port, env)
        with say.step("手工的怪请求", "hostile requests made by hand"):
            by_hand = _by_hand(server.port, everybody)
        with say.step("照接口说明造的请求", "requests made after the document"):
            fuzzing, operations = _by_document(server.port, everybody, chosen)
        gone = [who.name for who in everybody if not _actors.is_known(server.port, who)]
    with _ground.owner(name) as connection:
        wrong = _kept.wrong(connection, fuzzing.promised)
        versions = _ground.versions(connection)
    parts = {
        "seed": chosen.seed,
        "by_hand": by_hand.told(),
        "by_document": fuzzing.told.told(),
        "operations": operations,
        "operations_done": len(fuzzing.good),
        "actors": [who.name for who in everybody],
        "signed_out_meanwhile": gone,
        "matters_raised": len(fuzzing.promised),
        "wrong_in_database": wrong,
    }
    return _close(parts, len(by_hand.faults) + len(fuzzing.told.faults) + sum(wrong.values()), versions)


def _by_hand(port: int, everybody: list[_actors.Who]) -> _judging.Told:
    clerk = next(who for who in everybody if who.name == "counter1")
    told = _judging.Told()
    for attack in itertools.chain(
        _hostile_requests.all_of_them(clerk.headers), _hostile_forms.all_of_them(port)
    ):
        answer = _wire.send(port, attack.content)
        told.hear(answer, _JUDGES[attack.door](answer), attack.name)
    return told


def _by_document(
    port: int, everybody: list[_actors.Who], chosen: argparse.Namespace
) -> tuple[_fuzz_api.Fuzzing, int]:
    answer = _wire.send(port, _wire.request("GET", "/api/openapi.json"))
    if answer is None:
        raise RuntimeError("the document is not served")
    fuzzing = _fuzz_api.Fuzzing(port, _fuzz_api.known(port), chosen.seed)
    until = time.monotonic() + chosen.seconds
    operations = fuzzing.run(json.loads(answer.body), everybody, rounds=chosen.rounds, until=until)
    return fuzzing, operations


def _close(parts: dict[str, Any], faults: int, versions: dict[str, str]) -> int:
    return _ground.close(
        name="fuzz", figure=faults, unit="faults", bar="= 0", holds=faults == 0, parts=parts, with_=versions
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py trial fuzz")
    parser.add_argument("--seconds", type=float, default=200, help="of schemathesis at most")
    parser.add_argument(
        "--rounds", type=int, default=1000, help="of three cases an operation and actor, at most"
    )
    parser.add_argument("--seed", type=int, default=1, help="what is made up; the same for the same number")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
