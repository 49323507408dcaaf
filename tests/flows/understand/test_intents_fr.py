"""What texts mean in French."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Expecting, Intent

NOW = datetime(2026, 3, 4, 10, 0)
APPOINTMENT = datetime(2026, 3, 6, 14, 30)
OFFERS = (datetime(2026, 3, 9, 9, 0), datetime(2026, 3, 9, 15, 30), datetime(2026, 3, 11, 11, 0))


@pytest.mark.parametrize(
    ("text", "expecting", "intent"),
    [
        ("Oui, je serai bien là vendredi", "confirm", Intent.AFFIRM), ("c noté merci", "confirm", Intent.AFFIRM),
        ("Bonjour, je vous confirme ma venue", "confirm", Intent.AFFIRM), ("pas de souci", "confirm", Intent.AFFIRM),
        ("aucun problème on sera là", "confirm", Intent.AFFIRM), ("dac", "confirm", Intent.AFFIRM),
        ("rien de changé, à vendredi", "confirm", Intent.AFFIRM), ("ça joue", "confirm", Intent.AFFIRM),
        ("non merci", "confirm", Intent.DENY), ("je ne pourrai pas venir", "confirm", Intent.DENY),
        ("g un empechement", "confirm", Intent.DENY), ("vendredi ça m'arrange pas", "confirm", Intent.DENY),
        ("je souhaiterais annuler mon rendez-vous", None, Intent.CANCEL), ("faut que j'annule dsl", "confirm", Intent.CANCEL),
        ("Est-ce que je peux annuler mon rdv ?", None, Intent.CANCEL), ("on peut décaler le rdv ?", None, Intent.RESCHEDULE),
        ("il me faudrait un autre jour", "confirm", Intent.RESCHEDULE), ("plutôt lundi à 17h", "confirm", Intent.PROPOSE),
        ("oui mais à 16h", "confirm", Intent.PROPOSE), ("lundi m'arrangerait mieux", "confirm", Intent.PROPOSE),
        ("rien plus tôt ?", "confirm", Intent.EARLIER), ("un peu plus tard svp", "confirm", Intent.LATER),
        ("vous avez d'autres créneaux ?", "choose", Intent.ALTERNATIVES), ("mon rdv c'est quand ?", None, Intent.WHEN),
        ("c'est à quelle adresse ?", None, Intent.INFO), ("vous prenez la carte ?", None, Intent.INFO),
        ("j'aurai dix minutes de retard", "confirm", Intent.LATE), ("je veux parler à quelqu'un", None, Intent.HUMAN),
        ("arrêtez de m'envoyer des sms", None, Intent.STOP), ("DESABONNER", None, Intent.STOP), ("AIDE", None, Intent.HELP),
        ("merci beaucoup", None, Intent.THANKS), ("bonsoir", None, Intent.GREETING), ("au revoir", None, Intent.BYE),
        ("je voudrais prendre rdv", None, Intent.BOOK), ("je prends le deuxième", "choose", Intent.CHOOSE),
        ("où est-ce qu'on peut se garer ?", "confirm", Intent.INFO), ("je vais devoir louper", "confirm", Intent.DENY),
        ("je comprends pas comment ça marche", None, Intent.HELP), ("une petite place lundi ?", None, Intent.PROPOSE),
        ("j'aimerais vous avoir au téléphone", None, Intent.HUMAN), ("j'avais déplacé mon rdv hier", "confirm", Intent.OTHER),
        ("il faut appeler 24h avant pour annuler ?", None, Intent.INFO), ("je vous confirme ce soir", "confirm", Intent.OTHER),
        ("un autre que le 3", "choose", Intent.ALTERNATIVES), ("c'est ma première fois que je viens", "confirm", Intent.OTHER),
        ("je n'ai rien à changer", "confirm", Intent.AFFIRM), ("on se marie le 28", "confirm", Intent.OTHER),
    ],
)  # fmt: skip
def test_each_wish_is_told_from_the_others(text: str, expecting: Expecting | None, intent: Intent) -> None:
    asked = Asked(expecting, APPOINTMENT, OFFERS if expecting == "choose" else ())

    assert intent is read(text, NOW, "fr-FR", (), asked).intent


@pytest.mark.parametrize(
    ("text", "choice"),
    [("le premier", 1), ("pas le premier, le second", 2), ("lundi à 9h", 1), ("celui de mercredi", 3), ("le dernier svp", 3)],
)
def test_an_offer_is_picked(text: str, choice: int) -> None:
    assert choice == read(text, NOW, "fr-FR", (), Asked("choose", APPOINTMENT, OFFERS)).choice


@pytest.mark.parametrize(
    "text",
    [
        "n'annulez surtout pas", "je ne veux pas annuler", "j'ai annulé mon abonnement", "vous avez annulé mon rdv ?",
        "ça coûte combien si j'annule ?", "peut-être", "je sais pas encore", "oui si mon chef est d'accord", "oui ?",
        "c'est ma mère qui viendra", "je dois annuler ma carte bancaire", "on sera deux", "il va pleuvoir",
    ],
)  # fmt: skip
def test_what_was_not_said_is_not_acted_on(text: str) -> None:
    got = read(text, NOW, "fr-FR", (), Asked("confirm", APPOINTMENT)).intent

    assert got not in (Intent.AFFIRM, Intent.CANCEL, Intent.CHOOSE)


ACTING = (Intent.AFFIRM, Intent.CANCEL, Intent.CHOOSE, Intent.STOP)
TRAPS = (
    "je dois annuler le dîner", "on doit malheureusement annuler le dîner chez mamie",
    "je veux résilier ma salle de sport", "annulez mon forfait mobile", "je peux annuler mon vol pour Rome ?",
    "je vais annuler les vacances", "tu annules le barbecue ?", "j'annule la fête", "annule ma pizza s'il te plaît",
    "tu as décommandé le plombier ?", "j'ai déjà annulé l'hôtel", "hier j'ai annulé le dentiste",
    "j'ai annulé mon abonnement", "ma sœur a annulé son mariage", "mon chef dit oui", "mon mari est d'accord",
    "il a dit non et moi oui", "s'il pleut j'annule", "si j'annule, ça coûte combien ?",
    "si la nounou vient, alors oui", "oui, à condition que ma voiture roule",
    "peut-on annuler au dernier moment sans payer ?", "comment annuler ?", "faut-il annuler si je suis enrhumé ?",
    "c'est la deuxième porte ?", "encore une chose", "une dernière chose", "j'ai 2 enfants", "nous sommes 3 personnes",
    "vous êtes au 2e étage ?", "c'est le numéro 1 ?", "premièrement il me faut du temps", "deuxièmement c'est cher",
    "je suis déjà venu deux fois", "mon deuxième fils fête son anniversaire", "en première année on apprend à lire",
    "le troisième homme est un beau film", "la ligne 3 ne roule pas", "le premier ou le deuxième",
    "le premier et le deuxième me vont", "oui mais", "oui, mais je ne sais pas", "ok mais peut-être pas finalement",
    "super, et qui vient au barbecue ?", "c'est bien que vous demandiez", "c'est justement ça mon problème",
    "bien sûr qu'il fait beau aujourd'hui", "on a bien mangé hier", "le mercredi j'ai yoga",
    "mercredi je prends l'avion pour Vienne", "arrête de ronfler", "arrête la machine à laver", "à l'arrêt de bus Stop",
    "le bus est annulé", "je ne peux pas encore confirmer", "je confirme seulement que j'ai déménagé",
    "dois-je dire oui ?", "je te dirai demain si c'est oui ou non", "le cinéma me va bien",
    "je viens dîner avec plaisir", "non non, pas de problème", "d'accord avec personne comme toujours",
    "l'entraînement de vendredi est annulé", "mamie dit oui à tout",
    "je dois appeler la crèche et annuler nos vacances", "on vient à cinq, c'est ok ?", "2 heures c'est réaliste ?",
    "le 3 est mon chiffre porte-bonheur", "un, deux, trois, soleil", "la deuxième porte à gauche c'est l'entrée ?",
    "non, le premier était mon frère", "oui voilà, et puis le chien est arrivé",
    "j'aimerais bien mais ma voiture est en panne", "on peut théoriquement annuler ?", "supprime les photos stp",
    "annulez ma carte de crédit", "je veux annuler mon billet de train", "résiliez mon assurance", "le médecin a dit oui",
    "je prends la ligne 2", "je prends deux comprimés le matin", "n'oublie pas d'acheter du beurre",
    "si je suis malade je peux annuler ?", "je peux annuler la veille ?", "merci, c'est sympa", "laissez-moi un peu de temps",
    "rien de possible pour moi", "mercredi ma fille est malade", "mercredi j'ai la grippe", "mercredi nounou malade",
    "ma coupe est parfaite, merci encore", "le dentiste était très bien", "à une prochaine", "ça va mieux merci",
    "tout va bien à la maison", "vendredi dernier c'était bien", "c'est trop tard pour annuler ?", "j'annulerai peut-être",
    "au pire j'annulerai", "j'avais annulé celui-là je crois", "c'est ma deuxième visite", "super cher",
    "trop bien votre salon", "je viens de voir votre message", "je viens juste de rentrer", "je veux bien un reçu",
    "l'heure exacte svp", "merci de confirmer", "confirmez-moi l'heure", "tout le monde va bien", "ah bon",
    "j'aurais dû prendre le premier", "mon premier vaccin date de 2 ans", "c'est mon 3ème message",
    "on m'annule toujours au dernier moment", "en cas d'annulation je suis preneur", "vaut-il mieux annuler ?",
    "c'est dommage d'annuler", "je me débrouille toute seule merci", "merci de valider", "continuez comme ça",
    "ni le 2 ni le 3", "le 2 et le 3 ne vont pas", "pas cette semaine",
    "ça marche beaucoup mieux depuis la séance", "tout s'est bien passé hier", "ça aurait été parfait",
    "votre collègue m'a dit d'annuler", "on m'a conseillé d'annuler", "le 1er enfant a 3 ans", "on sera 2 ou 3",
    "plus tard ce serait mieux", "un tout grand merci", "plus tôt ce serait mieux",
    "merci d'avoir annulé", "j'aurais dû annuler", "j'aurais bien aimé dire oui", "mon médecin est d'accord",
    "dites oui svp", "3 ans que je viens chez vous", "1 minute", "une autre question", "ni jeudi ni vendredi",
    "annule le rdv du plombier", "j'annule jamais", "hors de question d'annuler", "je voulais annuler mais c'est bon",
    "j'ai cru devoir annuler", "on annule ou pas ?", "je dois annuler quand au plus tard ?",
    "oubliez mon dernier message", "c'est une question d'annulation", "je me présente, Paul Durand",
    "je maintiens que c'est trop cher", "c'est prévu qu'il pleuve", "tous pris", "jeudi c'est le 5 ?",
    "vous confirmez ?", "désistement d'un ami pour le resto",
)  # fmt: skip


@pytest.mark.parametrize("expecting", ["confirm", "choose", "when", None])
def test_talk_of_other_things_never_acts(expecting: Expecting | None) -> None:
    asked = Asked(expecting, APPOINTMENT, OFFERS if expecting == "choose" else ())

    acted = [text for text in TRAPS if read(text, NOW, "fr-FR", (), asked).intent in ACTING]

    assert [] == acted


OBSTACLES = (
    "j'ai 39 de fièvre", "mon fils a la varicelle", "la nounou est malade", "on enterre mon oncle", "j'ai un séminaire",
    "mon patron ne veut pas me libérer", "j'ai crevé un pneu", "les routes sont verglacées", "je suis en quarantaine",
    "j'ai le plombier qui passe", "je suis convoqué au tribunal", "on est tous malades à la maison", "problème de garde",
    "j'ai des obsèques ce jour là", "mon agenda est plein", "je remplace un collègue", "mon bébé a vomi",
    "on a des invités", "j'ai perdu mes clés", "je suis lessivée", "j'ai un pépin", "je dois récupérer les enfants",
    "j'ai oublié que j'avais un mariage ce jour-là",
)  # fmt: skip


def test_what_keeps_somebody_from_coming_is_a_no() -> None:
    asked = Asked("confirm", APPOINTMENT)

    assert [] == [text for text in OBSTACLES if read(text, NOW, "fr-FR", (), asked).intent is not Intent.DENY]
