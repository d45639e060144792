package io.sendwell.smtp;

import io.sendwell.smtp.Awaited.Step;
import io.sendwell.smtp.ContentStream.Dots;
import io.sendwell.smtp.Transaction.Progress;
import io.sendwell.transport.Refusal;
import io.sendwell.transport.SubmissionResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Sends messages over one connection, with as few round trips as the server's extensions and the in-doubt window allow.
 *
 * <p>Without PIPELINING every command waits for its reply. With it (RFC 2920) the end of a message and the envelope of
 * the next go out in one write. With CHUNKING as well (RFC 3030) and a window of more than one, the content of small
 * messages follows its envelope unasked, until as many messages as the window allows have no final reply.
 *
 * <p>After a refusal nothing more is begun: what is under way is brought to its end, and the connection is given up.
 */
final class Dialogue {

    /**
     * How many replies may wait to be read. A server that cannot write its replies stops reading, and then we would both
     * wait for ever (RFC 2920 section 3.1); so many fit any receive buffer.
     */
    private static final int MAX_UNREAD_REPLIES = 100;

    /** Content that is sent before the server has taken the envelope is wasted when it does not. */
    private static final int SMALL = 64 * 1024;

    private static final byte[] END_OF_DATA = ".\r\n".getBytes(StandardCharsets.US_ASCII);

    private final SmtpConnection connection;
    private final Work work;
    private final int inDoubtWindow;
    private final boolean chunking;
    private final boolean pipelining;
    private final Outcomes outcomes;
    private final Deque<Awaited> awaited = new ArrayDeque<>();
    private final List<Transaction> underWay = new ArrayList<>();
    private int inDoubt;

    Dialogue(SmtpConnection connection, Work work, int inDoubtWindow, Chunking chunking) {
        this.connection = connection;
        this.work = work;
        this.inDoubtWindow = inDoubtWindow;
        Ehlo offer = connection.offer();
        this.chunking = chunking == Chunking.WHERE_OFFERED && offer.offers(Ehlo.CHUNKING);
        pipelining = offer.offers(Ehlo.PIPELINING);
        outcomes = new Outcomes(connection);
    }

    /** Sends all the work there is. What was begun is settled or withdrawn at the end, whatever happens. */
    Outcomes run() {
        Optional<Transaction> next = Optional.empty();
        try {
            Optional<Transaction> current = work.next();
            while (current.isPresent()) {
                Transaction transaction = current.get();
                underWay.add(transaction);
                writeEnvelope(transaction);
                flush();
                // Rendering and signing go on while the server works.
                next = outcomes.isRefused() ? Optional.empty() : work.next();
                awaitLeaveFor(transaction);
                if (outcomes.letGo(transaction)) {
                    writeContent(transaction);
                }
                reportSettled();
                if (outcomes.isRefused()) {
                    break;
                }
                current = next;
                next = Optional.empty();
            }
            readAll();
        } catch (ContentException e) {
            outcomes.connectionIsUnusable();
        } catch (IOException e) {
            lost(e);
        } finally {
            reportSettled();
            underWay.forEach(work::withdrawn);
            underWay.clear();
            next.ifPresent(work::withdrawn);
        }
        return outcomes;
    }

    private void writeEnvelope(Transaction transaction) throws IOException {
        if (!pipelining) {
            readAll();
        }
        PreparedMessage message = transaction.message();
        List<String> recipients = message.recipientCommands();
        command(new Awaited(transaction, Step.MAIL, 0), message.mailCommand());
        for (int i = 0; i < recipients.size() && mayGoOn(transaction); i++) {
            command(new Awaited(transaction, Step.RCPT, i), recipients.get(i));
        }
        if (!chunking && mayGoOn(transaction)) {
            command(new Awaited(transaction, Step.DATA, 0), "DATA");
        }
    }

    /** With PIPELINING the rest of an envelope goes out before the replies to its beginning are known. */
    private boolean mayGoOn(Transaction transaction) {
        return pipelining || !transaction.isSettled();
    }

