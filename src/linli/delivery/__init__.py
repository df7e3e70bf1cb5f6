"""Telling people: messages inside the product, to a post (whoever holds it reads them) or to one person. What happened
is in the ledger; a message only says that somebody should look."""
