"""What is taken out of a report, and why."""
