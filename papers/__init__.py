"""What an official paper says, and how it is drawn: Word, Excel, PDF. Knows no database and no app."""
