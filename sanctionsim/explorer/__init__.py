"""The explorer: surfaces are found and prepared, a view is run in full, and a server shows it."""
