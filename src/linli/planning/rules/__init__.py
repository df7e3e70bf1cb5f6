"""Pure rules of planning: `week` spreads doors over workers' days, `periodic` solves the periodic routing problem."""
