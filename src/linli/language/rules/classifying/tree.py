"""Two levels of labels: first the branch (`env`), then, within it, the leaf (`env.garbage`). A leaf is as probable as
its branch times itself among the branch's leaves. A branch with one leaf that was seen needs nothing to be learnt."""

import io
import json
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from linli.kit.errors import Refused
from linli.language.rules.classifying import measuring, storing
from linli.language.rules.classifying.known import Few, Known, all_of, readable
from linli.language.rules.classifying.model import Model, Numbers, Verdict
from linli.language.rules.classifying.rows import Labelled

ABOUT = "tree.json"
TOP = "top"
HARDLY = 0.05
"""A branch less probable than this is not gone into, once there is another."""
WORDS = 6
"""Words that are told of what speaks for a leaf, at most."""
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

    @cached_property
    def theirs(self) -> Mapping[str, Few]:
        """For each branch's model the number it gives to each piece of the top, or less than nothing. Whatever a branch
        knows the top knows, since it learnt from the same texts and more."""
        at = self.top.index
        found: dict[str, Few] = {}
        for branch, model in self.below.items():
            numbers: Few = np.full(len(at), -1, dtype=np.int32)
            both = [(at[piece], number) for piece, number in model.index.items() if piece in at]
            numbers[[top for top, _ in both]] = [number for _, number in both]
            found[branch] = numbers
        return found

    def rank(self, text: str, *, most: int = 3, explained: bool = True) -> list[Verdict]:
        """The likeliest leaves with the words that speak for them; none where nothing of the text is known. A branch
        that is hardly possible is not gone into."""
        known = self.top.known(text)
        if not known.at.size:
            return []
        best = self._likeliest(known, most)
        return self.explained(known, best) if explained else best

    def read(self, text: str, *, most: int) -> tuple[Known, list[Verdict]]:
        """The same, not explained yet, with what is needed to explain some of them."""
        known = self.top.known(text)
        return known, self._likeliest(known, most) if known.at.size else []

    def _likeliest(self, known: Known, most: int) -> list[Verdict]:
        found: list[tuple[str, float]] = []
        branches = self.top.of(all_of(known))
        at_best: list[int] = np.argsort(-branches, kind="stable")[:most].tolist()
        for at in at_best:
            branch, probability = self.top.labels[at], float(branches[at])
            if found and probability < HARDLY:
                break
            if leaf := self.only.get(branch):
                found.append((leaf, probability))
                continue
            model = self.below[branch]
            inside = model.of(known.among(self.theirs[branch])).tolist()
            found += [(leaf, probability * each) for leaf, each in zip(model.labels, inside, strict=True)]
        best = sorted(found, key=lambda each: (-each[1], each[0]))[:most]
        return [Verdict(leaf, each, sure=each >= self.sure_from) for leaf, each in best]

    def explained(self, known: Known, verdicts: Sequence[Verdict]) -> list[Verdict]:
        """The verdicts with the words that speak for each: for its branch, and within the branch for the leaf."""
        labels = [each.label for each in verdicts]
        speaks = self.top.speaks(all_of(known), [branch_of(label) for label in labels])
        for branch in sorted({branch_of(label) for label in labels} & set(self.below)):
            columns = [at for at, label in enumerate(labels) if branch_of(label) == branch]
            mine = known.among(self.theirs[branch])
            inside = self.below[branch].speaks(mine, [labels[at] for at in columns])
            speaks[mine.rows[:, None], columns] += inside
        why = readable(known, speaks, most=WORDS)
        return [replace(each, why=words) for each, words in zip(verdicts, why, strict=True)]

    def probabilities(self, text: str) -> dict[str, float]:
        """How probable each leaf is."""
        known = self.top.known(text)
        branches = dict(zip(self.top.labels, self.top.of(all_of(known)).tolist(), strict=True))
        found = {leaf: branches[branch] for branch, leaf in self.only.items()}
        for branch, model in self.below.items():
            inside = model.of(known.among(self.theirs[branch])).tolist()
            for leaf, probability in zip(model.labels, inside, strict=True):
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
        try:
            trained = training.train(mine)
        except Refused:  # all of them copies of one another
            only[branch] = max(leaves, key=lambda leaf: (each[leaf], leaf))
            continue
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
        mine, known = branch_of(row.label), tree.top.known(row.text)
        for column, branch in enumerate(tree.top.labels):
            if leaf := tree.only.get(branch):
                found[number, at[leaf]] = top[number, column]
                continue
            model = tree.below[branch]
            inside = (
                held[branch][seen[branch]] if branch == mine else model.of(known.among(tree.theirs[branch]))
            )
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
