package io.sendwell.dnsauth.dmarc;

import io.sendwell.address.DomainName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One walk up the DNS tree (RFC 9989 section 4.10), from a domain to its last label. Immutable. */
final class TreeWalk {

    /** From names with more labels the walk jumps here (step 4), so that nobody has to ask more than eight questions. */
    private static final int LABELS_AFTER_JUMP = 7;

    private final DomainName start;
    private final List<DmarcLookup> lookups;

    private TreeWalk(DomainName start, List<DmarcLookup> lookups) {
        this.start = start;
        this.lookups = List.copyOf(lookups);
    }

    /** Walks until {@code psd=y} or {@code psd=n} ends it, the name does, or the DNS fails. */
    static TreeWalk from(DomainName start, Function<DomainName, DmarcLookup> at) {
        List<DmarcLookup> lookups = new ArrayList<>();
        Optional<DomainName> next = Optional.of(start);
        while (next.isPresent()) {
            DmarcLookup lookup = at.apply(next.get());
            lookups.add(lookup);
            if (lookup.isUnavailable()
                    || lookup.record().filter(DmarcRecord::endsWalk).isPresent()) {
                break;
            }
            next = above(next.get());
        }
        return new TreeWalk(start, lookups);
    }

    private static Optional<DomainName> above(DomainName domain) {
        Optional<DomainName> next = domain.parent();
        while (next.isPresent() && next.get().labels().size() > LABELS_AFTER_JUMP) {
            next = next.get().parent();
        }
        return next;
    }

    /** What was looked at, from the longest name to the shortest. */
    List<DmarcLookup> lookups() {
        return lookups;
    }

    /** Whether the DNS failed on the way, so that nobody knows what lies above. */
    boolean isBroken() {
        return lookups.get(lookups.size() - 1).isUnavailable();
    }

    /** RFC 9989 section 4.10.2; empty when the walk is broken. */
    Optional<DomainName> organizationalDomain() {
        if (isBroken()) {
            return Optional.empty();
        }
        DomainName found = start;
        for (DmarcLookup lookup : lookups) {
            Optional<DmarcRecord> record = lookup.record();
            if (record.isEmpty()) {
                continue;
            }
            boolean suffix = record.get().publicSuffix() == PublicSuffixFlag.YES;
            // The name with the fewest labels wins, and psd=n ends the walk: the last one is it in both cases.
            found = suffix && !lookup.domain().equals(start) ? oneBelow(lookup.domain()) : lookup.domain();
        }
        return Optional.of(found);
    }

    /** The ancestor of the start, or the start, that has one label more than this name. */
    private DomainName oneBelow(DomainName above) {
        DomainName name = start;
        while (name.labels().size() > above.labels().size() + 1) {
            name = name.parent().orElseThrow();
        }
        return name;
    }

    /**
     * Whose record applies (RFC 9989 section 4.10.1): the start's own, else its organizational domain's, else its public
     * suffix's; empty when there is none or the walk broke before one was found.
     */
    Optional<DmarcLookup> policyPlace() {
        DmarcLookup own = lookups.get(0);
        if (own.record().isPresent()) {
            return Optional.of(own);
        }
        if (isBroken()) {
            return Optional.empty();
        }
        DomainName organizational = organizationalDomain().orElse(start);
        Optional<DmarcLookup> above =
                lookups.stream().filter(lookup -> lookup.record().isPresent()).reduce((lower, higher) -> higher);
        return lookups.stream()
                .filter(lookup -> lookup.domain().equals(organizational)
                        && lookup.record().isPresent())
                .findFirst()
                .or(() -> above);
    }
}
