"""Routes of matters: reading (`reading`), taking in (`intake`), the steps of the loop (`steps`)."""

from linli.matters.api.router import router

__all__ = ["router"]
