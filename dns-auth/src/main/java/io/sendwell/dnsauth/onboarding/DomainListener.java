package io.sendwell.dnsauth.onboarding;

/**
 * Is told when the state of a domain changes, so that the application can tell the account.
 *
 * <p>It is called in the thread that recorded the change, once it is stored. What it throws is logged and goes no further.
 */
@FunctionalInterface
public interface DomainListener {

    /** Something changed. */
    void changed(DomainChange change);
}
