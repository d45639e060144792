package io.sendwell.outbox;

/** What became of a sending that was to be made. */
public sealed interface Creation {

    /** It was made, and is open. */
    record Created() implements Creation {}

    /**
     * The same request made it before.
     *
     * @param id the id it has, which is not the one that was handed in now
     * @param state how far it has come; it is gone on with while it is open
     */
    record Repeated(SendingId id, SendingState state) implements Creation {}

    /**
     * Another request of the same account used the key before. Nothing was changed.
     *
     * @param id what that one made
     */
    record Conflict(SendingId id) implements Creation {}
}
