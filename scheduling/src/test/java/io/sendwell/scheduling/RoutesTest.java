package io.sendwell.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.policy.SendingPolicy;
import io.sendwell.scheduling.breaker.BreakerPolicy;
import io.sendwell.scheduling.retry.Treatment;
import io.sendwell.testkit.VirtualClock;
import io.sendwell.throttle.InMemoryThrottleStore;
import io.sendwell.throttle.Throttle;
import io.sendwell.transport.Refusal;
import io.sendwell.transport.RefusalScope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoutesTest {

    private static final Refusal AWAY = new Refusal(RefusalScope.ROUTE, "", "", "away", Optional.empty());

    private final VirtualClock clock = VirtualClock.at(Mailroom.MORNING);
    private final Routes routes = new Routes(
            Throttle.of(new InMemoryThrottleStore(clock), SendingPolicy.defaults()),
            new BreakerPolicy(1, Duration.ofSeconds(30), 0.5, Duration.ofSeconds(30), Duration.ofMinutes(10)),
            () -> Duration.between(Mailroom.MORNING, clock.instant()).toNanos(),
            new Events(List.of()));

    @Test
    void leave_that_is_withdrawn_twice_does_not_withdraw_what_somebody_else_was_given_in_between() {
        routes.tookNothing(go(), Treatment.ROUTE_AWAY, AWAY);
        clock.advance(Duration.ofSeconds(31));
        Routes.Go first = go();
        assertThat(first.isProbe()).isTrue();
        routes.unused(first);
        assertThat(go().isProbe()).isTrue();

        routes.unused(first);

        assertThat(routes.ask("esp:esp", Mailroom.ONE)).isInstanceOf(Routes.Wait.class);
    }

    @Test
    void a_probe_that_was_reported_stays_reported() {
        routes.tookNothing(go(), Treatment.ROUTE_AWAY, AWAY);
        clock.advance(Duration.ofSeconds(31));
        Routes.Go probe = go();
        routes.tookNothing(probe, Treatment.ROUTE_AWAY, AWAY);

        routes.unused(probe);
        routes.worked(probe);

        assertThat(routes.ask("esp:esp", Mailroom.ONE)).isInstanceOf(Routes.Wait.class);
    }

    private Routes.Go go() {
        return (Routes.Go) routes.ask("esp:esp", Mailroom.ONE);
    }
}
