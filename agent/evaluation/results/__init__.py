"""The files that a run writes and reads back: the course's CSV files and results.json."""
