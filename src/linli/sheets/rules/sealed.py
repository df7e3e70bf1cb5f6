"""What loads keep sealed."""

from linli.kit.sealed import Sealed

SEALED = Sealed(table="sheets_part", key="id", fields={"content": "sheets.part"}, most=10)
"""Parts of up to some megabytes."""
