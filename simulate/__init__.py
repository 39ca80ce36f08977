"""What happens: claimants, luck, clocks, processes, ticks, observation, one run and many runs."""
