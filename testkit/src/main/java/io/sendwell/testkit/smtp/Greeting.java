package io.sendwell.testkit.smtp;

import io.sendwell.testkit.smtp.Settings.AuthRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Makes the reply to EHLO (RFC 5321 section 4.1.1.1) from what is offered at this moment. */
record Greeting(Settings settings, boolean encrypted) {

    Reply toEhlo() {
        List<String> lines = new ArrayList<>();
        lines.add(settings.hostName() + " at your service");
        for (SmtpExtension extension : SmtpExtension.values()) {
            if (settings.extensions().contains(extension)) {
                boolean limited = extension == SmtpExtension.SIZE && settings.sizeLimit() < Long.MAX_VALUE;
                lines.add(extension.keyword() + (limited ? " " + settings.sizeLimit() : ""));
            }
        }
        if (settings.tls().mode().offersStartTls() && !encrypted) {
            lines.add("STARTTLS");
        }
        boolean plainTextAllowed = !settings.auth().rules().contains(AuthRule.ONLY_AFTER_TLS);
        if (!settings.auth().mechanisms().isEmpty() && (encrypted || plainTextAllowed)) {
            lines.add(settings.auth().mechanisms().stream()
                    .map(Enum::name)
                    .collect(Collectors.joining(" ", "AUTH ", "")));
        }
        return Reply.of("250", lines);
    }
}
