"""What is asked and answered about visits: what is sent (`sent`), what is told (`told`)."""
