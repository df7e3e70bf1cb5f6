"""A mirror beside an answer that is being written: does it answer, on what basis, what comes next and by when, whom to
turn to, how does it sound, does it name a resident. Rules of words that a person can read; they block nothing, score
nobody, and do not tell a good answer from a bad one."""

from linli.language.rules.answering.checklist import RULES, check
from linli.language.rules.answering.points import Answer, Kind, Point, Rule, State

__all__ = ["RULES", "Answer", "Kind", "Point", "Rule", "State", "check"]
