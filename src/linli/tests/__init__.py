"""Tests over everything, and the small community they share."""
