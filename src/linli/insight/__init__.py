"""Figures: what a community looks like in numbers, each counted from the records at the moment it is asked for, with
those records behind it. It owns no table."""
