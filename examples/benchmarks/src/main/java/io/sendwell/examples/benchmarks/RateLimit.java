package io.sendwell.examples.benchmarks;

import com.google.common.util.concurrent.RateLimiter;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.sendwell.account.AccountId;
import io.sendwell.outbox.Lane;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.throttle.InMemoryThrottleStore;
import io.sendwell.throttle.Permit;
import io.sendwell.throttle.Throttle;
import io.sendwell.throttle.ThrottleLimit;
import java.time.Duration;
import java.time.InstantSource;

/** So many permits in a window, as each library is set up for it by its own guide. */
@FunctionalInterface
interface RateLimit {

    /** Takes one permit if there is one now. */
    boolean take();

    /** Who limits. */
    enum Contender {
        BUCKET4J_GREEDY {
            @Override
            RateLimit open(int permits, Duration window) {
                Bucket bucket = bucket(Bandwidth.builder()
                        .capacity(permits)
                        .refillGreedy(permits, window)
                        .build());
                return () -> bucket.tryConsume(1);
            }
        },
        BUCKET4J_INTERVALLY {
            @Override
            RateLimit open(int permits, Duration window) {
                Bucket bucket = bucket(Bandwidth.builder()
                        .capacity(permits)
                        .refillIntervally(permits, window)
                        .build());
                return () -> bucket.tryConsume(1);
            }
        },
        RESILIENCE4J {
            @Override
            RateLimit open(int permits, Duration window) {
                RateLimiterConfig config = RateLimiterConfig.custom()
                        .limitForPeriod(permits)
                        .limitRefreshPeriod(window)
                        .timeoutDuration(Duration.ZERO)
                        .build();
                return io.github.resilience4j.ratelimiter.RateLimiter.of("mail", config)::acquirePermission;
            }
        },
        GUAVA {
            @Override
            RateLimit open(int permits, Duration window) {
                return RateLimiter.create(permits * 1e9 / window.toNanos())::tryAcquire;
            }
        },
        SENDWELL {
            @Override
            RateLimit open(int permits, Duration window) {
                AccountId account = AccountId.of("one");
                Throttle throttle =
                        Throttle.of(new InMemoryThrottleStore(InstantSource.system()), SendingPolicy.defaults());
                throttle.limit(account, new ThrottleLimit(permits, window));
                return () -> throttle.reserve(account, Lane.INDIVIDUAL, 1) instanceof Permit.Granted;
            }
        };

        abstract RateLimit open(int permits, Duration window);

        private static Bucket bucket(Bandwidth bandwidth) {
            return Bucket.builder()
                    .addLimit(bandwidth)
                    .withNanosecondPrecision()
                    .build();
        }
    }
}
