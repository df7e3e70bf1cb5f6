"""Commands for the machine's keeper: `linli demo`, `linli ingest`, `linli worker`, `linli key`. They act through the
same actions as everybody, as the system or as the people of the demo."""
