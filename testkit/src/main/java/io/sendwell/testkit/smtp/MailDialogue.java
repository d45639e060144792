package io.sendwell.testkit.smtp;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The commands of mail transactions (RFC 5321 section 3.3): MAIL, RCPT, DATA, BDAT, RSET. */
final class MailDialogue {
    private final SmtpConnection connection;
    private final Settings settings;
    private final ContentReceiver receiver;
    private @Nullable MailTransaction transaction;
    private int messages;
    private boolean refusedInGroup;

    MailDialogue(SmtpConnection connection, Settings settings, ContentReceiver receiver) {
        this.connection = connection;
        this.settings = settings;
        this.receiver = receiver;
    }

    boolean isUnderWay() {
        return transaction != null;
    }

    /** Forgets the transaction under way, if there is one. */
    void abandon() throws IOException {
        if (transaction != null) {
            transaction.close();
            transaction = null;
        }
    }

    void mail(CommandLine command) throws IOException, InterruptedException {
        if (transaction != null) {
            connection.refuse(Violation.Kind.BAD_SEQUENCE, "MAIL in a transaction", Replies.BAD_SEQUENCE);
        } else if (messages >= settings.limits().messagesPerConnection()) {
            connection.reply(Replies.TOO_MANY_MESSAGES);
        } else {
            Optional<PathArgument> sender = path(command, "FROM:", ParameterRules.MAIL);
            if (sender.isPresent()) {
                begin(sender.get());
            }
        }
    }

    private void begin(PathArgument sender) throws IOException, InterruptedException {
        Reply answer = connection.follow(SmtpStep.MAIL, sender.path()).orElseGet(() -> judgeSize(sender));
        if (answer.isPositive()) {
            transaction = new MailTransaction(sender);
            refusedInGroup = false;
            messages++;
            connection.reply(answer);
        } else {
            refuseMail(answer);
        }
    }

    /** A client that sends groups could not know of this refusal when it sent the commands that follow. */
    void refuseMail(Reply answer) throws IOException {
        refusedInGroup = true;
        connection.reply(answer);
    }

    private Reply judgeSize(PathArgument sender) {
        String size = sender.parameters().getOrDefault("SIZE", "0");
        // RFC 1870 section 4 allows 20 digits, one more than a long holds for sure.
        boolean tooLarge = size.length() > 18 || Long.parseLong(size) > settings.sizeLimit();
        return tooLarge ? Replies.TOO_LARGE : Replies.SENDER_OK;
    }

    void rcpt(CommandLine command) throws IOException, InterruptedException {
        MailTransaction current = transaction;
        if (current == null || current.hasChunks()) {
            refuseOutOfPlace("RCPT");
            return;
        }
        Optional<PathArgument> recipient = path(command, "TO:", ParameterRules.RCPT);
        if (recipient.isPresent()) {
            String forwardPath = recipient.get().path();
            Optional<Reply> scripted = connection.follow(SmtpStep.RCPT, forwardPath);
            Reply answer = scripted.isPresent()
                    ? scripted.get()
                    : connection.greylisted(current.reversePath(), forwardPath).orElse(Replies.RECIPIENT_OK);
            current.recipient(recipient.get(), answer);
            connection.reply(answer);
        }
    }

    void data() throws IOException, InterruptedException {
        MailTransaction current = transaction;
        if (current == null || current.hasChunks()) {
            refuseOutOfPlace("DATA");
            return;
        }
        if (!current.hasRecipients()) {
            connection.reply(Replies.NO_RECIPIENTS);
            return;
        }
        Reply answer = connection.follow(SmtpStep.DATA, current.reversePath()).orElse(Replies.GO_AHEAD);
        connection.reply(answer);
        if (answer.isPositive()) {
            Reply decision = receiver.receiveData(current);
            // The final dot may be followed at once by the next MAIL (RFC 2920 section 3.1).
            connection.clientMustWait(!connection.offers(SmtpExtension.PIPELINING));
            abandon();
            connection.reply(decision);
        }
    }

    void bdat(String argument) throws IOException, InterruptedException {
        Optional<Chunk> parsed = Chunk.parse(argument);
        if (parsed.isEmpty()) {
            connection.refuse(Violation.Kind.SYNTAX, "BDAT " + argument, Replies.SYNTAX);
            return;
        }
        Chunk chunk = parsed.get();
        MailTransaction current = transaction;
        if (!connection.offers(SmtpExtension.CHUNKING)) {
            receiver.skip(chunk);
            connection.refuse(Violation.Kind.NOT_OFFERED, "BDAT", Replies.UNKNOWN_COMMAND);
        } else if (current == null || current.chunkWasRefused()) {
            receiver.skip(chunk);
            refuseOutOfPlace("BDAT");
        } else {
            takeChunk(current, chunk);
        }
        // Refused or not, the last chunk ends the transaction as the final dot does; a client that sends whole mails
        // in groups counts on it.
        if (chunk.isLast()) {
            abandon();
        }
    }

    private void takeChunk(MailTransaction current, Chunk chunk) throws IOException, InterruptedException {
        Reply answer = Replies.NO_RECIPIENTS;
        if (current.hasRecipients()) {
            answer = receiver.receiveChunk(current, chunk);
        } else {
            receiver.skip(chunk);
        }
        if (!answer.isPositive()) {
            current.refuseChunks();
            refusedInGroup = true;
        }
        connection.reply(answer);
    }

    void rset() throws IOException, InterruptedException {
        Reply answer = connection.follow(SmtpStep.RSET, "").orElse(Replies.OK);
        abandon();
        refusedInGroup = false;
        connection.reply(answer);
    }

    /** Reads path and parameters of MAIL or RCPT; answers and gives nothing when they are wrong. */
    private Optional<PathArgument> path(CommandLine command, String introduction, ParameterRules rules)
            throws IOException {
        Optional<PathArgument> parsed = PathArgument.parse(introduction, command.argument());
        if (parsed.isEmpty()) {
            connection.refuse(Violation.Kind.SYNTAX, command.text(), Replies.SYNTAX);
            return parsed;
        }
        PathArgument path = parsed.get();
        Optional<ParameterRules.Objection> objection = rules.object(path.parameters(), connection.offered());
        if (objection.isPresent()) {
            connection.refuse(
                    objection.get().kind(),
                    objection.get().parameter(),
                    objection.get().reply());
            return Optional.empty();
        }
        if (command.verb().length() + " ".length() + path.pathLength() + "\r\n".length() > CommandLine.LONGEST) {
            connection.violation(Violation.Kind.LONG_COMMAND, command.length() + " octets");
        }
        boolean mayUseUtf8 = transaction == null ? path.parameters().containsKey("SMTPUTF8") : transaction.mayUseUtf8();
        if (command.hasNonAscii() && !mayUseUtf8) {
            connection.refuse(Violation.Kind.NON_ASCII_WITHOUT_SMTPUTF8, command.text(), Replies.NEEDS_SMTPUTF8);
            return Optional.empty();
        }
        return parsed;
    }

    private void refuseOutOfPlace(String verb) throws IOException {
        if (refusedInGroup && connection.offers(SmtpExtension.PIPELINING)) {
            connection.reply(Replies.BAD_SEQUENCE);
        } else {
            connection.refuse(Violation.Kind.BAD_SEQUENCE, verb + " out of place", Replies.BAD_SEQUENCE);
        }
    }
}
