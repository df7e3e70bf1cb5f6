"""Two levels of labels: first the branch (`env`), then, within it, the leaf (`env.garbage`). A leaf is as probable as
its branch times itself among the branch's leaves. A branch with one leaf that was seen needs nothing to be learnt."""

import io
import json
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from linli.kit.errors import Refused
from linli.language.rules.classifying import measuring, storing, texts
from linli.language.rules.classifying.model import Model, Numbers, Verdict
from linli.language.rules.classifying.rows import Labelled

ABOUT = "tree.json"
TOP = "top"
HARDLY = 0.05
"""A branch less probable than this is not gone into, once there is another."""
_MOST_BYTES = 400 * 1024 * 1024


def branch_of(leaf: str) -> str:
    """The branch a leaf is on: what stands before the point."""
    return leaf.partition(".")[0]


@dataclass(frozen=True)
class Tree:
    """What was learnt of branches, and of the leaves of each; `only` names the one leaf of a branch that has no more.
    `sure_from` is of leaves."""

    top: Model
    below: Mapping[str, Model]
    only: Mapping[str, str]
    sure_from: float

    @property
    def leaves(self) -> tuple[str, ...]:
        """All leaves that can be said."""
        found = [*self.only.values(), *(leaf for model in self.below.values() for leaf in model.labels)]
        return tuple(sorted(found))

    def rank(self, text: str, *, most: int = 3, explained: bool = True) -> list[Verdict]:
        """The likeliest leaves with the words that speak for them; none where nothing of the text is known. A branch
        that is hardly possible is not gone into."""
        seen = texts.Seen(text)
        found: list[Verdict] = []
        for branch in self.top.rank(seen, most=most, explained=False):
            if found and branch.probability < HARDLY:
                break
            if leaf := self.only.get(branch.label):
                found.append(replace(branch, label=leaf))
                continue
            found += [
                replace(each, probability=branch.probability * each.probability)
                for each in self.below[branch.label].rank(seen, most=most, explained=False)
            ]
        best = sorted(found, key=lambda verdict: (-verdict.probability, verdict.label))[:most]
        why = self._why(seen, best) if explained else {}
        return [
            replace(each, sure=each.probability >= self.sure_from, why=why.get(each.label, ()))
            for each in best
        ]

    def _why(self, seen: texts.Seen, best: Sequence[Verdict]) -> dict[str, tuple[str, ...]]:
        """The words that speak for each leaf within its branch first, then those that speak for the branch."""
        branches = sorted({branch_of(each.label) for each in best})
        for_branch = dict(zip(branches, self.top.why(seen, branches), strict=True))
        found: dict[str, tuple[str, ...]] = {}
        for branch in branches:
            leaves = [each.label for each in best if branch_of(each.label) == branch]
            inside = (
                self.below[branch].why(seen, leaves, most=3) if branch in self.below else [()] * len(leaves)
            )
            for leaf, words in zip(leaves, inside, strict=True):
                found[leaf] = tuple(dict.fromkeys([*words, *for_branch[branch]]))[:6]
        return found

    def probabilities(self, text: str) -> dict[str, float]:
        """How probable each leaf is."""
        seen = texts.Seen(text)
        branches = dict(zip(self.top.labels, self.top.probabilities(seen).tolist(), strict=True))
        found = {leaf: branches[branch] for branch, leaf in self.only.items()}
        for branch, model in self.below.items():
            for leaf, probability in zip(model.labels, model.probabilities(seen).tolist(), strict=True):
                found[leaf] = branches[branch] * probability
        return found


@dataclass(frozen=True)
class Grown:
    """A tree, the texts it was grown from, and the probability of each leaf (in the order of `tree.leaves`) for each of
    them while it was held out."""

    tree: Tree
    rows: tuple[Labelled, ...]
    held_out: Numbers

    @property
    def truth(self) -> measuring.Which:
        """The number of the right leaf of each row."""
        at = {leaf: number for number, leaf in enumerate(self.tree.leaves)}
        return np.array([at[row.label] for row in self.rows], dtype=np.int64)


