"""Changing hot issues: what the job finds (`gathering`), what people say of them (`tending`), one answer for all
(`joining`)."""

from linli.hotspots.actions.gathering import gather
from linli.hotspots.actions.joining import join
from linli.hotspots.actions.tending import dismiss, put_in, rename, restore, take_out, watch

__all__ = ["dismiss", "gather", "join", "put_in", "rename", "restore", "take_out", "watch"]
