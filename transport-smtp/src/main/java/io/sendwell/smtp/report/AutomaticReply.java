package io.sendwell.smtp.report;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Knows a message that nobody wrote: out of office and kin (RFC 3834). */
final class AutomaticReply {

    /** Each of these is written by programs that answer by themselves, and by nobody else. */
    private static final Set<String> FIELDS = Set.of(
            "x-autoreply",
            "x-autorespond",
            "x-autoresponder",
            "x-autoreply-from",
            "x-autoreply-domain",
            "x-mail-autoreply",
            "x-auto-reply-from",
            "x-away-message",
            "x-vacation");

    // A person may begin a subject so; a person's mail has none of the signs below beside it.
    private static final Pattern SUBJECT = Pattern.compile(
            "\\s*(?:re: ?|aw: ?|antw: ?)?(?:automatic reply|auto(?:matic|-| )?(?:reply|response|responder)?:|autoreply|auto-?response"
                    + "|out of (?:the )?office|away from|on (?:vacation|holiday|leave)|vacation"
                    + "|abwesenheitsnotiz|automatische antwort|abwesend|nicht im (?:büro|haus)"
                    + "|r[ée]ponse automatique|absence|respuesta autom[áa]tica|fuera de (?:la )?oficina"
                    + "|risposta automatica|fuori sede|automatisch antwoord|afwezig|autosvar|frånvaro|automaattinen vastaus"
                    + "|resposta autom[áa]tica|автоответ|自動応答|自动答复).*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);

    private AutomaticReply() {}

    static boolean is(MimeFields fields, String subject) {
        return isAutoSubmitted(fields)
                || fields.first("precedence").matches("(?i)auto[_-]reply")
                || FIELDS.stream()
                        .anyMatch(
                                name -> fields.has(name) && !fields.first(name).equalsIgnoreCase("no"))
                || isFromNobody(fields)
                || (SUBJECT.matcher(subject).matches() && hasAnotherSign(fields));
    }

    /** Whether it came with a null reverse-path, as only answers of programs do (RFC 5321 section 4.5.5). */
    static boolean isFromNobody(MimeFields fields) {
        return fields.all("return-path").stream()
                .findFirst()
                .filter(path -> path.replace(" ", "").equals("<>"))
                .isPresent();
    }

    // RFC 3834 section 5: everything but "no", also what was not invented yet.
    private static boolean isAutoSubmitted(MimeFields fields) {
        String value = fields.first("auto-submitted").strip().toLowerCase(Locale.ROOT);
        return !value.isEmpty() && !value.matches("no(?:[;( ].*)?");
    }

    private static boolean hasAnotherSign(MimeFields fields) {
        return fields.has("x-auto-response-suppress")
                || fields.first("precedence").matches("(?i)bulk|junk|list")
                || fields.has("x-loop");
    }
}
