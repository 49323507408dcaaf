"""Files that a business keeps: what it is (`business.toml`) and whom it expects (`appointments.csv`)."""
