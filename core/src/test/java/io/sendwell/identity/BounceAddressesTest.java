package io.sendwell.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.Secret;
import io.sendwell.address.DomainName;
import io.sendwell.address.Mailbox;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BounceAddressesTest {

    private static final String ID = "0193508e-7b2c-7c3a-9f54-1d2c3b4a5f60";

    @Test
    void each_copy_has_a_bounce_address_that_nobody_else_can_make() {
        String path = with("one")
                .forCopy(identity(Optional.of(DomainName.parse("b.vendor.example"))), ID)
                .toString();
        assertThat(path).matches("<b\\+" + ID + "\\.[0-9a-f]{16}@b\\.vendor\\.example>");
        assertThat(path.substring(1, path.indexOf('@')).length()).isLessThanOrEqualTo(64);
        assertThat(with("two")
                        .forCopy(identity(Optional.of(DomainName.parse("b.vendor.example"))), ID)
                        .toString())
                .isNotEqualTo(path);
    }

    @Test
    void bounces_go_to_from_where_the_accounts_own_server_sends() {
        assertThat(with("one").forCopy(identity(Optional.empty()), ID)).hasToString("<jo@customer.example>");
    }

    private static BounceAddresses with(String secret) {
        return new BounceAddresses(Operator.named("Acme CRM")
                .senderField("mail@mail.vendor.example")
                .bounceSecret(Secret.of(secret))
                .build());
    }

    private static SenderIdentity identity(Optional<DomainName> bounceDomain) {
        return new SenderIdentity(
                IdentityOutcome.ALIGNED,
                Mailbox.of("jo@customer.example"),
                Optional.empty(),
                Optional.empty(),
                bounceDomain,
                DomainName.parse("customer.example"),
                List.of(),
                List.of(),
                Optional.empty());
    }
}
