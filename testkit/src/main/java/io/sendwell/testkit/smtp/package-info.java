/**
 * A small SMTP server for tests: it listens on the loopback, checks what a client does as strictly as the standards
 * say, remembers what it took, and misbehaves as it is told. Start with {@link io.sendwell.testkit.smtp.FakeSmtp}.
 *
 * <p>It follows RFC 5321 with the extensions of RFC 1870 (SIZE), 2034 (enhanced codes), 2920 (PIPELINING), 3030
 * (CHUNKING), 3207 (STARTTLS), 3461 (DSN), 4954 (AUTH), 6152 (8BITMIME) and 6531 (SMTPUTF8), needs nothing but the JDK,
 * and never hands a mail on to anybody.
 */
@NullMarked
package io.sendwell.testkit.smtp;

import org.jspecify.annotations.NullMarked;
