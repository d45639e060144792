package io.sendwell.testkit.contract;

import io.sendwell.outbox.Outbox;

/**
 * What every {@link Outbox} keeps, asked by one thread. What it keeps when many ask at once is in {@link
 * OutboxConcurrencyContract}.
 *
 * <pre>{@code
 * class JdbcOutboxTest implements OutboxContract, OutboxConcurrencyContract {
 *     @Override
 *     public Outbox newOutbox(InstantSource clock) {
 *         database.clear();
 *         return new JdbcOutbox(database.dataSource(), () -> "TIMESTAMP '" + clock.instant() + "'");
 *     }
 * }
 * }</pre>
 */
public interface OutboxContract
        extends OutboxIntakeContract,
                OutboxClaimContract,
                OutboxDispatchContract,
                OutboxRecoveryContract,
                OutboxProofContract,
                OutboxDeskContract {}
