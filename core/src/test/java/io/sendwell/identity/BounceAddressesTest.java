package io.sendwell.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.Secret;
import io.sendwell.address.DomainName;
import io.sendwell.address.Mailbox;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BounceAddressesTest {

    private static final String ID = "0193508e-7b2c-7c3a-9f54-1d2c3b4a5f60";
    private static final DomainName BOUNCE_DOMAIN = DomainName.parse("b.vendor.example");

    @Test
    void each_copy_has_a_bounce_address_that_nobody_else_can_make() {
        String path =
                with("one").forCopy(identity(Optional.of(BOUNCE_DOMAIN)), ID).toString();
        assertThat(path).matches("<b\\+" + ID + "\\.[0-9a-f]{16}@b\\.vendor\\.example>");
        assertThat(path.substring(1, path.indexOf('@')).length()).isLessThanOrEqualTo(64);
        assertThat(with("two").forCopy(identity(Optional.of(BOUNCE_DOMAIN)), ID).toString())
                .isNotEqualTo(path);
    }

    @Test
    void bounces_go_to_from_where_the_accounts_own_server_sends() {
        assertThat(with("one").forCopy(identity(Optional.empty()), ID)).hasToString("<jo@customer.example>");
    }

    @Test
    void a_copy_is_named_by_whoever_knows_its_code_in_whatever_case_and_wherever_it_stands() {
        BounceAddresses addresses = with("one");
        String address =
                addresses.forCopy(identity(Optional.of(BOUNCE_DOMAIN)), ID).toString();

        assertThat(addresses.provenIn(address)).hasValue(ID);
        assertThat(addresses.provenIn("Delivered-To: " + address.toUpperCase(Locale.ROOT)))
                .hasValue(ID);
        assertThat(addresses.provenIn(addresses.proofOf(ID + ".1z141z"))).hasValue(ID + ".1z141z");
        assertThat(addresses.provenIn(addresses.proofOf(ID).replace("0193508e", "0193508f") + " " + address))
                .as("after one that is wrong")
                .hasValue(ID);
    }

    @Test
    void no_other_copy_is_named_by_it() {
        BounceAddresses addresses = with("one");
        String proof = addresses.proofOf(ID + ".a");
        String code = proof.substring(proof.lastIndexOf('.'));

        assertThat(addresses.provenIn(ID + ".b" + code)).isEmpty();
        assertThat(addresses.provenIn(ID + code)).isEmpty();
        assertThat(addresses.provenIn(ID + ".a")).isEmpty();
        assertThat(addresses.provenIn(proof.substring(0, proof.length() - 1))).isEmpty();
        assertThat(addresses.provenIn(proof + "0")).isEmpty();
        assertThat(with("two").provenIn(proof)).isEmpty();
    }

    @Test
    void a_former_secret_still_proves_and_makes_nothing_new() {
        BounceAddresses replaced = new BounceAddresses(
                operator("two").formerBounceSecret(Secret.of("one")).build());

        assertThat(replaced.provenIn(with("one").proofOf(ID))).hasValue(ID);
        assertThat(replaced.proofOf(ID)).isEqualTo(with("two").proofOf(ID));
    }

    @Test
    void without_a_secret_nothing_is_proven() {
        BounceAddresses addresses = new BounceAddresses(Operator.named("Acme CRM")
                .senderField("mail@mail.vendor.example")
                .build());

        assertThat(addresses.areUnforgeable()).isFalse();
        assertThat(addresses.proofOf(ID)).isEqualTo(ID);
        assertThat(addresses.provenIn(with("one").proofOf(ID))).isEmpty();
    }

    @Test
    void a_log_shows_no_codes() {
        assertThat(BounceAddresses.withoutCodes("<b+" + with("one").proofOf(ID) + "@b.vendor.example>"))
                .isEqualTo("<b+" + ID + ".***@b.vendor.example>");
    }

    private static BounceAddresses with(String secret) {
        return new BounceAddresses(operator(secret).build());
    }

    private static Operator.Builder operator(String secret) {
        return Operator.named("Acme CRM")
                .senderField("mail@mail.vendor.example")
                .bounceSecret(Secret.of(secret));
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
