"""From the API page to the model to the JSON Schemas."""
