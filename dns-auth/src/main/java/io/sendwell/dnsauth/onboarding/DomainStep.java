package io.sendwell.dnsauth.onboarding;

import io.sendwell.dnsauth.internal.time.Deadline;
import io.sendwell.domain.DomainRegistration;

/** One part of an onboarding: says what to publish, and looks whether it is there. Threads share it. */
interface DomainStep {

    /** What the account has to do. May read the DNS, and may make a key where there is none yet. */
    OnboardingStep toPublish(DomainRegistration registration, Deadline deadline);

    /** Looks, and changes nothing. */
    StepReport examine(DomainRegistration registration, Deadline deadline);
}
