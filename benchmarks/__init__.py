"""How fast the portal is, measured and never asserted. Each module here with a `measure` is one benchmark."""
