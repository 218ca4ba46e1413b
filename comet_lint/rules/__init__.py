"""Rules as data: loading, validating, selecting, conditions."""
