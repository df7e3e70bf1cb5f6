"""Editions (版本) of what a site keeps as data: categories, responsibility, titles, the holidays of a year. Each change
is a new numbered edition with who, when and why; the ones before are kept and never altered. What is in force stands in
the noun's own tables; an edition is the whole set as it was put in force."""
