"""Learning categories from a labelled file, and reading the texts of another with what was learnt."""

import csv
import os
import sys
from pathlib import Path

from linli.cli.reading import check_bytes
from linli.kit.errors import Refused
from linli.language.rules import classifying
from linli.language.rules.classifying import measuring, rows

MOST_MEGABYTES = 200


def train(path: Path, *, out: Path) -> int:
    """Learn from a file with `label,text` and put the model into a folder; how good it is goes to standard error."""
    check_bytes(path, megabytes=MOST_MEGABYTES)
    given = rows.read(path, labelled=True)
    if out.exists() and not out.is_dir():
        raise Refused("classify/no-folder", zh=f"{out} 不是文件夹", en=f"{out} is not a folder")
    from linli.language.rules.classifying.training import (
        train as learn,
    )  # slow to import, and predict needs none

    trained = learn(given)
    found = measuring.told(trained.held_out, trained.truth, trained.model)
    classifying.save(trained.model, out, **found)
    if trained.left_out:
        print(
            f"{trained.left_out} 条没有用上：空文本、没有标签或该标签只有一条 rows left out", file=sys.stderr
        )
    print(
        f"学了 {len(trained.rows)} 条，{len(trained.model.labels)} 类；"
        f"没见过的文本上 macro-F1 {found['macro_f1']:.3f}，"
        f"有把握 {found['sure_share']:.0%}（其中正确 {found['sure_right']:.1%}） learnt; figures on held-out texts",
        file=sys.stderr,
    )
    return 0


def predict(path: Path, *, model: Path) -> int:
    """Print `label,probability,sure` of each text of a file, in its order, as CSV with a heading."""
    check_bytes(path, megabytes=MOST_MEGABYTES)
    read = classifying.load(model).read
    given = rows.read(path, labelled=False)
    out = csv.writer(sys.stdout, lineterminator="\n")
    try:
        out.writerow(("label", "probability", "sure"))
        for row in given:
            verdict = read(row.text)
            out.writerow((verdict.label, f"{verdict.probability:.4f}", "true" if verdict.sure else "false"))
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read us has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
