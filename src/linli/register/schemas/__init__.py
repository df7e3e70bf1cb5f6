"""What is asked and answered about the register: finding in it (`finding`)."""
