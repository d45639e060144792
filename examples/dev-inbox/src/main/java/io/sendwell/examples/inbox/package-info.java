/**
 * The dev inbox of the testkit with everything that an application can wire to it: both roads, reports to the application's webhook, links
 * that lead to its own pages, results of SPF, DKIM and DMARC from {@code dns-auth}, and previews of templates.
 */
@NullMarked
package io.sendwell.examples.inbox;

import org.jspecify.annotations.NullMarked;