def grow(given: Sequence[Labelled], *, fewest: int) -> Grown:
    """Learn branches and leaves; leaves with fewer texts than `fewest` are left to the keywords. Refuses what
    `training.train` refuses."""
    from linli.language.rules.classifying import training

    each = Counter(row.label for row in given if row.text.strip())
    rows = tuple(row for row in given if row.text.strip() and each[row.label] >= fewest)
    top = training.train([Labelled(branch_of(row.label), row.text) for row in rows])
    below: dict[str, Model] = {}
    only: dict[str, str] = {}
    held: dict[str, Numbers] = {}
    for branch in top.model.labels:
        mine = [row for row in rows if branch_of(row.label) == branch]
        leaves = sorted({row.label for row in mine})
        if len(leaves) == 1 or len(mine) < training.FEWEST:
            only[branch] = max(leaves, key=lambda leaf: (each[leaf], leaf))
            continue
        trained = training.train(mine)
        below[branch], held[branch] = trained.model, trained.held_out
    tree = Tree(top.model, below, only, measuring.NEVER)
    kept = set(tree.leaves)
    stays = np.array([row.label in kept for row in rows])
    held_out = _held_out(tree, rows, top.held_out, held)[stays]
    grown = Grown(tree, tuple(row for row in rows if row.label in kept), held_out)
    return replace(
        grown, tree=replace(tree, sure_from=measuring.sure_from(held_out, grown.truth, right=training.SURE))
    )


def _held_out(tree: Tree, rows: Sequence[Labelled], top: Numbers, held: Mapping[str, Numbers]) -> Numbers:
    """Each row's leaves: of its own branch as held out, of the others as they were never to see it."""
    at = {leaf: number for number, leaf in enumerate(tree.leaves)}
    found = np.zeros((len(rows), len(at)), dtype=np.float32)
    seen: Counter[str] = Counter()
    for number, row in enumerate(rows):
        mine, others = branch_of(row.label), texts.Seen(row.text)
        for column, branch in enumerate(tree.top.labels):
            if leaf := tree.only.get(branch):
                found[number, at[leaf]] = top[number, column]
                continue
            model = tree.below[branch]
            inside = held[branch][seen[branch]] if branch == mine else model.probabilities(others)
            found[number, [at[leaf] for leaf in model.labels]] = top[number, column] * inside
        seen[mine] += 1
    return found


def packed(tree: Tree) -> bytes:
    """A tree as one archive of plain numbers and words."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        about = {"branches": list(tree.below), "only": dict(tree.only), "sure_from": tree.sure_from}
        archive.writestr(ABOUT, json.dumps(about, ensure_ascii=False))
        for name, model in (
            (TOP, tree.top),
            *((f"below/{branch}", model) for branch, model in tree.below.items()),
        ):
            for part, data in storing.parts(model).items():
                archive.writestr(f"{name}/{part}", data)
    return content.getvalue()


def unpacked(content: bytes) -> Tree:
    """The tree of an archive. Refuses what is none (`classify/no-model`)."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(info.file_size for info in archive.infolist()) > _MOST_BYTES:
                raise ValueError("too large")
            about = json.loads(archive.read(ABOUT))
            return Tree(
                _model(archive, TOP),
                {str(branch): _model(archive, f"below/{branch}") for branch in about["branches"]},
                {str(branch): str(leaf) for branch, leaf in about["only"].items()},
                float(about["sure_from"]),
            )
    except storing.BROKEN as error:
        raise Refused(
            "classify/no-model",
            zh="保存的分类模型已损坏，请重新学习",
            en="The stored model is damaged; learn again",
        ) from error


def _model(archive: zipfile.ZipFile, name: str) -> Model:
    return storing.of_parts({part: archive.read(f"{name}/{part}") for part in storing.PARTS})
