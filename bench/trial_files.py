"""No file is an error: hostile and odd files at every door that takes one, and what is served of those that were taken

At the real web server: pictures and papers by a worker's session, a key and nobody; ten photos, eleven and a broken one
on the public form; uploads cut off, slow, with a false length, repeated, and many at once; then what is served back is
looked at (type, headers, position, who gets it), and the store and the database are compared. Files for `linli ingest`,
`divisions` and `grids` come last. The figure is the number of faults; memory is bounded too.
"""

import json
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from PIL import Image

from bench import _actors, _ground, _hostile_files, _hostile_forms, _judging, _uploading, _wire
from bench._hostile_files import CAMERA, SECRET, Hostile
from tools import places, say

MEMORY_MOST_MB = 1000
"""Of one process of the web server, at its peak: two pictures of up to 60 megapixels decoded at once, and itself."""
OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    "image/jpeg",
    "image/png",
    "application/pdf",
    "text/csv",
    "text/plain",
    f"{OFFICE}.spreadsheetml.sheet",
    f"{OFFICE}.wordprocessingml.document",
}
PLACE = "/raise/?area=990101001001"


@dataclass
class Trial:
    """What was sent, taken and found wrong."""

    port: int
    told: _judging.Told = field(default_factory=_judging.Told)
    kept: dict[str, tuple[str, Hostile]] = field(default_factory=dict[str, tuple[str, Hostile]])
    taken: int = 0
    refused: int = 0
    held_up: float = 0.0
    """Seconds that somebody waited while others sent slowly: each slow upload holds a thread, where no server in front
    takes it in whole first."""

    def fault(self, what: str) -> None:
        """Something is wrong."""
        self.told.faults.append(what)

    def upload(self, who: _actors.Who, file: Hostile) -> None:
        """One file at the API's door, judged."""
        answer = _wire.send(self.port, _uploading.to_api(who, file))
        what = f"{who.name}, {file.what}"
        self.told.hear(answer, _judging.of_api(answer), what)
        if answer is None:
            return
        if answer.status == 201:
            self.taken += 1
            self.kept[json.loads(answer.body)["id"]] = (who.name, file)
        else:
            self.refused += 1
        if file.taken is not None and file.taken != (answer.status == 201):
            self.fault(f"{what}: {answer.status}, though it is {'good' if file.taken else 'hostile'}")


def main() -> int:
    """Send, look, compare, tell."""
    name = _ground.database_name() + "_files"
    with tempfile.TemporaryDirectory(prefix="linli-trial-") as folder:
        env = _ground.fresh_database(name) | _own_folders(Path(folder))
        server = _ground.linli_server(env)
        with _ground.served(server):
            trial = Trial(server.port)
            people = {who.name: who for who in _actors.everybody(server.port, env)}
            with say.step("各种文件", "files of every kind"):
                _api(trial, people)
            with say.step("公开页面的照片", "photos at the public page"):
                raised = _public(trial)
            with say.step("断的、慢的、重复的、一起来的", "cut off, slow, repeated, all at once"):
                _broken(trial, people)
                _repeated(trial, people["counter1"])
            with say.step("取回来看", "looking at what is served"):
                _served(trial, people)
            peak = max((_peak(pid) for pid in server.pids()), default=0)
        with say.step("命令读的文件", "files for commands"):
            commands = _commands(trial, env | {"DATABASE_URL": _ground.environment(name)["DATABASE_URL"]})
        with _ground.owner(name) as connection:
            store = _store(trial, connection, Path(folder))
            versions = _ground.versions(connection)
    if peak > MEMORY_MOST_MB:
        trial.fault(f"a server process took {peak} MB")
    parts = trial.told.told() | {
        "taken": trial.taken,
        "refused": trial.refused,
        "raised_with_photos": raised,
        "commands": commands,
        "store": store,
        "seconds_held_up_by_slow_uploads": round(trial.held_up, 2),
        "peak_mb": peak,
        "peak_mb_most": MEMORY_MOST_MB,
    }
    faults = len(trial.told.faults)
    return _ground.close(
        name="files", figure=faults, unit="faults", bar="= 0", holds=faults == 0, parts=parts, with_=versions
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
        "LINLI_LOG": "CRITICAL",
    }


def _api(trial: Trial, people: dict[str, _actors.Who]) -> None:
    for file in [*_hostile_files.pictures(), *_hostile_files.papers()]:
        trial.upload(people["counter1"], file)
    for file in _hostile_files.pictures()[:12]:
        trial.upload(people["key"], file)
    good = _hostile_files.pictures()[1]
    answer = _wire.send(trial.port, _uploading.to_api(people["nobody"], good))
    trial.told.hear(answer, _judging.of_api(answer), "nobody uploads")
    if answer is None or answer.status not in {401, 403}:
        trial.fault(f"nobody may upload at the API: {answer and answer.status}")


