package io.sendwell.testkit.smtp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mail for which the fake server took responsibility: envelope, content, and how they came.
 *
 * @param order counted from 1 over all sessions of the server
 * @param session the session that brought it, counted from 1
 * @param reversePath without angle brackets; empty for the null reverse-path
 * @param parameters of the MAIL command, by keyword in capitals ({@code SIZE}, {@code BODY}, {@code RET}), values as sent
 * @param recipients those the server accepted
 * @param refusedRecipients those it refused or deferred in the same transaction
 * @param content the octets
 * @param contentCommand which command brought the content
 * @param tlsProtocol such as {@code TLSv1.3}; empty when the session was in plain text
 * @param authenticatedUser who had logged in; empty for nobody
 * @param receivedAt when the server took responsibility, by its clock
 */
public record ReceivedMail(
        int order,
        int session,
        String reversePath,
        Map<String, String> parameters,
        List<ReceivedRecipient> recipients,
        List<ReceivedRecipient> refusedRecipients,
        ReceivedContent content,
        ContentCommand contentCommand,
        Optional<String> tlsProtocol,
        Optional<String> authenticatedUser,
        Instant receivedAt) {

    /** The commands that bring content. */
    public enum ContentCommand {
        /** Content up to a final dot (RFC 5321 section 4.1.1.4). */
        DATA,
        /** Content in counted chunks (RFC 3030). */
        BDAT
    }

    public ReceivedMail {
        parameters = Map.copyOf(parameters);
        recipients = List.copyOf(recipients);
        refusedRecipients = List.copyOf(refusedRecipients);
    }

    /** The paths of the accepted recipients, in the order in which they were named. */
    public List<String> forwardPaths() {
        return recipients.stream().map(ReceivedRecipient::forwardPath).toList();
    }

    /** The exact octets received, dots unstuffed; see {@link ReceivedContent#octets()} for mails too large to keep. */
    public byte[] octets() {
        return content.octets();
    }

    /** The whole mail as text, read as UTF-8; for assertions about ASCII and UTF-8 mails. */
    public String text() {
        return new String(content.octets(), StandardCharsets.UTF_8);
    }

    /** The body of the first header field of that name, unfolded and trimmed, otherwise as sent. */
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /** The bodies of all header fields of that name, in order, unfolded and trimmed, otherwise as sent. */
    public List<String> headers(String name) {
        // Only LF ends a line here: other separators that Unicode knows are part of a field's body.
        Pattern field = Pattern.compile(
                "^" + Pattern.quote(name) + "[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)",
                Pattern.MULTILINE | Pattern.CASE_INSENSITIVE | Pattern.UNIX_LINES);
        return field.matcher(content.headerSection())
                .results()
                .map(found -> found.group(1).replaceAll("\r?\n(?=[ \t])", "").strip())
                .toList();
    }
}
