"""The papers of a petition: what each says, from what was entered once; drafts until they are signed."""
