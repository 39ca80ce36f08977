"""What is believed: how the numbers of the model follow from what was published."""
