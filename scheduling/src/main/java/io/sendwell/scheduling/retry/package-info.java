/**
 * What is done about an answer that was not yes: which refusal concerns the route and which the mail, what is tried again
 * and when, and when it is given up.
 *
 * <p>It stands behind the transport, which says what the next hop answered, and before the outbox, which records what
 * becomes of the entry. Reply codes are those of RFC 5321 section 4.2, enhanced codes those of RFC 3463, status codes those of
 * RFC 9110 and RFC 6585.
 */
@NullMarked
package io.sendwell.scheduling.retry;

import org.jspecify.annotations.NullMarked;
