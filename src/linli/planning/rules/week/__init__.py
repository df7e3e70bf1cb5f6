"""A week (or a campaign of months) of doors, spread over the days and hours of those who go, in walking order."""
