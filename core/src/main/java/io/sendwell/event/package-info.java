/**
 * What is reported of a message after it was handed over: by an ESP's webhook, by a bounce message, by a feedback report.
 *
 * <p>Whoever hears a report (a transport module) makes a {@link io.sendwell.event.DeliveryEvent} of it, with the other side's
 * own words beside our reading. Which message it is about, whether it is new and what follows from it is decided later in the
 * flow, in the same way for all sources. Bounces are classified here, by a table that names its sources, and what their
 * repetition comes to is decided here.
 */
@NullMarked
package io.sendwell.event;

import org.jspecify.annotations.NullMarked;
