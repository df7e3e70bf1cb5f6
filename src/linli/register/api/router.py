"""The router the rooms of the register's API hang their routes on."""

from ninja import Router

router = Router(tags=["register"])
