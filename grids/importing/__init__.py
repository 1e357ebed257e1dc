"""Old cases from other systems: a table, a mapping of its columns, and a report on every row.

From the ground: cells → mapping, reading → names, oddities → rows → report → services.
"""
