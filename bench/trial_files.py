"""No file is an error: hostile and odd files at every door that takes one, and what is served of those that were taken

At the real web server: pictures and papers by workers' sessions, a key and nobody; photos at the public form, good,
broken, too many; files of grids at the desk's door; uploads cut off, slow, with a false length, repeated, and the
largest that may be sent all at once; then what is served back is looked at (type, headers, position, size) as six
askers and three visitors, rows, answers and the store are compared, and the log is looked through for tracebacks. Files
for `linli ingest`, `divisions` and `grids` come last. The figure is the number of faults; memory is bounded too.
"""

import json
import re
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from PIL import Image

from bench import (
    _actors,
    _ground,
    _hostile_files,
    _hostile_forms,
    _hostile_maps,
    _judging,
    _served_files,
    _sessions,
    _uploading,
    _wire,
)
from bench._filing import Trial, peak_mb
from bench._hostile_files import Hostile
from tools import places, say

MEMORY_MOST_MB = 1000
"""Of one process of the web server, at its peak: itself, and the largest picture that may be sent being decoded."""
CROWD_MOST = 1.5
"""How long the largest pictures may take at once, in times of how long they take in turn: no sooner is fair on two
cores, where connections may all come to one process."""
PLACE = "/raise/?area=990101001001"
ELSEWHERE = "220202001001"
"""A community of the shipped divisions, far from the demo's."""
WORDS = "路灯坏了三天，晚上看不见路"
_ERROR = re.compile(r'<p class="error"[^>]*>([^<]+)<')
_HEADING = re.compile(r"<h1[^>]*>([^<]+)<")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def main() -> int:
    """Send, look, compare, tell."""
    name = _ground.database_name() + "_files"
    with tempfile.TemporaryDirectory(prefix="linli-trial-") as folder:
        env = _ground.fresh_database(name) | _own_folders(Path(folder))
        _settle_stranger(env)
        server, log = _ground.linli_server(env), Path(folder) / "server.log"
        server.process.words[:0] = ["sh", "-c", 'exec "$@" 2>"$0"', str(log)]
        with _ground.served(server), _ground.owner(name) as connection:
            trial = Trial(server.port)
            people = {who.name: who for who in _actors.everybody(server.port, env)}
            people["stranger"] = _actors.person(server.port, "stranger")
            pids = server.pids()
            parts = _knock(trial, people, pids, connection)
            parts["half_written"] = _served_files.left_over(trial, Path(folder))
            if server.pids() != pids:
                trial.fault("a server process died and was replaced")
            peak = _peak(pids)
            if broken := log.read_text(errors="replace").count("Traceback"):
                trial.fault(f"{broken} tracebacks in the server's log")
        with say.step("命令读的文件", "files for commands"):
            commands = _commands(trial, env)
        with _ground.owner(name) as connection:
            store = _served_files.store(trial, connection, Path(folder))
            versions = _ground.versions(connection)
    if peak > MEMORY_MOST_MB:
        trial.fault(f"a server process took {peak} MB")
    parts = trial.told.told() | {"taken": len(trial.kept), "refused": trial.refused} | parts
    parts |= {"commands": commands, "store": store, "peak_mb": peak}
    parts |= {"peak_mb_most": MEMORY_MOST_MB, "seconds_held_up_by_slow_uploads": round(trial.held_up, 2)}
    faults = len(trial.told.faults)
    return _ground.close(
        name="files", figure=faults, unit="faults", bar="= 0", holds=faults == 0, parts=parts, with_=versions
    )


