"""French and Italian words of yes, no, cancelling and number only mentioned, and replies not understood at first."""

from __future__ import annotations

import pytest

from flows.understand import read
from flows.values import Asked, Expecting, Intent
from tests.flows.understand.contexts import ACTING, APPOINTMENT, NOW, OFFERS, meant

MENTIONED = {
    "fr": (
        "super travail, je suis ravie de ma coupe", "mon fils voulait annuler", "je pensais annuler mais j'hésite",
        "est-ce que je peux encore annuler demain ?", "inutile d'annuler", "j'ai 1 question", "oui enfin je crois",
        "pas de problème pour annuler ?", "super, encore un rappel...", "j'ai rdv chez le coiffeur vendredi",
        "c'est la dernière fois que je viens chez vous", "vendredi c'est avec le docteur Martin ?",
        "ok merci quand même", "je vous souhaite une bonne journée et un bon vendredi", "j'ai un train lundi à 15h",
        "mon mari préfère le 2", "lui il confirme", "je vous dis demain pour le 2", "le 1 me va mais pas à ma femme",
        "lundi prochain ou l'autre ?", "vous êtes là lundi ?", "le docteur est là vendredi ?",
        "en cas d'annulation que se passe-t-il", "rdv annulé par vos soins", "votre annulation m'embête",
        "elle vous confirmera", "je vous souhaite un bon week-end", "bien merci et vous", "ok je laisse tomber",
        "on annulera la semaine prochaine", "désolé pour l'annulation de la semaine dernière",
        "suite à mon annulation, j'aimerais reprendre rdv", "l'annulation a bien été prise en compte ?",
        "je conteste l'annulation", "je refuse l'annulation", "annuler ou pas je sais pas",
        "je n'ai pas envie d'annuler", "ça m'embête d'annuler", "je voudrais 2 créneaux", "deux rdv svp",
        "l'un de nous viendra", "dernière question", "ma dernière visite date de mars", "demain peut-être",
        "merci pour lundi", "bravo pour jeudi", "désolé pour jeudi", "vous annulez souvent", "oui allô ?",
        "qui vous a dit d'annuler ?", "pourquoi annulé ?", "2 places svp", "on se rappelle", "l'autre jour",
        "surtout ne bougez rien", "c'est déjà annulé non ?", "vendredi c'est cher ?",
        "bonne soirée et à demain au bureau", "je vous appelle vendredi", "le 1 est parfait mais trop tôt",
        "le 1, le 2 et le 3 sont pris ?", "ah bon ?", "plus rien à annuler", "le rdv de ma sœur est annulé",
        "lundi c'est férié non ?", "c'est pour deux personnes", "enlevez moi de la liste",
        "vendredi serait parfait si c'était plus tard", "vraiment ?", "vous êtes adorables, merci pour tout",
        "jamais le jeudi", "repoussez d'un jour svp", "ok si c'est gratuit", "demain c'est mon anniversaire",
        "c'est gentil de m'avoir prévenue", "n'annulez rien", "je m'en occupe", "le livreur passe lundi à 15h",
        "super cher", "le 2 à la rigueur", "le 2 c'est bien le 6 mars ?", "j'en parlerai autour de moi",
        "vous êtes ouverts lundi ?", "sans annuler", "un instant", "il paraît que vous avez annulé",
        "la première à droite ou à gauche ?", "qui a annulé ?", "un doute", "c'est oui pour ma sœur",
        "ça fait 3 jours que j'attends", "c'est 2 fois par semaine", "merci pour l'accueil vendredi dernier",
        "c'était parfait, merci encore", "non merci ça ira", "entre le 1 et le 2 lequel est le plus calme ?",
        "en dernier recours", "ni le premier ni le deuxième", "pas le 3", "j'ai pris rendez-vous ailleurs",
        "en premier je voudrais savoir le prix", "oui et non", "il est 9h", "ma femme vous répondra",
        "ne m'annulez pas svp", "ça dépend", "en second lieu", "je passe vous voir jeudi pour payer",
        "d'accord mais je préférerais un autre jour", "mes cheveux sont magnifiques grâce à vous",
        "je prends des médicaments", "à bientôt peut-être", "annulation possible jusqu'à quand ?",
        "je suis chez ma mère jeudi", "je passe jeudi récupérer mes lunettes", "le 9 mars je suis en formation",
        "bien sûr que non", "j'avais dit oui à votre collègue", "le 2 est encore libre ?", "je choisis toujours mal",
        "je vous fais signe", "c'est probable", "tout s'est très bien passé merci",
        "je dois d'abord poser ma journée", "j'ai tapé 2 et rien", "ok j'annulerai par internet", "ok je demande",
        "c'est dommage d'annuler", "au premier étage", "rdv annulé ?", "le dernier rdv s'est mal passé",
        "le 1 ou le 3", "bon rétablissement au docteur", "les deux me plaisent mais je dois réfléchir",
        "le 2 si mon chef est d'accord", "pas d'annulation svp", "vendredi aurait été parfait", "oui et vous ?",
        "je ne sais pas lequel prendre", "l'école a annulé la sortie de vendredi", "oui bonjour, j'ai une question",
        "le 3 dure combien ?", "je dépose le chèque lundi", "ok on mange à 9h", "au plaisir", "non mais oui",
        "lundi il y a grève", "annulez la facture", "je ne veux plus de pub", "seulement si mon mari est là",
        "vous êtes au top", "mon voisin a déjà pris le 2", "j'ai annulé mon abonnement à la salle", "peut-être le 2",
        "j'espère que vous n'allez pas annuler", "une seconde", "mon fils a 3 ans",
        "annulez la facture du rdv de mars", "annulez les frais du rdv", "annulez la caution de la séance",
        "supprimez la photo de ma coupe", "annule la livraison avant le rdv", "je dois annuler le taxi pour le rdv",
        "annulez le parking du rdv", "j'annule la clim", "annule le drap", "annulez la demande de devis",
        "annulez ma première demande", "annulez mon dernier message", "annulez ce que j'ai dit",
        "annuler la réservation du restaurant", "je veux annuler ma carte de fidélité",
        "annulez le prélèvement de la séance", "supprimez mon compte client", "effacez mes données",
        "retirez mon avis google", "j'aimerais retirer mon plâtre", "enlever mes points de suture",
        "enlever le vernis", "je voudrais enlever un tatouage", "supprimer une ride",
        "je veux supprimer un grain de beauté", "on m'a conseillé d'enlever la dent", "c'est pour enlever des fils",
        "annulez pas le rdv de ma mère", "le rdv de ma mère est annulé ?", "je libère la place de parking",
        "laissez tomber le parking", "laissez tomber la facture", "oubliez la facture", "je renonce à la couleur",
        "je renonce aux mèches", "je laisse ma place à ma sœur", "je donne mon rdv à ma sœur",
        "parfait le docteur", "super le docteur", "génial le cabinet", "très bien le dentiste", "excellent médecin",
        "bon docteur", "bien la clinique", "trop bien le salon", "impeccable le travail", "très bon docteur",
        "c'est un bon docteur", "c'est parfait le docteur", "le docteur est bien", "le docteur est super",
        "le cabinet est top", "la famille va bien", "le travail va bien", "c'est le bon docteur", "niveau 1",
        "groupe 2", "dose 2 du vaccin", "sortie 3", "j'ai le code 2", "page 3", "je préfère le premier docteur",
        "le premier docteur était mieux", "vendredi est déjà pris", "à lundi les filles", "bon jeudi à tous",
    ),
    "it": (
        "ottimo lavoro, sono contentissima del taglio", "ci sentiamo domani", "mio figlio voleva disdire",
        "inutile disdire", "anticipatelo di due giorni", "ho 1 domanda", "confermo domani",
        "sì buongiorno, volevo un'informazione", "ottimo, un altro promemoria...",
        "è l'ultima volta che vengo da voi", "venerdì è con il dottor Bianchi?", "ok grazie lo stesso",
        "lui conferma", "lunedì prossimo o l'altro?", "inizio alle 9", "attacco alle 9 giovedì",
        "il dottore c'è venerdì?", "mica disdico eh", "mia figlia ha disdetto la sua visita", "niente da disdire",
        "ti voglio bene", "tutto ok a casa", "annulleremo la settimana prossima", "stavo quasi per disdire",
        "contesto l'annullamento", "disdire o no non so", "peccato disdire",
        "piuttosto che disdire, possiamo spostare?", "due appuntamenti per favore", "ultima domanda",
        "la mia ultima visita è di marzo", "lunedì ho il dentista", "grazie per lunedì", "scusate per giovedì",
        "chi vi ha detto di annullare?", "sì buongiorno, ho una domanda", "un'altra volta",
        "la mia collega ha confermato il suo", "perché annullato?", "ci vuole 1 ora?", "annullate il pagamento",
        "vi chiamo venerdì", "finisco alle 15 lunedì", "d'accordo con lei, è caro", "la 3 quanto dura?",
        "hai preso il pane?", "saremo due adulti e un bambino", "solo se c'è mio marito", "non liberate il posto",
        "che differenza c'è tra la 1 e la 2", "ricevo 3 messaggi al giorno", "un momento solo",
        "venerdì ho calcetto", "l'ultima visita è andata male", "ok per la pizza stasera", "venerdì torno tardi",
        "non serve disdire", "ci penso io", "appuntamento annullato?", "buttate la pasta", "non ho ancora deciso",
        "non voglio più pubblicità", "lunedì è festa vero?", "domani c'è il sole",
        "grazie ma ho già un appuntamento altrove", "ne riparliamo lunedì", "oggi è il 4?", "non toccate niente",
        "preferisco aspettare", "segnato per mio marito", "mi tenga in caso la 2",
        "mi piacciono tutti e due ma devo pensarci", "aspetto la risposta di mia moglie per la 2", "mi manchi",
        "è gratis se disdico?", "disdite spesso", "siete aperti lunedì?", "ok buon per voi", "ok glielo riferisco",
        "l'uno o l'altro, chiedo a mio marito", "la 1 è perfetta ma troppo presto", "tutto tranne la 3",
        "bene grazie e voi", "hanno cancellato il mio treno di venerdì", "si paga se disdico?", "si vede",
        "lavorate lunedì?", "a dopo al lavoro", "l'idraulico viene venerdì alle 14:30", "davvero?",
        "avete ricevuto la mia disdetta?", "può darsi", "compra il latte", "scusi per venerdì scorso",
        "è sì per mia sorella", "stavo per disdire ma va bene", "ho un treno lunedì alle 15", "venerdì a che ora è?",
        "ero venuto venerdì scorso", "disdire o spostare?", "sei a casa?", "lunedì scorso mi andava meglio",
        "ok vediamo", "domani è il mio compleanno", "è al numero 3 della via?", "disdirò domani se non miglioro",
        "perché no però", "la prima a destra o a sinistra?", "non mi disdite per favore",
        "ok ti passo a prendere alle 14:30", "siamo in tre", "la 1 o la 2, non so", "il venerdì finisco alle 18",
        "un bacio", "secondo me no", "avevo detto di sì alla sua collega", "vorrei 2 posti",
        "è l'ultimo promemoria?", "avete altro giovedì?", "la 2 interessa a mia sorella", "non sto disdicendo",
        "la 1 a che ora è?", "lavoro dalle 9 alle 15", "mia madre voleva disdire per sbaglio",
        "venerdì sarebbe perfetto se fosse più tardi", "il primo marzo", "annullerò se piove", "quello no",
        "la 3 mi tenta ma è lontana", "grazie ma no grazie", "scelgo sempre male", "la 2 con riserva",
        "buon compleanno", "lunedì abbiamo un matrimonio", "ha 2 anni e mezzo", "ne parlo con lui e decido",
        "chiudete alle 15 lunedì?", "direi di sì ma confermo stasera", "spero che non disdiciate", "la 1 o la 3",
        "va be' pazienza", "in teoria sì", "non voglio disdire, solo spostare", "giovedì mi sarebbe andato bene",
        "annullate la fattura della visita di marzo", "annullate le spese della visita",
        "annullate la caparra della seduta", "cancellate la foto del taglio",
        "annulla la consegna prima dell'appuntamento", "devo annullare il taxi per l'appuntamento",
        "annullate il parcheggio della visita", "annullo il condizionatore", "togliete l'opzione piega",
        "annullate la richiesta di preventivo", "annullate la prima richiesta", "annullate l'ultimo messaggio",
        "annullate quello che ho detto", "disdire la prenotazione del ristorante",
        "voglio annullare la tessera fedeltà", "annullate l'addebito della seduta", "cancellate il mio account",
        "cancellate i miei dati", "cancellate la mia recensione", "vorrei togliere il gesso", "togliere i punti",
        "togliere lo smalto", "vorrei cancellare un tatuaggio", "eliminare una ruga", "vorrei eliminare un neo",
        "mi hanno consigliato di togliere il dente", "è per togliere i punti",
        "non annullate la visita di mia madre", "la visita di mia madre è annullata?", "libero il posto auto",
        "lasciate perdere il parcheggio", "lasciate perdere la fattura", "rinuncio al colore",
        "rinuncio alle mèches", "lascio il mio posto a mia sorella", "do il mio appuntamento a mia sorella",
        "perfetto il dottore", "ottimo il dottore", "fantastico lo studio", "ottimo medico", "è perfetto il dottore",
        "il dottore è perfetto", "lo studio è top", "il bambino sta bene", "il lavoro va bene",
        "preferirei un altro dottore", "preferisco il primo dottore", "il primo dottore era meglio",
        "sono convocata lunedì alle 15",
    ),
}  # fmt: skip


