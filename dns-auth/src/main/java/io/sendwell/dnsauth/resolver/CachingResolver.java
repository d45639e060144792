package io.sendwell.dnsauth.resolver;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsAnswer.Trouble;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.IpAddress;
import io.sendwell.dnsauth.internal.time.Deadline;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks only for what its cache does not know. Threads share it: what several ask for at the same time is asked once.
 *
 * <p>Questions to one name server go past the cache and leave nothing in it.
 */
public final class CachingResolver implements DnsResolver {

    private final DnsResolver resolver;
    private final DnsCache cache;
    private final Map<DnsQuestion, CompletableFuture<DnsAnswer>> underWay = new ConcurrentHashMap<>();

    private CachingResolver(DnsResolver resolver, DnsCache cache) {
        this.resolver = resolver;
        this.cache = cache;
    }

    /** Puts the cache in front of the resolver; several resolvers that see the same DNS may share a cache. */
    public static CachingResolver of(DnsResolver resolver, DnsCache cache) {
        return new CachingResolver(resolver, cache);
    }

    @Override
    public DnsAnswer resolve(DnsQuestion question, Duration patience) {
        Optional<DnsAnswer> known = cache.find(question);
        return known.isPresent() ? known.get() : askOnce(question, Deadline.in(patience));
    }

    private DnsAnswer askOnce(DnsQuestion question, Deadline deadline) {
        CompletableFuture<DnsAnswer> mine = new CompletableFuture<>();
        CompletableFuture<DnsAnswer> theirs = underWay.putIfAbsent(question, mine);
        if (theirs != null) {
            return join(question, theirs, deadline);
        }
        try {
            // Whoever asked before us may have got his answer between our look into the cache and our turn.
            DnsAnswer answer = cache.find(question).orElseGet(() -> askAndKeep(question, deadline));
            mine.complete(answer);
            return answer;
        } finally {
            underWay.remove(question, mine);
            mine.cancel(false); // does nothing but after an exception, which is not for those who only waited
        }
    }

    /** Waits for the answer to another thread, whose patience may have been shorter than ours. */
    private DnsAnswer join(DnsQuestion question, CompletableFuture<DnsAnswer> theirs, Deadline deadline) {
        try {
            DnsAnswer answer = theirs.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
            boolean gaveUp =
                    answer instanceof DnsAnswer.Unavailable unavailable && unavailable.trouble() == Trouble.TIMEOUT;
            return gaveUp && !deadline.isOver() ? askAndKeep(question, deadline) : answer;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new DnsAnswer.Unavailable(question, Trouble.TIMEOUT, "interrupted while waiting", "");
        } catch (TimeoutException late) {
            return new DnsAnswer.Unavailable(question, Trouble.TIMEOUT, "no answer in time", "");
        } catch (ExecutionException | CancellationException theyFailed) {
            return askAndKeep(question, deadline);
        }
    }

    private DnsAnswer askAndKeep(DnsQuestion question, Deadline deadline) {
        DnsAnswer answer = resolver.resolve(question, deadline.left());
        // An interrupt is about this thread and says nothing about the DNS: nobody else shall be told of it.
        boolean interrupted = answer instanceof DnsAnswer.Unavailable
                && Thread.currentThread().isInterrupted();
        return interrupted ? answer : cache.keep(answer);
    }

    @Override
    public DnsAnswer ask(IpAddress server, DnsQuestion question, Duration patience) {
        return resolver.ask(server, question, patience);
    }
}
