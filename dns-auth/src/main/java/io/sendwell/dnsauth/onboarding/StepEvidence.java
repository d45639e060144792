package io.sendwell.dnsauth.onboarding;

import java.util.List;

/**
 * What was seen at one place. Other people's text, untouched.
 *
 * @param where the name of a record, or the URL of a file
 * @param wanted what should be there; empty when something else than a text was looked for
 * @param found what is there; empty when nothing is
 * @param server who said so, such as {@code 192.0.2.53:53}; empty when nobody did
 */
public record StepEvidence(String where, String wanted, List<String> found, String server) {

    public StepEvidence {
        found = List.copyOf(found);
    }
}
