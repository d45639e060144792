/**
 * The outbox: a durable ledger of what is to be sent, and of what became of each entry. It stands between the route that
 * was planned and the throttle that lets an entry go.
 *
 * <p>A {@link io.sendwell.outbox.Sending} is what was scheduled at once, one mail or one broadcast; each of its mails is an
 * {@link io.sendwell.outbox.OutboxEntry}. An entry is claimed for a lease, marked as dispatched right before the point of no
 * return, and completed with what the next hop answered. Between mark and completion its outcome is unknown to everybody
 * else, and only {@link io.sendwell.outbox.OutboxLedger#recover} gives it out again: a crash at any point loses nothing, and
 * says what it left in doubt.
 *
 * <p>The application implements {@link io.sendwell.outbox.Outbox} on its own database.
 */
@NullMarked
package io.sendwell.outbox;

import org.jspecify.annotations.NullMarked;
