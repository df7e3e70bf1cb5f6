"""Routes of the register: what is kept of people and why, who looked behind a mask (`privacy`)."""

from linli.register.api import privacy
from linli.register.api.router import router

__all__ = ["privacy", "router"]
