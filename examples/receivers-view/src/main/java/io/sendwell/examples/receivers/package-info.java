/** What a receiver says of a mail by SPF, DKIM and DMARC, for the dev inbox of the testkit: {@code dns-auth} judges, and the page shows it. */
@NullMarked
package io.sendwell.examples.receivers;

import org.jspecify.annotations.NullMarked;
