package io.sendwell.dnsauth.spf;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The DNS while one plan is made: every question is asked once, all of them within one deadline, and the record that is
 * being planned can be tried as if it were published. Confined to a thread.
 */
final class PlanningDns implements DnsResolver {

    /** Two records of ten lookups, each of which may be an MX with ten hosts of two families; and a few more. */
    private static final int MOST_QUESTIONS = 250;

    private final DnsResolver resolver;
    private final InstantSource clock;
    private final long deadline;
    private final Map<DnsQuestion, DnsAnswer> known;
    private final Optional<DnsAnswer> tried;

    private PlanningDns(
            DnsResolver resolver,
            InstantSource clock,
            long deadline,
            Map<DnsQuestion, DnsAnswer> known,
            Optional<DnsAnswer> tried) {
        this.resolver = resolver;
        this.clock = clock;
        this.deadline = deadline;
        this.known = known;
        this.tried = tried;
    }

    static PlanningDns over(DnsResolver resolver, InstantSource clock, Duration patience) {
        return new PlanningDns(
                resolver, clock, clock.millis() + patience.toMillis(), new HashMap<>(), Optional.empty());
    }

    /** The same world, in which the domain has this SPF record and no other. */
    PlanningDns with(DnsName domain, String record) {
        DnsQuestion question = new DnsQuestion(domain, DnsType.TXT);
        DnsAnswer answer = new DnsAnswer.Found(
                question, List.of(DnsRecord.Text.of(record)), List.of(), Duration.ZERO, false, "planned");
        return new PlanningDns(resolver, clock, deadline, known, Optional.of(answer));
    }

    DnsAnswer resolve(DnsName name, DnsType type) {
        return resolve(new DnsQuestion(name, type), Duration.ofMinutes(1));
    }

    @Override
    public DnsAnswer resolve(DnsQuestion question, Duration patience) {
        if (tried.isPresent() && tried.get().question().equals(question)) {
            return tried.get();
        }
        DnsAnswer answer = known.get(question);
        if (answer != null) {
            return answer;
        }
        long left = Math.min(patience.toMillis(), deadline - clock.millis());
        if (left <= 0 || known.size() >= MOST_QUESTIONS) {
            return new DnsAnswer.Unavailable(
                    question,
                    DnsAnswer.Trouble.TIMEOUT,
                    left <= 0 ? "The time for the plan is used up." : "Too much was asked for one plan.",
                    "");
        }
        DnsAnswer asked = resolver.resolve(question, Duration.ofMillis(left));
        known.put(question, asked);
        return asked;
    }

    @Override
    public DnsAnswer ask(IpAddress server, DnsQuestion question, Duration patience) {
        return resolver.ask(server, question, patience);
    }
}
