package io.sendwell.dnsauth.spf;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Goes through a record and all that it includes, whatever the client: counts what it asks for, and finds out whom it lets
 * pass beyond doubt. Confined to a thread.
 */
final class SpfWalk {

    /** Beyond the limit the exact number interests nobody, and a loop of includes has to end somewhere. */
    private static final int MOST_LOOKUPS = 40;

    private final PlanningDns dns;
    private final Map<DnsName, Optional<SpfRecord>> records = new HashMap<>();
    private final List<String> deadEnds = new ArrayList<>();
    private final List<String> unasked = new ArrayList<>();
    private int lookups;
    private int ipv4Voids;
    private int ipv6Voids;
    private int emptyHosts;
    private Optional<String> lookupOffender = Optional.empty();
    private Optional<String> voidOffender = Optional.empty();

    private final DnsName domain;
    private final SpfRecord record;

    private SpfWalk(PlanningDns dns, DnsName domain, SpfRecord record) {
        this.dns = dns;
        this.domain = domain;
        this.record = record;
        count(domain, record);
    }

    static SpfWalk through(PlanningDns dns, DnsName domain, SpfRecord record) {
        return new SpfWalk(dns, domain, record);
    }

    SpfBudget budget() {
        return new SpfBudget(
                lookups, ipv4Voids, ipv6Voids, ipv6Voids + emptyHosts, lookupOffender, voidOffender, deadEnds, unasked);
    }

    private void count(DnsName owner, SpfRecord counted) {
        for (SpfTerm term : reached(counted)) {
            if (lookups >= MOST_LOOKUPS) {
                return;
            }
            if (term.asksDns()) {
                lookups++;
                tooMuch(lookups > SpfLimits.standard().terms(), term, owner);
                count(owner, term);
            }
        }
    }

    private void count(DnsName owner, SpfTerm term) {
        if (term instanceof SpfTerm.Include include) {
            follow(owner, term, include.domain());
        } else if (term instanceof SpfTerm.Redirect redirect) {
            follow(owner, term, redirect.domain());
        } else if (term instanceof SpfTerm.A a) {
            name(a.domain(), owner).ifPresent(host -> {
                voids(isVoid(host, DnsType.A), isVoid(host, DnsType.AAAA), term, owner);
            });
        } else if (term instanceof SpfTerm.Mx mx) {
            name(mx.domain(), owner).ifPresent(host -> exchanges(host, term, owner));
        } else if (term instanceof SpfTerm.Exists exists) {
            exists.domain().name().ifPresent(name -> {
                boolean empty = isVoid(name, DnsType.A);
                voids(empty, empty, term, owner);
            });
        }
    }

    private void follow(DnsName owner, SpfTerm term, DomainSpec spec) {
        Optional<DnsName> target = name(Optional.of(spec), owner);
        if (target.isEmpty()) {
            if (spec.isFixed()) {
                deadEnds.add(shown(term, owner));
            }
            return;
        }
        Optional<SpfRecord> inner = record(target.get());
        if (inner.isPresent() && !inner.get().isBroken()) {
            count(target.get(), inner.get());
        } else if (!unasked.contains(target.get().toString())) {
            deadEnds.add(shown(term, owner));
        }
    }

    private void exchanges(DnsName host, SpfTerm term, DnsName owner) {
        DnsAnswer answer = dns.resolve(host, DnsType.MX);
        notAsked(answer);
        voids(answer.isNegative(), answer.isNegative(), term, owner);
        List<DnsRecord.MailExchange> exchanges = answer.records(DnsRecord.MailExchange.class);
        tooMuch(exchanges.size() > SpfLimits.standard().names(), term, owner);
        exchanges.stream()
                .limit(SpfLimits.standard().names())
                .filter(exchange -> !exchange.exchange().isRoot())
                .forEach(exchange -> emptyHosts += isVoid(exchange.exchange(), DnsType.AAAA) ? 1 : 0);
    }

    private void voids(boolean ipv4, boolean ipv6, SpfTerm term, DnsName owner) {
        ipv4Voids += ipv4 ? 1 : 0;
        ipv6Voids += ipv6 ? 1 : 0;
        if (Math.max(ipv4Voids, ipv6Voids) > SpfLimits.standard().voids() && voidOffender.isEmpty()) {
            voidOffender = Optional.of(shown(term, owner));
        }
    }

    private void tooMuch(boolean isTooMuch, SpfTerm term, DnsName owner) {
        if (isTooMuch && lookupOffender.isEmpty()) {
            lookupOffender = Optional.of(shown(term, owner));
        }
    }

    private static String shown(SpfTerm term, DnsName owner) {
        return SpfVerdict.printable(term.text()) + " (" + owner + ")";
    }

    private boolean isVoid(DnsName name, DnsType type) {
        DnsAnswer answer = dns.resolve(name, type);
        notAsked(answer);
        return answer.isNegative();
    }

    private void notAsked(DnsAnswer answer) {
        if (answer instanceof DnsAnswer.Unavailable
                && !unasked.contains(answer.question().name().toString())) {
            unasked.add(answer.question().name().toString());
        }
    }

    /** The record of a name, when it has exactly one. */
    private Optional<SpfRecord> record(DnsName name) {
        Optional<SpfRecord> known = records.get(name);
        if (known == null) {
            DnsAnswer answer = dns.resolve(name, DnsType.TXT);
            notAsked(answer);
            List<String> texts = SpfRecord.among(answer);
            known = texts.size() == 1 ? Optional.of(SpfRecord.parse(texts.get(0))) : Optional.empty();
            records.put(name, known);
        }
        return known;
    }

