package io.sendwell.dnsauth.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsAnswer.Trouble;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import io.sendwell.testkit.VirtualClock;
import io.sendwell.testkit.dns.FakeDns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CachingResolverTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final DnsQuestion QUESTION = DnsQuestion.of("customer.example", DnsType.TXT);

    private final VirtualClock clock = VirtualClock.at("2026-11-22T02:00:00Z");

    /** Gives one answer to everything and counts how often it had to. */
    private static final class Counting implements DnsResolver {
        private final AtomicInteger asked = new AtomicInteger();
        private final Supplier<DnsAnswer> answer;

        Counting(Supplier<DnsAnswer> answer) {
            this.answer = answer;
        }

        @Override
        public DnsAnswer resolve(DnsQuestion question, Duration patience) {
            asked.incrementAndGet();
            return answer.get();
        }

        @Override
        public DnsAnswer ask(IpAddress server, DnsQuestion question, Duration patience) {
            return resolve(question, patience);
        }
    }

    private static DnsAnswer found() {
        return new DnsAnswer.Found(
                QUESTION, List.of(DnsRecord.Text.of("here")), List.of(), Duration.ofMinutes(5), false, "");
    }

    private static DnsAnswer timeout() {
        return new DnsAnswer.Unavailable(QUESTION, Trouble.TIMEOUT, "silence", "");
    }

    @Test
    void an_interrupt_of_one_thread_is_no_trouble_to_remember_for_all() {
        Counting dns = new Counting(() -> Thread.currentThread().isInterrupted() ? timeout() : found());
        DnsCache cache =
                DnsCache.builder(clock).unavailable(Duration.ofSeconds(30)).build();
        CachingResolver resolver = CachingResolver.of(dns, cache);

        Thread.currentThread().interrupt();
        assertThat(resolver.resolve(QUESTION, PATIENCE)).isEqualTo(timeout());
        assertThat(Thread.interrupted()).isTrue();

        assertThat(resolver.resolve(QUESTION, PATIENCE)).isInstanceOf(DnsAnswer.Found.class);
    }

    @Test
    void a_server_is_asked_again_only_when_the_ttl_is_over() {
        try (FakeDns dns = FakeDns.start()) {
            dns.publish("customer.example. 300 IN TXT \"here\"");
            DnsClient client = DnsClient.builder().server(dns.address()).build();
            CachingResolver resolver = CachingResolver.of(client, DnsCache.of(clock));

            resolver.resolve(QUESTION, PATIENCE);
            clock.advance(Duration.ofSeconds(200));
            DnsAnswer answer = resolver.resolve(QUESTION, PATIENCE);
            assertThat(answer)
                    .isInstanceOfSatisfying(
                            DnsAnswer.Found.class,
                            found -> assertThat(found.ttl()).isEqualTo(Duration.ofSeconds(100)));
            assertThat(dns.timesAsked("customer.example", DnsType.TXT)).isEqualTo(1);

            clock.advance(Duration.ofSeconds(100));
            resolver.resolve(QUESTION, PATIENCE);
            assertThat(dns.timesAsked("customer.example", DnsType.TXT)).isEqualTo(2);
        }
    }

    @Test
    void a_question_to_one_server_goes_past_the_cache() {
        Counting counting = new Counting(CachingResolverTest::found);
        CachingResolver resolver = CachingResolver.of(counting, DnsCache.of(clock));
        resolver.ask(IpAddress.parse("192.0.2.53"), QUESTION, PATIENCE);
        resolver.ask(IpAddress.parse("192.0.2.53"), QUESTION, PATIENCE);
        resolver.resolve(QUESTION, PATIENCE);

        assertThat(counting.asked).hasValue(3);
    }

    @Test
    void what_many_threads_want_at_once_is_asked_once() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Counting slow = new Counting(() -> {
            awaitQuietly(go);
            return found();
        });
        CachingResolver resolver = CachingResolver.of(slow, DnsCache.of(clock));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<DnsAnswer>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit(() -> resolver.resolve(QUESTION, PATIENCE)));
            }
            while (slow.asked.get() == 0) {
                Thread.onSpinWait();
            }
            go.countDown();
            for (Future<DnsAnswer> answer : answers) {
                assertThat(answer.get()).isInstanceOf(DnsAnswer.Found.class);
            }
            assertThat(slow.asked).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whoever_comes_just_when_the_answer_is_there_does_not_ask_again() throws Exception {
        int rounds = 2_000;
        Counting counting = new Counting(CachingResolverTest::found);
        CachingResolver resolver = CachingResolver.of(counting, DnsCache.of(clock));
        CyclicBarrier start = new CyclicBarrier(4);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                done.add(threads.submit(() -> {
                    for (int round = 0; round < rounds; round++) {
                        start.await();
                        resolver.resolve(QUESTION, PATIENCE);
                        if (start.await() == 0) {
                            clock.advance(Duration.ofHours(1));
                        }
                        start.await();
                    }
                    return null;
                }));
            }
            for (Future<?> thread : done) {
                thread.get();
            }
            assertThat(counting.asked).hasValue(rounds);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whoever_waits_for_another_thread_waits_no_longer_than_his_own_patience() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Counting slow = new Counting(() -> {
            awaitQuietly(go);
            return found();
        });
        CachingResolver resolver = CachingResolver.of(slow, DnsCache.of(clock));
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<DnsAnswer> first = threads.submit(() -> resolver.resolve(QUESTION, PATIENCE));
            while (slow.asked.get() == 0) {
                Thread.onSpinWait();
            }

            assertThat(resolver.resolve(QUESTION, Duration.ofMillis(1))).isInstanceOf(DnsAnswer.Unavailable.class);

            Thread.currentThread().interrupt();
            assertThat(resolver.resolve(QUESTION, PATIENCE)).isInstanceOf(DnsAnswer.Unavailable.class);
            assertThat(Thread.interrupted()).isTrue();

            go.countDown();
            assertThat(first.get()).isInstanceOf(DnsAnswer.Found.class);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void trouble_is_asked_about_again() {
        Counting failing = new Counting(CachingResolverTest::timeout);
        CachingResolver resolver = CachingResolver.of(failing, DnsCache.of(clock));
        resolver.resolve(QUESTION, PATIENCE);
        resolver.resolve(QUESTION, PATIENCE);

        assertThat(failing.asked).hasValue(2);
    }

    @Test
    void a_resolver_that_throws_leaves_nothing_behind_that_others_would_wait_for() {
        AtomicInteger calls = new AtomicInteger();
        CachingResolver resolver = CachingResolver.of(
                new Counting(() -> {
                    if (calls.getAndIncrement() == 0) {
                        throw new IllegalStateException("broken");
                    }
                    return found();
                }),
                DnsCache.of(clock));

        assertThatThrownBy(() -> resolver.resolve(QUESTION, PATIENCE)).hasMessage("broken");
        assertThat(resolver.resolve(QUESTION, PATIENCE)).isInstanceOf(DnsAnswer.Found.class);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
