package io.sendwell.dnsauth.host;

import io.sendwell.dnsauth.finding.DomainFinding;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** What ends soon: certificates and keys that were given an end. */
final class Expiry {

    // Certificates live 90 days and less; who renews them by themselves does it a third of that ahead.
    static final Duration NOTICE = Duration.ofDays(14);

    private final InstantSource clock;

    Expiry(InstantSource clock) {
        this.clock = clock;
    }

    /** Nothing when there is time. */
    List<DomainFinding> check(String what, Instant end) {
        Duration left = Duration.between(clock.instant(), end);
        if (left.compareTo(NOTICE) > 0) {
            return List.of();
        }
        boolean over = left.isNegative() || left.isZero();
        return List.of(DomainFinding.fail(over ? HostFinding.HOST_EXPIRED : HostFinding.HOST_EXPIRES_SOON)
                .with("what", what)
                .with("time", end));
    }
}
