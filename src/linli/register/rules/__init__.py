"""What the register's values mean (`kinds`), who may do what (`grants`), numbers of persons and organisations
(`numbers`), and what labels and skills are called (`labels`)."""

from linli.register.rules.grants import GRANTS, KEPT, Permission

__all__ = ["GRANTS", "KEPT", "Permission"]
