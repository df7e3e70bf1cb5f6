"""Writes the kept copy of the OpenAPI document, or checks that it is today's."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from linli.config.api import api
from linli.config.openapi import SNAPSHOT, document


class Command(BaseCommand):
    """`openapi` writes web/openapi.json; `openapi --check` fails when it is not today's."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Only whether to check."""
        parser.add_argument("--check", action="store_true", help="write nothing, fail when it differs")

    def handle(self, *_: Any, check: bool, **__: Any) -> None:
        """Write or check."""
        today = document(api)
        if not check:
            SNAPSHOT.write_text(today, encoding="utf-8")
        elif not SNAPSHOT.is_file() or SNAPSHOT.read_text(encoding="utf-8") != today:
            raise CommandError(
                "web/openapi.json is not today's: run `python -m linli.manage openapi`, then `npm run api` in web/"
            )
