"""Routes of the register: places (`places`), households and residents (`people`), labels and their dictionary
(`labels`), organisations (`organisations`), what is kept of people and why, who looked behind a mask (`privacy`)."""

from linli.register.api import labels, organisations, people, places, privacy
from linli.register.api.router import router

__all__ = ["labels", "organisations", "people", "places", "privacy", "router"]
