package io.sendwell.testkit.smtp;

import io.sendwell.testkit.smtp.Settings.AuthRule;
import io.sendwell.testkit.smtp.Settings.Quirk;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * The dialogue with one client: reads a command, checks its place and its octets, answers. What belongs to a mail is
 * left to {@link MailDialogue}. One thread each.
 */
final class SmtpSession {
    /** RFC 2920 section 3.1: the client waits for the reply to these, even when it may send others in groups. */
    private static final Set<String> END_OF_GROUP =
            Set.of("EHLO", "HELO", "STARTTLS", "AUTH", "DATA", "VRFY", "EXPN", "HELP", "NOOP", "QUIT");

    private static final Set<String> IN_GROUP = Set.of("MAIL", "RCPT", "BDAT", "RSET");

    private final SmtpConnection connection;
    private final Settings settings;
    private final Supplier<SSLContext> tlsContext;
    private final MailDialogue mails;
    private boolean greeted;
    private boolean serviceRefused;

    SmtpSession(
            SmtpConnection connection, Settings settings, ContentReceiver receiver, Supplier<SSLContext> tlsContext) {
        this.connection = connection;
        this.settings = settings;
        this.tlsContext = tlsContext;
        this.mails = new MailDialogue(connection, settings, receiver);
    }

    /** Talks until the client or the script ends it, which always arrives as an exception. */
    void run() throws IOException, InterruptedException {
        try {
            if (settings.tls().mode() == TlsMode.IMPLICIT) {
                connection.startTls(tlsContext.get());
            }
            Reply banner = Reply.of("220 " + settings.hostName() + " ESMTP fake");
            Reply greeting = connection.follow(SmtpStep.CONNECT, "").orElse(banner);
            serviceRefused = !greeting.isPositive();
            connection.reply(greeting);
            while (true) {
                obey(CommandLine.of(connection.readLine()));
            }
        } finally {
            mails.abandon();
        }
    }

    private void obey(CommandLine command) throws IOException, InterruptedException {
        connection.transcript().client(shown(command));
        connection.clientMustWait(
                !connection.offers(SmtpExtension.PIPELINING) || END_OF_GROUP.contains(command.verb()));
        checkOctets(command);
        if (command.breaksLines() && settings.quirks().contains(Quirk.REFUSES_BARE_LINE_BREAKS)) {
            connection.reply(Replies.BARE_LINE_BREAK);
        } else if (serviceRefused && !command.verb().equals("QUIT")) {
            connection.reply(Replies.NO_SERVICE);
        } else {
            dispatch(command);
        }
    }

    private void dispatch(CommandLine command) throws IOException, InterruptedException {
        switch (command.verb()) {
            case "EHLO" -> ehlo(command.argument());
            case "HELO" -> greet(command.argument(), Reply.of("250 " + settings.hostName()), Set.of());
            case "STARTTLS" -> startTls();
            case "AUTH" -> auth(command.argument());
            case "MAIL" -> mail(command);
            case "RCPT" -> mails.rcpt(command);
            case "DATA" -> mails.data();
            case "BDAT" -> mails.bdat(command.argument());
            case "RSET" -> mails.rset();
            case "NOOP" -> connection.reply(connection.follow(SmtpStep.NOOP, "").orElse(Replies.OK));
            case "VRFY" -> connection.reply(Replies.CANNOT_VERIFY);
            case "EXPN", "HELP" -> connection.reply(Replies.NOT_IMPLEMENTED);
            case "QUIT" -> quit();
            default -> connection.refuse(Violation.Kind.SYNTAX, "unknown command", Replies.UNKNOWN_COMMAND);
        }
    }

    private void ehlo(String clientName) throws IOException, InterruptedException {
        if (settings.quirks().contains(Quirk.REFUSES_EHLO)) {
            connection.reply(Replies.NOT_IMPLEMENTED);
        } else {
            Greeting greeting = new Greeting(settings, connection.isEncrypted());
            greet(clientName, greeting.toEhlo(), settings.extensions());
        }
    }

    private void greet(String clientName, Reply normal, Set<SmtpExtension> offered)
            throws IOException, InterruptedException {
        if (clientName.isBlank()) {
            connection.refuse(Violation.Kind.SYNTAX, "a greeting without a name", Replies.SYNTAX);
            return;
        }
        Reply answer = connection.follow(SmtpStep.EHLO, "").orElse(normal);
        connection.reply(answer);
        if (answer.isPositive()) {
            mails.abandon();
            greeted = true;
            connection.greeted(clientName, offered);
        }
    }

