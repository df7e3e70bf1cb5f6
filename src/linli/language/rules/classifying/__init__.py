"""Learning to say what a text is about from texts that were said before. `training` fits a `Model` to labelled texts,
`storing` keeps it as plain numbers and words (nothing that is read is ever run), `measuring` says how good it is, and
`texts` is what all of them see of a text. Whoever only reads texts imports nothing
that is needed to learn."""

from linli.language.rules.classifying.model import Model, Verdict
from linli.language.rules.classifying.rows import Labelled
from linli.language.rules.classifying.storing import load, save

__all__ = ["Labelled", "Model", "Verdict", "load", "save"]
