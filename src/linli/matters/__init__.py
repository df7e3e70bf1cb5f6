"""A matter (事项): something somebody needs or reports, from the words it came in to the rating it leaves with. One
loop for every door. It is not a visit, an inspection or a project: those raise matters."""
