"""Composition and nothing else: settings, addresses, which app answers where, whose permissions are whose."""