@pytest.mark.parametrize("expecting", ["confirm", "choose", "when", None])
@pytest.mark.parametrize("language", list(MENTIONED))
def test_words_only_mentioned_do_nothing(language: str, expecting: Expecting | None) -> None:
    done = [text for text in MENTIONED[language] if meant(text, language, expecting) in ACTING]

    assert [] == done


FRENCH: tuple[tuple[Intent, Expecting | None, tuple[str, ...]], ...] = (
    (
        Intent.AFFIRM,
        "confirm",
        (
            "vous pouvez compter sur ma présence", "oui comme d'hab", "of course",
        ),
    ),
    (
        Intent.ALTERNATIVES,
        "choose",
        (
            "pas possible pour les trois", "les trois sont impossibles",
        ),
    ),
    (
        Intent.BOOK,
        None,
        (
            "un rdv svp",
        ),
    ),
    (
        Intent.BYE,
        None,
        (
            "bonnes vacances", "bonnes fêtes", "joyeuses fêtes",
        ),
    ),
    (
        Intent.CANCEL,
        "confirm",
        (
            "je n'ai plus besoin de ce rendez-vous",
        ),
    ),
    (
        Intent.DENY,
        "confirm",
        (
            "j'ai eu un décès dans la famille", "c'est l'anniversaire de ma fille",
        ),
    ),
    (
        Intent.EARLIER,
        "confirm",
        (
            "une date plus proche ?",
        ),
    ),
    (
        Intent.HUMAN,
        None,
        (
            "merci de me contacter",
        ),
    ),
    (
        Intent.INFO,
        None,
        (
            "rappelez moi l'adresse", "c'est au même endroit que la dernière fois ?",
            "combien de temps à l'avance faut-il venir",
        ),
    ),
    (
        Intent.LATE,
        None,
        (
            "il y a du monde sur la route",
        ),
    ),
    (
        Intent.START,
        None,
        (
            "j'ai fait stop par erreur",
        ),
    ),
    (
        Intent.THANKS,
        "confirm",
        (
            "c'est gentil",
        ),
    ),
    (
        Intent.WHEN,
        None,
        (
            "quel jour ?", "vous m'attendez à quelle heure",
        ),
    ),
)  # fmt: skip
WISHES = (
    ("fr", "vous n'auriez pas mercredi matin ?"), ("fr", "vous n'avez pas lundi ?"), ("fr", "il n'y a pas mercredi ?"),
    ("it", "non avete mercoledì mattina?"), ("it", "non avreste mercoledì?"), ("it", "non avete niente mercoledì?"),
)  # fmt: skip
ITALIAN: tuple[tuple[Intent, Expecting | None, tuple[str, ...]], ...] = (
    (
        Intent.AFFIRM,
        "confirm",
        (
            "prometto ci sarò", "non me lo dimentico grazie",
        ),
    ),
    (
        Intent.BOOK,
        None,
        (
            "prendete nuovi pazienti?",
        ),
    ),
    (
        Intent.BYE,
        None,
        (
            "buon anno",
        ),
    ),
    (
        Intent.CANCEL,
        "confirm",
        (
            "potete dare il posto a qualcun altro", "liberate pure il posto", "mi vedo costretto ad annullare",
        ),
    ),
    (
        Intent.DENY,
        "confirm",
        (
            "lavoro venerdì", "non sono riuscita a liberarmi", "non posso lasciare il lavoro",
            "sono trattenuto al lavoro", "sono reperibile venerdì", "sono a un corso quel giorno", "c'è ghiaccio",
            "vado a sciare", "ho da fare",
        ),
    ),
    (
        Intent.DENY,
        "choose",
        (
            "quei giorni lavoro",
        ),
    ),
    (
        Intent.EARLIER,
        "confirm",
        (
            "non c'è prima?",
        ),
    ),
    (
        Intent.HUMAN,
        None,
        (
            "mi trovate al 333 1234567", "sentiamoci al telefono", "fatemi chiamare",
        ),
    ),
    (
        Intent.INFO,
        None,
        (
            "è sempre allo stesso posto?", "mi manda la posizione?", "che orari fate?",
            "c'è un autobus per arrivare?",
        ),
    ),
    (
        Intent.LATE,
        None,
        (
            "mi sono perso, arrivo", "ho sbagliato strada arrivo",
        ),
    ),
    (
        Intent.LATER,
        "confirm",
        (
            "le 14:30 è troppo presto", "il più tardi possibile",
        ),
    ),
    (
        Intent.START,
        None,
        (
            "ho scritto stop per errore",
        ),
    ),
    (
        Intent.STOP,
        None,
        (
            "niente sms per favore",
        ),
    ),
    (
        Intent.WHEN,
        None,
        (
            "a che ora?", "che giorno?", "ho un appuntamento questa settimana?", "ho un appuntamento da voi?",
            "mi ridate l'orario?", "venerdì a che ora?",
        ),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "intent", "expecting", "texts"),
    [*(("fr", *row) for row in FRENCH), *(("it", *row) for row in ITALIAN)],
)
def test_a_reply_is_told_by_its_words(
    language: str, intent: Intent, expecting: Expecting | None, texts: tuple[str, ...]
) -> None:
    others = {text: other for text in texts if (other := meant(text, language, expecting)) is not intent}

    assert {} == others


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "à lundi"), ("fr", "ok à lundi"), ("fr", "d'accord à samedi"), ("fr", "bisous à demain"),
        ("it", "sì un altro"), ("it", "ok peccato"), ("it", "ok ci sentiamo"), ("it", "ok a lunedì"),
    ],
)  # fmt: skip
def test_leave_until_another_day_or_half_a_yes_confirms_nothing(language: str, text: str) -> None:
    assert meant(text, language, "confirm") is not Intent.AFFIRM


def test_both_offers_are_not_the_second() -> None:
    assert read("oui les deux", NOW, "fr", (), Asked("choose", APPOINTMENT, OFFERS)).choice is None


@pytest.mark.parametrize(("language", "text"), WISHES)
def test_asking_whether_there_is_not_a_day_wishes_for_it(language: str, text: str) -> None:
    found = read(text, NOW, language, (), Asked("confirm", APPOINTMENT))

    assert found.windows
    assert not found.excluded
