"""What a trial of files has sent and what became of it: kept by whom, refused, wrong."""

import json
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench import _actors, _judging, _uploading, _wire
from bench._hostile_files import Hostile


@dataclass
class Trial:
    """What was sent, taken and found wrong."""

    port: int
    told: _judging.Told = field(default_factory=_judging.Told)
    kept: dict[str, tuple[str, Hostile]] = field(default_factory=dict[str, tuple[str, Hostile]])
    """By the file's id: who sent it, and what."""
    refused: int = 0
    held_up: float = 0.0
    """Seconds that somebody waited while others sent slowly: each slow upload holds a thread, where no server in front
    takes it in whole first."""

    def fault(self, what: str) -> None:
        """Something is wrong."""
        self.told.faults.append(what)

    def upload(self, who: _actors.Who, file: Hostile) -> None:
        """One file at the API's door, judged."""
        self.send(who, file, _uploading.to_api(who, file))

    def send(self, who: _actors.Who, file: Hostile, request: bytes, *, crowded: bool = False) -> float:
        """A request that should keep this file, or not, judged; how many seconds it took. In a crowd one waits for
        others, which is judged of all of them together."""
        answer = _wire.send(self.port, request)
        what = f"{who.name}, {file.what}"
        alone = replace(answer, seconds=0.0) if answer is not None and crowded else answer
        self.told.hear(alone, _judging.of_api(alone), what)
        if answer is None:
            return _wire.PATIENCE
        if answer.status == 201:
            self.kept[json.loads(answer.body)["id"]] = (who.name, file)
        else:
            self.refused += 1
        if file.taken is not None and file.taken != (answer.status == 201):
            self.fault(f"{what}: {answer.status}, though it is {'good' if file.taken else 'hostile'}")
        return answer.seconds


def peak_mb(pid: int) -> int:
    """The most memory a process has had, in MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) // 1024
    return 0
