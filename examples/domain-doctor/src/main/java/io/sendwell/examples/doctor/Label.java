package io.sendwell.examples.doctor;

import java.util.Locale;

/** The program's own words around findings, in the languages that findings have. */
enum Label {
    NAME_SERVERS("Name servers", "Serveurs de noms", "Nameserver", "Servidores de nombres"),
    MAIL_SERVERS("Mail servers", "Serveurs de messagerie", "Mailserver", "Servidores de correo"),
    SPF("SPF", "SPF", "SPF", "SPF"),
    DKIM_KEY("DKIM key", "Clé DKIM", "DKIM-Schlüssel", "Clave DKIM"),
    DMARC("DMARC", "DMARC", "DMARC", "DMARC"),
    ENCRYPTION("Encryption and logo", "Chiffrement et logo", "Verschlüsselung und Logo", "Cifrado y logotipo"),
    ENTERING("Entering records", "Saisie des enregistrements", "Einträge eingeben", "Introducir registros"),
    SENDING_HOST("Sending host", "Serveur d'envoi", "Sendender Server", "Servidor de envío"),
    SUMMARY(
            "To mend now: %d. Better mended: %d. Could not be asked: %d.",
            "À corriger maintenant : %d. Mieux vaut corriger : %d. Sans réponse : %d.",
            "Jetzt zu beheben: %d. Besser zu beheben: %d. Nicht zu erfragen: %d.",
            "Para corregir ya: %d. Conviene corregir: %d. Sin respuesta: %d."),
    LEGEND(
            "[!!] mend now  [! ] better mended  [i ] good to know  [??] could not be asked  [ok] fine",
            "[!!] à corriger maintenant  [! ] mieux vaut corriger  [i ] bon à savoir  [??] sans réponse  [ok] en ordre",
            "[!!] jetzt beheben  [! ] besser beheben  [i ] gut zu wissen  [??] nicht zu erfragen  [ok] in Ordnung",
            "[!!] corregir ya  [! ] conviene corregir  [i ] bueno saberlo  [??] sin respuesta  [ok] en orden"),
    LINE(
            "Line for the zone file:",
            "Ligne pour le fichier de zone :",
            "Zeile für die Zonendatei:",
            "Línea para el archivo de zona:"),
    FORM("Or in a form:", "Ou dans un formulaire :", "Oder in einem Formular:", "O en un formulario:"),
    NAME("Name", "Nom", "Name", "Nombre"),
    TYPE("Type", "Type", "Typ", "Tipo"),
    VALUE("Value", "Valeur", "Wert", "Valor"),
    EMPTY("(leave empty)", "(laisser vide)", "(leer lassen)", "(dejar vacío)");

    private final String english;
    private final String french;
    private final String german;
    private final String spanish;

    Label(String english, String french, String german, String spanish) {
        this.english = english;
        this.french = french;
        this.german = german;
        this.spanish = spanish;
    }

    String in(Locale language) {
        return switch (language.getLanguage()) {
            case "fr" -> french;
            case "de" -> german;
            case "es" -> spanish;
            default -> english;
        };
    }
}
