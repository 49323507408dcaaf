"""Ways texts come in and go out: Twilio, and the console for trials."""
