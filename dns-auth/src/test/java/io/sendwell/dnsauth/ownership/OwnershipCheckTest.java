package io.sendwell.dnsauth.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.ownership.OwnershipResult.NotProven;
import io.sendwell.dnsauth.ownership.OwnershipResult.Proven;
import io.sendwell.dnsauth.ownership.OwnershipResult.Undecided;
import io.sendwell.dnsauth.web.ScriptedDns;
import io.sendwell.dnsauth.web.TestSites;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnershipCheckTest {

    private static final DomainName ACME = DomainName.parse("acme.example");
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long SEED = 7;

    private final OwnershipChallenge challenge =
            OwnershipChallenge.begin(AccountId.of("acme"), ACME, NOW, new SecureRandom());
    private final DnsName recordName = DnsName.parse("_sendwell-challenge.acme.example");
    private final DnsName sibling = DnsName.of(ACME).child(new RandomNames(new Random(SEED)).label());
    private final ScriptedDns dns = new ScriptedDns();
    private TestSites sites;

    @BeforeEach
    void openSites() {
        sites = TestSites.open();
    }

    @AfterEach
    void closeSites() {
        sites.close();
    }

    private OwnershipCheck checkAt(Instant now) {
        return OwnershipCheck.using(dns, sites.reader(dns), InstantSource.fixed(now))
                .random(new Random(SEED))
                .build();
    }

    private OwnershipResult check() {
        return checkAt(NOW).check(challenge, PATIENCE);
    }

    private static void assertNotProven(OwnershipResult result, OwnershipFinding... codes) {
        assertThat(result).isInstanceOf(NotProven.class);
        assertThat(result.findings()).extracting(DomainFinding::code).containsExactly(codes);
    }

    private OwnershipCheckTest withWebsite() {
        dns.address("acme.example", "127.0.0.1");
        return this;
    }

    private String file() {
        return "https://acme.example/" + challenge.fileName();
    }

    @Test
    void the_text_proves_the_domain_and_the_website_is_not_asked() {
        withWebsite();
        dns.text(recordName, challenge.text());

        Proven proven = (Proven) check();

        assertThat(proven.method()).isEqualTo(OwnershipMethod.DNS_TEXT);
        assertThat(proven.where()).isEqualTo("_sendwell-challenge.acme.example");
        assertThat(proven.server()).isEqualTo("192.0.2.53:53");
        assertThat(proven.at()).isEqualTo(NOW);
        assertThat(sites.asked()).isEmpty();
    }

    @Test
    void the_text_proves_the_domain_among_others_in_quotes_and_in_capital_letters() {
        dns.text(recordName, "something else", " \"" + challenge.text().toUpperCase(Locale.ROOT) + "\" ");

        assertThat(check().isProven()).isTrue();
    }

    @Test
    void the_text_may_be_at_the_end_of_an_alias() {
        DnsQuestion question = DnsQuestion.of(recordName, DnsType.TXT);
        dns.answer(new DnsAnswer.Found(
                question,
                List.of(DnsRecord.Text.of(challenge.text())),
                List.of(DnsName.parse("acme.proofs.vendor.example")),
                Duration.ofMinutes(5),
                false,
                "192.0.2.53:53"));

        assertThat(check().isProven()).isTrue();
    }

    @Test
    void the_text_of_another_account_proves_nothing() {
        OwnershipChallenge other = OwnershipChallenge.begin(AccountId.of("mallory"), ACME, NOW, new SecureRandom());
        dns.text(recordName, other.text());

        assertNotProven(check(), OwnershipFinding.OWNERSHIP_TXT_DIFFERENT, OwnershipFinding.OWNERSHIP_FILE_NO_SITE);
    }

    @Test
    void the_same_seed_in_the_hands_of_another_account_proves_nothing() {
        OwnershipChallenge copied = new OwnershipChallenge(
                AccountId.of("mallory"),
                ACME,
                challenge.label(),
                challenge.prefix(),
                challenge.seed(),
                challenge.expiresAt());
        dns.text(recordName, challenge.text());

        assertThat(checkAt(NOW).check(copied, PATIENCE).isProven()).isFalse();
        assertThat(check().isProven()).isTrue();
    }

    @Test
    void a_domain_without_anything_is_told_the_exact_line_and_file() {
        OwnershipResult result = check();

        assertNotProven(result, OwnershipFinding.OWNERSHIP_TXT_MISSING, OwnershipFinding.OWNERSHIP_FILE_NO_SITE);
        assertThat(result.findings().get(0).publish()).containsExactly(challenge.dnsEntry());
        assertThat(result.findings().get(1).values()).containsEntry("file", challenge.fileName());
    }

    @Test
    void a_wildcard_that_has_the_text_proves_nothing() {
        dns.text(recordName, challenge.text()).text(sibling, challenge.text());

        assertNotProven(check(), OwnershipFinding.OWNERSHIP_TXT_WILDCARD, OwnershipFinding.OWNERSHIP_FILE_NO_SITE);
    }

    @Test
    void a_wildcard_with_another_text_counts_as_no_record() {
        dns.text(recordName, "v=spf1 -all").text(sibling, "v=spf1 -all");

        assertNotProven(check(), OwnershipFinding.OWNERSHIP_TXT_MISSING, OwnershipFinding.OWNERSHIP_FILE_NO_SITE);
    }

    @Test
    void a_record_of_its_own_beside_a_wildcard_proves_the_domain() {
        dns.text(recordName, challenge.text()).text(sibling, "v=spf1 -all");

        assertThat(check().isProven()).isTrue();
    }

    @Test
    void a_wildcard_that_could_not_be_asked_for_leaves_it_open() {
        dns.text(recordName, challenge.text()).unavailable(sibling, DnsType.TXT);

        assertThat(check()).isInstanceOf(Undecided.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme.example", "_sendwell-challenge.acme.example.acme.example"})
    void a_text_at_another_name_is_found_and_sent_to_its_place(String place) {
        dns.text(DnsName.parse(place), challenge.text());

        OwnershipResult result = check();

        assertNotProven(result, OwnershipFinding.OWNERSHIP_TXT_WRONG_PLACE, OwnershipFinding.OWNERSHIP_FILE_NO_SITE);
        assertThat(result.findings().get(0).values()).containsEntry("found", place);
    }

    @Test
    void a_dns_that_is_away_leaves_it_open() {
        dns.unavailable(recordName, DnsType.TXT);

        OwnershipResult result = check();

        assertThat(result).isInstanceOf(Undecided.class);
        assertThat(result.findings().get(0).code()).isEqualTo(OwnershipFinding.OWNERSHIP_DNS_UNAVAILABLE);
    }

    @Test
    void a_hostile_text_is_compared_in_bounded_time() {
        dns.text(recordName, " \"".repeat(32_000), "\u00ff".repeat(60_000));

        assertNotProven(check(), OwnershipFinding.OWNERSHIP_TXT_DIFFERENT, OwnershipFinding.OWNERSHIP_FILE_NO_SITE);
    }

    @ParameterizedTest
    @CsvSource({"https,/", "https,/.well-known/", "http,/", "http,/.well-known/"})
    void an_empty_file_proves_the_domain(String scheme, String folder) {
        withWebsite();
        sites.page(scheme + "://acme.example" + folder + challenge.fileName(), "");

        Proven proven = (Proven) check();

        assertThat(proven.method()).isEqualTo(OwnershipMethod.WEB_FILE);
        assertThat(proven.where()).startsWith(scheme).endsWith(folder + challenge.fileName());
        assertThat(proven.server()).isEqualTo("127.0.0.1");
    }

    @Test
    void a_file_with_the_text_proves_the_domain_even_where_every_name_is_answered() {
        withWebsite();
        sites.page(file(), "\uFEFF" + challenge.text() + "\r\n").otherwise(TestSites.status(200));

        assertThat(check().isProven()).isTrue();
    }

    @Test
    void an_empty_answer_of_a_site_that_answers_for_every_name_proves_nothing() {
        withWebsite();
        sites.otherwise(TestSites.status(200));

        assertNotProven(check(), OwnershipFinding.OWNERSHIP_TXT_MISSING, OwnershipFinding.OWNERSHIP_FILE_CATCH_ALL);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 302, 401, 403})
    void an_empty_file_proves_nothing_unless_another_name_is_not_found(int otherwise) {
        withWebsite();
        sites.page(file(), "").otherwise(TestSites.status(otherwise));

        assertThat(check()).isInstanceOf(NotProven.class);
    }

    @Test
    void a_site_that_repeats_what_it_was_asked_for_does_not_prove_itself() {
        withWebsite();
        sites.otherwise(new MockResponse.Builder().body(challenge.fileName()).build());

        assertNotProven(check(), OwnershipFinding.OWNERSHIP_TXT_MISSING, OwnershipFinding.OWNERSHIP_FILE_DIFFERENT);
    }

    @Test
    void a_page_that_merely_contains_the_text_proves_nothing() {
        withWebsite();
        sites.page(file(), "<p>They told me: " + challenge.text() + "</p>");

        assertNotProven(check(), OwnershipFinding.OWNERSHIP_TXT_MISSING, OwnershipFinding.OWNERSHIP_FILE_DIFFERENT);
    }

    @Test
    void nothing_of_a_page_appears_in_findings() {
        withWebsite();
        sites.otherwise(new MockResponse.Builder()
                .body("internal secret")
                .setHeader("X-Secret", "internal secret")
                .build());

        assertThat(check().toString()).doesNotContain("internal secret");
    }

    @Test
    void a_redirect_to_another_host_proves_nothing_even_if_the_file_is_there() {
        withWebsite();
        dns.address("www.acme.example", "127.0.0.1");
        sites.page("https://www.acme.example/" + challenge.fileName(), challenge.text())
                .otherwise(TestSites.redirect("https://www.acme.example/" + challenge.fileName()));

        assertNotProven(check(), OwnershipFinding.OWNERSHIP_TXT_MISSING, OwnershipFinding.OWNERSHIP_FILE_REDIRECTED);
        assertThat(sites.asked()).noneMatch(url -> url.contains("www."));
    }

    @Test
    void a_redirect_within_the_host_is_followed() {
        withWebsite();
        sites.page(file(), TestSites.redirect("/files/" + challenge.fileName()))
                .page("https://acme.example/files/" + challenge.fileName(), challenge.text());

        assertThat(check().isProven()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void a_site_in_trouble_leaves_it_open(int status) {
        withWebsite();
        sites.otherwise(TestSites.status(status));

        OwnershipResult result = check();

        assertThat(result).isInstanceOf(Undecided.class);
        assertThat(result.findings().get(1).code()).isEqualTo(OwnershipFinding.OWNERSHIP_FILE_UNAVAILABLE);
    }

    @Test
    void a_site_that_gives_the_file_to_nobody_is_told() {
        withWebsite();
        sites.otherwise(TestSites.status(403));

        assertNotProven(check(), OwnershipFinding.OWNERSHIP_TXT_MISSING, OwnershipFinding.OWNERSHIP_FILE_FORBIDDEN);
    }

    @Test
    void a_site_whose_https_is_silent_is_still_asked_by_http() {
        withWebsite();
        sites.page(
                        file(),
                        new MockResponse.Builder()
                                .onResponseStart(SocketEffect.Stall.INSTANCE)
                                .build())
                .page("http://acme.example/" + challenge.fileName(), challenge.text());

        assertThat(check().isProven()).isTrue();
    }

    @Test
    void a_domain_that_points_inward_is_not_asked() {
        dns.address("acme.example", "169.254.169.254");

        OwnershipResult result = check();

        assertNotProven(result, OwnershipFinding.OWNERSHIP_TXT_MISSING, OwnershipFinding.OWNERSHIP_FILE_NO_SITE);
        assertThat(result.findings().get(1).values().get("detail")).contains("169.254.169.254");
    }

    @Test
    void a_challenge_that_has_expired_proves_nothing_and_asks_nobody() {
        dns.text(recordName, challenge.text());

        assertNotProven(checkAt(challenge.expiresAt()).check(challenge, PATIENCE), OwnershipFinding.OWNERSHIP_EXPIRED);
        assertThat(dns.asked()).isEmpty();
    }

    @Test
    void a_proven_domain_stays_proven_after_the_end_of_its_challenge() {
        dns.text(recordName, challenge.text());

        assertThat(checkAt(challenge.expiresAt().plus(Duration.ofDays(300)))
                        .recheck(challenge, PATIENCE)
                        .isProven())
                .isTrue();
    }

    @Test
    void a_proof_that_is_gone_is_a_loss() {
        dns.text(recordName, challenge.text()).text(recordName);
        assertThat(check().isProven()).isTrue();

        assertNotProven(
                checkAt(NOW).recheck(challenge, PATIENCE),
                OwnershipFinding.OWNERSHIP_LOST,
                OwnershipFinding.OWNERSHIP_TXT_MISSING,
                OwnershipFinding.OWNERSHIP_FILE_NO_SITE);
    }

    @Test
    void a_proof_that_cannot_be_seen_right_now_is_no_loss() {
        dns.text(recordName, challenge.text()).unavailable(recordName, DnsType.TXT);
        assertThat(check().isProven()).isTrue();

        OwnershipResult result = checkAt(NOW).recheck(challenge, PATIENCE);

        assertThat(result).isInstanceOf(Undecided.class);
        assertThat(result.findings()).extracting(DomainFinding::code).doesNotContain(OwnershipFinding.OWNERSHIP_LOST);
    }

    @ParameterizedTest
    @CsvSource({
        "example,OWNERSHIP_PUBLIC_SUFFIX",
        "co.uk,OWNERSHIP_PUBLIC_SUFFIX",
        "gmail.com,OWNERSHIP_PROVIDER_DOMAIN",
        "yahoo.co.uk,OWNERSHIP_PROVIDER_DOMAIN"
    })
    void a_domain_that_is_no_customer_s_is_refused_whatever_it_publishes(String domain, OwnershipFinding code) {
        OwnershipChallenge hopeless =
                OwnershipChallenge.begin(AccountId.of("acme"), DomainName.parse(domain), NOW, new SecureRandom());
        dns.text(DnsName.parse("_sendwell-challenge." + domain), hopeless.text());

        assertNotProven(checkAt(NOW).check(hopeless, PATIENCE), code);
        assertThat(checkAt(NOW).objectionTo(hopeless.domain())).isPresent();
        assertThat(checkAt(NOW).objectionTo(ACME)).isEmpty();
    }
}