    private void command(Awaited asked, String line) throws IOException {
        while (awaited.size() >= MAX_UNREAD_REPLIES) {
            readNext();
        }
        connection.command(line);
        awaited.add(asked);
        asked.transaction().envelopeAsked();
        if (!pipelining) {
            readNext();
        }
    }

    /** Reads replies until the content may be sent, or it is clear that it may not. */
    private void awaitLeaveFor(Transaction transaction) throws IOException {
        while (inDoubt >= inDoubtWindow) {
            readNext();
        }
        // With a window of one, waiting costs nothing: the envelope went out with the end of the message before. The
        // first
        // reply shows that the connection still stands; content sent before it would be in doubt for nothing.
        boolean unasked = inDoubtWindow > 1
                && chunking
                && pipelining
                && outcomes.hasHeard()
                && transaction.message().content().size() <= SMALL;
        while (!unasked && !transaction.hasWholeEnvelope()) {
            readNext();
        }
    }

    private void writeContent(Transaction transaction) throws IOException {
        long size = transaction.message().content().size();
        Awaited end = new Awaited(transaction, Step.CONTENT, 0);
        if (chunking) {
            // With the last of its octets the server has the message.
            askLeaveFor(end);
            connection.command("BDAT " + size + " LAST");
        }
        awaited.add(end);
        transaction.progress(Progress.CONTENT);
        try {
            ContentStream content = new ContentStream(connection, size, chunking ? Dots.KEPT : Dots.DOUBLED);
            transaction.message().content().writeTo(content);
            content.checkWhole();
        } catch (IOException | RuntimeException e) {
            if (e instanceof IOException broken && connection.isBroken()) {
                throw broken;
            }
            outcomes.contentFailed(transaction, e);
            abandon(end);
        }
        if (!chunking) {
            askLeaveFor(end);
        }
        inDoubt++;
        transaction.progress(Progress.IN_DOUBT);
        if (!chunking) {
            connection.write(END_OF_DATA, 0, END_OF_DATA.length);
        }
        if (!pipelining) {
            readAll();
        }
    }

    private void askLeaveFor(Awaited end) throws IOException {
        Optional<Refusal> heldBack = work.heldBack(end.transaction());
        if (heldBack.isPresent()) {
            end.transaction().settleRest(new SubmissionResult.Deferred(heldBack.get()));
            abandon(end);
        }
    }

    /** Leaves a message without its end, so that the server throws it away, after hearing about those before it. */
    private void abandon(Awaited end) throws IOException {
        awaited.remove(end);
        while (!awaited.isEmpty()) {
            readNext();
        }
        throw new ContentException("The message was not sent to its end.");
    }

    private void flush() throws IOException {
        connection.flush();
        for (Transaction transaction : underWay) {
            if (transaction.progress() == Progress.IN_DOUBT) {
                transaction.progress(Progress.HANDED_OVER);
            }
        }
    }

    private void readAll() throws IOException {
        while (!awaited.isEmpty()) {
            readNext();
        }
    }

    private void readNext() throws IOException {
        flush();
        read();
    }

    private void read() throws IOException {
        Awaited asked = awaited.element();
        boolean last = asked.step() == Step.CONTENT;
        Reply reply = last ? connection.readFinalReply() : connection.readReply();
        awaited.remove();
        if (last && asked.transaction().progress() != Progress.CONTENT) {
            inDoubt--;
        }
        outcomes.take(asked, reply);
    }

    /** Hears what the server said before it went, then settles what it will say nothing about any more. */
    private void lost(IOException failure) {
        try {
            // A write may have failed because the server refused and closed; its words are still there to be read.
            while (connection.failedToWrite() && !awaited.isEmpty()) {
                outcomes.take(awaited.remove(), connection.readReply());
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        outcomes.lost(underWay, failure);
    }

    private void reportSettled() {
        underWay.removeIf(transaction -> {
            if (transaction.isSettled()) {
                work.settled(transaction);
            }
            return transaction.isSettled();
        });
    }
}
