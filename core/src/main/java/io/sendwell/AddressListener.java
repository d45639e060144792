package io.sendwell;

/**
 * The application, told when an address is written to no more and when it is again: to set or clear the field of every person who
 * has it. Given to {@link SendwellBuilder#addressListener}; called on the thread that brings the report in, or lifts.
 */
@FunctionalInterface
public interface AddressListener {

    /**
     * Something changed; the blocklist and the strikes say so already, unless a delivery released it. It is called at least once for
     * each change, and once more when the process died or a store failed right after it. That an entry ends is told when it begins.
     *
     * <p>When it throws, whoever reported is told to come again, and who lifted gets the exception and lifts again.
     */
    void on(AddressChange change);
}
