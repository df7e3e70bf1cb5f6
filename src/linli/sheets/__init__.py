"""Ledgers as sheets: a file of residents read, checked, previewed and loaded into the register, and the register
written out as the ledger a subdistrict expects. What a person or a home is, the register knows; how people write it
into Excel, this room knows."""
