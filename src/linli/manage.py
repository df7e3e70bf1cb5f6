"""Django's own commands: `python -m linli.manage migrate` and the like."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run a Django command; migrations run as the owner of the tables."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
    if len(sys.argv) > 1 and sys.argv[1] in {
        "migrate",
        "makemigrations",
        "showmigrations",
        "sqlmigrate",
        "flush",
    }:
        os.environ.setdefault("LINLI_DATABASE_ROLE", "owner")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
