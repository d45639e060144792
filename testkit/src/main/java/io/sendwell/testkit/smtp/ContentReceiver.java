package io.sendwell.testkit.smtp;

import io.sendwell.testkit.smtp.ReceivedMail.ContentCommand;
import io.sendwell.testkit.smtp.Settings.Quirk;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Takes the content of a transaction, by DATA or by BDAT, and decides about the mail. */
final class ContentReceiver {
    private final SmtpConnection connection;
    private final Settings settings;
    private final ReplyScript script;
    private final Journal journal;

    ContentReceiver(SmtpConnection connection, Settings settings, ReplyScript script, Journal journal) {
        this.connection = connection;
        this.settings = settings;
        this.script = script;
        this.journal = journal;
    }

    /** Reads up to the final dot. The 354 has been given. */
    Reply receiveData(MailTransaction transaction) throws IOException, InterruptedException {
        try (ContentSink content = newSink()) {
            new DataReader(connection.in(), content).readToFinalDot();
            return decide(transaction, content, ContentCommand.DATA);
        }
    }

    /** Reads one chunk; after the last one the mail is decided. */
    Reply receiveChunk(MailTransaction transaction, Chunk chunk) throws IOException, InterruptedException {
        ContentSink content = transaction.chunks(this::newSink);
        read(chunk, content);
        Optional<Reply> scripted = connection.follow(SmtpStep.BDAT, "");
        if (scripted.isPresent() && !scripted.get().isPositive()) {
            return scripted.get();
        }
        if (chunk.isLast()) {
            content.check().end();
            return decide(transaction, content, ContentCommand.BDAT);
        }
        return content.size() > settings.sizeLimit() ? Replies.TOO_LARGE : scripted.orElse(Replies.CHUNK_OK);
    }

    /** Reads a chunk that is refused: its octets come whatever we answer (RFC 3030 section 2). */
    void skip(Chunk chunk) throws IOException {
        OctetReader in = connection.in();
        for (long left = chunk.size(); left > 0; ) {
            in.fill();
            int count = (int) Math.min(left, in.limit - in.position);
            in.position += count;
            left -= count;
        }
    }

    private void read(Chunk chunk, ContentSink content) throws IOException {
        OctetReader in = connection.in();
        for (long left = chunk.size(); left > 0; ) {
            in.fill();
            int count = (int) Math.min(left, in.limit - in.position);
            content.write(in.buffer, in.position, count);
            in.position += count;
            left -= count;
        }
    }

    private Reply decide(MailTransaction transaction, ContentSink content, ContentCommand command)
            throws IOException, InterruptedException {
        content.check().found().forEach((kind, place) -> {
            if (!transaction.announced(kind)) {
                connection.violation(kind, place);
            }
        });
        Optional<Reply> scripted = connection.follow(SmtpStep.END_OF_CONTENT, transaction.reversePath());
        if (scripted.isPresent() && !scripted.get().isPositive()) {
            return scripted.get();
        }
        if (content.size() > settings.sizeLimit()) {
            return Replies.TOO_LARGE;
        }
        if (content.check().breaksLines() && settings.quirks().contains(Quirk.REFUSES_BARE_LINE_BREAKS)) {
            return Replies.BARE_LINE_BREAK_IN_CONTENT;
        }
        ReceivedContent received = content.finish();
        Instant now = settings.clock().instant();
        journal.accept(order -> transaction.received(order, connection.transcript(), received, command, now));
        return connection
                .follow(SmtpStep.ACCEPTED, transaction.reversePath())
                .orElse(scripted.orElse(Replies.ACCEPTED));
    }

    private ContentSink newSink() throws IOException {
        long checkpointAt = script.firstContentCheckpoint();
        return new ContentSink(settings.storage(), new ContentCheck(), checkpointAt, this::checkpoint);
    }

    private void checkpoint() throws IOException {
        try {
            Optional<Reply> answer = connection.follow(SmtpStep.CONTENT, "");
            if (answer.isPresent()) {
                connection.clientMustWait(false);
                connection.reply(answer.get());
                throw new HangUp(HangUp.Manner.GRACEFUL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HangUp(HangUp.Manner.DROP);
        }
    }
}
