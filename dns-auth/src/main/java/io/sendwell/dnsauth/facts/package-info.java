/**
 * What is known of authors' domains when core decides under whose name a mail leaves: proof from the application's store,
 * policy and existence from the DNS.
 *
 * <p>The DNS is asked ahead, never while mail waits. What it said is kept as long as it may be, and a little longer when it
 * cannot be asked; what is not known counts as the strictest policy there is.
 */
@NullMarked
package io.sendwell.dnsauth.facts;

import org.jspecify.annotations.NullMarked;
