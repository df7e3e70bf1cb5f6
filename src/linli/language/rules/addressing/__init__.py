"""Addresses cut into their parts (province, city, road, house, room …) by a tagger that a site trains on its own marked
addresses: `sheets` reads and writes the files, `features` says what the tagger looks at, `tagging` trains and tags,
`scoring` counts what was right."""

from linli.language.rules.addressing.scoring import Score, entities, score
from linli.language.rules.addressing.sheets import Address, read, written
from linli.language.rules.addressing.tagging import MODEL, Tagger, train

__all__ = ["MODEL", "Address", "Score", "Tagger", "entities", "read", "score", "train", "written"]
