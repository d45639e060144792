package io.sendwell.dnsauth.onboarding;

import io.sendwell.domain.DomainRegistration;
import java.util.Optional;

/**
 * One domain that was due, and what came of it.
 *
 * @param report what the check found
 * @param registration the domain as it is stored now
 * @param change what the account was told; empty when nothing changed for it
 */
public record CheckedDomain(DomainReport report, DomainRegistration registration, Optional<DomainChange> change) {}
