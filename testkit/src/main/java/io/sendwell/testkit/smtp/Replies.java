package io.sendwell.testkit.smtp;

/** The server's own words, with the enhanced codes of RFC 3463, RFC 4954 and RFC 6531. */
final class Replies {
    static final Reply OK = Reply.of("250 2.0.0 OK");
    static final Reply SENDER_OK = Reply.of("250 2.1.0 Sender OK");
    static final Reply RECIPIENT_OK = Reply.of("250 2.1.5 Recipient OK");
    static final Reply CHUNK_OK = Reply.of("250 2.0.0 Chunk OK");
    static final Reply ACCEPTED = Reply.of("250 2.0.0 Accepted");
    static final Reply BYE = Reply.of("221 2.0.0 Bye");
    static final Reply GO_AHEAD = Reply.of("354 End with a dot on a line of its own");
    static final Reply CANNOT_VERIFY = Reply.of("252 2.1.5 Send some mail, we will see");

    static final Reply READY_FOR_TLS = Reply.of("220 2.0.0 Ready to start TLS");
    static final Reply TLS_REFUSED = Reply.of("454 4.7.0 TLS not available for now");
    static final Reply TLS_FIRST = Reply.of("530 5.7.0 Must issue a STARTTLS command first");

    static final Reply LOGIN_FIRST = Reply.of("530 5.7.0 Authentication required");
    static final Reply LOGGED_IN = Reply.of("235 2.7.0 Authentication succeeded");
    static final Reply WRONG_CREDENTIALS = Reply.of("535 5.7.8 Authentication credentials invalid");
    static final Reply ENCRYPTION_FOR_AUTH = Reply.of("538 5.7.11 Encryption required for this mechanism");
    static final Reply UNKNOWN_MECHANISM = Reply.of("504 5.5.4 Unrecognized authentication type");
    static final Reply AUTH_CANCELLED = Reply.of("501 5.7.0 Authentication cancelled");
    static final Reply NOT_BASE64 = Reply.of("501 5.5.2 Cannot decode base64");

    static final Reply UNKNOWN_COMMAND = Reply.of("500 5.5.2 Command unrecognized");
    static final Reply NOT_IMPLEMENTED = Reply.of("502 5.5.1 Command not implemented");
    static final Reply BARE_LINE_BREAK = Reply.of("500 5.5.2 Bare CR or LF in a command");
    static final Reply BARE_LINE_BREAK_IN_CONTENT = Reply.of("554 5.5.2 Bare CR or LF in the content");
    static final Reply SYNTAX = Reply.of("501 5.5.4 Syntax error in parameters or arguments");
    static final Reply UNKNOWN_PARAMETER = Reply.of("555 5.5.4 Parameter not recognized or not offered");
    static final Reply NEEDS_SMTPUTF8 = Reply.of("553 5.6.7 Non-ASCII address without SMTPUTF8");
    static final Reply BAD_SEQUENCE = Reply.of("503 5.5.1 Bad sequence of commands");
    static final Reply NO_RECIPIENTS = Reply.of("554 5.5.1 No valid recipients");
    static final Reply NO_SERVICE = Reply.of("503 5.5.1 No SMTP service here");

    static final Reply GREYLISTED = Reply.of("450 4.7.1 Greylisted, try again later");
    static final Reply TOO_LARGE = Reply.of("552 5.3.4 Message size exceeds the limit");
    static final Reply TOO_MANY_MESSAGES = Reply.of("421 4.7.0 Too many messages on this connection");
    static final Reply TOO_MANY_CONNECTIONS = Reply.of("421 4.7.0 Too many connections");

    private Replies() {}
}
