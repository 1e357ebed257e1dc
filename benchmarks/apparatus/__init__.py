"""What every benchmark uses: servers, a visitor, rows of results and their table."""
