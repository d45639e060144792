/**
 * The keys that mail is signed with, and where they are in their lives (RFC 6376 section 3.1, RFC 8301).
 *
 * <p>A key belongs to one account, or to the operator, and signs for nobody else. The application keeps the keys in an {@link
 * io.sendwell.signing.SigningKeyStore} of its own; dns-auth makes them, watches their records in the DNS, and signs.
 */
@NullMarked
package io.sendwell.signing;

import org.jspecify.annotations.NullMarked;
