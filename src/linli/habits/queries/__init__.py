"""Reading habits: what is said of one beside the list (`beside`), where list and history disagree (`against`)."""

from linli.habits.queries.against import against
from linli.habits.queries.beside import beside
from linli.habits.queries.sight import visible_habits, visible_put_aside

__all__ = ["against", "beside", "visible_habits", "visible_put_aside"]
