package io.sendwell.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    private static final AddressSyntax EVERYTHING =
            AddressSyntax.strict().admitQuotedLocalPart().admitAddressLiteral().admitSingleLabelDomain();

    /** RFC 5321 section 4.1.2; RFC 3696 section 3 with its errata 1003 and 1690; RFC 5322 appendix A. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "grace@example.org",
                "a@b.example",
                "grace.hopper@example.org",
                "grace+news@example.org",
                "grace-hopper@mail.example.org",
                "customer/department=shipping@example.com",
                "$A12345@example.com",
                "_somename@example.com",
                "#&'*/=^_`{|}~-+$@example.org",
                "?a@example.org",
                "0@example.org",
                "--@example.org",
                "grace@3com.example",
                "o'brien@example.org",
                "1234567890123456789012345678901234567890123456789012345678901234@example.org",
            })
    void an_address_of_the_common_form_is_kept_as_written(String text) {
        EmailAddress address = EmailAddress.parse(text);

        assertThat(address).hasToString(text);
        assertThat(address.localPart() + "@" + address.domain()).isEqualTo(text);
        assertThat(address.needsSmtpUtf8()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "@",
                "grace",
                "grace@",
                "@example.org",
                "example.org",
                "grace@@example.org",
                "grace@hopper@example.org",
                "grace@localhost",
                "grace@example..org",
                "grace@.example.org",
                "grace@-example.org",
                "grace@exam_ple.org",
                "grace@192.0.2.1",
                "grace@example.123",
                ".grace@example.org",
                "grace.@example.org",
                "grace..hopper@example.org",
                " grace@example.org",
                "grace@example.org ",
                "grace hopper@example.org",
                "grace @example.org",
                "grace@ example.org",
                "grace@exam ple.org",
                "gr(Navy)ace@example.org",
                "grace@example.org(Navy)",
                "grace@(Navy)example.org",
                "<grace@example.org>",
                "Grace <grace@example.org>",
                "grace@example.org>",
                "mailto:grace@example.org",
                "navy:grace@example.org;",
                "@relay.example,@relay.example:grace@example.org",
                "@relay.example:grace@example.org",
                "grace%example.net@example.org",
                "example.net!grace@example.org",
                "=?UTF-8?Q?grace?=@example.org",
                "=?x?q?=41=42?=collab@example.org",
                "a=?b@example.org",
                "grace@=?utf-8?q?example?=.org",
                "\"grace\"@example.org",
                "\"grace hopper\"@example.org",
                "grace.\"hopper\"@example.org",
                "gra\\ce@example.org",
                "grace\\@hopper@example.org",
                "gr,ace@example.org",
                "gr;ace@example.org",
                "gr[a]ce@example.org",
                "grace@[192.0.2.1]",
                "grace@[IPv6:2001:db8::1]",
                "grace@example.org, ada@example.org",
                "grace@example.org,ada@example.org",
                "grace@example.org;ada@example.org",
                "grace@example.org ada@example.org",
                "grace@example.org\nada@example.org",
                "12345678901234567890123456789012345678901234567890123456789012345@example.org",
            })
    void whatever_is_not_one_address_of_the_common_form_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> EmailAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grace\r\nRCPT TO:<ada@example.net>@example.org",
                "grace@example.org\r\nBcc: ada@example.net",
                "grace@example.org\r",
                "grace@example.org\n",
                "\ngrace@example.org",
                "gr\u0000ace@example.org",
                "grace@exam\u0000ple.org",
                "gr\tace@example.org",
                "gr\u001Bace@example.org",
                "gr\u007Face@example.org",
                "gr\u0085ace@example.org",
                "gr\u009Face@example.org",
                "gr\u00A0ace@example.org",
                "gr\u00ADace@example.org",
                "gr\u034Face@example.org",
                "gr\u061Cace@example.org",
                "gr\u200Bace@example.org",
                "gr\u200Cace@example.org",
                "gr\u200Dace@example.org",
                "gr\u200Eace@example.org",
                "gr\u2028ace@example.org",
                "gr\u2029ace@example.org",
                "gr\u202Eace@example.org",
                "gr\u2066ace@example.org",
                "gr\u2060ace@example.org",
                "gr\u3000ace@example.org",
                "gr\u3164ace@example.org",
                "gr\uFE0Face@example.org",
                "gr\uFEFFace@example.org",
                "gr\uFFF9ace@example.org",
                "gr\uFFFEace@example.org",
                "gr\uFDD0ace@example.org",
                "gr\uE000ace@example.org",
                "gr\u0378ace@example.org",
                "gr\uD800ace@example.org",
                "gr\uDC00ace@example.org",
                "grace\uD800@example.org",
                "gr\uDB40\uDC41ace@example.org",
                "gr\uFF20ace@example.org",
                "grace\uFF20example.org",
                "gr\uFF0Cace@example.org",
                "gr\uFF1Cace@example.org",
                "\uFF47race@example.org",
                "\u212Aate@example.org",
                "gr\u037Eace@example.org",
                "gr\u1FEFace@example.org",
                "gr\u2024ace@example.org",
                "\u0338grace@example.org", // would make one character of "<" and itself
            })
    void characters_that_break_out_or_hide_are_refused_and_not_repeated_raw(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmailAddress.parse(text))
                .satisfies(refused -> assertThat(refused.getMessage())
                        .matches("[^\\p{Cntrl}\\p{Cf}\\p{Cs}\\u2028\\u2029]*")
                        .hasSizeLessThan(400));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grace@example.org, ada@example.org | ',' at index 17. Give one address only",
                "gr ace@example.org                 | U+0020 (space) at index 2. Remove the space",
                "Grace<grace@example.org>           | or use Mailbox.parse",
                "grace%net@example.org              | U+0025 '%' at index 5. Routing",
                "grace..hopper@example.org          | a second dot follows at index 6",
                "grace@localhost                    | its domain has one label only. Give the full domain",
                "grace@[192.0.2.1]                  | parse with AddressSyntax.admitAddressLiteral()",
                "\"g h\"@example.org                | AddressSyntax.admitQuotedLocalPart()",
                "a=?b@example.org                   | \"=?\" at index 1 begins an encoded-word (RFC 2047)",
                "grace@exam_ple.org                 | \"exam_ple.org\" is not a domain name: U+005F '_' at index 4",
            })
    void a_refusal_says_what_was_found_where_and_what_to_do(String text, String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmailAddress.parse(text))
                .withMessageContaining(words);
    }

    @Test
    void ten_thousand_recipients_in_one_field_are_refused_with_a_short_text() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmailAddress.parse("grace@example.org, ".repeat(10_000)))
                .withMessageContaining("Give one address only")
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(400));
    }

    @Test
    void an_address_has_at_most_254_octets() {
        String domain = "a23456789.".repeat(18) + "example.org"; // 191 octets
        assertThat(EmailAddress.parse("a".repeat(62) + "@" + domain).toString()).hasSize(254);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmailAddress.parse("a".repeat(63) + "@" + domain))
                .withMessageContaining("255 octets");
    }

    @Test
    void a_local_part_is_measured_in_octets() {
        assertThat(EmailAddress.parse("é".repeat(32) + "@example.org").needsSmtpUtf8())
                .isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmailAddress.parse("é".repeat(33) + "@example.org"))
                .withMessageContaining("66 octets");
    }

    @ParameterizedTest
    @CsvSource({
        "grâce@example.org,     grâce@example.org",
        "gra\u0302ce@example.org, grâce@example.org",
        "用户@例子.example,      用户@xn--fsqu00a.example",
        "χρήστης@example.org,   χρήστης@example.org",
        "Dörte@Sörensen.example, Dörte@xn--srensen-90a.example",
        "अजय@डाटा.example,       अजय@xn--c2bd1gb.example",
        "\u760D\u760A@example.org, \u760D\u760A@example.org",
    })
    void a_local_part_outside_ascii_needs_smtputf8_and_is_kept_in_nfc(String text, String written) {
        EmailAddress address = EmailAddress.parse(text);

        assertThat(address).hasToString(written);
        assertThat(address.needsSmtpUtf8()).isTrue();
    }

    /** CVE-2025-7962: written by their low octets these letters would be CR and LF. */
    @Test
    void letters_whose_low_octets_are_cr_and_lf_stay_letters() {
        EmailAddress address = EmailAddress.parse("a\u760D\u760ARCPT@example.org");

        assertThat(address.localPart()).isEqualTo("a\u760D\u760ARCPT");
        assertThat(address.needsSmtpUtf8()).isTrue();
    }

    @Test
    void an_international_domain_alone_needs_no_smtputf8() {
        EmailAddress address = EmailAddress.parse("Grace@Bücher.Example");

        assertThat(address.needsSmtpUtf8()).isFalse();
        assertThat(address).hasToString("Grace@xn--bcher-kva.example");
        assertThat(address.toUnicode()).isEqualTo("Grace@bücher.example");
    }

    @Test
    void the_local_part_is_compared_exactly_and_the_domain_in_a_labels() {
        EmailAddress address = EmailAddress.parse("Grace@bücher.example");

        assertThat(address)
                .isEqualTo(EmailAddress.parse("Grace@XN--BCHER-KVA.example."))
                .hasSameHashCodeAs(EmailAddress.parse("Grace@xn--bcher-kva.example"))
                .isNotEqualTo(EmailAddress.parse("grace@bücher.example"))
                .isNotEqualTo(EmailAddress.parse("Grace@buecher.example"));
    }

    @ParameterizedTest
    @CsvSource({
        "Grace@Example.ORG,       grace@example.org",
        "GRACE+News@example.org,  grace+news@example.org",
        "I@example.org,           i@example.org",
        "\u0130@example.org,      i\u0307@example.org",
        "DÖRTE@Bücher.example,    dörte@xn--bcher-kva.example",
        "ΟΔΟΣ@example.org,        οδος@example.org",
        "οδος@example.org,        οδος@example.org",
    })
    void the_normal_form_is_one_key_for_all_spellings_of_a_mailbox(String text, String key) {
        assertThat(EmailAddress.parse(text).normalForm()).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "grace@example.org,           g***@example.org",
        "a@example.org,               a***@example.org",
        "用户@例子.example,            用***@xn--fsqu00a.example",
        "\uD840\uDC0B\u5409@example.org, \uD840\uDC0B***@example.org",
    })
    void a_masked_address_shows_one_letter_of_the_local_part(String text, String masked) {
        assertThat(EmailAddress.parse(text).masked()).isEqualTo(masked);
    }

    @Test
    void characters_that_large_receivers_refuse_are_reported() {
        assertThat(EmailAddress.parse("grace@example.org").unusualCharacters()).isEmpty();
        assertThat(EmailAddress.parse("{a$b?c$}@example.org").unusualCharacters())
                .isEqualTo("{$?}");
        assertThat(EmailAddress.parse("\"a,<b>\"@example.org", EVERYTHING).unusualCharacters())
                .isEqualTo(",<>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"grace hopper\"@example.org   | \"grace hopper\"",
                "\"grace\"@example.org          | grace",
                "\"gr\\ace.hopper\"@example.org | grace.hopper",
                "\"a..b\"@example.org           | \"a..b\"",
                "\".a\"@example.org             | \".a\"",
                "\"a.\"@example.org             | \"a.\"",
                "\"a@b\"@example.org            | \"a@b\"",
                "\"a\\\"b\"@example.org         | \"a\\\"b\"",
                "\"a\\\\b\"@example.org         | \"a\\\\b\"",
                "\" \"@example.org              | \" \"",
                "\"Abc,def\"@example.org        | \"Abc,def\"",
                "\"grâce hopper\"@example.org   | \"grâce hopper\"",
            })
    void a_quoted_local_part_is_admitted_by_name_and_kept_in_its_shortest_spelling(String text, String localPart) {
        EmailAddress address = EmailAddress.parse(text, AddressSyntax.strict().admitQuotedLocalPart());

        assertThat(address.localPart()).isEqualTo(localPart);
        assertThat(EmailAddress.parse(address.toString(), EVERYTHING)).isEqualTo(address);
        assertThat(address.masked()).endsWith("***@example.org").doesNotContain("hopper");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"",
                "\"\"",
                "\"\"@example.org",
                "\"a",
                "\"a\\",
                "\"a\\\"@example.org",
                "\"a\"example.org",
                "\"a\"b@example.org",
                "\"a\".b@example.org",
                "\"a\nb\"@example.org",
                "\"a\\\nb\"@example.org",
                "\"a\\\u0000\"@example.org",
                "\"a\u2028b\"@example.org",
                "\"a\\\u2028b\"@example.org",
                "\"a\\é\"@example.org",
                "\"\u094D\"@example.org",
                "\"a%example.net\"@example.org",
                "\"example.net!a\"@example.org",
                "\"a\\%b\"@example.org",
                "\"=?x?q?a?=\"@example.org",
                "\"=\\?x\"@example.org",
                "\"a\"@",
            })
    void a_malformed_quoted_local_part_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> EmailAddress.parse(text, EVERYTHING));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grace@[192.0.2.1]                     | [192.0.2.1]",
                "grace@[IPv6:2001:db8::1]              | [IPv6:2001:db8::1]",
                "grace@[ipv6:2001:0DB8:0:0:0:0:0:0001] | [IPv6:2001:db8::1]",
                "grace@[IPv6:::]                       | [IPv6:::]",
                "grace@[IPv6:::1]                      | [IPv6:::1]",
                "grace@[IPv6:2001:db8::]               | [IPv6:2001:db8::]",
                "grace@[IPv6:1:0:0:2:0:0:0:3]          | [IPv6:1:0:0:2::3]",
                "grace@[IPv6:1:0:2:3:4:5:6:7]          | [IPv6:1:0:2:3:4:5:6:7]",
                "grace@[IPv6:::ffff:192.0.2.1]         | [IPv6:::ffff:c000:201]",
            })
    void an_address_literal_is_admitted_by_name_and_kept_in_one_spelling(String text, String literal) {
        EmailAddress address = EmailAddress.parse(text, AddressSyntax.strict().admitAddressLiteral());

        assertThat(address).hasToString("grace@" + literal);
        assertThat(address.domain().isAddressLiteral()).isTrue();
        assertThat(address.domain().labels()).containsExactly(literal);
        assertThat(address.domain().parent()).isEmpty();
        assertThat(EmailAddress.parse(address.toString(), EVERYTHING)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "[]",
                "[192.0.2.1",
                "[192.0.2]",
                "[192.0.2.256]",
                "[192.0.2.01]",
                "[192.0.2.1.]",
                "[192.0.2.-1]",
                "[1９2.0.2.1]",
                "[192.0.2.1]x",
                "[192.0.2.1]]",
                "[2001:db8::1]",
                "[IPv6:]",
                "[IPv6:1]",
                "[IPv6:1:2:3:4:5:6:7]",
                "[IPv6:1:2:3:4:5:6:7:8:9]",
                "[IPv6:1:2:3:4:5:6:7:8::]",
                "[IPv6:1::2::3]",
                "[IPv6:12345::]",
                "[IPv6:g::]",
                "[IPv6::1]",
                "[IPv6:192.0.2.1::]",
                "[IPv6:2001:db8::1%eth0]",
                "[tag:content]",
                "[192.0.2.1\r\n]",
            })
    void a_malformed_address_literal_is_refused(String literal) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmailAddress.parse("grace@" + literal, EVERYTHING))
                .withMessageContaining("address literal is malformed");
    }

    @Test
    void a_single_label_domain_is_admitted_by_name() {
        assertThat(EmailAddress.parse("root@localhost", AddressSyntax.strict().admitSingleLabelDomain()))
                .hasToString("root@localhost");
    }

    @Test
    void each_rarer_form_is_admitted_for_itself_only() {
        AddressSyntax quoted = AddressSyntax.strict().admitQuotedLocalPart();

        assertThatIllegalArgumentException().isThrownBy(() -> EmailAddress.parse("a@[192.0.2.1]", quoted));
        assertThatIllegalArgumentException().isThrownBy(() -> EmailAddress.parse("a@localhost", quoted));
        assertThat(quoted)
                .isEqualTo(AddressSyntax.strict().admitQuotedLocalPart())
                .hasToString("strict, quoted local part");
        assertThat(AddressSyntax.strict()).isNotEqualTo(quoted);
    }

    @Test
    void random_text_is_either_refused_or_a_safe_address() {
        long seed = 20261121;
        Random random = new Random(seed);
        int accepted = 0;
        for (int round = 0; round < 30_000; round++) {
            String text = HostileText.addressLike(random);
            EmailAddress address;
            try {
                address = EmailAddress.parse(text, round % 2 == 0 ? EVERYTHING : AddressSyntax.strict());
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage())
                        .as("seed %d, round %d", seed, round)
                        .matches("[^\\p{Cntrl}\\p{Cf}\\p{Cs}\\u2028\\u2029]*");
                continue;
            }
            accepted++;
            String written = address.toString();
            assertThat(written)
                    .as("seed %d, round %d", seed, round)
                    .matches("[^\\p{Cntrl}\\u0080-\\u009F\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+");
            assertThat(EmailAddress.parse(written, EVERYTHING)).isEqualTo(address);
            assertThat(EmailAddress.parse(address.toUnicode(), EVERYTHING)).isEqualTo(address);
            assertThat(written.chars().allMatch(unit -> unit < 0x80)).isNotEqualTo(address.needsSmtpUtf8());
        }
        assertThat(accepted).as("accepted with seed %d", seed).isGreaterThan(500);
    }

    @Test
    void random_text_is_either_refused_or_a_mailbox_that_reads_back() {
        long seed = 20261122;
        Random random = new Random(seed);
        int accepted = 0;
        for (int round = 0; round < 15_000; round++) {
            String text = HostileText.of(random, 6) + " <" + HostileText.addressLike(random) + ">";
            try {
                Mailbox mailbox = Mailbox.parse(text);
                accepted++;
                assertThat(Mailbox.parse(mailbox.toString()))
                        .as("seed %d, round %d", seed, round)
                        .isEqualTo(mailbox);
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage())
                        .as("seed %d, round %d", seed, round)
                        .matches("[^\\p{Cntrl}\\p{Cf}\\p{Cs}\\u2028\\u2029]*");
            }
        }
        assertThat(accepted).as("accepted with seed %d", seed).isGreaterThan(100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "550 5.1.1 <grace.hopper@example.org>: no such user|550 5.1.1 <g***@example.org>: no such user",
                "to a@b.example and c.d@e.example|to a***@b.example and c***@e.example",
                "nobody @ home|nobody @ home",
                "\"x@y\"|\"x***@y\"",
            })
    void addresses_in_other_peoples_words_are_masked_for_logs(String text, String masked) {
        assertThat(EmailAddress.maskedIn(text)).isEqualTo(masked);
    }
}
