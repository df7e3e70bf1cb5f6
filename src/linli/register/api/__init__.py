"""Routes of the register: finding in it (`finding`)."""

from linli.register.api import finding
from linli.register.api.router import router

__all__ = ["finding", "router"]
