"""The routers the rooms of the API hang their routes on: matters, the dictionary of matters, labelled files
to learn its categories from."""

from ninja import Router

router = Router(tags=["matters"])
dictionary_router = Router(tags=["dictionary"])
labelled_router = Router(tags=["classifying"])
