"""What texts mean in Italian."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Expecting, Intent, Reading

NOW = datetime(2026, 3, 4, 10, 0)
APPOINTMENT = datetime(2026, 3, 6, 14, 30)
OFFERS = (datetime(2026, 3, 9, 9, 0), datetime(2026, 3, 9, 15, 30), datetime(2026, 3, 11, 11, 0))


def reading(text: str, expecting: Expecting | None) -> Reading:
    offers = OFFERS if expecting == "choose" else ()
    return read(text, NOW, "it-IT", (), Asked(expecting, APPOINTMENT, offers))


@pytest.mark.parametrize(
    ("text", "expecting", "intent"),
    [
        ("no nessun problema per me", "confirm", Intent.AFFIRM), ("no ho un problema", "confirm", Intent.DENY),
        ("quali sono gli orari di apertura?", "confirm", Intent.INFO), ("sono a 5 minuti da voi", None, Intent.LATE),
        ("no no tranquilla, ci sarò", "confirm", Intent.AFFIRM), ("presente!", "confirm", Intent.AFFIRM),
        ("sì", "confirm", Intent.AFFIRM), ("si", "confirm", Intent.AFFIRM), ("Sì, confermo", "confirm", Intent.AFFIRM),
        ("ok a venerdì", "confirm", Intent.AFFIRM), ("va bene grazie", "confirm", Intent.AFFIRM),
        ("perfetto, a venerdì!", "confirm", Intent.AFFIRM), ("ci sarò alle 14:30", "confirm", Intent.AFFIRM),
        ("certo, ci vediamo venerdì", "confirm", Intent.AFFIRM), ("nessun problema, ci sarò", "confirm", Intent.AFFIRM),
        ("ok", "confirm", Intent.AFFIRM), ("d'accordo", "confirm", Intent.AFFIRM),
        ("va benissimo", "confirm", Intent.AFFIRM), ("👍", "confirm", Intent.AFFIRM),
        ("confermo l'appuntamento", "confirm", Intent.AFFIRM), ("no", "confirm", Intent.DENY),
        ("no grazie", "confirm", Intent.DENY), ("purtroppo non riesco a venire", "confirm", Intent.DENY),
        ("non ce la faccio", "confirm", Intent.DENY), ("ho avuto un imprevisto", "confirm", Intent.DENY),
        ("sono malata", "confirm", Intent.DENY), ("vorrei disdire l'appuntamento", "confirm", Intent.CANCEL),
        ("annulla per favore", "confirm", Intent.CANCEL), ("devo annullare la visita di venerdì", "confirm", Intent.CANCEL),
        ("posso disdire?", None, Intent.CANCEL), ("è possibile cancellare l'appuntamento?", None, Intent.CANCEL),
        ("vorrei annullarlo", None, Intent.CANCEL), ("non mi serve più l'appuntamento", "confirm", Intent.CANCEL),
        ("ho disdetto la palestra", None, Intent.OTHER), ("voglio disdire il mio abbonamento", None, Intent.OTHER),
        ("si paga per disdire?", None, Intent.INFO), ("posso spostare?", "confirm", Intent.RESCHEDULE),
        ("vorrei spostarlo a lunedì", "confirm", Intent.RESCHEDULE),
        ("si può fare un altro giorno?", "confirm", Intent.RESCHEDULE),
        ("posso cambiare orario", "confirm", Intent.RESCHEDULE), ("un po' più tardi", "confirm", Intent.LATER),
        ("avete qualcosa prima?", "confirm", Intent.EARLIER), ("troppo presto per me", "confirm", Intent.LATER),
        ("il prima possibile", "confirm", Intent.EARLIER), ("avete altri orari?", "choose", Intent.ALTERNATIVES),
        ("arrivo con 10 minuti di ritardo", "confirm", Intent.LATE), ("sono bloccato nel traffico", "confirm", Intent.LATE),
        ("tra 5 minuti sono lì", "confirm", Intent.LATE), ("faccio un po' tardi", "confirm", Intent.LATE),
        ("a che ora è il mio appuntamento?", "confirm", Intent.WHEN), ("quando ho l'appuntamento", None, Intent.WHEN),
        ("l'appuntamento è confermato?", None, Intent.WHEN), ("qual è l'indirizzo?", "confirm", Intent.INFO),
        ("quanto costa", "confirm", Intent.INFO), ("c'è parcheggio?", "confirm", Intent.INFO),
        ("siete aperti sabato?", "confirm", Intent.INFO), ("devo essere a digiuno?", "confirm", Intent.INFO),
        ("mi può chiamare?", "confirm", Intent.HUMAN), ("vorrei parlare con qualcuno", "confirm", Intent.HUMAN),
        ("numero sbagliato", "confirm", Intent.HUMAN), ("basta messaggi", "confirm", Intent.STOP),
        ("non scrivetemi più", None, Intent.STOP), ("STOP", None, Intent.STOP), ("aiuto", None, Intent.HELP),
        ("come funziona", "confirm", Intent.HELP), ("non lo so ancora", "confirm", Intent.OTHER),
        ("devo sentire mia moglie", "confirm", Intent.OTHER), ("domani le faccio sapere", "confirm", Intent.OTHER),
        ("grazie!", None, Intent.THANKS), ("buongiorno", None, Intent.GREETING), ("arrivederci", None, Intent.BYE),
        ("buona serata", None, Intent.BYE), ("vorrei prendere un appuntamento", None, Intent.BOOK),
        ("viene mia moglie al posto mio", "confirm", Intent.OTHER), ("ok ma dove siete?", "confirm", Intent.INFO),
        ("ho già chiamato ieri", "confirm", Intent.OTHER), ("vieni a cena stasera?", "confirm", Intent.OTHER),
        ("compra il pane", "confirm", Intent.OTHER), ("perfetto per ballare la salsa", "confirm", Intent.OTHER),
        ("non è giusto", "confirm", Intent.DENY), ("esatto", "confirm", Intent.AFFIRM),
        ("disdire e riprenotare per lunedì", "confirm", Intent.RESCHEDULE), ("sei un robot?", "confirm", Intent.OTHER),
        ("per me va benissimo", "confirm", Intent.AFFIRM), ("vorrei disdire perché sto male", "confirm", Intent.CANCEL),
        ("ci sono", "confirm", Intent.AFFIRM), ("volentieri", "confirm", Intent.AFFIRM),
    ],
)  # fmt: skip
def test_each_wish_is_told_from_the_others(text: str, expecting: Expecting | None, intent: Intent) -> None:
    assert intent is reading(text, expecting).intent


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("il secondo", 2), ("opzione 3", 3), ("prendo la prima", 1), ("quello delle 15:30", 2), ("lunedì alle 9", 1),
        ("mercoledì", 3), ("l'ultimo", 3), ("è indifferente", 1), ("non il primo, il terzo", 3),
    ],
)  # fmt: skip
def test_an_offer_is_picked_by_number_day_or_clock(text: str, number: int) -> None:
    assert number == reading(text, "choose").choice


@pytest.mark.parametrize("expecting", ["confirm", "choose", None])
@pytest.mark.parametrize(
    "text",
    [
        "sì ma non a quell'ora", "non va bene", "non so se va bene", "annulla la pizza", "ho disdetto il piano",
        "perché avete annullato il mio appuntamento", "annullate se piove?", "se disdico devo pagare",
        "che bello, quando viene l'idraulico", "bella giornata oggi", "ottimo ristorante per cenare",
        "ok google accendi la luce", "ha 2 sedie", "ho 3 figli", "conosce un bravo dentista",
        "sì l'ho già detto ieri a mio marito", "forse sì", "non sarebbe meglio annullare?", "va bene alle 3?",
        "meglio di no", "non la seconda", "prima devo sentire lui", "il mio vicino ha detto sì", "non annullare",
        "non disdire", "è andato tutto bene ieri con la macchina", "la prima volta è stato bello", "certo che è brutto",
        "che bel video del gatto", "2 minuti di ritardo", "tutto bene?", "come va, tutto bene?", "va bene?", "si sposta?",
        "mi dice se va bene", "giusto ieri sono venuto",
    ],
)  # fmt: skip
def test_nothing_is_acted_on_that_was_not_said(text: str, expecting: Expecting | None) -> None:
    assert reading(text, expecting).intent not in (Intent.AFFIRM, Intent.CANCEL, Intent.CHOOSE)


ACTING = (Intent.AFFIRM, Intent.CANCEL, Intent.CHOOSE, Intent.STOP)
TRAPS = (
    "devo disdire la cena", "purtroppo dobbiamo annullare la cena dalla nonna", "voglio disdire la palestra",
    "annullate il mio abbonamento telefonico", "posso cancellare il volo per Roma?", "annullo le vacanze",
    "disdici tu la grigliata?", "disdico la festa", "annulla la mia pizza per favore", "hai disdetto l'idraulico?",
    "ho già disdetto l'hotel", "ieri ho disdetto il dentista", "ho annullato l'abbonamento",
    "mia sorella ha annullato il matrimonio", "il mio capo dice di sì", "mio marito è d'accordo",
    "lui ha detto no e io sì", "se piove disdico", "se disdico quanto costa?", "se viene la tata allora sì",
    "sì, a patto che la macchina vada", "si può disdire all'ultimo senza pagare?", "come si disdice?",
    "devo disdire se ho il raffreddore?", "è la seconda porta?", "ancora una cosa", "un'ultima cosa", "ho 2 figli",
    "siamo in 3 persone", "siete al 2 piano?", "è il numero 1?", "per prima cosa mi serve tempo",
    "in secondo luogo è caro", "sono già venuto due volte", "il mio secondo figlio compie gli anni",
    "in prima elementare si impara a leggere", "il terzo uomo è un bel film", "la linea 3 non passa",
    "il primo o il secondo", "il primo e il secondo vanno bene", "sì ma", "sì, però non so", "ok ma forse alla fine no",
    "bello, e chi viene alla grigliata?", "bene che me lo chieda", "è proprio questo il mio problema",
    "certo che fa caldo oggi", "abbiamo mangiato bene ieri", "il mercoledì ho yoga", "mercoledì volo a Vienna",
    "smettila di russare", "ferma la lavatrice", "alla fermata Stop", "il treno è stato cancellato",
    "non posso ancora confermare", "confermo solo che ho traslocato", "devo dire di sì?", "ti dico domani se sì o no",
    "il cinema mi va bene", "vengo volentieri a cena", "no no, nessun problema", "è venerdì il concerto?",
    "l'allenamento di venerdì è annullato", "la nonna dice sì a tutto", "devo chiamare l'asilo e annullare le vacanze",
    "veniamo in cinque, va bene?", "2 ore sono realistiche?", "il 3 è il mio numero fortunato", "uno, due, tre, stella",
    "la seconda porta a sinistra è l'ingresso?", "no, il primo era mio fratello", "sì esatto, e poi è arrivato il cane",
    "vorrei ma ho la macchina rotta", "in teoria si può annullare?", "cancella le foto per favore",
    "annullate la mia carta di credito", "voglio annullare il biglietto del treno", "disdite la mia assicurazione",
    "fino a quando si può disdire?", "posso disdire il giorno prima?", "se sto male posso disdire?", "il medico ha detto di sì",
    "per quando mi avete segnato", "prendo la linea 2", "il primo e il secondo vanno bene", "rinuncio alla pausa",
    "mercoledì ho la febbre", "mercoledì mio figlio è malato",
    "il taglio è perfetto, grazie ancora", "grazie per l'ottimo lavoro dell'altra volta", "va tutto bene a casa",
    "va meglio grazie", "pare che abbiate annullato gli appuntamenti di domani", "bisogna disdire 24 ore prima?",
    "al massimo disdico", "avrei voluto disdire ma era tardi", "ho un appuntamento dal fisioterapista venerdì",
    "è la prima volta che vengo", "la 2 e la 3 non vanno", "né la 1 né la 2", "la 2 sarebbe bella ma lavoro", "non fa niente",
    "bello il vostro salone", "vorrei la ricevuta", "ok sono vegano", "ok sono celiaca", "grazie per la conferma",
    "mi confermi l'ora", "stiamo tutti bene", "poco d'accordo", "la prima seduta è stata fantastica",
    "il mio primo vaccino è di 2 anni fa", "sono in lista d'attesa per le disdette", "meglio disdire secondo voi?",
    "annullate spesso gli appuntamenti", "le date annullate quali sono", "devo eliminare il caffè prima della visita?",
    "libero il mio posto auto", "il dentista era bravo", "non questa settimana",
    "a posto, mi sono arrangiata con un altro dentista", "sarebbe stato perfetto", "il vostro collega mi ha detto di annullare",
    "scusate per la disdetta della settimana scorsa", "il primo figlio ha 3 anni", "l'ultimo appuntamento risale al 2024",
    "più tardi sarebbe meglio", "preferirei più presto", "nei prossimi giorni", "il mio appuntamento di venerdì non va bene",
    "sono indeciso tra i due", "il link per annullare non funziona", "il mio medico è d'accordo", "il mio capo è ok",
    "3 anni che vengo da voi", "né giovedì né venerdì", "annulla l'appuntamento con l'idraulico",
    "non se ne parla di annullare", "salvo disdetta vostra", "in caso di disdetta avvisatemi",
    "volevo annullare ma va bene", "credevo di dover annullare", "mantengo due figli", "mi presento, sono Paolo",
    "lascio il mio posto a mia moglie", "tutti occupati", "mi conferma l'indirizzo?", "è sempre valido il buono?",
)  # fmt: skip


@pytest.mark.parametrize("expecting", ["confirm", "choose", "when", None])
def test_talk_of_other_things_never_acts(expecting: Expecting | None) -> None:
    asked = Asked(expecting, APPOINTMENT, OFFERS if expecting == "choose" else ())

    acted = [text for text in TRAPS if read(text, NOW, "it-IT", (), asked).intent in ACTING]

    assert [] == acted


OBSTACLES = (
    "ho 39 di febbre", "mio figlio ha la varicella", "la tata è malata", "ho un convegno", "il capo non mi lascia uscire",
    "ho forato una gomma", "c'è troppa neve", "sono in quarantena", "ho l'idraulico in casa", "sono al pronto soccorso",
    "siamo tutti malati a casa", "mi hanno messo un turno in più", "ho un funerale quel giorno", "sono bloccato in aeroporto",
    "la babysitter mi ha dato buca", "ho l'agenda piena", "devo assentarmi", "sono a Milano tutta la settimana",
    "ho perso le chiavi", "abbiamo gente a casa", "sono a pezzi", "sono al funerale di mio zio", "ho un guaio",
    "non so a chi lasciare i bambini",
)  # fmt: skip


def test_what_keeps_somebody_from_coming_is_a_no() -> None:
    assert [] == [text for text in OBSTACLES if reading(text, "confirm").intent is not Intent.DENY]


def test_one_o_clock_is_no_yes() -> None:
    offers = (OFFERS[0], datetime(2026, 3, 9, 13, 0), OFFERS[2])

    assert 2 == read("l'una va bene", NOW, "it-IT", (), Asked("choose", APPOINTMENT, offers)).choice
