"""Opening files of rows that people send (.xlsx and what WPS writes, .xls, .ods, .csv): looked at from outside by
`reading`, taken apart by a process of its own (`apart`); `failed` finds the cells whose formulas failed."""
