"""Linli 邻里: the system communities run their daily work on — many doors, one loop, one ledger."""
