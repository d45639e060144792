package io.sendwell.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sendwell.account.AccountId;
import io.sendwell.address.Mailbox;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RewrittenMailboxTest {

    private static final AccountId ACCOUNT = AccountId.of("cust1");

    @Test
    void the_longest_name_gives_way_to_the_operators() {
        String longest = "J".repeat(Mailbox.MAX_DISPLAY_NAME);
        Mailbox rewritten = of(ACCOUNT, Mailbox.of(longest, "jo@customer.example"));
        assertThat(rewritten.displayName()).hasSize(Mailbox.MAX_DISPLAY_NAME).endsWith("J via Acme CRM");
    }

    @Test
    void a_long_name_is_not_cut_inside_a_character() {
        for (String shift : List.of("", "J")) {
            Mailbox author = Mailbox.of(shift + "😀".repeat(127), "jo@customer.example");
            assertThat(of(ACCOUNT, author).displayName()).endsWith("😀 via Acme CRM");
        }
    }

    @Test
    void an_author_outside_ascii_gets_an_address_in_ascii() {
        Mailbox rewritten = of(ACCOUNT, Mailbox.of("", "jørgen.å@customer.example"));
        assertThat(rewritten.address().needsSmtpUtf8()).isFalse();
        assertThat(rewritten.displayName()).isEqualTo("jørgen.å via Acme CRM");
        assertThat(of(ACCOUNT, Mailbox.of("", "用户@customer.example")).address().toString())
                .matches("author\\.[0-9a-f]{8}@cust1\\.via\\.vendor\\.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "YourCompany_12345",
                "-",
                "._-",
                "a.b",
                "xn--a",
                "1",
                "A",
                "a-",
                "0123456789012345678901234567890123456789012345678901234567890123",
                "________________________________________________________________"
            })
    void every_account_id_makes_a_label(String account) {
        String domain = of(AccountId.of(account), Mailbox.of("jo@customer.example"))
                .address()
                .domain()
                .ascii();
        String label = domain.substring(0, domain.indexOf('.'));
        assertThat(label)
                .hasSizeBetween(1, 63)
                .doesNotStartWith("-")
                .doesNotEndWith("-")
                .doesNotContain("--");
        assertThat(domain).isEqualTo(label + ".via.vendor.example");
    }

    @Test
    void accounts_whose_ids_differ_in_case_have_labels_of_their_own() {
        assertThat(of(AccountId.of("acme"), Mailbox.of("jo@customer.example"))
                        .address()
                        .domain())
                .isNotEqualTo(of(AccountId.of("Acme"), Mailbox.of("jo@customer.example"))
                        .address()
                        .domain());
    }

    @Test
    void an_operators_name_leaves_room_for_the_authors() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Operator.named("A".repeat(129))
                        .senderField("mail@mail.vendor.example")
                        .build())
                .withMessageContaining("128");
    }

    private static Mailbox of(AccountId account, Mailbox author) {
        Operator operator = Operator.named("Acme CRM")
                .senderField("mail@mail.vendor.example")
                .rewritingDomain("via.vendor.example")
                .build();
        return new RewrittenMailbox(operator).of(account, author).orElseThrow();
    }
}
