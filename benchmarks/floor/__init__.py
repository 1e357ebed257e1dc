"""The floor: plain Django pages on the same tables, each with sign-in and its one obvious query.

No scope, no lights, no history, no audit: what a page would cost if it did nothing of what ours do.
"""

WRITING = "writing"  # the connection that finds the tables of the schema bench first: the same, unguarded
