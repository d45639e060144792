/**
 * Hands rendered messages to a mail server by SMTP submission (RFC 5321, RFC 6409): the account's own server, or the
 * operator's.
 *
 * <p>{@link io.sendwell.smtp.SmtpServer} describes the server, {@link io.sendwell.smtp.SmtpTransport} sends to it over
 * pooled connections and tells per recipient what the server answered. Connecting, TLS and AUTH are the work of Angus
 * Mail; the transaction itself (PIPELINING of RFC 2920, CHUNKING of RFC 3030, which octets go out and when a message is
 * in doubt) is ours. None of Angus's types shows here.
 */
@NullMarked
package io.sendwell.smtp;

import org.jspecify.annotations.NullMarked;
