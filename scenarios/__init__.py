"""What is asked: scenario files, beliefs, parameters, areas and evidence, and how they are read."""
