"""The ground under every room: who acts, what went wrong, what time it is, how a page is cut. It owns no
tables and imports no app; everything above may import it."""
