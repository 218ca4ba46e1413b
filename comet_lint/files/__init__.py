"""comet-lint's own files: data folders, cache, writing whole files."""
