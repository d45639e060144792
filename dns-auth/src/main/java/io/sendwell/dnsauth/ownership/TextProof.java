package io.sendwell.dnsauth.ownership;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.internal.time.Deadline;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Looks for the text of a challenge in the DNS. Threads may share it. */
final class TextProof {

    private static final int SURROUNDING = 16;

    private final DnsResolver resolver;
    private final RandomNames randomNames;

    TextProof(DnsResolver resolver, RandomNames randomNames) {
        this.resolver = resolver;
        this.randomNames = randomNames;
    }

    Observation look(OwnershipChallenge challenge, Deadline deadline) {
        DnsName name = challenge.recordName();
        DnsAnswer answer = texts(name, deadline);
        if (answer instanceof DnsAnswer.Unavailable trouble) {
            return unavailable(challenge, trouble);
        }
        boolean isThere = holds(answer, challenge);
        if (!isThere && answer.isNegative()) {
            return missing(challenge, answer, deadline);
        }
        // A wildcard answers for every name, and with CNAME it lets whoever it points to answer.
        DnsAnswer sibling = texts(DnsName.of(challenge.domain()).child(randomNames.label()), deadline);
        if (sibling instanceof DnsAnswer.Unavailable trouble) {
            return unavailable(challenge, trouble);
        }
        if (isThere) {
            return holds(sibling, challenge)
                    ? failed(OwnershipFinding.OWNERSHIP_TXT_WILDCARD, challenge, answer)
                    : new Observation(
                            described(DomainFinding.pass(OwnershipFinding.OWNERSHIP_TXT_MISSING), challenge),
                            name.toString(),
                            answer.server());
        }
        return strings(sibling).equals(strings(answer))
                ? missing(challenge, answer, deadline)
                : different(challenge, answer);
    }

    /** Where people put the record when they did not put it there: at the domain itself, or with the domain added twice. */
    private Observation missing(OwnershipChallenge challenge, DnsAnswer answer, Deadline deadline) {
        DnsName domain = DnsName.of(challenge.domain());
        List<Optional<DnsName>> places = List.of(
                Optional.of(domain), DnsName.tryParse(challenge.recordName().octets() + "." + domain.octets()));
        for (Optional<DnsName> place : places) {
            if (place.isPresent() && holds(texts(place.get(), deadline), challenge)) {
                Observation misplaced = failed(OwnershipFinding.OWNERSHIP_TXT_WRONG_PLACE, challenge, answer);
                return new Observation(
                        misplaced.finding().with("found", place.get()), misplaced.where(), misplaced.server());
            }
        }
        return failed(OwnershipFinding.OWNERSHIP_TXT_MISSING, challenge, answer);
    }

    private static Observation different(OwnershipChallenge challenge, DnsAnswer answer) {
        Observation other = failed(OwnershipFinding.OWNERSHIP_TXT_DIFFERENT, challenge, answer);
        return new Observation(
                other.finding().with("found", String.join(" | ", strings(answer))), other.where(), other.server());
    }

    private static Observation failed(OwnershipFinding code, OwnershipChallenge challenge, DnsAnswer answer) {
        return new Observation(
                described(DomainFinding.fail(code), challenge).publishing(challenge.dnsEntry()),
                challenge.recordName().toString(),
                answer.server());
    }

    private static Observation unavailable(OwnershipChallenge challenge, DnsAnswer.Unavailable trouble) {
        return new Observation(
                described(DomainFinding.notChecked(OwnershipFinding.OWNERSHIP_DNS_UNAVAILABLE), challenge)
                        .with("trouble", trouble.trouble()),
                challenge.recordName().toString(),
                trouble.server());
    }

    private static DomainFinding described(DomainFinding finding, OwnershipChallenge challenge) {
        return finding.with("domain", challenge.domain())
                .with("name", challenge.recordName())
                .with("text", challenge.text());
    }

    private DnsAnswer texts(DnsName name, Deadline deadline) {
        return resolver.resolve(DnsQuestion.of(name, DnsType.TXT), deadline.left());
    }

    private static List<String> strings(DnsAnswer answer) {
        return answer.records(DnsRecord.Text.class).stream()
                .map(DnsRecord.Text::joined)
                .sorted()
                .toList();
    }

    /** Quotes and blanks around the text, or capital letters, prove no less: some forms add them. */
    private static boolean holds(DnsAnswer answer, OwnershipChallenge challenge) {
        return strings(answer).stream()
                .filter(text -> text.length() <= challenge.text().length() + SURROUNDING)
                .map(text -> text.strip().replaceAll("^[\"' ]+|[\"' ]+$", "").toLowerCase(Locale.ROOT))
                .anyMatch(challenge.text()::equals);
    }
}
