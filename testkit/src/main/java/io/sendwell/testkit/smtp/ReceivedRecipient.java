package io.sendwell.testkit.smtp;

import java.util.Map;

/**
 * A recipient named by RCPT, and what the server answered.
 *
 * @param forwardPath without angle brackets
 * @param parameters of the RCPT command, by keyword in capitals ({@code NOTIFY}, {@code ORCPT}), values as sent
 * @param reply the server's answer, such as {@code 250 2.1.5 OK}
 */
public record ReceivedRecipient(String forwardPath, Map<String, String> parameters, String reply) {
    public ReceivedRecipient {
        parameters = Map.copyOf(parameters);
    }
}
