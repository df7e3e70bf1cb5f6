"""What is asked and answered about patrols: `sent`, `told`."""
