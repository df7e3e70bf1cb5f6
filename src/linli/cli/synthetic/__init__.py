"""A made-up community of any size for the register: places, households, residents, labels, shops. Pure and seeded: the
same site, size, day and seed always give the same community. Everything in it is marked synthetic when it is loaded."""
