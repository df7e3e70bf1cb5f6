"""Writing habits: keeping what was counted (`counting`), what an administrator says of them (`saying`)."""

from linli.habits.actions.counting import ask, count, forget, keep
from linli.habits.actions.saying import put_aside, restore

__all__ = ["ask", "count", "forget", "keep", "put_aside", "restore"]
