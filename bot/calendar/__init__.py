"""The schedule as flows may ask it: free slots, this phone's appointments, the place; and a record of every answer."""

from bot.calendar.replay import RecordingCalendar, ReplayCalendar
from bot.calendar.store import StoreCalendar, load_calendar, visits_of

__all__ = ["RecordingCalendar", "ReplayCalendar", "StoreCalendar", "load_calendar", "visits_of"]
