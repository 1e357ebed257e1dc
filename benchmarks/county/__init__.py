"""An invented county of a million matters, written into the database in bulk, the same for every run."""
