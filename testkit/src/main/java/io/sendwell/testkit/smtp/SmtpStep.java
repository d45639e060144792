package io.sendwell.testkit.smtp;

/** A point of the dialogue at which a {@link ReplyScript} can step in. */
public enum SmtpStep {
    /** A client has connected (and finished implicit TLS); the banner is still to come. */
    CONNECT,
    /** EHLO or HELO was read. */
    EHLO,
    /** STARTTLS was read. */
    STARTTLS,
    /** AUTH was read. */
    AUTH,
    /** MAIL was read. */
    MAIL,
    /** RCPT was read. */
    RCPT,
    /** DATA was read; the 354 is still to come. */
    DATA,
    /** A BDAT command and its octets were read. */
    BDAT,
    /** Content is coming in; {@link Cue#afterOctets} says where in it. */
    CONTENT,
    /** All content was read (final dot, or last chunk) and nothing was decided yet. */
    END_OF_CONTENT,
    /** The mail is remembered as accepted; the reply that says so is still to come. */
    ACCEPTED,
    /** RSET was read. */
    RSET,
    /** NOOP was read. */
    NOOP,
    /** QUIT was read. */
    QUIT
}
