package io.sendwell.dnsauth.onboarding;

import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.domain.DomainRegistration;

/** What became of an activation. */
public sealed interface Activation {

    /** The domain as it is stored now. */
    DomainRegistration registration();

    /**
     * Mail goes out under the domain from now on.
     *
     * @param warning what the account has to know: a complaint now hurts its own domain (S23)
     */
    record Activated(DomainRegistration registration, DomainFinding warning) implements Activation {}

    /** Everything stayed as it was. */
    record Refused(DomainRegistration registration, DomainFinding reason) implements Activation {}

    /** Whether mail goes out under the domain. */
    default boolean isActive() {
        return this instanceof Activated;
    }
}
