"""What can go wrong, by kind: each module has `cases(folder)`, which yields a `Finding` for every case it tried."""
