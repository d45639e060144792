package io.sendwell.outbox;

/** How far a sending has come. */
public enum SendingState {
    /** It is being made: entries are appended, nothing leaves. A process that dies here leaves it behind. */
    OPEN,
    /** It is complete, and leaves from its start on. */
    ACTIVE,
    /** Nothing of it is dispatched until somebody resumes it. */
    PAUSED,
    /** Somebody cancelled it; nothing of it is dispatched any more, and its entries are being swept. */
    CANCELLING,
    /** It was cancelled, and nothing is left to do. */
    CANCELLED,
    /** Every entry has come to an end. */
    DONE;

    /** Whether nothing is left to do. */
    public boolean isFinished() {
        return this == CANCELLED || this == DONE;
    }
}
