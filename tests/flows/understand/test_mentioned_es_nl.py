"""Spanish and Dutch: what a longer phrase hid (a no, a condition), and replies not understood at first."""

from __future__ import annotations

import pytest

from flows.values import Expecting, Intent
from tests.flows.understand.contexts import ACTING, meant, reading

MENTIONED = {
    "es": (
        "todavía no canceles", "aún no cancelen", "ya no quiero cancelar", "ya no quiero cancelarla",
        "ya no hace falta cancelar", "ya no tengo que cancelar la cita", "hoy no canceles", "jamás cancelo",
        "nada de cancelar", "no estoy cancelando", "no estoy diciendo que cancele", "cancelar no, cambiar",
        "mejor que cancelar, cambiarla", "y si al final cancelo", "y si quiero anularla el mismo día?",
        "es posible que cancelemos", "puedo ir aunque cancelara?", "dice mi marido que mejor cancele",
        "la recepcionista me comentó que se podía anular", "si llego a saberlo, cancelo", "cancelo siempre tarde",
        "a las 9 me cancelaron la otra", "me han cobrado una cancelación", "no hace falta borrar la cita",
        "si todo va bien voy", "si nada cambia voy", "si mi jefe quiere voy", "si sale bien iré", "si llego voy",
        "si el viernes puedo voy", "si ese día estoy libre voy", "si está la doctora confirmo", "iré si puedo",
        "voy si puedo", "confirmo si puedo", "aviso si voy", "no sé si voy", "preguntan si voy", "por si voy",
        "si puedo ir iré", "si voy os aviso", "con la doctora García mejor que con el otro", "mejor con Ana", "mejor",
        "ya estamos en casa", "ya me llamó la doctora", "ya está todo hablado", "ya te vale", "a que sí",
        "da igual ya", "siempre me toca a mí", "en segundo lugar, no me gusta el trato", "no me gusta la 3",
        "descarta la 1", "borra la 3", "quita la 1", "olvida la 2", "la 3 mal", "la 1 complicado", "la 2 regular",
        "dudo si la 1", "es posible que sea la 3", "mi primera opción era otra", "3º izquierda", "soy la de las 9",
        "soy la del jueves", "a las 9 desayuno", "todavía está la de las 9?", "hace bueno el jueves?",
        "la del jueves ya la tengo", "ya tengo una el jueves", "lo pasamos genial el viernes",
        "ya no la necesito antes", "voy para casa", "vale, voy a casa", "sí doctora quizás",
    ),
    "nl": (
        "nog niet annuleren", "toch maar niet annuleren", "voorlopig niet annuleren", "vandaag niet annuleren",
        "toch niet de afspraak annuleren", "ik annuleer niet", "nee, ik annuleer niet", "wij annuleren niet",
        "annuleer nog even niet", "annuleer zeker niet", "annuleer de afspraak nooit", "annuleer niks",
        "annuleer mijn afspraak van vrijdag niet", "schrap hem niet", "verwijder mijn afspraak niet",
        "afzeggen wil ik niet", "in plaats van te annuleren", "ik stond op het punt om te annuleren",
        "ik ging bijna annuleren", "ik wilde afzeggen maar het hoeft niet meer", "tot welke dag kan ik annuleren?",
        "ik zou annuleren maar ik heb het nodig", "mijn man zegt dat ik beter kan afzeggen",
        "de receptioniste zei dat annuleren kon", "ik ben er als het lukt", "ik ben er als ik beter ben",
        "als die dag vrij is kom ik", "gaat door?", "gaat vrijdag door?", "je kan niet op mij rekenen",
        "ja, ik zie wel", "ja hoor, altijd ik weer", "altijd fijn bij jullie", "zoals altijd", "die van altijd",
        "ik ben Piet van nummer 3", "ik ben die van 9 uur", "om 9 uur ontbijt ik", "is die van 9 uur er nog?",
        "is de dokter er maandag?", "als het maandag is wel", "donderdag niet, vrijdag ook niet", "1 niet, 2 ook niet",
        "maandag misschien", "donderdag heb ik al", "ik heb al donderdag", "ik heb er al een donderdag",
        "behalve de eerste", "de 1 moeilijk", "de 3 slecht", "de 3 vol", "om 9 uur bezet", "maandag niks",
        "de vlek mag weg", "ik kan weg", "boek 2 personen", "Prima. Groet, maar ik kan niet",
        "verzetten hoeft niet meer", "annuleren hoeft niet meer", "bellen hoeft niet meer", "eerder hoeft niet meer",
        "mijn man hoeft niet meer te komen", "ja mevrouw als ik kan", "prima mevrouw misschien",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", MENTIONED)
@pytest.mark.parametrize("expecting", ["confirm", "choose", "when", None])
def test_what_is_only_mentioned_does_nothing(language: str, expecting: Expecting | None) -> None:
    done = {text: intent for text in MENTIONED[language] if (intent := meant(text, language, expecting)) in ACTING}

    assert {} == done


UNDERSTOOD: tuple[tuple[str, Intent, Expecting | None, tuple[str, ...]], ...] = (
    ("es", Intent.AFFIRM, "confirm", (
        "si voy", "si voy gracias", "hola si voy", "si la confirmo", "así será", "sin dudarlo", "todo como quedamos",
        "ya quedamos", "ese día estoy libre", "claro que puedo", "sin falta voy", "sí, iré acompañada", "100% seguro",
    )),
    ("es", Intent.DENY, "confirm", (
        "ojalá pudiera pero no", "me entregan un mueble ese día", "mal día", "complicado", "no me esperen", "nanay",
        "esa hora es muy mala", "ya no me agenden, gracias", "me han cambiado el turno",
    )),
    ("es", Intent.CANCEL, "confirm", (
        "suspéndela", "cancela no puedo ir", "todavía no, cancela", "ya no la quiero", "puede eliminar mi reserva?",
    )),
    ("es", Intent.WHEN, "confirm", ("qué hora me pusieron?", "cuál era el día?", "y mi cita?", "cuándo mi cita")),
    ("es", Intent.LATE, "confirm", ("aparcando, 5 minutitos", "5 minutos y estoy", "se ha retrasado el tren")),
    ("es", Intent.STOP, None, ("ya no me estén mandando nada", "borren mis datos")),
    ("es", Intent.PROPOSE, "when", ("cuando haya hueco", "como gusten")),
    ("nl", Intent.AFFIRM, "confirm", (
        "gaat door", "ja gaat door", "ik vergeet het niet", "wees gerust, ik vergeet het niet", "oke dokie",
        "je kunt op ons rekenen", "ik ben van de partij", "maakt u zich niet ongerust, ik kom zeker",
        "heb ik in de agenda staan", "die dag ben ik vrij", "natuurlijk kan ik", "ik zorg dat ik er ben",
        "dank voor de reminder, tot vrijdag", "ontvangen, ik ben er", "Prima. Groet, Jan",
    )),
    ("nl", Intent.DENY, "confirm", (
        "wij komen niet", "helaas pindakaas", "reken niet op mij", "sorry, ik moet afhaken", "er is iets voorgevallen",
        "auto wil niet starten", "lastig", "ik vertrek op reis", "ik ben bang van niet", "die dag niet", "ben blut",
    )),
    ("nl", Intent.CANCEL, "confirm", (
        "streep maar door", "die mag weg", "mijn plaats mag naar iemand anders", "schrap de afspraak van vrijdag",
        "annuleer maar het lukt niet", "annuleer mijn afspraak ik kan niet komen",
    )),
    ("nl", Intent.WHEN, "confirm", (
        "hoe laat?", "hoe laat begint het?", "is het vrijdag?", "ik ben het uur vergeten", "gaat de afspraak door?",
        "heb ik een afspraak?",
    )),
    ("nl", Intent.BOOK, None, ("heb je nog plek?", "is er nog plaats?", "kunnen we een nieuwe afspraak maken?")),
    ("nl", Intent.INFO, None, ("wordt het terugbetaald?", "hoe geraak ik daar?", "wat is jullie nummer?")),
    ("nl", Intent.LATE, "confirm", ("de brug is open", "ik loop achter", "ik ben de weg kwijt", "bijna bij jullie")),
    ("nl", Intent.HUMAN, None, ("graag telefonisch", "ik word liever gebeld", "kan de dokter mij bellen?")),
    ("nl", Intent.BYE, None, ("nog een fijn weekend", "Groet, Jan")),
)  # fmt: skip


@pytest.mark.parametrize(("language", "intent", "expecting", "texts"), UNDERSTOOD)
def test_a_reply_is_told_by_its_words(
    language: str, intent: Intent, expecting: Expecting | None, texts: tuple[str, ...]
) -> None:
    others = {text: other for text in texts if (other := meant(text, language, expecting)) is not intent}

    assert {} == others


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("es", "el lunes le entro", 3), ("es", "pillo la primera", 1), ("es", "el que gusten", 1),
        ("nl", "ik ga voor de eerste", 1), ("nl", "boek de eerste", 1), ("nl", "kies zelf maar", 1),
        ("nl", "1 niet, 2 ook niet, 3 wel", 3),
    ],
)  # fmt: skip
def test_an_offer_is_picked(language: str, text: str, number: int) -> None:
    found = reading(text, language, "choose")

    assert (Intent.CHOOSE, number) == (found.intent, found.choice)
