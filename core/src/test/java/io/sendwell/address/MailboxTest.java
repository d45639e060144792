package io.sendwell.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "grace@example.org                          | ``                | grace@example.org",
                "<grace@example.org>                        | ``                | grace@example.org",
                "` grace@example.org `                      | ``                | grace@example.org",
                "Grace Hopper <grace@example.org>           | Grace Hopper      | Grace Hopper <grace@example.org>",
                "Grace   B.  Hopper<grace@example.org>      | Grace B. Hopper   | Grace B. Hopper <grace@example.org>",
                "\"Hopper, Grace\" <grace@example.org>      | Hopper, Grace     | \"Hopper, Grace\" <grace@example.org>",
                "\"Grace \\\"Amazing\\\" Hopper\" <grace@example.org> | Grace \"Amazing\" Hopper"
                        + " | \"Grace \\\"Amazing\\\" Hopper\" <grace@example.org>",
                "\"a\\\\b\" <grace@example.org>             | a\\b              | \"a\\\\b\" <grace@example.org>",
                "\"Grace (Navy)\" <grace@example.org>       | Grace (Navy)      | \"Grace (Navy)\" <grace@example.org>",
                "\"Dr.\" Grace <grace@example.org>          | Dr. Grace         | Dr. Grace <grace@example.org>",
                "山田太郎 <taro@例え.example>                | 山田太郎           | 山田太郎 <taro@xn--r8jz45g.example>",
                "Ελένη <eleni@example.org>                  | Ελένη             | Ελένη <eleni@example.org>",
            })
    void a_mailbox_is_read_as_people_write_it_and_written_back(String text, String displayName, String written) {
        Mailbox mailbox = Mailbox.parse(text);

        assertThat(mailbox.displayName()).isEqualTo(displayName);
        assertThat(mailbox).hasToString(written);
        assertThat(Mailbox.parse(mailbox.toString())).isEqualTo(mailbox);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Grace",
                "Grace <>",
                "Grace <grace>",
                "Grace <grace@example.org",
                "Grace grace@example.org>",
                "Grace <<grace@example.org>>",
                "Grace <grace@example.org> Hopper",
                "Grace <grace@example.org> (Navy)",
                "Grace (Navy) <grace@example.org>",
                "(Navy) <grace@example.org>",
                "grace@example.org (Navy)",
                "Grace <grace@example.org>, Ada <ada@example.org>",
                "grace@example.org, ada@example.org",
                "grace@example.org ada@example.org",
                "navy: grace@example.org;",
                "navy:;",
                "Hopper, Grace <grace@example.org>",
                "\"Grace <grace@example.org>",
                "\"Grace\\",
                "Grace < grace@example.org >",
                "Grace <@relay.example:grace@example.org>",
                "grace@example.com <grace@example.org>",
                "\"grace@example.com\"@example.org",
                "=?UTF-8?Q?Grace?= <grace@example.org>",
                "\"=?UTF-8?Q?Grace?=\" <grace@example.org>",
                "Grace\r\n <grace@example.org>",
                "Grace <grace@example.org>\r\nBcc: ada@example.net",
                "Grace\u0000 <grace@example.org>",
            })
    void whatever_is_not_exactly_one_mailbox_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Mailbox.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Grace\r\nBcc: ada@example.net",
                "Grace\nHopper",
                "Grace\rHopper",
                "Grace\tHopper",
                "Grace\u0000",
                "Grace\u001B[31m",
                "Grace\u007F",
                "Grace\u0085Hopper",
                "Grace\u009D",
                "Grace\u2028Hopper",
                "Grace\u2029Hopper",
                "Grace \uD83D",
                "\uDE00 Grace",
                "Grace \u202Ereppoh",
                "Grace \u202A",
                "Grace \u2066Hopper\u2069",
                "Pay\u200Bpal",
                "Pay\u200Cpal",
                "Pay\u200Dpal",
                "\u200Dpal",
                "Pay\u2060pal",
                "Pay\u00ADpal",
                "\uFEFFGrace",
                "Grace \uFFFE",
                "Grace \uE000",
                "Grace \uDB40\uDC41",
                "\uFE0FGrace",
                "=?UTF-8?B?R3JhY2U=?=",
            })
    void a_display_name_that_is_not_what_it_seems_is_refused(String displayName) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mailbox.of(displayName, "grace@example.org"))
                .withMessageStartingWith("displayName holds ")
                .satisfies(refused -> assertThat(refused.getMessage()).matches("[^\\p{Cntrl}\\p{Cf}\\u2028\\u2029]*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Grace Hopper",
                "Søren Kierkegaard",
                "محمد",
                "دانشگاه\u200Cهای ایران",
                "क्\u200Dष",
                "שלום \u200F(Example)",
                "Grace \uD83D\uDC69\u200D\uD83D\uDCBB",
                "Example \u2764\uFE0F",
                "葛\uDB40\uDD00城市",
                "Why? Because = reasons",
                "O'Brien & Sons, Ltd. <Dublin>",
            })
    void names_in_any_script_are_kept(String displayName) {
        assertThat(Mailbox.of(displayName, "grace@example.org").displayName()).isEqualTo(displayName);
    }

    @Test
    void a_display_name_is_kept_in_nfc_without_space_around_it() {
        assertThat(Mailbox.of("  Rene\u0301 ", "rene@example.org").displayName())
                .isEqualTo("René");
    }

    @Test
    void a_display_name_has_at_most_256_characters() {
        assertThat(Mailbox.of("é".repeat(256), "grace@example.org").displayName())
                .hasSize(256);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mailbox.of("é".repeat(257), "grace@example.org"))
                .withMessageContaining("257 characters");
        // U+0958 is two code points in NFC: what counts is the name that is kept.
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mailbox.of("\u0958".repeat(200), "grace@example.org"))
                .withMessageContaining("400 characters");
    }

    @Test
    void a_megabyte_of_mailboxes_is_refused_with_a_short_text() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mailbox.parse("Grace <grace@example.org>, ".repeat(40_000)))
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(400));
    }

    @Test
    void every_way_to_make_a_mailbox_checks_the_name_and_the_address() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Mailbox("a\nb", EmailAddress.parse("grace@example.org")));
        assertThatIllegalArgumentException().isThrownBy(() -> Mailbox.of("Grace", "grace"));
        assertThatIllegalArgumentException().isThrownBy(() -> Mailbox.of("grace"));
        assertThat(Mailbox.of(EmailAddress.parse("grace@example.org")).hasDisplayName())
                .isFalse();
    }
}
