package io.sendwell.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.IDN;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "example.org             | example.org                     | example.org",
                "EXAMPLE.Org             | example.org                     | example.org",
                "example.org.            | example.org                     | example.org",
                "localhost               | localhost                       | localhost",
                "3com.example            | 3com.example                    | 3com.example",
                "r3---sn-ab.example      | r3---sn-ab.example              | r3---sn-ab.example",
                "bücher.example          | xn--bcher-kva.example           | bücher.example",
                "BÜCHER.example          | xn--bcher-kva.example           | bücher.example",
                "bu\u0308cher.example    | xn--bcher-kva.example           | bücher.example",
                "XN--BCHER-KVA.example   | xn--bcher-kva.example           | bücher.example",
                "faß.example             | xn--fa-hia.example              | faß.example",
                "fass.example            | fass.example                    | fass.example",
                "βόλος.example           | xn--nxasmm1c.example            | βόλος.example",
                "βόλοσ.example           | xn--nxasmq6b.example            | βόλοσ.example",
                "ｅｘａｍｐｌｅ．ｏｒｇ  | example.org                     | example.org",
                "例え。テスト            | xn--r8jz45g.xn--zckzah          | 例え.テスト",
                "ﾃｽﾄ.example              | xn--zckzah.example              | テスト.example",
                "ｶﾞｽ.example              | xn--mck0a.example               | ガス.example",
                "col·lecció.example      | xn--collecci-ioa91d.example      | col·lecció.example",
                "مثال.إختبار             | xn--mgbh0fb.xn--kgbechtv        | مثال.إختبار",
                "דוגמה.example           | xn--6dbbec0c.example            | דוגמה.example",
                "क्\u200Dष.example       | xn--11b2ezcw70k.example            | क्\u200Dष.example",
                "نامه\u200Cای.example    | xn--mgba3gch31f060k.example     | نامه\u200Cای.example",
                "网络.example            | xn--io0a7i.example              | 网络.example",
                "ıi.example              | xn--i-eka.example               | ıi.example",
                "例・え.example          | xn--r8j8t907e.example             | 例・え.example",
                "א׳.example              | xn--4db4e.example               | א׳.example",
                "ꮯꮎ.example             | xn--09d9d.example                | ᏟᎾ.example",
                "\u0375α.example         | xn--wva4j.example               | \u0375α.example",
            })
    void a_name_is_mapped_and_encoded_as_idna_2008_says(String text, String ascii, String unicode) {
        DomainName name = DomainName.parse(text);

        assertThat(name.ascii()).isEqualTo(ascii);
        assertThat(name.unicode()).isEqualTo(unicode);
        assertThat(DomainName.parse(ascii)).isEqualTo(name).hasSameHashCodeAs(name);
        assertThat(DomainName.parse(ascii).unicode()).isEqualTo(unicode);
        assertThat(DomainName.parse(unicode)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                ".example.org",
                "example..org",
                "example.org..",
                "-example.org",
                "example-.org",
                "exa mple.org",
                " example.org",
                "example.org ",
                "exa_mple.org",
                "*.example.org",
                "example.org:25",
                "example.org/path",
                "user@example.org",
                "192.0.2.1",
                "example.1",
                "２.example.１",
                "[192.0.2.1]",
                "2001:db8::1",
                "example\u0000.org",
                "example.org\r\n",
                "example\n.org",
                "exam\u00ADple.org",
                "exam\u200Bple.org",
                "exam\u202Eple.org",
                "exam\u2028ple.org",
                "exam\u2060ple.org",
                "exam\uD83Dple.org",
                "exam\uFFFEple.org",
                "exam\uE000ple.org",
                "example\u2024org", // one dot leader
                "example\u2044org", // fraction slash
                "a\u200Cb.example", // joiners between letters that need none
                "a\u200Db.example",
                "\u200Da.example",
                "ب\u200Dب.example",
                "دا\u200Cب.example", // alef does not join to its left
                "a·b.example",
                "l·.example",
                "·l.example",
                "l·a.example",
                "a\u0375.example",
                "a\u05F3.example",
                "a\u30FBb.example",
                "\u0661\u06F1.example",
                "ا\u0661\u06F1.example",
                "\u0301a.example", // begins with a mark
                "אa.example", // two directions in one label
                "aא.example",
                "1א.example",
                "א.1com",
                "1com.א",
                "א1\u0661.example",
                "אב-.example",
                "\u0661.example",
                "☃.example",
                "I\u2764you.example",
                "\uD83D\uDE00.example",
                "½.example",
                "™.example",
                "ﬁ.example",
                "\u0345.example",
                "ᄀ.example",
                "\uD835\uDC1A.example", // mathematical bold a
                "üü--b.example", // third and fourth place are checked in names outside ASCII
                "üb--a.example",
                "-ü.example",
                "ü-.example",
            })
    void whatever_idna_2008_does_not_allow_is_refused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DomainName.parse(text))
                .withMessageContaining(" is not a domain name: ")
                .satisfies(refused -> assertThat(refused.getMessage())
                        .hasSizeLessThan(400)
                        .matches("[^\\p{Cntrl}\\p{Cf}\\u2028\\u2029\\uD83D]*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xn--.example",
                "xn---.example",
                "xn--a.example",
                "xn--a-.example", // Punycode of plain "a"
                "xn--example-.org",
                "xn--99999999.example",
                "xn--zzzzzzzzzzzzzzzzzzzz.example",
                "xn--BCHER-KVA1.example",
                "xn--bcher-Kva-.example",
                "xn--bcher-kva0.example",
                "xn--bcher-3ya.example", // capital U umlaut
                "xn--i-7iq.example", // a heart
                "xn--e28h.example", // an emoji
                "xn--n3h.example", // a snowman
                "xn--0ca24w.example",
                "xn--u-ccb.example", // u and combining diaeresis: not in NFC
                "xn--ab-j1t.example", // zero width non-joiner between Latin letters
                "xn--ab-m1t.example",
                "xn--xn--a--gua.example",
                "xn--example-\u00E9.org",
                "xn--a\u00E9.example",
                "xn--1ca.xn--",
            })
    void a_forged_a_label_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> DomainName.parse(text));
    }

    @Test
    void a_capital_i_with_a_dot_does_not_become_a_plain_i() {
        assertThat(DomainName.parse("gma\u0130l.example")).isNotEqualTo(DomainName.parse("gmail.example"));
    }

    @Test
    void a_label_has_at_most_63_octets_once_encoded() {
        assertThat(DomainName.parse("a".repeat(63) + ".example").labels().get(0))
                .hasSize(63);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DomainName.parse("a".repeat(64) + ".example"))
                .withMessageContaining("63 octets");
        assertThat(DomainName.parse("ü" + "a".repeat(54) + ".example").labels().get(0))
                .hasSizeLessThanOrEqualTo(63);
        assertThatIllegalArgumentException().isThrownBy(() -> DomainName.parse("ü" + "a".repeat(62) + ".example"));
        assertThatIllegalArgumentException().isThrownBy(() -> DomainName.parse("ü".repeat(200) + ".example"));
        assertThatIllegalArgumentException().isThrownBy(() -> DomainName.parse("xn--" + "a".repeat(60) + ".example"));
    }

    @Test
    void a_name_has_at_most_253_octets_once_encoded() {
        String longest = "a23456789.".repeat(25) + "org";
        assertThat(DomainName.parse(longest).ascii()).hasSize(253);
        assertThat(DomainName.parse(longest + ".").ascii()).hasSize(253);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DomainName.parse("b" + longest))
                .withMessageContaining("254 octets");
        assertThatIllegalArgumentException().isThrownBy(() -> DomainName.parse("ü.".repeat(60) + "example"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DomainName.parse("a".repeat(1_000_000)))
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(400));
    }

    @Test
    void a_name_of_dns_records_may_hold_underscores() {
        assertThat(DomainName.parseDnsName("_DMARC.example.org").ascii()).isEqualTo("_dmarc.example.org");
        assertThat(DomainName.parseDnsName("s1._domainkey.bücher.example").ascii())
                .isEqualTo("s1._domainkey.xn--bcher-kva.example");
        assertThat(DomainName.parseDnsName("_dmarc.דוגמה.example").ascii()).isEqualTo("_dmarc.xn--6dbbec0c.example");
        assertThatIllegalArgumentException().isThrownBy(() -> DomainName.parseDnsName("_dmarc.exa mple.org"));
        assertThatIllegalArgumentException().isThrownBy(() -> DomainName.parseDnsName("_ü.example.org"));
    }

    @Test
    void a_name_knows_its_labels_and_its_parents() {
        DomainName name = DomainName.parse("news.bücher.example");

        assertThat(name.labels()).containsExactly("news", "xn--bcher-kva", "example");
        assertThat(name.topLevelDomain()).isEqualTo("example");
        DomainName parent = name.parent().orElseThrow();
        assertThat(parent).isEqualTo(DomainName.parse("bücher.example"));
        assertThat(parent.unicode()).isEqualTo("bücher.example");
        assertThat(parent.parent().orElseThrow().parent()).isEmpty();
    }

    @Test
    void a_subdomain_is_told_by_whole_labels() {
        DomainName name = DomainName.parse("example.org");

        assertThat(name.isSameOrSubdomainOf(name)).isTrue();
        assertThat(DomainName.parse("a.b.EXAMPLE.org").isSameOrSubdomainOf(name))
                .isTrue();
        assertThat(DomainName.parse("badexample.org").isSameOrSubdomainOf(name)).isFalse();
        assertThat(name.isSameOrSubdomainOf(DomainName.parse("a.example.org"))).isFalse();
        assertThat(name.isSameOrSubdomainOf(DomainName.parse("org"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.org",
                "bücher.example",
                "łódź.example",
                "пример.example",
                "ελλάδα.example",
                "東京tokyo.example",
                "すしスシ寿司sushi.example",
                "らーめん.example",
                "서울seoul.example",
                "漢ㄅbpmf.example",
                "դոմեն.example",
                "מבחן.example",
                "اختبار.example",
                "परीक्षा.example",
                "ไทย.example",
                "bücher.укр", // each label of its own script
                "аррӏе.example", // all Cyrillic: a list of known names must find this one
            })
    void a_name_that_keeps_to_one_script_per_label_is_highly_restrictive(String text) {
        assertThat(DomainName.parse(text).lookalikeRisk()).isEmpty();
        assertThat(DomainName.parse(text).isHighlyRestrictive()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pаypal.example         | mixes the scripts Cyrillic, Latin", // Cyrillic a
                "xn--pypal-4ve.example  | mixes the scripts Cyrillic, Latin",
                "gοοgle.example         | mixes the scripts Greek, Latin", // Greek omicron
                "news.pаypal.example    | mixes the scripts Cyrillic, Latin",
                "αб.example             | mixes the scripts Cyrillic, Greek",
                "すし서울.example        | mixes the scripts Hangul, Hiragana",
                "漢か서.example          | mixes the scripts Han, Hangul, Hiragana",
                "東б.example            | mixes the scripts Cyrillic, Han",
                "ーб.example            | mixes the scripts Cyrillic, Katakana",
                "ɢoogle.example         | holds U+0262", // small capital, in no alphabet
                "ǃkung.example          | holds U+01C3", // click letter, looks like an exclamation mark
                "ᏟᎾ.example             | holds U+13DF", // Cherokee, of limited use
            })
    void a_name_that_mixes_scripts_is_a_lookalike_risk(String text, String reason) {
        DomainName name = DomainName.parse(text);

        assertThat(name.isHighlyRestrictive()).isFalse();
        assertThat(name.lookalikeRisk().orElseThrow()).contains(reason).contains("UTS #39");
    }

    /** IDNA 2003 and IDNA 2008 agree on small letters that Unicode 3.2 knew, but for ß and ς. */
    @Test
    void names_that_the_jdk_can_encode_too_are_encoded_alike() {
        long seed = 20261121;
        Random random = new Random(seed);
        int[][] alphabets = {
            {0xE0, 0xF6},
            {0xF8, 0xFF},
            {0x430, 0x44F},
            {0x3C3, 0x3C9},
            {0x3041, 0x3093},
            {0x4E00, 0x9FA5},
            {0xAC00, 0xD7A3}
        };
        for (int round = 0; round < 5_000; round++) {
            int[] alphabet = alphabets[random.nextInt(alphabets.length)];
            StringBuilder label = new StringBuilder();
            for (int length = 1 + random.nextInt(10); length > 0; length--) {
                label.append((char)
                        (random.nextInt(4) == 0
                                ? 'a' + random.nextInt(26)
                                : alphabet[0] + random.nextInt(alphabet[1] - alphabet[0] + 1)));
            }
            String name = label + ".example";
            String ascii = IDN.toASCII(name);

            assertThat(DomainName.parse(name).ascii())
                    .as("seed %d: %s", seed, name)
                    .isEqualTo(ascii);
            assertThat(DomainName.parse(ascii).unicode())
                    .as("seed %d: %s", seed, name)
                    .isEqualTo(IDN.toUnicode(ascii));
        }
    }
}
