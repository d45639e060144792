package io.sendwell.smtp;

import io.sendwell.transport.Refusal;
import java.util.Optional;

/** Hands out the messages for one connection, and is told what became of them. */
interface Work {

    /** The next message, ready for this connection; empty when there is none, or none for this connection. */
    Optional<Transaction> next();

    /**
     * Why the message must not leave; empty when it may. Asked when all of it is ready but its end, at the last moment before
     * it could be taken.
     */
    Optional<Refusal> heldBack(Transaction transaction);

    /** Every recipient of it has a result. */
    void settled(Transaction transaction);

    /** Nothing of its content was sent; it may go over another connection. */
    void withdrawn(Transaction transaction);
}
