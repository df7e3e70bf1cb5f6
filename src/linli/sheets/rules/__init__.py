"""How ledgers are written: opening files (`reading`, `apart`), headings (`headings`), single cells (`cells`), whole rows
of residents (`people`), where they live (`places`), states of a load (`loads`)."""
