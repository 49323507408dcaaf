"""A stand-in for Twilio: a server that checks every request as Twilio would, for the tests and the demo."""
