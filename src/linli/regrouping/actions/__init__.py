"""Writing regroupings: drafted and discarded (`drafting`), applied (`applying`)."""

from linli.regrouping.actions.applying import apply, carry_out, give_up
from linli.regrouping.actions.drafting import catch_up, change, discard, start

__all__ = ["apply", "carry_out", "catch_up", "change", "discard", "give_up", "start"]
