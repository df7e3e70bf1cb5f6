"""What the register answers and is asked."""