    private void startTls() throws IOException, InterruptedException {
        if (connection.isEncrypted()) {
            connection.refuse(Violation.Kind.BAD_SEQUENCE, "STARTTLS under TLS", Replies.BAD_SEQUENCE);
            return;
        }
        if (!settings.tls().mode().offersStartTls()) {
            connection.refuse(Violation.Kind.NOT_OFFERED, "STARTTLS", Replies.UNKNOWN_COMMAND);
            return;
        }
        boolean refused = settings.tls().mode() == TlsMode.OFFERED_BUT_REFUSED;
        Reply answer =
                connection.follow(SmtpStep.STARTTLS, "").orElse(refused ? Replies.TLS_REFUSED : Replies.READY_FOR_TLS);
        connection.reply(answer);
        if (answer.isPositive()) {
            connection.startTls(tlsContext.get());
            // RFC 3207 section 4.2: both sides forget what they knew of each other.
            greeted = false;
            mails.abandon();
        }
    }

    private void auth(String argument) throws IOException, InterruptedException {
        boolean onlyAfterTls = settings.auth().rules().contains(AuthRule.ONLY_AFTER_TLS);
        if (settings.auth().mechanisms().isEmpty()) {
            connection.refuse(Violation.Kind.NOT_OFFERED, "AUTH", Replies.NOT_IMPLEMENTED);
        } else if (onlyAfterTls && !connection.isEncrypted()) {
            connection.refuse(
                    Violation.Kind.AUTH_WITHOUT_TLS, "credentials in plain text", Replies.ENCRYPTION_FOR_AUTH);
        } else if (!greeted || mails.isUnderWay() || connection.isLoggedIn()) {
            connection.refuse(Violation.Kind.BAD_SEQUENCE, "AUTH", Replies.BAD_SEQUENCE);
        } else {
            Optional<Reply> scripted = connection.follow(SmtpStep.AUTH, "");
            Reply answer = scripted.isPresent()
                    ? scripted.get()
                    : new Authentication(connection, settings.auth()).run(argument);
            connection.reply(answer);
        }
    }

    private void mail(CommandLine command) throws IOException, InterruptedException {
        boolean onlyForUsers = settings.auth().rules().contains(AuthRule.REQUIRED);
        if (!greeted) {
            connection.refuse(Violation.Kind.BAD_SEQUENCE, "MAIL before EHLO", Replies.BAD_SEQUENCE);
        } else if (settings.tls().mode() == TlsMode.REQUIRED && !connection.isEncrypted()) {
            mails.refuseMail(Replies.TLS_FIRST);
        } else if (onlyForUsers && !connection.isLoggedIn()) {
            mails.refuseMail(Replies.LOGIN_FIRST);
        } else {
            mails.mail(command);
        }
    }

    private void quit() throws IOException, InterruptedException {
        connection.reply(connection.follow(SmtpStep.QUIT, "").orElse(Replies.BYE));
        throw new HangUp(HangUp.Manner.GRACEFUL);
    }

    private void checkOctets(CommandLine command) {
        boolean hasPath = command.verb().equals("MAIL") || command.verb().equals("RCPT");
        for (Violation.Kind defect : command.defects()) {
            // MAIL and RCPT may carry UTF-8 when SMTPUTF8 was asked for; whoever reads their paths knows.
            if (!hasPath || defect != Violation.Kind.NON_ASCII_WITHOUT_SMTPUTF8) {
                connection.violation(defect, "in a command");
            }
        }
        // MAIL and RCPT grow with their parameters, AUTH with its credentials (RFC 4954 section 4).
        if (command.length() > CommandLine.LONGEST
                && !hasPath
                && !command.verb().equals("AUTH")) {
            connection.violation(Violation.Kind.LONG_COMMAND, command.length() + " octets");
        }
    }

    /** The command without secrets. What is no command may be credentials of a client that lost step with us. */
    private static String shown(CommandLine command) {
        if (command.verb().equals("AUTH")) {
            String[] words = command.argument().split(" ", 2);
            return "AUTH " + words[0] + (words.length > 1 ? " ****" : "");
        }
        boolean known = END_OF_GROUP.contains(command.verb()) || IN_GROUP.contains(command.verb());
        return known ? command.text() : "(an unknown command of " + command.length() + " octets)";
    }
}
