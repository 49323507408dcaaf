"""The sender of a text: the number the customer knows, one of their country, or a plain warning."""

from __future__ import annotations

import phonenumbers
import pytest

from bot.senders import Choice, Sender, choose_sender, countries, country_of, with_reply_number

US = Sender("+12025550101", "US", mms=True)
US_TEXT_ONLY = Sender("+12025550102", "US")
TOLL_FREE = Sender("+18445550103", "US", "toll-free")
SHORT = Sender("72345", "US", "short code")
UK = Sender("+447700900104", "GB")
VOICE_ONLY = Sender("+13125550105", "US", sms=False)
NAME = Sender("GREENST", "", "name")
SERVICE = "MG" + "7" * 32
AMERICAN, BRITON, FRENCH, TURK = "+14155552671", "+447400123456", "+33612345678", "+905321234567"


@pytest.mark.parametrize(
    ("phone", "country"),
    [
        (AMERICAN, "US"),
        (BRITON, "GB"),
        (FRENCH, "FR"),
        (TURK, "TR"),
        ("+12423241234", "BS"),
        ("72345", ""),
        ("+870773111632", ""),
    ],
)
def test_a_phone_has_a_country(phone, country):
    assert country_of(phone) == country


def test_the_number_the_customer_texted_answers_even_from_abroad():
    choice = choose_sender(BRITON, [UK, US], texted=US.number)

    assert choice is not None
    assert choice.sender == US.number


def test_the_number_texted_is_not_used_once_it_is_no_longer_ours():
    choice = choose_sender(AMERICAN, [US], texted="+12025550199")

    assert choice is not None
    assert choice.sender == US.number


def test_a_first_text_comes_from_the_customers_country():
    assert choose_sender(BRITON, [US, UK], service=SERVICE) == Choice(sender=UK.number)


def test_a_number_that_only_speaks_is_passed_over():
    assert choose_sender(AMERICAN, [VOICE_ONLY, US_TEXT_ONLY]) == Choice(sender=US_TEXT_ONLY.number)


def test_without_a_number_of_the_country_the_service_picks():
    assert choose_sender(FRENCH, [US, UK], service=SERVICE) == Choice(service=SERVICE)


def test_a_number_of_another_country_comes_with_a_plain_warning():
    choice = choose_sender(FRENCH, [UK])

    assert choice is not None
    assert (choice.sender, "FR" in (choice.warning or ""), "lost" in (choice.warning or "")) == (UK.number, True, True)


@pytest.mark.parametrize("sender", [SHORT, TOLL_FREE, VOICE_ONLY])
def test_short_codes_toll_free_and_voice_numbers_stay_at_home(sender):
    assert choose_sender(FRENCH, [sender]) is None


@pytest.mark.parametrize("sender", [SHORT, TOLL_FREE])
def test_short_codes_and_toll_free_numbers_work_at_home(sender):
    assert choose_sender(AMERICAN, [sender]) == Choice(sender=sender.number)


def test_a_name_sends_only_what_needs_no_answer():
    assert choose_sender(FRENCH, [NAME]) is None


def test_a_text_from_a_name_carries_the_number_to_answer_to():
    choice = choose_sender(FRENCH, [NAME, UK], one_way=True)

    assert choice == Choice(sender="GREENST", reply_to=UK.number)
    assert with_reply_number("We are closed today.", choice) == "We are closed today. SMS: +447700900104"


@pytest.mark.parametrize("phone", [AMERICAN, "+14165550123"])
def test_a_name_never_texts_north_america(phone):
    assert choose_sender(phone, [NAME], one_way=True) is None


def test_other_texts_carry_no_number():
    assert with_reply_number("Hi", Choice(sender=US.number)) == "Hi"


def test_pictures_go_through_a_sender_that_can():
    choice = choose_sender(AMERICAN, [US_TEXT_ONLY, US], media=True)

    assert choice == Choice(sender=US.number, pictures=True)


def test_the_conversation_stays_with_the_number_texted_and_then_without_pictures():
    choice = choose_sender(AMERICAN, [US, US_TEXT_ONLY], texted=US_TEXT_ONLY.number, media=True)

    assert choice == Choice(sender=US_TEXT_ONLY.number, pictures=False)


def test_pictures_never_go_where_no_carrier_takes_them():
    choice = choose_sender(BRITON, [Sender("+447700900106", "GB", mms=True)], media=True)

    assert choice == Choice(sender="+447700900106", pictures=False)


@pytest.mark.parametrize(("senders", "service"), [([Sender("+905320000000", "TR")], None), ([], SERVICE)])
def test_a_country_whose_answers_are_lost_is_warned_of(senders, service):
    choice = choose_sender(TURK, senders, service=service)

    assert choice is not None
    assert "answers do not reach us" in (choice.warning or "")


def test_nobody_can_text_without_senders():
    assert choose_sender(AMERICAN, []) is None


def test_the_table_names_countries_that_exist():
    table = countries()

    assert (table.pictures | table.one_way | table.no_names) - phonenumbers.SUPPORTED_REGIONS == frozenset()
    assert table.pictures == {"US", "CA", "AU"}
