"""What Reslot decides: pure functions over values, without clock, database, network or settings."""