    /** The terms that some client gets to: up to {@code all}, or else with the redirect. */
    private static List<SpfTerm> reached(SpfRecord of) {
        List<SpfTerm> reached = new ArrayList<>();
        for (SpfTerm term : of.terms()) {
            if (term instanceof SpfTerm.All) {
                reached.add(term);
                return reached;
            }
            if (term instanceof SpfTerm.Mechanism) {
                reached.add(term);
            }
        }
        of.redirect().ifPresent(reached::add);
        return reached;
    }

    private static Optional<DnsName> name(Optional<DomainSpec> spec, DnsName owner) {
        if (spec.isEmpty()) {
            return Optional.of(owner);
        }
        // The domain itself is the one macro whose value does not need a message.
        return spec.get().dependsOnMessage() ? Optional.empty() : spec.get().name(letter -> owner.octets());
    }

    /** Whether the record, or one that it includes with 'pass', includes this name. */
    boolean includes(DnsName wanted) {
        return leadsTo(record, domain, wanted, 0, new HashMap<>());
    }

    private boolean leadsTo(SpfRecord in, DnsName owner, DnsName wanted, int depth, Map<Place, Boolean> known) {
        for (SpfTerm term : reached(in)) {
            Optional<DnsName> target =
                    term instanceof SpfTerm.Include include && include.qualifier() == SpfQualifier.PASS
                            ? name(Optional.of(include.domain()), owner)
                            : term instanceof SpfTerm.Redirect redirect
                                    ? name(Optional.of(redirect.domain()), owner)
                                    : Optional.empty();
            if (target.filter(wanted::equals).isPresent()
                    || target.isPresent()
                            && inside(
                                    target.get(),
                                    depth,
                                    known,
                                    inner -> leadsTo(inner, target.get(), wanted, depth + 1, known))) {
                return true;
            }
        }
        return false;
    }

    /** Whether every address of the network passes, as far as networks in the records say so. */
    boolean covers(SpfNetwork wanted) {
        return verdictOn(wanted, record, domain, 0, new HashMap<>()) == Coverage.PASSES;
    }

    /** What is known of a network without asking about a single client. */
    private enum Coverage {
        PASSES,
        UNKNOWN,
        /** Some term may say something else than 'pass' first. */
        IN_DOUBT
    }

    private Coverage verdictOn(SpfNetwork wanted, SpfRecord in, DnsName owner, int depth, Map<Place, Boolean> known) {
        for (SpfTerm term : reached(in)) {
            Coverage coverage = verdictOn(wanted, term, owner, depth, known);
            if (coverage != Coverage.UNKNOWN) {
                return coverage;
            }
        }
        return Coverage.UNKNOWN;
    }

    private Coverage verdictOn(SpfNetwork wanted, SpfTerm term, DnsName owner, int depth, Map<Place, Boolean> known) {
        if (term instanceof SpfTerm.Redirect redirect) {
            Optional<DnsName> target = name(Optional.of(redirect.domain()), owner);
            return target.isPresent()
                            && inside(
                                    target.get(),
                                    depth,
                                    known,
                                    inner ->
                                            verdictOn(wanted, inner, target.get(), depth + 1, known) == Coverage.PASSES)
                    ? Coverage.PASSES
                    : Coverage.IN_DOUBT;
        }
        boolean pass = ((SpfTerm.Mechanism) term).qualifier() == SpfQualifier.PASS;
        if (term instanceof SpfTerm.Network network) {
            SpfNetwork written = new SpfNetwork(
                    network.address(),
                    Math.min(network.prefixLength(), network.address().bits()));
            boolean comparable = network.ipv4() == wanted.address().isIpv4()
                    && written.address().isIpv4() == network.ipv4();
            if (!comparable || !written.overlaps(wanted)) {
                return Coverage.UNKNOWN;
            }
            return pass ? written.contains(wanted) ? Coverage.PASSES : Coverage.UNKNOWN : Coverage.IN_DOUBT;
        }
        if (term instanceof SpfTerm.All) {
            return pass ? Coverage.PASSES : Coverage.IN_DOUBT;
        }
        if (!pass) {
            return Coverage.IN_DOUBT;
        }
        if (term instanceof SpfTerm.Include include) {
            Optional<DnsName> target = name(Optional.of(include.domain()), owner);
            boolean passes = target.isPresent()
                    && inside(
                            target.get(),
                            depth,
                            known,
                            inner -> verdictOn(wanted, inner, target.get(), depth + 1, known) == Coverage.PASSES);
            return passes ? Coverage.PASSES : Coverage.UNKNOWN;
        }
        return Coverage.UNKNOWN;
    }

    /** A record that was led to, and how many others lie around it. */
    private record Place(DnsName name, int depth) {}

    /**
     * Whether the record that was led to answers the question with yes.
     *
     * @param known what was answered before: a record that includes itself many times would keep us busy for years
     */
    private boolean inside(DnsName target, int depth, Map<Place, Boolean> known, Predicate<SpfRecord> question) {
        if (depth >= SpfLimits.standard().terms()) {
            return false;
        }
        Place place = new Place(target, depth);
        Boolean before = known.get(place);
        if (before != null) {
            return before;
        }
        boolean holds = record(target)
                .filter(inner -> !inner.isBroken())
                .filter(question)
                .isPresent();
        known.put(place, holds);
        return holds;
    }
}