def _knock(
    trial: Trial, people: dict[str, _actors.Who], pids: list[int], connection: psycopg.Connection[Any]
) -> dict[str, Any]:
    """Everything that is done to the server, and how much memory it had had after each."""
    peaks = {"at_rest": _peak(pids)}
    with say.step("各种文件", "files of every kind"):
        _api(trial, people)
    peaks["every_kind"] = _peak(pids)
    with say.step("公开页面的照片", "photos at the public page"):
        mine, other, told = _public(trial)
    peaks["public"] = _peak(pids)
    with say.step("网格文件", "files of grids"):
        maps = _maps(trial, people, connection)
    peaks["grids"] = _peak(pids)
    with say.step("断的、慢的、重复的、一起来的", "cut off, slow, repeated, all at once"):
        broken = _broken(trial, people["counter1"])
        _repeated(trial, people["counter1"])
        crowd = _at_once(trial, people["counter1"])
    peaks["at_once"] = _peak(pids)
    with say.step("取回来看", "looking at what is served"):
        served = _served_files.by_the_api(trial, people)
        photos = _served_files.by_the_page(trial, mine, other, people)
    if photos != 10:
        trial.fault(f"who raised a matter with ten photos is shown {photos}")
    parts = {"served": served, "public_refusals_told": told, "public_photos": photos, "maps": maps}
    return parts | {"broken_off": broken, "peak_mb_after": peaks, "crowd": round(crowd, 2)}


def _peak(pids: list[int]) -> int:
    return max(peak_mb(pid) for pid in pids)


def _settle_stranger(env: dict[str, str]) -> None:
    """An administrator of a community far away, who has nothing to do with the demo's files."""
    words = [places.venv_bin("linli"), "init", "--area", ELSEWHERE, "--admin", "stranger", "--name", "外人"]
    subprocess.run(
        words, env=env, input=_sessions.PASSWORD + "\n", text=True, check=True, capture_output=True
    )


def _own_folders(folder: Path) -> dict[str, str]:
    """Files and half-written uploads in folders of the trial's own; keys and static files where they are."""
    for name in ("var", "tmp"):
        (folder / name).mkdir()
    for known in places.VAR.iterdir():
        if known.name not in {"files", "pg", "bench"}:
            (folder / "var" / known.name).symlink_to(known)
    return {
        "LINLI_VAR": str(folder / "var"),
        "TMPDIR": str(folder / "tmp"),
        "LINLI_BEHIND_PROXY": "1",
        "LINLI_LOG": "WARNING",
    }


def _api(trial: Trial, people: dict[str, _actors.Who]) -> None:
    for file in [*_hostile_files.pictures(), *_hostile_files.papers()]:
        trial.upload(people["counter1"], file)
    for file in _hostile_files.pictures()[:12]:
        trial.upload(people["key"], file)
    good = _hostile_files.pictures()[1]
    trial.upload(people["stranger"], good)
    answer = _wire.send(trial.port, _uploading.to_api(people["nobody"], good))
    trial.told.hear(answer, _judging.of_api(answer), "nobody uploads")
    if answer is None or answer.status not in {401, 403}:
        trial.fault(f"nobody may upload at the API: {answer and answer.status}")
    for what, request in _uploading.odd_bodies(people["counter1"], good.content).items():
        trial.send(people["counter1"], Hostile(what, "a.png", good.content, None), request)


