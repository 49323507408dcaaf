"""The location a staff page is about, and how its people write days, times and phone numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_skeleton, format_time

from bot.calendar.hours import Week, week_of
from bot.ports import Row, Session


@dataclass(frozen=True, slots=True)
class Shop:
    """A location with its zone, its opening hours and the way it writes times."""

    id: str
    name: str
    zone: ZoneInfo
    country: str
    locale: Locale
    hours: str  # JSON as in the row: providers without hours of their own work these
    week: Week

    def local(self, moment: datetime) -> datetime:
        """An aware time as the clock on this place's wall shows it."""
        return moment.astimezone(self.zone)

    def midnight(self, day: date) -> datetime:
        """The start of a local day, aware UTC."""
        return datetime.combine(day, time(), self.zone).astimezone(UTC)

    def day(self, day: date) -> str:
        """A day with its weekday: Tue, Mar 3."""
        return str(format_skeleton("MMMEd", day, locale=self.locale))

    def clock(self, moment: datetime) -> str:
        """A time of day here: 2:30 PM."""
        return str(format_time(self.local(moment).time(), "short", locale=self.locale))

    def hour(self, hour: int) -> str:
        """A full hour in short: 9 AM."""
        twelve = "a" in self.locale.time_formats["short"].pattern
        return str(format_skeleton("h" if twelve else "Hm", datetime(2000, 1, 1, hour % 24), locale=self.locale))

    def when(self, moment: datetime) -> str:
        """Day and time: Tue, Mar 3, 2:30 PM."""
        return f"{self.day(self.local(moment).date())}, {self.clock(moment)}"


def shops(session: Session) -> list[Shop]:
    """All locations."""
    return [_shop(row) for row in session.all("web_locations")]


def _shop(row: Row) -> Shop:
    return Shop(
        id=row["id"],
        name=row["name"],
        zone=ZoneInfo(row["timezone"]),
        country=row["country"],
        locale=_locale(row["country"]),
        hours=row["hours"],
        week=week_of(row["hours"], row["closed"]),
    )


def _locale(country: str) -> Locale:
    """English as this country writes it: the pages are in English, the order of day and month is the staff's own."""
    try:
        return Locale.parse(f"en_{country.upper()}" if country else "en")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def phone_words(phone: str, country: str) -> str:
    """A number as people here write it; as it is where it can't be read."""
    import phonenumbers

    try:
        number = phonenumbers.parse(phone, None)
    except phonenumbers.NumberParseException:
        return phone
    home = phonenumbers.region_code_for_country_code(number.country_code or 0) == country or (
        phonenumbers.region_code_for_number(number) == country
    )
    style = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(number, style))
