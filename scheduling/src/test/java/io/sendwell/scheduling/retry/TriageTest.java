package io.sendwell.scheduling.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.transport.Refusal;
import io.sendwell.transport.RefusalScope;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriageTest {

    @ParameterizedTest
    @CsvSource({
        "MESSAGE, NOT_LEFT, '', LEAVE, 0",
        "CALL, 413, '', HALVE, 0",
        "ROUTE, '', '', ROUTE_AWAY, 0",
        "ROUTE, 421, 4.3.2, ROUTE_AWAY, 0",
        "ROUTE, 451, 4.3.0, ROUTE_AWAY, 0",
        "ROUTE, 554, 5.3.2, ROUTE_AWAY, 0",
        "ROUTE, 429, '', STOP_ROUTE, 0",
        "ROUTE, 408, '', STOP_ROUTE, 0",
        "ROUTE, 503, '', STOP_ROUTE, 0",
        "ROUTE, 401, '', ROUTE_REFUSES_US, 0",
        "ROUTE, 403, '', ROUTE_REFUSES_US, 0",
        "ROUTE, mj-0015, '', ROUTE_REFUSES_US, 0",
        "ROUTE, 535, 5.7.8, ROUTE_REFUSES_US, 0",
        "RECIPIENT, 450, 4.2.1, AGAIN, 5",
        "RECIPIENT, 451, 4.7.1, AGAIN, 5",
        "RECIPIENT, 452, 4.2.2, AGAIN, 5",
        "MESSAGE, 450, 4.4.1, AGAIN, 5",
        "MESSAGE, '', 4.7.1, AGAIN, 5",
        "MESSAGE, 450, 4.7.28, AGAIN, 10",
        "RECIPIENT, 451, 4.7.650, AGAIN, 10",
        "MESSAGE, send-0008, '', AGAIN, 0",
    })
    void what_is_refused_for_now(RefusalScope scope, String code, String enhanced, Treatment treatment, int minutes) {
        assertThat(Triage.deferred(refusal(scope, code, enhanced)))
                .isEqualTo(new Triage.Decision(treatment, Duration.ofMinutes(minutes)));
    }

    @ParameterizedTest
    @CsvSource({
        "CALL, 400, '', HALVE",
        "ROUTE, 401, '', ROUTE_REFUSES_US",
        "ROUTE, 550, 5.7.1, ROUTE_REFUSES_US",
        "ROUTE, 554, '', ROUTE_AWAY",
        "RECIPIENT, 550, 5.1.1, GIVE_UP",
        "RECIPIENT, 550, '', GIVE_UP",
        "MESSAGE, 552, 5.3.4, GIVE_UP",
        "MESSAGE, 400, '', GIVE_UP",
        "MESSAGE, 550, 5.7.26, GIVE_UP_BY_POLICY",
        "RECIPIENT, 554, 5.7.1, GIVE_UP_BY_POLICY",
    })
    void what_is_refused_for_good(RefusalScope scope, String code, String enhanced, Treatment treatment) {
        assertThat(Triage.rejected(refusal(scope, code, enhanced)).treatment()).isEqualTo(treatment);
    }

    @Test
    void the_longer_one_of_what_the_hop_asks_for_and_what_its_refusal_asks_for_counts() {
        Refusal patient =
                new Refusal(RefusalScope.RECIPIENT, "451", "4.7.1", "later", Optional.of(Duration.ofMinutes(20)));
        Refusal hasty =
                new Refusal(RefusalScope.RECIPIENT, "451", "4.7.1", "later", Optional.of(Duration.ofSeconds(1)));

        assertThat(Triage.deferred(patient).atLeast()).isEqualTo(Duration.ofMinutes(20));
        assertThat(Triage.deferred(hasty).atLeast()).isEqualTo(Duration.ofMinutes(5));
    }

    private static Refusal refusal(RefusalScope scope, String code, String enhanced) {
        return new Refusal(scope, code, enhanced, "words of the hop", Optional.empty());
    }
}
