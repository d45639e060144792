package io.sendwell.esp.mailjet;

import java.util.Arrays;
import java.util.Optional;

/** Whether Mailjet counts opens, or clicks, of a mail with an HTML part. */
public enum MailjetTracking {
    /** As the dashboard says for the API key. */
    ACCOUNT_DEFAULT("account_default"),
    /** Not counted. */
    DISABLED("disabled"),
    /** Counted. */
    ENABLED("enabled");

    private final String wireName;

    MailjetTracking(String wireName) {
        this.wireName = wireName;
    }

    /** How the Send API calls it. */
    public String wireName() {
        return wireName;
    }

    static Optional<MailjetTracking> read(String value) {
        return Arrays.stream(values())
                .filter(tracking -> tracking.wireName.equals(value))
                .findFirst();
    }
}
