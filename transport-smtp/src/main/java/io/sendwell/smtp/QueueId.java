package io.sendwell.smtp;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the server's own id of a message in its words of acceptance. No standard says where it stands. */
final class QueueId {

    private static final List<Pattern> FORMS = List.of(
            // Postfix: 2.0.0 Ok: queued as 4XyZ12
            Pattern.compile("\\bqueued as ([A-Za-z0-9-]{4,64})"),
            // Exim: OK id=1qXyZa-0001Ab-2C
            Pattern.compile("\\bid=([A-Za-z0-9-]{4,64})"),
            // Exchange: 2.6.0 <...> [InternalId=123, Hostname=...] Queued mail for delivery
            Pattern.compile("\\bInternalId=(\\d{1,32})"),
            // Gmail: 2.0.0 OK  1700000000 a1-2b3c - gsmtp
            Pattern.compile("\\bOK\\s+(\\d{9,12} \\S{4,80}) - gsmtp"),
            // sendmail: 2.0.0 3BLabc12 Message accepted for delivery
            Pattern.compile("^(?:250 )?(?:2\\.\\d\\.\\d )?([A-Za-z0-9]{8,24}) Message accepted"));

    private QueueId() {}

    /** The id, or an empty text when there is none that we know to read. */
    static String in(String reply) {
        for (Pattern form : FORMS) {
            Matcher matcher = form.matcher(reply);
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        return "";
    }
}
