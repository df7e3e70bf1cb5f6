"""Routes of the register: places (`places`), households and residents (`people`), labels and their dictionary
(`labels`), organisations (`organisations`)."""

from linli.register.api import labels, organisations, people, places
from linli.register.api.router import router

__all__ = ["labels", "organisations", "people", "places", "router"]
