"""The one router the rooms of the API hang their routes on."""

from ninja import Router

router = Router(tags=["matters"])
