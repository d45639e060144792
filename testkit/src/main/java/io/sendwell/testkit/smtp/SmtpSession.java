package io.sendwell.testkit.smtp;

import io.sendwell.testkit.smtp.Settings.AuthRule;
import io.sendwell.testkit.smtp.Settings.Quirk;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The dialogue with one client: reads a command, checks its place and its words, answers. One thread each. */
final class SmtpSession {
    /** RFC 2920 section 3.1: the client waits for the reply to these, even when it may send others in groups. */
    private static final Set<String> END_OF_GROUP =
            Set.of("EHLO", "HELO", "STARTTLS", "AUTH", "DATA", "VRFY", "EXPN", "NOOP", "QUIT");

    /** RFC 5321 section 4.5.3.1.4, with CRLF. */
    private static final int LONGEST_COMMAND = 512;

    private final SmtpConnection connection;
    private final Settings settings;
    private final ContentReceiver receiver;
    private final Handshake handshake;
    private Set<SmtpExtension> offered = Set.of();
    private boolean greeted;
    private boolean serviceRefused;
    private boolean refusedInGroup;
    private int messages;
    private @Nullable MailTransaction transaction;

    /** Whatever brings a TLS context when it is needed. */
    interface Handshake {
        SSLContext context();
    }

    SmtpSession(SmtpConnection connection, Settings settings, ContentReceiver receiver, Handshake handshake) {
        this.connection = connection;
        this.settings = settings;
        this.receiver = receiver;
        this.handshake = handshake;
    }

    /** Talks until the client or the script ends it. */
    void run() throws IOException, InterruptedException {
        if (settings.tls().mode() == TlsMode.IMPLICIT) {
            connection.startTls(handshake.context());
        }
        Reply banner = Reply.of("220 " + settings.hostName() + " ESMTP fake");
        Reply greeting = connection.follow(SmtpStep.CONNECT, "").orElse(banner);
        serviceRefused = !greeting.isPositive();
        connection.reply(greeting);
        while (true) {
            obey(CommandLine.of(connection.readLine()));
        }
    }

    private void obey(CommandLine command) throws IOException, InterruptedException {
        connection.transcript().client(command.verb().equals("AUTH") ? redacted(command) : command.text());
        connection.clientMustWait(!offers(SmtpExtension.PIPELINING) || END_OF_GROUP.contains(command.verb()));
        checkOctets(command);
        if (command.breaksLines() && settings.quirks().contains(Quirk.REFUSES_BARE_LINE_BREAKS)) {
            reply(Replies.BARE_LINE_BREAK);
        } else if (serviceRefused && !command.verb().equals("QUIT")) {
            reply(Replies.NO_SERVICE);
        } else {
            dispatch(command);
        }
    }

    private void dispatch(CommandLine command) throws IOException, InterruptedException {
        switch (command.verb()) {
            case "EHLO" -> ehlo(command.argument());
            case "HELO" -> helo(command.argument());
            case "STARTTLS" -> startTls();
            case "AUTH" -> auth(command.argument());
            case "MAIL" -> mail(command);
            case "RCPT" -> rcpt(command);
            case "DATA" -> data();
            case "BDAT" -> bdat(command.argument());
            case "RSET" -> rset();
            case "NOOP" -> reply(connection.follow(SmtpStep.NOOP, "").orElse(Replies.OK));
            case "VRFY" -> reply(Replies.CANNOT_VERIFY);
            case "EXPN", "HELP" -> reply(Replies.NOT_IMPLEMENTED);
            case "QUIT" -> {
                connection.reply(connection.follow(SmtpStep.QUIT, "").orElse(Replies.BYE));
                throw new HangUp(HangUp.Manner.GRACEFUL);
            }
            default -> refuse(Violation.Kind.SYNTAX, "unknown command " + command.verb(), Replies.UNKNOWN_COMMAND);
        }
    }

    private void ehlo(String clientName) throws IOException, InterruptedException {
        if (settings.quirks().contains(Quirk.REFUSES_EHLO)) {
            connection.reply(Replies.NOT_IMPLEMENTED);
            return;
        }
        Greeting greeting =
                new Greeting(settings, connection.transcript().tlsProtocol().isPresent());
        if (greet(clientName, greeting.toEhlo())) {
            offered = settings.extensions();
        }
    }

    private void helo(String clientName) throws IOException, InterruptedException {
        if (greet(clientName, Reply.of("250 " + settings.hostName()))) {
            offered = Set.of();
        }
    }

    private boolean greet(String clientName, Reply normal) throws IOException, InterruptedException {
        if (clientName.isBlank()) {
            refuse(Violation.Kind.SYNTAX, "a greeting without a name", Replies.SYNTAX);
            return false;
        }
        Reply answer = connection.follow(SmtpStep.EHLO, "").orElse(normal);
        connection.reply(answer);
        if (answer.isPositive()) {
            endTransaction();
            greeted = true;
            connection.transcript().greetedBy(clientName);
        }
        return answer.isPositive();
    }

