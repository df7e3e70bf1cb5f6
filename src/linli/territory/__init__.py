"""Where: administrative divisions by their 12-digit codes, and the grids and micro-grids a community draws for itself.
Everything that has a place carries an area code from here; nothing here knows what happens in it."""
