"""What it means: outcomes, paired comparison, the store of runs, tables and the report."""
