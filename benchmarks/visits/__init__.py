"""Opening pages in turns: who, which, and what it costs."""
