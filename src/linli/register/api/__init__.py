"""Routes of the register: places (`places`), households and residents (`people`), labels and their dictionary
(`labels`), organisations (`organisations`), finding (`finding`), places in texts (`locating`), what is kept of people
and why and who looked behind a mask (`privacy`), whom households are in touch with and informants (`ties`)."""

from linli.register.api import finding, labels, locating, organisations, people, places, privacy, ties
from linli.register.api.router import router

__all__ = ["finding", "labels", "locating", "organisations", "people", "places", "privacy", "router", "ties"]
