"""The routes of matters, joined."""

from ninja import Router

from linli.matters.api import intake, reading, steps

router = Router(tags=["matters"])
router.add_router("", intake.router)
router.add_router("", reading.router)
router.add_router("", steps.router)
