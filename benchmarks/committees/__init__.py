"""A county of mediation committees with so many disputes, in a database of their own."""
