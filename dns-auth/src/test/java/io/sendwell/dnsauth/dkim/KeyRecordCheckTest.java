package io.sendwell.dnsauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.address.DomainName;
import io.sendwell.check.FindingStatus;
import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.finding.FindingCode;
import io.sendwell.dnsauth.finding.FindingTexts;
import io.sendwell.dnsauth.resolver.DnsClient;
import io.sendwell.signing.Selector;
import io.sendwell.testkit.dns.DnsFault;
import io.sendwell.testkit.dns.FakeDns;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRecordCheckTest {

    private static final DomainName ACME = DomainName.parse("acme-customer.com");
    private static final Selector S1 = Selector.of("s1");
    private static final String NAME = "s1._domainkey.acme-customer.com";
    private static final PublicKey KEY = newKey("RSA");
    private static final String P = DkimPublicKey.of(KEY).base64();
    private static final String GOOD = DkimRecord.of(KEY).text();

    private final FakeDns dns = FakeDns.start();
    private KeyRecordCheck check;

    @BeforeEach
    void ask_the_fake() {
        dns.zone("acme-customer.com", "@ IN SOA ns1 hostmaster 1 7200 900 1209600 120\n");
        check = KeyRecordCheck.over(DnsClient.builder().server(dns.address()).build());
    }

    @AfterEach
    void stop() {
        dns.close();
    }

    @Test
    void the_record_that_fits_is_usable() {
        dns.publish(NAME, DnsType.TXT, GOOD);

        KeyRecordReport report = check.check(ACME, S1, KEY);

        assertThat(report.isUsable()).isTrue();
        assertThat(report.findings()).extracting(DomainFinding::status).containsExactly(FindingStatus.PASS);
        assertThat(report.published().orElseThrow().record().text()).isEqualTo(GOOD);
        assertThat(report.published().orElseThrow().ttl()).isPositive();
    }

    @Test
    void the_record_may_lie_behind_an_alias() {
        dns.publish(NAME, DnsType.CNAME, "s1.keys.crm-vendor.net.");
        dns.publish("s1.keys.crm-vendor.net", DnsType.TXT, GOOD);

        assertThat(check.check(ACME, S1, KEY).isUsable()).isTrue();
    }

    @Test
    void an_ed25519_key_fits_as_its_bare_octets_only() {
        PublicKey ed25519 = newKey("Ed25519");
        dns.publish(NAME, DnsType.TXT, DkimRecord.of(ed25519).text());
        dns.publish(
                "s2._domainkey.acme-customer.com",
                DnsType.TXT,
                "v=DKIM1; k=ed25519; p=" + Base64.getEncoder().encodeToString(ed25519.getEncoded()));

        assertThat(check.check(ACME, S1, ed25519).isUsable()).isTrue();
        assertThat(codes(check.check(ACME, Selector.of("s2"), ed25519)))
                .containsExactly(KeyRecordFinding.DKIM_KEY_ED25519_WRAPPED);
    }

    @Test
    void a_missing_record_comes_with_the_line_to_publish() {
        KeyRecordReport report = check.check(ACME, S1, KEY);

        assertThat(codes(report)).containsExactly(KeyRecordFinding.DKIM_KEY_NOT_PUBLISHED);
        assertThat(report.findings().get(0).publish()).containsExactly(report.wanted());
        assertThat(report.wanted().value()).isEqualTo(GOOD);
        assertThat(report.isUsable()).isFalse();
        assertThat(report.isUnknown()).isFalse();
    }

    @Test
    void a_doubled_domain_is_asked_for_and_found() {
        dns.publish(NAME + ".acme-customer.com", DnsType.TXT, GOOD);

        DomainFinding finding = only(check.check(ACME, S1, KEY), KeyRecordFinding.DKIM_KEY_NAME_DOUBLED);

        assertThat(finding.values())
                .containsEntry("found", NAME + ".acme-customer.com")
                .containsEntry("form", "s1._domainkey");
        assertThat(dns.timesAsked(NAME + ".acme-customer.com", DnsType.TXT)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s1.acme-customer.com", "_domainkey.acme-customer.com", "acme-customer.com"})
    void a_record_in_the_wrong_place_is_found(String place) {
        dns.publish(place, DnsType.TXT, GOOD);

        DomainFinding finding = only(check.check(ACME, S1, KEY), KeyRecordFinding.DKIM_KEY_ELSEWHERE);

        assertThat(finding.values()).containsEntry("found", place);
    }

    @Test
    void an_alias_to_nothing_names_its_target() {
        dns.publish(NAME, DnsType.CNAME, "s1.keys.crm-vendor.net.");

        DomainFinding finding = only(check.check(ACME, S1, KEY), KeyRecordFinding.DKIM_KEY_ALIAS_EMPTY);

        assertThat(finding.values()).containsEntry("target", "s1.keys.crm-vendor.net");
    }

    @Test
    void two_records_are_an_error_even_when_one_of_them_fits() {
        dns.publish(NAME, DnsType.TXT, GOOD);
        dns.publish(
                NAME,
                DnsType.TXT,
                "v=DKIM1; k=rsa; p=" + DkimPublicKey.of(newKey("RSA")).base64());

        DomainFinding finding = only(check.check(ACME, S1, KEY), KeyRecordFinding.DKIM_KEY_TWO_RECORDS);

        assertThat(finding.values()).containsEntry("count", "2");
    }

    @Test
    void what_a_wildcard_says_is_no_record_of_the_key() {
        dns.publish("*.acme-customer.com", DnsType.TXT, "v=spf1 -all");

        only(check.check(ACME, S1, KEY), KeyRecordFinding.DKIM_KEY_WILDCARD);
    }

    @Test
    void a_wildcard_beside_the_record_does_no_harm() {
        dns.publish("*.acme-customer.com", DnsType.TXT, "v=spf1 -all");
        dns.publish(NAME, DnsType.TXT, GOOD);

        assertThat(check.check(ACME, S1, KEY).isUsable()).isTrue();
    }

    private enum Text {
        CUT("v=DKIM1; k=rsa; p=" + P.substring(0, 237), KeyRecordFinding.DKIM_KEY_CUT),
        QUOTED("\"" + GOOD + "\"", KeyRecordFinding.DKIM_KEY_QUOTED),
        QUOTED_IN_THE_MIDDLE(GOOD.substring(0, 255) + "\" \"" + GOOD.substring(255), KeyRecordFinding.DKIM_KEY_QUOTED),
        REVOKED("v=DKIM1; k=rsa; p=", KeyRecordFinding.DKIM_KEY_REVOKED),
        BLANKS("v=DKIM1; k=rsa; p=" + P.substring(0, 200) + " " + P.substring(200), KeyRecordFinding.DKIM_KEY_BLANKS),
        ONE_CHARACTER_LOST(
                "v=DKIM1; k=rsa; p=" + P.substring(0, 200) + P.substring(201), KeyRecordFinding.DKIM_KEY_DAMAGED),
        ONE_CHARACTER_CHANGED(
                "v=DKIM1; k=rsa; p=" + P.substring(0, 200) + (P.charAt(200) == 'A' ? 'B' : 'A') + P.substring(201),
                KeyRecordFinding.DKIM_KEY_DAMAGED),
        NOT_BASE64("v=DKIM1; k=rsa; p=" + P.replace('M', '_'), KeyRecordFinding.DKIM_KEY_DAMAGED),
        PLACEHOLDER("v=DKIM1; k=rsa; p=MIIBpaste-your-key-here", KeyRecordFinding.DKIM_KEY_DAMAGED),
        OTHER("v=DKIM1; k=rsa; p=" + DkimPublicKey.of(newKey("RSA")).base64(), KeyRecordFinding.DKIM_KEY_OTHER),
        SEMICOLONS_LOST("v=DKIM1 k=rsa p=" + P, KeyRecordFinding.DKIM_KEY_SYNTAX),
        SOMETHING_ELSE("google-site-verification=abc", KeyRecordFinding.DKIM_KEY_SYNTAX),
        KEY_TYPE("v=DKIM1; k=rsa-sha256; p=" + P, KeyRecordFinding.DKIM_KEY_SYNTAX),
        VERSION("v=DKIM2; k=rsa; p=" + P, KeyRecordFinding.DKIM_KEY_SYNTAX),
        VERSION_LAST("k=rsa; p=" + P + "; v=DKIM1", KeyRecordFinding.DKIM_KEY_VERSION_NOT_FIRST),
        TESTING("v=DKIM1; t=y; p=" + P, KeyRecordFinding.DKIM_KEY_TESTING),
        SHA1_ONLY("v=DKIM1; h=sha1; p=" + P, KeyRecordFinding.DKIM_KEY_HASH_EXCLUDED),
        NOT_FOR_MAIL("v=DKIM1; s=tlsrpt; p=" + P, KeyRecordFinding.DKIM_KEY_MAIL_EXCLUDED),
        BARE("v=DKIM1; p=" + bare(), KeyRecordFinding.DKIM_KEY_WITHOUT_WRAPPING);

        private final String record;
        private final KeyRecordFinding finding;

        Text(String record, KeyRecordFinding finding) {
            this.record = record;
            this.finding = finding;
        }

        private static String bare() {
            return Base64.getEncoder()
                    .encodeToString(SubjectPublicKeyInfo.getInstance(KEY.getEncoded())
                            .getPublicKeyData()
                            .getOctets());
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_record_that_does_not_do_says_why(Text text) {
        dns.publish(NAME, DnsType.TXT, text.record);

        KeyRecordReport report = check.check(ACME, S1, KEY);

        DomainFinding finding = only(report, text.finding);
        assertThat(finding.publish()).containsExactly(report.wanted());
        assertThat(finding.values()).containsEntry("record", text.record);
        assertThat(report.isUsable()).isEqualTo(!finding.stops());
        for (Locale language : FindingTexts.languages()) {
            assertThat(FindingTexts.in(language).explain(finding))
                    .contains("IN TXT")
                    .doesNotContainPattern("\\{[a-z]+}");
        }
    }

    @Test
    void a_short_key_is_the_operators_business() {
        PublicKey shortKey = newKey("RSA", 512);
        dns.publish(
                NAME,
                DnsType.TXT,
                "v=DKIM1; k=rsa; p=" + DkimPublicKey.of(shortKey).base64());

        KeyRecordReport report = check.check(ACME, S1, shortKey);

        DomainFinding finding = only(report, KeyRecordFinding.DKIM_KEY_TOO_SHORT);
        assertThat(finding.values()).containsEntry("bits", "512");
        assertThat(finding.code().actor()).isEqualTo(FindingCode.Actor.OPERATOR);
    }

    @Test
    void a_server_that_denies_the_name_above_the_key_is_reported() {
        dns.publish(NAME, DnsType.TXT, GOOD);
        dns.inject(DnsFault.noSuchName().at("_domainkey.acme-customer.com"));

        KeyRecordReport report = check.check(ACME, S1, KEY);

        DomainFinding finding = only(report, KeyRecordFinding.DKIM_PARENT_DENIED);
        assertThat(finding.values()).containsEntry("parent", "_domainkey.acme-customer.com");
        assertThat(report.isUsable()).isTrue();
    }

    @Test
    void a_server_that_fails_leaves_the_question_open() {
        dns.publish(NAME, DnsType.TXT, GOOD);
        dns.inject(DnsFault.serverFailure().at(NAME));

        KeyRecordReport report = check.check(ACME, S1, KEY);

        DomainFinding finding = only(report, KeyRecordFinding.DKIM_KEY_UNKNOWN);
        assertThat(finding.status()).isEqualTo(FindingStatus.NOT_CHECKED);
        assertThat(finding.values()).containsEntry("trouble", "server failure");
        assertThat(report.isUnknown()).isTrue();
        assertThat(report.isUsable()).isFalse();
    }

    @Test
    void the_questions_about_one_key_are_few() {
        check.check(ACME, S1, KEY);

        assertThat(dns.questions()).hasSizeLessThanOrEqualTo(9);
    }

    @Test
    void a_check_without_patience_makes_no_sense() {
        assertThatThrownBy(() -> check.withPatience(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    private static DomainFinding only(KeyRecordReport report, KeyRecordFinding code) {
        assertThat(codes(report)).containsExactly(code);
        return report.findings().get(0);
    }

    private static List<FindingCode> codes(KeyRecordReport report) {
        return report.findings().stream().map(DomainFinding::code).toList();
    }

    private static PublicKey newKey(String algorithm) {
        return newKey(algorithm, algorithm.equals("RSA") ? 2048 : 255);
    }

    private static PublicKey newKey(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair().getPublic();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
