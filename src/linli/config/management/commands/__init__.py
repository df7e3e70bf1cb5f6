"""Django's commands as this house needs them."""
