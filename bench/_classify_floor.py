"""What `bench classify` is measured beside: runs of one to three characters, TF-IDF and a linear support vector
machine, as anybody would begin; and the keywords of the dictionary that is shipped, which have learnt nothing."""

import csv
from collections.abc import Sequence

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from linli.language.rules.classifying.rows import Labelled
from linli.language.rules.keywords import CategoryWords, Lexicon
from tools import places

BY_OUR_CODE = {
    "env.smell": "环境保护",
    "env.dust": "环境保护",
    "env.river": "环境保护",
    "neighbour.noise_": "环境保护",
    "traffic.": "交通运输",
    "work.": "劳动和社会保障",
    "service.school": "教育文体",
    "culture.": "教育文体",
    "service.clinic": "卫生计生",
    "service.": "商贸旅游",
    "permit.shop": "商贸旅游",
    "": "城乡建设",
}
"""Which of the seven labels of the real file the categories of our own dictionary come closest to; the first that the
code begins with counts."""


def answers(outside: Sequence[Labelled], inside: Sequence[Labelled]) -> list[str]:
    """The labels a plain model gives to what was held out."""
    plain = make_pipeline(
        TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True, min_df=2), LinearSVC(C=0.5)
    )
    plain.fit([row.text for row in outside], [row.label for row in outside])
    return [str(label) for label in plain.predict([row.text for row in inside])]


def by_keywords(inside: Sequence[Labelled]) -> list[str]:
    """The labels the shipped keywords lead to, without any learning; empty where no word speaks."""
    lexicon = shipped()
    best = [lexicon.suggest(row.text, k=1) for row in inside]
    return [_label(each[0].code) if each else "" for each in best]


def shipped() -> Lexicon:
    """The keywords of the dictionary that is shipped."""
    path = places.ROOT / "src" / "linli" / "matters" / "data" / "categories.csv"
    with path.open(encoding="utf-8", newline="") as file:
        found = [
            CategoryWords(row["code"], tuple(filter(None, row["keywords"].split("|"))), int(row["order"]))
            for row in csv.DictReader(file)
        ]
    return Lexicon([each for each in found if each.keywords])


def _label(code: str) -> str:
    return next(label for begins, label in BY_OUR_CODE.items() if code.startswith(begins))
