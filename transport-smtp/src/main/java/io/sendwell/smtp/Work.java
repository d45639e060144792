package io.sendwell.smtp;

import java.util.Optional;

/** Hands out the messages for one connection, and is told what became of them. */
interface Work {

    /** The next message, ready for this connection; empty when there is none, or none for this connection. */
    Optional<Transaction> next();

    /** Every recipient of it has a result. */
    void settled(Transaction transaction);

    /** Nothing of its content was sent; it may go over another connection. */
    void withdrawn(Transaction transaction);
}
