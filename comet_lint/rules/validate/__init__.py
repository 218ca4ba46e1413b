"""The validator of rule files, for those that come with comet-lint and a user's own alike."""
