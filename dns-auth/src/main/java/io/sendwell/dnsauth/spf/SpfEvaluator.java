package io.sendwell.dnsauth.spf;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsResolver;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Answers as a receiver would whether a client may send for a domain: check_host of RFC 7208 section 4.
 *
 * <p>Never throws: what nobody foresaw is temperror. A check asks at most {@link SpfLimits#queries()} questions and ends
 * within {@link SpfLimits#patience()}. The type SPF, given up by section 3.1, is not asked for. Where the standard leaves
 * the result open, a name that cannot exist in the DNS matches nothing (section 4.8).
 *
 * <p>Immutable but for the records it remembers by their text; threads share it, and the more checks one instance does, the
 * fewer records it reads twice. DNS answers are not kept here: that is the resolver's work.
 */
public final class SpfEvaluator {

    private static final String UNKNOWN_RECEIVER = "unknown";

    private final DnsResolver resolver;
    private final SpfLimits limits;
    private final InstantSource clock;
    private final String receiver;
    private final ParsedRecords records;

    private SpfEvaluator(
            DnsResolver resolver, SpfLimits limits, InstantSource clock, String receiver, ParsedRecords records) {
        this.resolver = resolver;
        this.limits = limits;
        this.clock = clock;
        this.receiver = receiver;
        this.records = records;
    }

    /** An evaluator with the limits of the standard. */
    public static SpfEvaluator over(DnsResolver resolver) {
        return new SpfEvaluator(
                resolver, SpfLimits.standard(), InstantSource.system(), UNKNOWN_RECEIVER, new ParsedRecords());
    }

    /** The same with other limits. */
    public SpfEvaluator withLimits(SpfLimits other) {
        return new SpfEvaluator(resolver, other, clock, receiver, records);
    }

    /** The same with another clock: it measures the patience, and is the time in explanations. */
    public SpfEvaluator withClock(InstantSource other) {
        return new SpfEvaluator(resolver, limits, other, receiver, records);
    }

    /** The same, naming in explanations the host that checks ({@code %{r}}); else it is {@code unknown}. */
    public SpfEvaluator withReceiver(DomainName host) {
        return new SpfEvaluator(resolver, limits, clock, host.ascii(), records);
    }

    /** The same over another resolver. */
    SpfEvaluator withResolver(DnsResolver other) {
        return new SpfEvaluator(other, limits, clock, receiver, records);
    }

    /** What SPF says. */
    public SpfVerdict check(SpfRequest request) {
        try {
            return new CheckHost(resolver, limits, clock, receiver, records, request).run();
        } catch (RuntimeException unforeseen) {
            // Fail-safe: 'neutral' here would let forged mail through whenever somebody finds a bug.
            SpfLevel nothing = new SpfLevel(
                    request.spfDomain(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    SpfResult.TEMPERROR,
                    "The check failed: " + unforeseen + ".");
            return new SpfVerdict(
                    request, SpfResult.TEMPERROR, "", nothing.problem(), 0, 0, 0, Optional.empty(), nothing);
        }
    }
}
