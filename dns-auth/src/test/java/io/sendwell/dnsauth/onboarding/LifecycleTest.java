package io.sendwell.dnsauth.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.dnsauth.onboarding.DomainChange.Kind;
import io.sendwell.dnsauth.onboarding.Lifecycle.Move;
import io.sendwell.dnsauth.onboarding.Lifecycle.Observation;
import io.sendwell.domain.DomainRegistration;
import io.sendwell.domain.DomainState;
import io.sendwell.domain.DomainVerdict;
import io.sendwell.domain.RecordedCheck;
import io.sendwell.policy.SendingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecycleTest {

    private static final Instant BEGUN = Instant.parse("2026-11-21T09:00:00Z");
    private static final DomainRegistration FRESH =
            DomainRegistration.begun(AccountId.of("acme"), DomainName.parse("acme.example"), "seed", BEGUN);

    private static final List<DomainVerdict> VERDICTS = List.of(DomainVerdict.values());

    private final Lifecycle lifecycle = new Lifecycle(SendingPolicy.defaults());
    private final List<Kind> changes = new ArrayList<>();

    @Test
    void a_domain_that_passes_at_once_is_ready_and_not_looked_at_by_itself() {
        DomainRegistration ready = after(FRESH, DomainVerdict.PASSED, Duration.ofMinutes(5));

        assertThat(ready.state()).isEqualTo(DomainState.READY);
        assertThat(ready.passedAt()).contains(BEGUN.plus(Duration.ofMinutes(5)));
        assertThat(ready.nextCheckAt()).isEmpty();
        assertThat(changes).containsExactly(Kind.READY);
    }

    @ParameterizedTest
    @CsvSource({"FAILED", "UNKNOWN"})
    void a_domain_that_does_not_pass_is_looked_at_for_a_day_and_then_expires(DomainVerdict verdict) {
        DomainRegistration domain = after(FRESH, verdict, Duration.ofDays(9));
        Instant first = BEGUN.plus(Duration.ofDays(9));
        int checks = 1;
        while (domain.nextCheckAt().isPresent()) {
            assertThat(domain.state()).isEqualTo(DomainState.PENDING);
            assertThat(domain.pendingSince()).contains(first);
            domain = at(domain, verdict, domain.nextCheckAt().get());
            checks++;
        }

        assertThat(domain.state()).isEqualTo(DomainState.EXPIRED);
        assertThat(domain.lastCheck().orElseThrow().at()).isEqualTo(first.plus(Duration.ofHours(24)));
        assertThat(checks).isEqualTo(24 * 4 + 1);
        assertThat(changes).containsExactly(Kind.EXPIRED);
    }

    @Test
    void a_check_that_was_asked_for_revives_an_expired_domain() {
        DomainRegistration expired = FRESH.change().state(DomainState.EXPIRED).done();

        DomainRegistration pending = after(expired, DomainVerdict.FAILED, Duration.ofDays(3));
        assertThat(pending.state()).isEqualTo(DomainState.PENDING);
        assertThat(pending.pendingSince()).contains(BEGUN.plus(Duration.ofDays(3)));
        assertThat(after(expired, DomainVerdict.PASSED, Duration.ofDays(3)).state())
                .isEqualTo(DomainState.READY);
    }

    @Test
    void what_was_ready_and_fails_again_is_pending_anew() {
        DomainRegistration ready = after(FRESH, DomainVerdict.PASSED, Duration.ZERO);

        DomainRegistration pending = after(ready, DomainVerdict.FAILED, Duration.ofDays(2));

        assertThat(pending.state()).isEqualTo(DomainState.PENDING);
        assertThat(pending.pendingSince()).contains(BEGUN.plus(Duration.ofDays(2)));
    }

    @Test
    void one_failure_of_a_domain_in_use_changes_nothing_but_the_next_look() {
        DomainRegistration suspect = after(active(), DomainVerdict.FAILED, Duration.ofDays(30));

        assertThat(suspect.state()).isEqualTo(DomainState.ACTIVE);
        assertThat(suspect.nextCheckAt())
                .contains(BEGUN.plus(Duration.ofDays(30)).plus(Duration.ofMinutes(15)));

        DomainRegistration again =
                after(suspect, DomainVerdict.PASSED, Duration.ofDays(30).plusMinutes(15));
        assertThat(again.failures()).isZero();
        assertThat(again.failingSince()).isEmpty();
        assertThat(changes).isEmpty();
    }

    @Test
    void failures_in_the_same_minute_are_one_failure() {
        DomainRegistration domain = active();
        for (int second = 0; second < 10; second++) {
            domain = after(domain, DomainVerdict.FAILED, Duration.ofDays(30).plusSeconds(second));
        }

        assertThat(domain.state()).isEqualTo(DomainState.ACTIVE);
        assertThat(changes).isEmpty();
    }

    @Test
    void a_second_failure_later_begins_three_days_of_grace_and_then_the_domain_is_lost() {
        DomainRegistration domain = after(active(), DomainVerdict.FAILED, Duration.ofDays(30));
        domain = at(domain, DomainVerdict.FAILED, domain.nextCheckAt().orElseThrow());
        Instant end = domain.lastCheck().orElseThrow().at().plus(Duration.ofDays(3));

        assertThat(domain.state()).isEqualTo(DomainState.GRACE);
        assertThat(domain.graceUntil()).contains(end);
        assertThat(domain.isVerifiedAt(end.minusMillis(1))).isTrue();
        assertThat(domain.isVerifiedAt(end)).isFalse();
        while (domain.nextCheckAt().isPresent()) {
            assertThat(domain.state()).isEqualTo(DomainState.GRACE);
            domain = at(domain, DomainVerdict.FAILED, domain.nextCheckAt().get());
        }

        assertThat(domain.state()).isEqualTo(DomainState.LOST);
        assertThat(domain.lastCheck().orElseThrow().at()).isEqualTo(end);
        assertThat(changes).containsExactly(Kind.IN_GRACE, Kind.LOST);
    }

    @Test
    void a_domain_that_is_mended_in_grace_is_active_as_before() {
        DomainRegistration before = active();
        DomainRegistration domain = after(before, DomainVerdict.FAILED, Duration.ofDays(30));
        domain = after(domain, DomainVerdict.FAILED, Duration.ofDays(31));

        domain = after(domain, DomainVerdict.PASSED, Duration.ofDays(32));

        assertThat(domain.state()).isEqualTo(DomainState.ACTIVE);
        assertThat(domain.graceUntil()).isEmpty();
        assertThat(domain.activatedAt()).isEqualTo(before.activatedAt());
        assertThat(domain.nextCheckAt()).contains(BEGUN.plus(Duration.ofDays(62)));
        assertThat(changes).containsExactly(Kind.IN_GRACE, Kind.RESTORED);
    }

    @Test
    void silence_of_the_dns_is_no_failure_until_it_has_lasted_a_day() {
        DomainRegistration domain = active();
        for (int hour = 0; hour < 24; hour++) {
            domain = after(domain, DomainVerdict.UNKNOWN, Duration.ofDays(30).plusHours(hour));
            assertThat(domain.state()).isEqualTo(DomainState.ACTIVE);
        }

        domain = after(domain, DomainVerdict.UNKNOWN, Duration.ofDays(31));

        assertThat(domain.state()).isEqualTo(DomainState.GRACE);
    }

    @Test
    void a_domain_that_passed_with_warnings_is_looked_at_the_next_day() {
        RecordedCheck check = new RecordedCheck(BEGUN, DomainVerdict.PASSED, "", List.of());
        DomainRegistration domain = lifecycle
                .checked(active(), new Observation(check, Optional.empty(), true, Optional.empty()))
                .after();

        assertThat(domain.nextCheckAt()).contains(BEGUN.plus(Duration.ofDays(1)));
    }

    @Test
    void a_lost_domain_does_not_come_back_by_a_check() {
        DomainRegistration lost = active().change().state(DomainState.LOST).done();

        assertThat(after(lost, DomainVerdict.PASSED, Duration.ofDays(99)).state())
                .isEqualTo(DomainState.LOST);
        assertThat(changes).isEmpty();
    }

    @Test
    void whatever_is_seen_mail_goes_out_only_from_activation_to_the_end_of_grace() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int life = 0; life < 200; life++) {
            DomainRegistration domain = FRESH;
            Instant now = BEGUN;
            for (int step = 0; step < 60; step++) {
                now = now.plusSeconds(random.nextInt(200_000));
                DomainVerdict verdict = VERDICTS.get(random.nextInt(3));
                boolean before = domain.state().isVerified();
                domain = at(domain, verdict, now);
                assertThat(domain.state().isVerified() && !before)
                        .as("seed %d: verified without activation", seed)
                        .isFalse();
                assertThat(domain.graceUntil().isPresent())
                        .as("seed %d: an end of grace in state %s", seed, domain.state())
                        .isEqualTo(domain.state() == DomainState.GRACE);
                assertThat(domain.nextCheckAt().map(now::isBefore).orElse(true))
                        .as("seed %d: a look is due at once again", seed)
                        .isTrue();
                if (domain.state() == DomainState.READY && random.nextBoolean()) {
                    domain = lifecycle
                            .activated(domain, observation(DomainVerdict.PASSED, now), now)
                            .after();
                }
            }
        }
    }

    private DomainRegistration active() {
        Move activated = lifecycle.activated(FRESH, observation(DomainVerdict.PASSED, BEGUN), BEGUN);
        assertThat(activated.change()).contains(Kind.ACTIVATED);
        assertThat(activated.after().state()).isEqualTo(DomainState.ACTIVE);
        assertThat(activated.after().nextCheckAt()).contains(BEGUN.plus(Duration.ofDays(30)));
        return activated.after();
    }

    private DomainRegistration after(DomainRegistration before, DomainVerdict verdict, Duration sinceBegun) {
        return at(before, verdict, BEGUN.plus(sinceBegun));
    }

    private DomainRegistration at(DomainRegistration before, DomainVerdict verdict, Instant now) {
        Move move = lifecycle.checked(before, observation(verdict, now));
        move.change().ifPresent(changes::add);
        return move.after();
    }

    private static Observation observation(DomainVerdict verdict, Instant at) {
        return new Observation(
                new RecordedCheck(at, verdict, "", List.of()), Optional.empty(), false, Optional.empty());
    }
}
