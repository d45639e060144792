package io.sendwell.outbox;

/** Where an entry stands. */
public enum EntryState {
    /** It waits for its time and for a worker. */
    DUE,
    /** A worker has it, and has provably sent nothing of it. Due again when the lease ends. */
    CLAIMED,
    /** A worker was about to send it. Until it is completed nobody knows whether the next hop took it. */
    DISPATCHED,
    /** The next hop took responsibility. */
    ACCEPTED,
    /** Given up, and known not to have been taken for at least one recipient; see its code and text. */
    FAILED,
    /** A gate held it back: the blocklist, a check, a veto. */
    WITHHELD,
    /** Its sending was cancelled before it left. */
    CANCELLED,
    /** Given up in doubt: the content went out, no answer came, and nobody could be asked. */
    UNCERTAIN;

    /** Whether it has come to an end. */
    public boolean isFinished() {
        return this != DUE && this != CLAIMED && this != DISPATCHED;
    }
}
