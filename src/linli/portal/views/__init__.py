"""The public pages, thin: a form or a query, then a template. `shown` draws them, `home` has the still pages, `raising`
and `tracking` the two ways of a resident, `faces` the doors of the staff faces."""
