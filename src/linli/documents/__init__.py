"""Print and export: what goes onto paper (PDF, by typst) and into spreadsheets (.xlsx). It lays out what it is given
and reads no table itself; the noun that has something to print builds the content, decides who may have it, and writes
the ledger. Layouts lie in `papers/`."""
