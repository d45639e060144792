/**
 * Takes a customer's domain from the first instruction to mail without "on behalf of", and back when its proof is lost.
 *
 * <p>An account begins with a domain and is told what to publish; checks read and change nothing; what they found is recorded
 * and activates the domain, or puts it off. {@link io.sendwell.dnsauth.onboarding.DomainOnboarding} moves registrations in the
 * application's {@link io.sendwell.domain.DomainStore}; it has no threads and no clock of its own.
 */
@NullMarked
package io.sendwell.dnsauth.onboarding;

import org.jspecify.annotations.NullMarked;
