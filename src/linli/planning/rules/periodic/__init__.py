"""Routes over several days for places that are visited once or more, on days that fit together."""