    private void startTls() throws IOException, InterruptedException {
        boolean encrypted = connection.transcript().tlsProtocol().isPresent();
        if (!settings.tls().mode().offersStartTls() || encrypted) {
            refuse(Violation.Kind.NOT_OFFERED, "STARTTLS", encrypted ? Replies.BAD_SEQUENCE : Replies.UNKNOWN_COMMAND);
            return;
        }
        Reply normal =
                settings.tls().mode() == TlsMode.OFFERED_BUT_REFUSED ? Replies.TLS_REFUSED : Replies.READY_FOR_TLS;
        Reply answer = connection.follow(SmtpStep.STARTTLS, "").orElse(normal);
        reply(answer);
        if (answer.isPositive()) {
            connection.startTls(handshake.context());
            // RFC 3207 section 4.2: both sides forget what they knew of each other.
            greeted = false;
            offered = Set.of();
            endTransaction();
        }
    }

    private void auth(String argument) throws IOException, InterruptedException {
        boolean encrypted = connection.transcript().tlsProtocol().isPresent();
        if (settings.auth().mechanisms().isEmpty()) {
            refuse(Violation.Kind.NOT_OFFERED, "AUTH", Replies.NOT_IMPLEMENTED);
        } else if (settings.auth().rules().contains(AuthRule.ONLY_AFTER_TLS) && !encrypted) {
            refuse(Violation.Kind.AUTH_WITHOUT_TLS, "credentials in plain text", Replies.ENCRYPTION_FOR_AUTH);
        } else if (!greeted
                || transaction != null
                || connection.transcript().authenticatedUser().isPresent()) {
            refuse(Violation.Kind.BAD_SEQUENCE, "AUTH", Replies.BAD_SEQUENCE);
        } else {
            Optional<Reply> scripted = connection.follow(SmtpStep.AUTH, "");
            reply(
                    scripted.isPresent()
                            ? scripted.get()
                            : new Authentication(connection, settings.auth()).run(argument));
        }
    }

    private void mail(CommandLine command) throws IOException, InterruptedException {
        boolean encrypted = connection.transcript().tlsProtocol().isPresent();
        boolean loggedIn = connection.transcript().authenticatedUser().isPresent();
        if (!greeted || transaction != null) {
            refuse(
                    Violation.Kind.BAD_SEQUENCE,
                    greeted ? "MAIL in a transaction" : "MAIL before EHLO",
                    Replies.BAD_SEQUENCE);
        } else if (settings.tls().mode() == TlsMode.REQUIRED && !encrypted) {
            refuseInGroup(Replies.TLS_FIRST);
        } else if (settings.auth().rules().contains(AuthRule.REQUIRED) && !loggedIn) {
            refuseInGroup(Replies.LOGIN_FIRST);
        } else if (messages >= settings.limits().messagesPerConnection()) {
            reply(Replies.TOO_MANY_MESSAGES);
        } else {
            Optional<PathArgument> sender = path(command, "FROM:", ParameterRules.MAIL);
            if (sender.isPresent()) {
                beginTransaction(sender.get());
            }
        }
    }

    private void beginTransaction(PathArgument sender) throws IOException, InterruptedException {
        Reply answer = connection.follow(SmtpStep.MAIL, sender.path()).orElse(sizeAllowed(sender));
        if (answer.isPositive()) {
            transaction = new MailTransaction(sender);
            refusedInGroup = false;
            messages++;
            reply(answer);
        } else {
            refuseInGroup(answer);
        }
    }

    private Reply sizeAllowed(PathArgument sender) {
        String size = sender.parameters().getOrDefault("SIZE", "0");
        boolean tooLarge = size.length() > 18 || Long.parseLong(size) > settings.sizeLimit();
        return tooLarge ? Replies.TOO_LARGE : Replies.SENDER_OK;
    }

