package io.sendwell.outbox;

/**
 * Durable store of what is not yet taken by a next hop, and of what became of it.
 *
 * <p>The application implements it on its own database ({@code OutboxContract} in the testkit proves that it did so) or
 * takes {@link InMemoryOutbox}. Nodes and threads share it. Every method is one step: it happens whole or not at all, and
 * may be repeated without harm when its answer was lost. None leaves a transaction or a session behind.
 *
 * <p>What an implementer has to keep:
 *
 * <ul>
 *   <li><b>Durable.</b> When a method returns, its effect survives {@code kill -9} of the process and of the database.
 *       Databases with a relaxed default have to be told: H2 {@code WRITE_DELAY=0}, PostgreSQL {@code
 *       synchronous_commit=on}.
 *   <li><b>The store's clock.</b> Due times, leases and starts are compared with the database's now inside the statement.
 *   <li><b>The token.</b> Writes to claimed entries compare the claim's id and epoch in the statement that writes.
 *   <li><b>Dispatch and cancel</b> are ordered: whichever comes first wins, and the other sees it.
 * </ul>
 *
 * <p>Texts are kept character by character. Times are kept to the millisecond or finer.
 */
public interface Outbox extends OutboxIntake, OutboxLedger, OutboxDesk {}
