/**
 * Sends what stands in the outbox: the worker, its threads, and what it does when something goes wrong.
 *
 * <p>An {@link io.sendwell.scheduling.OutboxWorker} finds what is due, asks the throttle, claims, takes each mail past the
 * gates again, hands it over and records the answer. It tries again, gives up, pauses, and asks after what a dead worker left
 * in doubt. Any number of workers share an outbox, on any number of nodes; there is no leader among them. Individual mail
 * never waits behind a broadcast.
 */
@NullMarked
package io.sendwell.scheduling;

import org.jspecify.annotations.NullMarked;