def _public(trial: Trial) -> int:
    """The resident's form: ten good photos are taken, eleven and broken ones are told with nothing lost."""
    photo, words = _hostile_files.photo(1600, 1200), "路灯坏了三天，晚上看不见路"
    tries = {
        "ten photos": ([photo] * 10, True),
        "eleven photos": ([photo] * 11, False),
        "thirteen photos": ([photo] * 13, False),
        "a broken one among good ones": ([photo, b"\xff\xd8\xff broken", photo], False),
        "a bomb": ([_hostile_files.bomb(30_000)], False),
        "a page": ([b"<html><script>x</script>"], False),
        "a paper": ([b"%PDF-1.4\n%%EOF"], False),
        "one too large": ([b"\xff\xd8\xff" + b"\0" * (20 * 1024 * 1024)], False),
    }
    raised = 0
    for what, (photos, good) in tries.items():
        visitor = _hostile_forms.Visitor(trial.port)
        fields = visitor.fields(PLACE) | {"words": words}
        files = [("photos", f"{n}.jpg", content) for n, content in enumerate(photos)]
        headers = visitor.headers() | {
            "Content-Type": f"multipart/form-data; boundary={_uploading.BOUNDARY}",
        }
        answer = _wire.send(
            trial.port, _wire.request("POST", "/raise/", headers, _uploading.body(files, fields))
        )
        trial.told.hear(answer, _judging.of_page(answer), f"public form, {what}")
        if answer is None:
            continue
        done = answer.status == 302
        raised += done
        if done != good:
            trial.fault(f"public form, {what}: {answer.status}")
        if not done and what != "thirteen photos" and words.encode() not in answer.body:
            trial.fault(f"public form, {what}: the words are gone")
    return raised


def _broken(trial: Trial, people: dict[str, _actors.Who]) -> None:
    large = Hostile("large", "l.jpg", _hostile_files.photo(), True)
    request = _uploading.to_api(people["counter1"], large)
    with ThreadPoolExecutor(8) as pool:
        for share in (0.1, 0.5, 0.9, 0.999) * 3:
            pool.submit(_uploading.cut_off, trial.port, request, share)
        for _ in range(6):
            pool.submit(_uploading.slow, trial.port, request, seconds=4)
        time.sleep(1)
        trial.held_up = max(_health(trial, "meanwhile") for _ in range(5))
    if _health(trial, "afterwards") > 1:
        trial.fault("the server did not come back after slow uploads")
    head, _, rest = request.partition(b"Content-Length: ")
    length, _, tail = rest.partition(b"\r\n")
    for what, said in (("longer", int(length) - 4000), ("none", 0)):
        answer = _wire.send(trial.port, head + b"Content-Length: %d\r\n" % said + tail)
        trial.told.hear(answer, _judging.of_wire(answer), f"a body {what} than it says")


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
    heavy = Hostile("at once", "h.png", _large_png(), True)
    gate = threading.Barrier(8)

    def at_once() -> None:
        gate.wait()
        trial.upload(who, heavy)

    threads = [threading.Thread(target=at_once) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _large_png() -> bytes:
    stream = BytesIO()
    Image.linear_gradient("L").resize((6000, 4000)).convert("RGB").save(stream, "PNG", compress_level=1)
    return stream.getvalue()


def _served(trial: Trial, people: dict[str, _actors.Who]) -> None:
    for id, (sender, file) in trial.kept.items():
        for path in (f"/api/files/{id}", f"/api/files/{id}/thumb"):
            answer = _uploading.fetch(trial.port, people["counter1"], path)
            if answer is None or answer.status >= 500:
                trial.fault(f"{path} of {file.what}: {answer and answer.status}")
            elif answer.status == 200:
                for wrong in _wrong_with(answer):
                    trial.fault(f"{file.what}, served: {wrong}")
            for other in {"nobody", "key"} - {sender}:
                seen = _uploading.fetch(trial.port, people[other], path)
                if seen is not None and seen.status == 200:
                    trial.fault(f"{other} is served {file.what}")


def _wrong_with(answer: _judging.Answer) -> list[str]:
    """What is wrong with a stored file as it is served."""
    head = answer.headers
    wanted = {
        "type": answer.kind in KINDS,
        "sniffing": head.get("x-content-type-options") == "nosniff",
        "policy": "sandbox" in head.get("content-security-policy", ""),
        "cache": "private" in head.get("cache-control", ""),
        "lines": not any("\n" in value for name, value in head.items() if name != "set-cookie"),
        "name": not any(sign in head.get("content-disposition", "") for sign in ("..", "\\\\", "/etc")),
    }
    if answer.kind.startswith("image/"):
        picture = Image.open(BytesIO(answer.body))
        picture.load()
        wanted |= {
            "side": max(picture.size) <= 2560,
            "position": not picture.getexif().get_ifd(_hostile_files.GPS_IFD),
            "camera": CAMERA.encode() not in answer.body and SECRET not in answer.body,
            "script": b"<script" not in answer.body,
            "frames": getattr(picture, "n_frames", 1) == 1,
        }
    else:
        wanted["download"] = head.get("content-disposition", "").startswith("attachment")
    return [name for name, good in wanted.items() if not good]


def _peak(pid: int) -> int:
    """The most memory a process has had, in MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) // 1024
    return 0


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


def _store(trial: Trial, connection: psycopg.Connection[Any], folder: Path) -> dict[str, int]:
    """The bytes that lie in the store are those the rows name, each once; nothing half-written is left."""
    rows = connection.execute("SELECT DISTINCT sha256, width IS NOT NULL FROM files_stored").fetchall()
    wanted = {digest for digest, _ in rows} | {f"{digest}.thumb" for digest, picture in rows if picture}
    there = {place.name for place in (folder / "var" / "files").rglob("*") if place.is_file()}
    left = [place for place in (folder / "tmp").iterdir() if "upload" in place.name]
    if missing := wanted - there:
        trial.fault(f"{len(missing)} files are named and not there")
    if extra := {name for name in there - wanted if not name.startswith(".")}:
        trial.fault(f"{len(extra)} files lie there that no row names")
    if left:
        trial.fault(f"{len(left)} half-written uploads are left")
    return {"files": len(there), "missing": len(missing), "extra": len(extra), "half_written": len(left)}


if __name__ == "__main__":
    sys.exit(main())