def _public(trial: Trial) -> tuple[_hostile_forms.Visitor, _hostile_forms.Visitor, int]:
    """The resident's form: good photos are taken; eleven and broken ones are refused in his language with nothing of
    his words lost. Who raised a matter with ten photos, who raised another, and how many refusals were told."""
    photo = _hostile_files.photo(1600, 1200)
    mine, answer = _raise(trial, [photo] * 10, "zh-hans")
    other, second = _raise(trial, [_hostile_files.photo(400, 300)], "zh-hans")
    for what, said in (("ten photos", answer), ("one photo", second)):
        if said is None or said.status != 302:
            trial.fault(f"public form, {what}: {said and said.status}")
    hostile = {
        "eleven photos": [photo] * 11,
        "an album": [_hostile_files.photo(400, 300)] * 60,
        "a whole phone": [_hostile_files.photo(400, 300)] * 120,
        "a broken one among good ones": [photo, b"\xff\xd8\xff broken", photo],
        "a bomb": [_hostile_files.bomb(30_000)],
        "60 megapixels, see-through": [_hostile_files.largest()[0].content],
        "a page": [b"<html><script>x</script>"],
        "a drawing": [b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
        "a paper": [b"%PDF-1.4\n%%EOF"],
        "nothing": [b""],
        "one too large": [b"\xff\xd8\xff" + b"\0" * (20 * 1024 * 1024)],
        "too large together": [b"\xff\xd8\xff" + b"\0" * (19 * 1024 * 1024)] * 4,
    }
    told = sum(
        _is_told(trial, what, photos, language)
        for what, photos in hostile.items()
        for language in ("zh-hans", "en")
    )
    return mine, other, told


def _raise(
    trial: Trial, photos: list[bytes], language: str
) -> tuple[_hostile_forms.Visitor, _judging.Answer | None]:
    visitor = _hostile_forms.Visitor(trial.port, f"django_language={language}")
    fields = visitor.fields(PLACE) | {"words": WORDS}
    files = [("photos", f"{n}.jpg", content) for n, content in enumerate(photos)]
    kind = f"multipart/form-data; boundary={_uploading.BOUNDARY}"
    answer = visitor.post("/raise/", _uploading.body(files, fields), kind)
    trial.told.hear(answer, _judging.of_page(answer), f"public form, {len(photos)} photos, {language}")
    return visitor, answer


def _is_told(trial: Trial, what: str, photos: list[bytes], language: str) -> bool:
    """Whether a refusal says why in the visitor's language and keeps what he wrote."""
    _, answer = _raise(trial, photos, language)
    if answer is None or answer.status == 302:
        trial.fault(f"public form, {what}: {'raised' if answer else 'no answer'}")
        return False
    page = answer.body.decode("utf-8", "replace")
    # beside the photos; a request with more files than any form sends is a page of its own
    found = (_HEADING if answer.status >= 400 else _ERROR).search(page)
    said = found[1].strip() if found else ""
    foreign = "：" in said or bool(_CHINESE.search(said))
    right = bool(said) and foreign == (language != "en")
    if not right:
        trial.fault(f"public form, {what}, {language}: says {said[:60]!r}")
    if what != "a whole phone" and WORDS not in page:
        trial.fault(f"public form, {what}: the words are gone")
    return right


def _maps(trial: Trial, people: dict[str, _actors.Who], connection: psycopg.Connection[Any]) -> int:
    """Files of grids: the check tells what is wrong, loading refuses all of it, and the map stays as it was."""
    who, before = people["admin"], _map_of(connection)
    answer = _sent_map(trial, who, "check", _hostile_maps.sound())
    if answer is None or b'"state":"new"' not in answer.body.replace(b" ", b""):
        trial.fault(f"a good file of grids: {answer and answer.body[:200]!r}")
    for name, content in _hostile_maps.all_of_them().items():
        for door in ("check", "load"):
            answer = _sent_map(trial, who, door, content)
            trial.told.hear(answer, _judging.of_api(answer), f"{door} grids, {name}")
            if door == "load" and answer is not None and answer.status < 400:
                trial.fault(f"grids, {name}: loaded")
    if _map_of(connection) != before:
        trial.fault("the map is another after refused files of grids")
    return 2 * len(_hostile_maps.all_of_them())


def _sent_map(trial: Trial, who: _actors.Who, door: str, content: str) -> _judging.Answer | None:
    head = who.headers | {"Content-Type": "application/json", "Idempotency-Key": str(uuid4())}
    body = _hostile_maps.body(content, load=door == "load")
    return _wire.send(trial.port, _wire.request("POST", f"/api/territory/{door}-file", head, body))


def _map_of(connection: psycopg.Connection[Any]) -> str:
    row = connection.execute("SELECT md5(string_agg(g::text, '|' ORDER BY code)) FROM territory_grid g")
    return str(row.fetchone())


def _broken(trial: Trial, who: _actors.Who) -> int:
    """Uploads that end before they are whole, or say another length; how many were really sent."""
    large = Hostile("large", "l.jpg", _hostile_files.photo(), True)
    request = _uploading.to_api(who, large)
    sent: list[Future[None]] = []
    with ThreadPoolExecutor(8) as pool:
        shares = (0.1, 0.5, 0.9, 0.999) * 3
        sent += [pool.submit(_uploading.cut_off, trial.port, request, share) for share in shares]
        sent += [pool.submit(_uploading.slow, trial.port, request, seconds=4) for _ in range(6)]
        time.sleep(1)
        trial.held_up = max(_health(trial, "meanwhile") for _ in range(5))
    if failed := [str(one.exception()) for one in sent if one.exception()]:
        trial.fault(f"{len(failed)} broken uploads could not be sent: {failed[0]}")
    if _health(trial, "afterwards") > 1:
        trial.fault("the server did not come back after slow uploads")
    head, _, rest = request.partition(b"Content-Length: ")
    length, _, tail = rest.partition(b"\r\n")
    for what, said in (("longer", int(length) - 4000), ("none", 0)):
        answer = _wire.send(trial.port, head + b"Content-Length: %d\r\n" % said + tail)
        trial.told.hear(answer, _judging.of_wire(answer), f"a body {what} than it says")
        if answer is not None and answer.status < 400:
            trial.fault(f"a body {what} than it says: {answer.status}")
    return len(sent) - len(failed)


def _health(trial: Trial, when: str) -> float:
    """How many seconds the server took to say that it is well."""
    answer = _wire.send(trial.port, _wire.request("GET", "/healthz"))
    trial.told.hear(answer, "no answer" if answer is None or answer.status != 200 else "", f"healthz {when}")
    return answer.seconds if answer else _wire.PATIENCE


def _repeated(trial: Trial, who: _actors.Who) -> None:
    """The same command twice gives the same file; the same bytes at once are kept once."""
    same = Hostile("repeated", "r.jpg", _hostile_files.photo(900, 700), True)
    request = _uploading.to_api(who, same, command=str(uuid4()))
    answers = [_wire.send(trial.port, request) for _ in range(3)]
    got = {json.loads(answer.body)["id"] for answer in answers if answer and answer.status == 201}
    if len(got) != 1:
        trial.fault(f"one command made {len(got)} files")
    trial.kept |= dict.fromkeys(got, (who.name, same))


def _at_once(trial: Trial, who: _actors.Who) -> float:
    """The largest that may be sent, and the same picture several times: one after another, then all at once. How many
    times as long the slowest of all took as all of them in turn."""
    heavy = Hostile("at once", "h.png", _large_png(), True)
    files = [*_hostile_files.largest(), *[heavy] * 4]
    begun = time.monotonic()
    for file in files:
        trial.upload(who, file)
    in_turn = time.monotonic() - begun
    gate = threading.Barrier(len(files))

    def at_once(file: Hostile) -> float:
        gate.wait()
        return trial.send(who, file, _uploading.to_api(who, file), crowded=True)

    with ThreadPoolExecutor(len(files)) as pool:
        ratio = max(pool.map(at_once, files)) / in_turn
    if ratio > CROWD_MOST:
        trial.fault(f"the largest pictures at once took {ratio:.1f} times as long as one after another")
    return ratio


def _large_png() -> bytes:
    stream = BytesIO()
    Image.linear_gradient("L").resize((6000, 4000)).convert("RGB").save(stream, "PNG", compress_level=1)
    return stream.getvalue()


def _commands(trial: Trial, env: dict[str, str]) -> int:
    """Files of one's own: what is wrong is said in words, and nothing is loaded."""
    done = 0
    with tempfile.TemporaryDirectory() as folder:
        for command, name, content in _hostile_files.for_commands():
            place = Path(folder) / name
            place.write_bytes(content)
            words = [places.venv_bin("linli"), command, str(place)]
            told = subprocess.run(words, env=env, capture_output=True, text=True, check=False, timeout=120)
            done += 1
            said = told.stderr + told.stdout
            if (
                told.returncode == 0
                or "Traceback" in said
                or not any("\u4e00" <= c <= "\u9fff" for c in said)
            ):
                trial.fault(f"linli {command} {name}: {told.returncode} {said[-200:]!r}")
    return done


if __name__ == "__main__":
    sys.exit(main())
