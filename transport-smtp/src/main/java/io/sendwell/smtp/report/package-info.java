/**
 * Reads what mail servers and people send back about mail that left by SMTP: bounce messages (RFC 3464, RFC 6533, and those that
 * follow no standard), feedback reports (RFC 5965) and automatic replies (RFC 3834).
 *
 * <p>{@link io.sendwell.smtp.report.SmtpReports} takes one message as octets, from wherever it came; {@link
 * io.sendwell.smtp.report.ReportMailbox} fetches them by IMAP. Anybody can write such a message, so it is believed only when it
 * names a copy of ours by the code in its bounce address or envelope id. What it says becomes an event of the core's, which
 * decides what follows.
 */
@NullMarked
package io.sendwell.smtp.report;

import org.jspecify.annotations.NullMarked;
