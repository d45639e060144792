package io.sendwell.testkit.smtp;

import io.sendwell.testkit.smtp.ReceivedMail.ContentCommand;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One mail transaction (RFC 5321 section 3.3) from MAIL to the end of its content. */
final class MailTransaction {
    private final PathArgument mail;
    private final List<ReceivedRecipient> accepted = new ArrayList<>();
    private final List<ReceivedRecipient> refused = new ArrayList<>();
    private @Nullable ContentSink chunks;
    private boolean chunkRefused;

    MailTransaction(PathArgument mail) {
        this.mail = mail;
    }

    String reversePath() {
        return mail.path();
    }

    boolean mayUseUtf8() {
        return mail.parameters().containsKey("SMTPUTF8");
    }

    boolean hasRecipients() {
        return !accepted.isEmpty();
    }

    boolean hasChunks() {
        return chunks != null || chunkRefused;
    }

    boolean chunkWasRefused() {
        return chunkRefused;
    }

    void recipient(PathArgument recipient, Reply reply) {
        List<ReceivedRecipient> list = reply.isPositive() ? accepted : refused;
        list.add(new ReceivedRecipient(recipient.path(), recipient.parameters(), reply.toString()));
    }

    /** The content of the chunks so far; a new one before the first. */
    ContentSink chunks(SinkFactory factory) throws IOException {
        if (chunks == null) {
            chunks = factory.newSink();
        }
        return chunks;
    }

    void refuseChunks() throws IOException {
        close();
        chunkRefused = true;
    }

    void close() throws IOException {
        if (chunks != null) {
            chunks.close();
            chunks = null;
        }
    }

    /** Whether the client announced what it then sent. */
    boolean announced(Violation.Kind kind) {
        Map<String, String> parameters = mail.parameters();
        return switch (kind) {
            case NON_ASCII_WITHOUT_SMTPUTF8 -> mayUseUtf8();
            case EIGHT_BIT_WITHOUT_8BITMIME -> "8BITMIME".equalsIgnoreCase(parameters.get("BODY"));
            default -> false;
        };
    }

    ReceivedMail received(
            int order, Transcript transcript, ReceivedContent content, ContentCommand command, Instant now) {
        Optional<String> tls = transcript.tlsProtocol();
        Optional<String> user = transcript.authenticatedUser();
        return new ReceivedMail(
                order,
                transcript.session(),
                mail.path(),
                mail.parameters(),
                accepted,
                refused,
                content,
                command,
                tls,
                user,
                now);
    }

    /** Opens a sink for the content of this mail. */
    interface SinkFactory {
        ContentSink newSink() throws IOException;
    }
}
