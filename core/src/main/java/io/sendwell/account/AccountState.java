package io.sendwell.account;

/** Where an account stands in its life. */
public enum AccountState {
    /** It is known, and was never enabled in this life. */
    NOT_ENABLED,
    /** Its mail leaves. */
    ENABLED,
    /** The operator keeps its mail from leaving until it is resumed. */
    SUSPENDED,
    /** Somebody confirmed that it is to be removed, and that has not come to its end. */
    DISABLING,
    /** It was removed with its history. A new one may be registered under its id. */
    DISABLED;

    /** Whether mail of it leaves. */
    public boolean maySend() {
        return this == ENABLED;
    }
}
