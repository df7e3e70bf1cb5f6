"""The outbox's other end: what a phone takes along to work without a signal, and the phones themselves."""
