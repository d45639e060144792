/**
 * The dev inbox: a page on this machine that shows each mail that a fake took, as its reader would see it and as it went over the wire, what
 * is reported of it, and buttons that let something happen to it. It also shows what a mail would be before it is sent ({@link
 * io.sendwell.testkit.inbox.Previews}).
 *
 * <p>It stands behind the fakes and in front of nothing: nothing that it shows leaves the machine, and no mail may run code in it. It is
 * written for the JDK's HTTP server, and {@link io.sendwell.testkit.inbox.InboxHandler} puts it into any other.
 */
@NullMarked
package io.sendwell.testkit.inbox;

import org.jspecify.annotations.NullMarked;
