"""What is known about Comet, without a rule in it."""
