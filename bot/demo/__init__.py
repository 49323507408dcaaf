"""A demo business: a dental practice with a full week, to try Reslot without an account."""
