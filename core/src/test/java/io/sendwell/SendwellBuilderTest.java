package io.sendwell;

import static io.sendwell.Office.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sendwell.account.ConfigurationException;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.blocklist.InMemoryBlocklist;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.route.Route;
import io.sendwell.throttle.Pace;
import io.sendwell.throttle.ThrottleLimit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SendwellBuilderTest {

    private final Office office = new Office();

    @Test
    void an_account_that_no_route_leads_out_of_is_refused_when_building() {
        SendwellBuilder espAlone = Sendwell.builder()
                .operator(Office.operator())
                .esp(office.esp)
                .account(AccountSettings.of("one").withFirstRoute(Route.OPERATOR_SMTP));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(espAlone::build)
                .withMessageContaining("operator's SMTP server, which is not set up");
    }

    @Test
    void without_an_esp_the_smtp_server_behind_it_is_enough() {
        Sendwell sendwell = Sendwell.builder()
                .operator(Office.operator())
                .operatorServer(office.smtp)
                .account(AccountSettings.of("one"))
                .build();
        assertThat(sendwell.account("one").capabilities(Route.OPERATOR_SMTP)).isPresent();
    }

    @Test
    void a_pace_without_the_operators_own_server_is_refused_when_building() {
        SendwellBuilder builder = Sendwell.builder()
                .operator(Office.operator())
                .esp(office.esp)
                .pace(Pace.perDomain(new ThrottleLimit(100, Duration.ofMinutes(1))));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(builder::build)
                .withMessageContaining("operatorServer(...)");
    }

    @Test
    void what_is_changed_on_the_builder_afterwards_changes_nothing() {
        SendwellBuilder builder = office.builder();
        Sendwell sendwell = builder.build();
        builder.blocklist(new InMemoryBlocklist(InstantSource.system()))
                .policy(SendingPolicy.defaults().with(p -> p.immediateRecipientLimit(1)))
                .hook(new SendHook() {
                    @Override
                    public void sent(
                            io.sendwell.account.AccountId account, io.sendwell.message.Mail mail, Receipt receipt) {
                        throw new AssertionError("a hook that was added too late");
                    }
                });
        sendwell.blocklist().add(BlocklistEntry.manual(EmailAddress.parse("grace@example.net"), "asked", Office.NOW));
        sendwell.account("one")
                .send(mail().cc("grace@example.net").cc("ada@example.net").build());
        assertThat(office.esp.recipients()).containsExactly("kim@example.net", "ada@example.net");
    }

    @Test
    void a_look_up_that_gives_another_account_is_refused() {
        Sendwell sendwell = office.builder()
                .accounts(id -> Optional.of(AccountSettings.of("two")))
                .build();
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> sendwell.account("three"))
                .withMessageContaining("two");
    }

    @Test
    void closing_goes_on_when_a_transport_fails_to_close() {
        Office office = new Office();
        office.esp.failingToClose();
        office.smtp.failingToClose();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> office.builder().build().close());
        assertThat(office.esp.isClosed()).isTrue();
        assertThat(office.smtp.isClosed()).isTrue();
    }
}