    private void rcpt(CommandLine command) throws IOException, InterruptedException {
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
            reply(answer);
        }
    }

    private void data() throws IOException, InterruptedException {
        MailTransaction current = transaction;
        if (current == null || current.hasChunks()) {
            refuseOutOfPlace("DATA");
            return;
        }
        if (!current.hasRecipients()) {
            reply(Replies.NO_RECIPIENTS);
            return;
        }
        Reply answer = connection.follow(SmtpStep.DATA, current.reversePath()).orElse(Replies.GO_AHEAD);
        reply(answer);
        if (answer.isPositive()) {
            Reply decision = receiver.receiveData(current);
            // The final dot may open a group with the next MAIL (RFC 2920 section 3.1).
            connection.clientMustWait(!offers(SmtpExtension.PIPELINING));
            endTransaction();
            reply(decision);
        }
    }

    private void bdat(String argument) throws IOException, InterruptedException {
        Optional<Chunk> parsed = Chunk.parse(argument);
        MailTransaction current = transaction;
        if (parsed.isEmpty()) {
            refuse(Violation.Kind.SYNTAX, "BDAT " + argument, Replies.SYNTAX);
            return;
        }
        Chunk chunk = parsed.get();
        if (!offers(SmtpExtension.CHUNKING)) {
            receiver.skip(chunk);
            refuse(Violation.Kind.NOT_OFFERED, "BDAT", Replies.UNKNOWN_COMMAND);
        } else if (current == null || current.chunkWasRefused()) {
            receiver.skip(chunk);
            refuseOutOfPlace("BDAT");
        } else {
            Reply answer;
            if (current.hasRecipients()) {
                answer = receiver.receiveChunk(current, chunk);
            } else {
                receiver.skip(chunk);
                answer = Replies.NO_RECIPIENTS;
            }
            if (!answer.isPositive()) {
                current.refuseChunks();
                refusedInGroup = true;
            }
            reply(answer);
        }
        if (chunk.isLast()) {
            endTransaction();
        }
    }

    private void rset() throws IOException, InterruptedException {
        Reply answer = connection.follow(SmtpStep.RSET, "").orElse(Replies.OK);
        endTransaction();
        refusedInGroup = false;
        reply(answer);
    }

    /** Reads path and parameters of MAIL or RCPT; answers and gives nothing when they are wrong. */
    private Optional<PathArgument> path(CommandLine command, String introduction, ParameterRules rules)
            throws IOException {
        Optional<PathArgument> parsed = PathArgument.parse(introduction, command.argument());
        if (parsed.isEmpty()) {
            refuse(Violation.Kind.SYNTAX, command.text(), Replies.SYNTAX);
            return parsed;
        }
        PathArgument path = parsed.get();
        Optional<ParameterRules.Objection> objection = rules.object(path.parameters(), offered);
        if (objection.isPresent()) {
            refuse(
                    objection.get().kind(),
                    objection.get().parameter(),
                    objection.get().reply());
            return Optional.empty();
        }
        if (command.verb().length() + 1 + path.pathLength() + 2 > LONGEST_COMMAND) {
            connection.violation(Violation.Kind.LONG_COMMAND, command.length() + " octets");
        }
        boolean utf8 = path.parameters().containsKey("SMTPUTF8") || (transaction != null && transaction.mayUseUtf8());
        if (command.hasNonAscii() && !utf8) {
            refuse(Violation.Kind.NON_ASCII_WITHOUT_SMTPUTF8, command.text(), Replies.NEEDS_SMTPUTF8);
            return Optional.empty();
        }
        return parsed;
    }

    private void checkOctets(CommandLine command) {
        boolean hasPath = command.verb().equals("MAIL") || command.verb().equals("RCPT");
        for (Violation.Kind defect : command.defects()) {
            if (!hasPath || defect != Violation.Kind.NON_ASCII_WITHOUT_SMTPUTF8) {
                connection.violation(defect, "in the command " + command.verb());
            }
        }
        if (command.length() > LONGEST_COMMAND && !hasPath && !command.verb().equals("AUTH")) {
            connection.violation(Violation.Kind.LONG_COMMAND, command.length() + " octets");
        }
    }

    private void refuseOutOfPlace(String verb) throws IOException {
        if (refusedInGroup && offers(SmtpExtension.PIPELINING)) {
            reply(Replies.BAD_SEQUENCE);
        } else {
            refuse(Violation.Kind.BAD_SEQUENCE, verb + " out of place", Replies.BAD_SEQUENCE);
        }
    }

    /** A client that sends groups could not know of this refusal when it sent the commands that follow. */
    private void refuseInGroup(Reply answer) throws IOException {
        refusedInGroup = true;
        reply(answer);
    }

    private void refuse(Violation.Kind kind, String detail, Reply answer) throws IOException {
        connection.violation(kind, detail);
        reply(answer);
    }

    private void reply(Reply reply) throws IOException {
        boolean enhanced = settings.extensions().contains(SmtpExtension.ENHANCED_STATUS_CODES);
        connection.reply(enhanced ? reply : reply.withoutEnhancedCode());
    }

    private boolean offers(SmtpExtension extension) {
        return offered.contains(extension);
    }

    private void endTransaction() throws IOException {
        if (transaction != null) {
            transaction.close();
            transaction = null;
        }
    }

    private static String redacted(CommandLine command) {
        String[] words = command.argument().split(" ", 2);
        return "AUTH " + words[0] + (words.length > 1 ? " ****" : "");
    }
}
