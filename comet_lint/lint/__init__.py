"""From one document to its findings."""
