/**
 * Limits how many mails leave in any rolling window, on all nodes together. It is asked before entries are claimed, and
 * answers with permits or with the time before which there are none.
 *
 * <p>The arithmetic is in this package, once; the application's {@link io.sendwell.throttle.ThrottleStore} only keeps a short
 * text under a key and replaces it by compare-and-set.
 */
@NullMarked
package io.sendwell.throttle;

import org.jspecify.annotations.NullMarked;
