"""The languages likely in a time zone: a hint where neither the customer nor the place tells theirs."""

from __future__ import annotations

_TAGS = {
    "America/New_York": ("en-US", "es-US"), "America/Chicago": ("en-US", "es-US"), "America/Denver": ("en-US", "es-US"),
    "America/Los_Angeles": ("en-US", "es-US"), "America/Phoenix": ("en-US", "es-US"), "America/Detroit": ("en-US",),
    "America/Anchorage": ("en-US",), "Pacific/Honolulu": ("en-US",), "America/Boise": ("en-US",),
    "America/Indiana/Indianapolis": ("en-US",), "America/Kentucky/Louisville": ("en-US",),
    "America/Toronto": ("en-CA", "fr-CA"), "America/Vancouver": ("en-CA",), "America/Edmonton": ("en-CA",),
    "America/Winnipeg": ("en-CA",), "America/Halifax": ("en-CA",), "America/Montreal": ("fr-CA", "en-CA"),
    "Europe/London": ("en-GB",), "Europe/Dublin": ("en-IE",), "Australia/Sydney": ("en-AU",),
    "Australia/Melbourne": ("en-AU",), "Australia/Brisbane": ("en-AU",), "Australia/Perth": ("en-AU",),
    "Pacific/Auckland": ("en-NZ",), "Africa/Johannesburg": ("en-ZA",), "Asia/Kolkata": ("en-IN",),
    "Asia/Singapore": ("en-SG", "zh-SG"), "Europe/Madrid": ("es-ES",), "Atlantic/Canary": ("es-ES",),
    "America/Mexico_City": ("es-MX",), "America/Monterrey": ("es-MX",), "America/Tijuana": ("es-MX",),
    "America/Bogota": ("es-CO",), "America/Lima": ("es-PE",), "America/Santiago": ("es-CL",),
    "America/Argentina/Buenos_Aires": ("es-AR",), "America/Montevideo": ("es-UY",), "America/Caracas": ("es-VE",),
    "America/Puerto_Rico": ("es-PR", "en-US"), "Europe/Paris": ("fr-FR",), "Europe/Brussels": ("nl-BE", "fr-BE"),
    "Europe/Luxembourg": ("fr-LU", "de-LU"), "Europe/Zurich": ("de-CH", "fr-CH", "it-CH"),
    "Europe/Berlin": ("de-DE",), "Europe/Vienna": ("de-AT",), "Europe/Rome": ("it-IT",), "Europe/Lisbon": ("pt-PT",),
    "America/Sao_Paulo": ("pt-BR",), "America/Bahia": ("pt-BR",), "Europe/Amsterdam": ("nl-NL",),
    "Asia/Tokyo": ("ja-JP",), "Asia/Seoul": ("ko-KR",), "Asia/Shanghai": ("zh-CN",), "Asia/Taipei": ("zh-TW",),
    "Asia/Hong_Kong": ("zh-HK", "en-HK"),
}  # fmt: skip


def tags_of_zone(zone: str) -> tuple[str, ...]:
    """BCP 47 tags, likely first; none for a zone that tells nothing."""
    return _TAGS.get(zone, ())
