"""What messages keep sealed: the code that proves an address, for half an hour."""

from linli.kit.sealed import Sealed

SEALED = (Sealed(table="delivery_reader", key="id", fields={"code": "mail-code"}),)
