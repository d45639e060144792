package io.sendwell.dnsauth.onboarding;

import io.sendwell.dns.DnsName;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.publish.DnsEntry;
import io.sendwell.domain.DomainRegistration;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an account has to publish for a domain: as lines of a zone file, as input of a provider's form, as plain words.
 *
 * @param registration the domain as it is stored; of a refused domain as it would have been
 * @param zone the zone in which the records have to be created, mostly the domain itself
 * @param steps part by part, in the order in which people go about it; empty when the domain is refused
 * @param webFile the file that proves the domain instead of the record; empty when the domain is refused
 * @param pending how long changes may take until they are seen
 * @param objections why nobody can use this domain, or why this account cannot yet; empty mostly
 */
public record Onboarding(
        DomainRegistration registration,
        DnsName zone,
        List<OnboardingStep> steps,
        Optional<WebFile> webFile,
        Duration pending,
        List<DomainFinding> objections) {

    public Onboarding {
        steps = List.copyOf(steps);
        objections = List.copyOf(objections);
    }

    /** Whether the domain is one that nobody can prove; nothing was stored, and nothing is to be published. */
    public boolean isRefused() {
        return steps.isEmpty();
    }

    /** Every record to publish; {@link DnsEntry#zoneLine()} has it as a zone file does. */
    public List<DnsEntry> dnsEntries() {
        return steps.stream().flatMap(step -> step.entries().stream()).toList();
    }

    /** Every record to publish, as the DNS provider's form asks for it. */
    public List<FormInput> formInputs() {
        return dnsEntries().stream().map(this::formInput).toList();
    }

    FormInput formInput(DnsEntry entry) {
        return new FormInput(entry.formName(zone), entry.type(), entry.formValue());
    }

    /** All of it in words for somebody who knows no DNS; in English where there are none in this language. */
    public String plainWords(Locale locale) {
        return new PlainWords(locale).of(this);
    }
}
