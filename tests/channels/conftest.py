"""The stand-in for Twilio, for every test in this folder."""

from tests.trial_fixture import standin

__all__ = ["standin"]
