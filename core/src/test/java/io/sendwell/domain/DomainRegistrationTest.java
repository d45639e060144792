package io.sendwell.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DomainRegistrationTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    private final DomainRegistration begun =
            DomainRegistration.begun(AccountId.of("acme"), DomainName.parse("acme.example"), "token", NOW);

    @Test
    void mail_goes_out_while_a_domain_is_active_and_until_grace_ends() {
        for (DomainState state : DomainState.values()) {
            assertThat(begun.change().state(state).done().isVerifiedAt(NOW))
                    .as("%s without an end of grace", state)
                    .isEqualTo(state == DomainState.ACTIVE);
        }
        DomainRegistration grace = begun.change()
                .state(DomainState.GRACE)
                .graceUntil(Optional.of(NOW))
                .done();
        assertThat(grace.isVerifiedAt(NOW.minusMillis(1))).isTrue();
        assertThat(grace.isVerifiedAt(NOW)).isFalse();
    }

    @Test
    void a_registration_without_a_challenge_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> begun.change().challenge(" ").done())
                .withMessageContaining("acme.example has no challenge");
    }
}
