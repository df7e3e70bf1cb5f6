"""The routers the rooms of the API hang their routes on: matters, and the dictionary of matters."""

from ninja import Router

router = Router(tags=["matters"])
dictionary_router = Router(tags=["dictionary"])
