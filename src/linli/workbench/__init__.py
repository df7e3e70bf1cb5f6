"""The desk's first page: what waits for me, what will be late, what nobody owns. It owns no table; it composes what the
nouns below know."""
