/**
 * DMARC: what the domain of From asks receivers to do with mail that nobody vouches for, and whether a mail will pass.
 *
 * <p>Two generations of receivers are in use at once. Those of RFC 9989 (May 2026) find policy and organizational domain
 * by a walk up the DNS tree; those of RFC 7489 by the public suffix list. Whatever is found here is found for both, and
 * kept apart where they differ. Uses the verdicts of SPF and DKIM and feeds core's decision on identity; aggregate
 * reports are not read here.
 */
@NullMarked
package io.sendwell.dnsauth.dmarc;

import org.jspecify.annotations.NullMarked;
