"""How ledgers are written: opening files (`reading`, `apart`), headings (`headings`), single cells (`cells`), whole
rows of residents (`people`), where they live (`places`), what a row is to the register (`judging`), states of a load
(`loads`)."""
