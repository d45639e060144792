package io.sendwell.dnsauth.resolver;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.IpAddress;
import io.sendwell.dnsauth.resolver.DnsSnapshot.Asked;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes down every question and its answer while a check runs. Make one for each check; threads may share it.
 *
 * <p>Of several answers to one question the first good one is kept, so that what was decided on can be seen again. After
 * 10,000 different questions nothing more is written down.
 */
public final class RecordingResolver implements DnsResolver {

    private static final int MOST_ANSWERS = 10_000;

    private final DnsResolver resolver;
    private final InstantSource clock;
    private final Map<Asked, DnsAnswer> answers = new LinkedHashMap<>();

    private RecordingResolver(DnsResolver resolver, InstantSource clock) {
        this.resolver = resolver;
        this.clock = clock;
    }

    /** Listens to what {@code resolver} is asked through it. */
    public static RecordingResolver of(DnsResolver resolver, InstantSource clock) {
        return new RecordingResolver(resolver, clock);
    }

    @Override
    public DnsAnswer resolve(DnsQuestion question, Duration patience) {
        return recorded(new Asked(Optional.empty(), question), resolver.resolve(question, patience));
    }

    @Override
    public DnsAnswer ask(IpAddress server, DnsQuestion question, Duration patience) {
        return recorded(new Asked(Optional.of(server), question), resolver.ask(server, question, patience));
    }

    private DnsAnswer recorded(Asked asked, DnsAnswer answer) {
        synchronized (answers) {
            DnsAnswer before = answers.get(asked);
            boolean better = before == null
                    ? answers.size() < MOST_ANSWERS
                    : before instanceof DnsAnswer.Unavailable && !(answer instanceof DnsAnswer.Unavailable);
            if (better) {
                answers.put(asked, answer);
            }
        }
        return answer;
    }

    /** What was written down until now. */
    public DnsSnapshot snapshot() {
        synchronized (answers) {
            return new DnsSnapshot(clock.instant(), answers);
        }
    }
}
