"""What `dev.py` is made of: installing, the embedded database, serving, checking. Standard library alone, since it
runs before anything is installed."""
