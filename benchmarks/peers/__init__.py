"""One small workload on this engine, on the frameworks of others, in plain NumPy and compiled: `make peers`."""
