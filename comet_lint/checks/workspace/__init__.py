"""Check functions of rules about several documents."""
