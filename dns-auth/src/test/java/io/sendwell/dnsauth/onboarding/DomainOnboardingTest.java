package io.sendwell.dnsauth.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sendwell.account.AccountId;
import io.sendwell.account.ConfigurationException;
import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.dkim.KeyRecordFinding;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.finding.FindingCode;
import io.sendwell.dnsauth.finding.FindingTexts;
import io.sendwell.dnsauth.onboarding.DomainChange.Kind;
import io.sendwell.dnsauth.ownership.OwnershipFinding;
import io.sendwell.dnsauth.publish.DnsEntry;
import io.sendwell.dnsauth.resolver.DnsFinding;
import io.sendwell.dnsauth.resolver.Propagation;
import io.sendwell.domain.DomainRegistration;
import io.sendwell.domain.DomainState;
import io.sendwell.domain.DomainVerdict;
import io.sendwell.testkit.dns.DnsFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainOnboardingTest {

    private final Vendor vendor = new Vendor().customer("acme.example");
    private final DomainOnboarding onboarding =
            vendor.settings().spfInclude("spf.vendor.example").build();
    private final AccountId acmeId = AccountId.of("acme");
    private final AccountDomains acme = onboarding.account("acme");
    private final AccountDomains globex = onboarding.account("globex");

    @AfterEach
    void close() {
        vendor.close();
    }

    @Test
    void a_customer_publishes_step_by_step_and_the_report_follows() {
        Onboarding steps = acme.begin("acme.example");
        assertThat(acme.check("acme.example").verdict()).isEqualTo(DomainVerdict.FAILED);
        assertThat(passed(acme.check("acme.example"))).containsExactly(OnboardingPart.WEBSITE);

        vendor.publish(entry(steps, OnboardingPart.OWNERSHIP));
        assertThat(passed(acme.check("acme.example"))).contains(OnboardingPart.OWNERSHIP);
        vendor.publish(entry(steps, OnboardingPart.DKIM));
        assertThat(passed(acme.check("acme.example"))).contains(OnboardingPart.DKIM);
        assertThat(acme.check("acme.example").passed()).isFalse();
        vendor.publish(entry(steps, OnboardingPart.SPF));

        DomainReport report = acme.check("acme.example");
        assertThat(report.verdict()).as(report.explain(Locale.ENGLISH)).isEqualTo(DomainVerdict.PASSED);
        assertThat(passed(report)).doesNotContain(OnboardingPart.DMARC);
        vendor.publish(entry(steps, OnboardingPart.DMARC));
        assertThat(passed(acme.check("acme.example"))).containsExactly(OnboardingPart.values());
    }

    @Test
    void a_check_changes_nothing() {
        acme.begin("acme.example");
        DomainRegistration before = acme.find("acme.example").orElseThrow();

        acme.check("acme.example");

        assertThat(acme.find("acme.example")).contains(before);
        assertThat(vendor.told).isEmpty();
    }

    @Test
    void a_report_says_what_was_wanted_what_was_found_and_who_said_so() {
        Onboarding steps = acme.begin("acme.example");
        DnsEntry key = entry(steps, OnboardingPart.DKIM);
        vendor.dns.publish(key.name(), DnsType.TXT, "v=DKIM1; p=");

        StepEvidence evidence = acme.check("acme.example")
                .step(OnboardingPart.DKIM)
                .orElseThrow()
                .evidence()
                .get(0);

        assertThat(evidence.where()).isEqualTo("s1._domainkey.acme.example");
        assertThat(evidence.wanted()).isEqualTo(key.value());
        assertThat(evidence.found()).containsExactly("v=DKIM1; p=");
        assertThat(evidence.server()).isEqualTo("127.0.0.1:" + vendor.dns.port());
    }

    @Test
    void a_key_that_only_the_name_servers_have_says_where_it_is_and_when_everybody_sees_it() {
        AccountDomains domains = vendor.settings()
                .spfInclude("spf.vendor.example")
                .propagation(Propagation.builder(vendor.resolver)
                        .permitting(address -> true)
                        .build())
                .build()
                .account("acme");
        DnsEntry key = entry(domains.begin("acme.example"), OnboardingPart.DKIM);
        for (String address : List.of("192.0.2.53", "192.0.2.54")) {
            vendor.dns.nameServer(address).publish(key.name(), DnsType.TXT, key.value());
        }

        DomainReport report = domains.check("acme.example");

        StepReport step = report.step(OnboardingPart.DKIM).orElseThrow();
        assertThat(step.verdict()).isEqualTo(DomainVerdict.FAILED);
        assertThat(step.evidence())
                .filteredOn(evidence -> evidence.found().contains(key.value()))
                .extracting(StepEvidence::server)
                .contains("ns1.acme.example (192.0.2.53)", "ns2.acme.example (192.0.2.54)");
        assertThat(report.visibleEverywhereAt().orElseThrow()).isAfter(Vendor.NOW);
        assertThat(step.findings()).anyMatch(finding -> finding.code() instanceof DnsFinding);
    }

    @Test
    void a_passed_report_activates_the_domain_and_warns_of_its_reputation() {
        publishAll(acme.begin("acme.example"));

        Activation activation = acme.activate(acme.check("acme.example"));

        assertThat(activation.isActive()).isTrue();
        assertThat(((Activation.Activated) activation).warning().code())
                .isEqualTo(OnboardingFinding.ONBOARDING_OWN_REPUTATION);
        DomainRegistration stored = acme.find("acme.example").orElseThrow();
        assertThat(stored).isEqualTo(activation.registration());
        assertThat(stored.state()).isEqualTo(DomainState.ACTIVE);
        assertThat(stored.lastCheck().orElseThrow().line()).isEqualTo("OK: (21-11-2026 16:24) @acme.example");
        assertThat(vendor.toldKinds()).containsExactly(Kind.ACTIVATED);
    }

    @Test
    void a_report_that_was_recorded_first_activates_the_domain_too() {
        publishAll(acme.begin("acme.example"));
        DomainReport report = acme.check("acme.example");
        assertThat(acme.recordCheck(report).state()).isEqualTo(DomainState.READY);

        assertThat(acme.activate(report).isActive()).isTrue();
        assertThat(vendor.toldKinds()).containsExactly(Kind.READY, Kind.ACTIVATED);
    }

    @Test
    void a_report_that_did_not_pass_is_refused() {
        acme.begin("acme.example");
        DomainReport report = acme.check("acme.example");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> acme.activate(report))
                .withMessageContaining("did not pass")
                .withMessageContaining("Failed: (21-11-2026 16:24) @acme.example");
        assertThat(acme.find("acme.example").orElseThrow().state()).isEqualTo(DomainState.BEGUN);
    }

    @Test
    void a_report_of_another_account_or_another_onboarding_is_refused() {
        publishAll(acme.begin("acme.example"));
        DomainReport report = acme.check("acme.example");
        DomainOnboarding other =
                vendor.settings().spfInclude("spf.vendor.example").build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> globex.activate(report))
                .withMessageContaining("is about a domain of account acme");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> globex.recordCheck(report))
                .withMessageContaining("is about a domain of account acme");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.account("acme").activate(report))
                .withMessageContaining("made by another onboarding");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.account("acme").recordCheck(report))
                .withMessageContaining("made by another onboarding");
    }

    @Test
    void a_report_is_good_for_a_quarter_of_an_hour() {
        publishAll(acme.begin("acme.example"));
        DomainReport report = acme.check("acme.example");

        vendor.clock.advance(Duration.ofMinutes(15).plusMillis(1));

        assertThat(refusal(acme.activate(report))).isEqualTo(OnboardingFinding.ONBOARDING_REPORT_TOO_OLD);
        assertThat(acme.find("acme.example").orElseThrow().state()).isEqualTo(DomainState.BEGUN);
    }

    @Test
    void a_report_that_a_newer_check_contradicts_is_refused() {
        publishAll(acme.begin("acme.example"));
        DomainReport good = acme.check("acme.example");
        vendor.clock.advance(Duration.ofMinutes(1));
        vendor.dns.remove("s1._domainkey.acme.example");
        acme.recordCheck(acme.check("acme.example"));

        assertThat(refusal(acme.activate(good))).isEqualTo(OnboardingFinding.ONBOARDING_REPORT_OVERTAKEN);
        assertThat(acme.recordCheck(good).state()).isEqualTo(DomainState.PENDING);
    }

    @Test
    void a_report_from_before_the_domain_began_anew_is_refused() {
        publishAll(acme.begin("acme.example"));
        DomainReport report = acme.check("acme.example");
        acme.giveUp("acme.example");
        vendor.clock.advance(Duration.ofSeconds(1));
        acme.begin("acme.example");

        assertThat(refusal(acme.activate(report))).isEqualTo(OnboardingFinding.ONBOARDING_REPORT_OVERTAKEN);
    }

    @Test
    void a_domain_in_use_by_another_account_cannot_be_activated() {
        activate(acme);
        publishAll(globex.begin("acme.example"), OnboardingPart.OWNERSHIP);
        vendor.dns.remove("s1._domainkey.acme.example");
        publishAll(globex.begin("acme.example"), OnboardingPart.DKIM);

        DomainReport report = globex.check("acme.example");

        assertThat(report.passed()).isFalse();
        assertThat(codes(report)).contains(OnboardingFinding.ONBOARDING_OTHER_ACCOUNT);
        assertThat(report.explain(Locale.ENGLISH)).doesNotContain("acme's").doesNotContain("account acme");
    }

    @Test
    void of_two_accounts_that_activate_at_the_same_time_one_has_the_domain() throws Exception {
        for (int round = 0; round < 5; round++) {
            String domain = "shared" + round + ".acme.example";
            vendor.customer(domain);
            publishAll(acme.begin(domain));
            DomainReport first = acme.check(domain);
            publishAll(globex.begin(domain), OnboardingPart.OWNERSHIP);
            vendor.dns.remove("s1._domainkey." + domain);
            publishAll(globex.begin(domain), OnboardingPart.DKIM);
            DomainReport second = globex.check(domain);

            List<Activation> activations = together(() -> acme.activate(first), () -> globex.activate(second));

            assertThat(activations.stream().filter(Activation::isActive)).hasSize(1);
            assertThat(activations.stream()
                            .filter(Activation.Refused.class::isInstance)
                            .map(DomainOnboardingTest::refusal))
                    .containsExactly(OnboardingFinding.ONBOARDING_OTHER_ACCOUNT);
        }
    }

    @Test
    void a_domain_that_was_sold_goes_to_its_new_owner_when_grace_of_the_old_one_is_over() {
        activate(acme);
        vendor.dns.remove("_sendwell-challenge.acme.example").remove("s1._domainkey.acme.example");
        publishAll(globex.begin("acme.example"), OnboardingPart.OWNERSHIP, OnboardingPart.DKIM);
        vendor.clock.advance(Duration.ofHours(1));

        globex.recordCheck(globex.check("acme.example"));
        for (int hour = 0; hour < 96; hour += 8) {
            onboarding.checkDue(10);
            vendor.clock.advance(Duration.ofHours(8));
        }

        assertThat(acme.find("acme.example").orElseThrow().state()).isEqualTo(DomainState.LOST);
        assertThat(globex.activate(globex.check("acme.example")).isActive()).isTrue();
    }

    @Test
    void a_pending_domain_is_checked_by_itself_until_it_is_ready() {
        Onboarding steps = acme.begin("acme.example");
        assertThat(onboarding.checkDue(10))
                .as("due before anybody asked for a check")
                .isEmpty();
        acme.recordCheck(acme.check("acme.example"));
        vendor.clock.advance(Duration.ofHours(1));
        assertThat(onboarding.checkDue(10)).hasSize(1);
        assertThat(onboarding.checkDue(10)).as("due again at once").isEmpty();

        publishAll(steps);
        vendor.clock.advance(Duration.ofHours(1));
        List<CheckedDomain> checked = onboarding.checkDue(10);

        assertThat(checked).hasSize(1);
        assertThat(checked.get(0).registration().state()).isEqualTo(DomainState.READY);
        assertThat(checked.get(0).change()).contains(vendor.told.get(0));
        assertThat(vendor.toldKinds()).containsExactly(Kind.READY);
    }

    @Test
    void what_stays_undone_expires_after_a_day_and_begins_anew_with_the_same_records() {
        Onboarding steps = acme.begin("acme.example");
        acme.recordCheck(acme.check("acme.example"));
        for (int hour = 0; hour <= 25; hour += 5) {
            vendor.clock.advance(Duration.ofHours(5));
            onboarding.checkDue(10);
        }
        assertThat(acme.find("acme.example").orElseThrow().state()).isEqualTo(DomainState.EXPIRED);
        assertThat(vendor.toldKinds()).containsExactly(Kind.EXPIRED);

        Onboarding again = acme.begin("acme.example");

        assertThat(again.registration().state()).isEqualTo(DomainState.BEGUN);
        assertThat(again.dnsEntries()).isEqualTo(steps.dnsEntries());
    }

    @Test
    void beginning_twice_tells_the_same_and_changes_nothing() {
        Onboarding first = acme.begin("acme.example");
        Onboarding second = acme.begin("ACME.example");

        assertThat(second).isEqualTo(first);
    }

    @Test
    void a_lost_domain_begins_anew_with_another_text_to_publish() {
        Onboarding first = acme.begin("acme.example");
        acme.giveUp("acme.example");

        Onboarding second = acme.begin("acme.example");

        assertThat(entry(second, OnboardingPart.OWNERSHIP)).isNotEqualTo(entry(first, OnboardingPart.OWNERSHIP));
        assertThat(entry(second, OnboardingPart.DKIM)).isEqualTo(entry(first, OnboardingPart.DKIM));
    }

    @ParameterizedTest
    @CsvSource({"_sendwell-challenge.acme.example, OWNERSHIP", "s1._domainkey.acme.example, DKIM", "acme.example, SPF"})
    void what_is_taken_away_leads_to_grace_and_then_to_loss(String name, OnboardingPart part) {
        activate(acme);
        vendor.dns.remove(name, DnsType.TXT);
        vendor.clock.advance(Duration.ofDays(30));

        assertThat(onboarding.checkDue(10)).hasSize(1);
        assertThat(acme.find("acme.example").orElseThrow().state()).isEqualTo(DomainState.ACTIVE);
        vendor.clock.advance(Duration.ofHours(1));
        DomainReport report = onboarding.checkDue(10).get(0).report();
        assertThat(passed(report)).doesNotContain(part);
        assertThat(acme.find("acme.example").orElseThrow().state()).isEqualTo(DomainState.GRACE);
        for (int hour = 0; hour < 73; hour += 8) {
            vendor.clock.advance(Duration.ofHours(8));
            onboarding.checkDue(10);
        }

        assertThat(acme.find("acme.example").orElseThrow().state()).isEqualTo(DomainState.LOST);
        assertThat(vendor.toldKinds()).containsExactly(Kind.ACTIVATED, Kind.IN_GRACE, Kind.LOST);
        DomainChange grace = vendor.told.get(1);
        assertThat(grace.account().value()).isEqualTo("acme");
        assertThat(FindingTexts.in(Locale.GERMAN).meaning(grace.findings().get(0)))
                .isEqualTo("Was acme.example beweist, ist nicht mehr zu finden."
                        + " E-Mails gehen noch bis 24-12-2026 17:24 Europe/Copenhagen unter ihr hinaus.");
        assertThat(grace.findings()).hasSizeGreaterThan(1);
    }

    @Test
    void keys_sign_from_activation_until_the_proof_is_lost() {
        publishAll(acme.begin("acme.example"));
        acme.recordCheck(acme.check("acme.example"));
        vendor.rotation.advance(Optional.of(acmeId), DomainName.parse("acme.example"));
        assertThat(signing()).as("a domain that is ready").isEmpty();
        activate(acme);
        assertThat(signing()).containsExactly("s1");

        acme.giveUp("acme.example");

        assertThat(signing()).as("a domain that was given up").isEmpty();
        vendor.rotation.advance(Optional.of(acmeId), DomainName.parse("acme.example"));
        assertThat(signing()).as("given up, and its record is still there").isEmpty();
        activate(acme);
        assertThat(signing()).as("the same key, since its record is there").containsExactly("s1");
    }

    @Test
    void a_delegated_key_needs_two_aliases_once_and_the_operator_publishes_behind_them() {
        AccountDomains domains = vendor.settings()
                .spfInclude("spf.vendor.example")
                .dkimDelegation("dkim.vendor.example")
                .build()
                .account("acme");
        Onboarding steps = domains.begin("acme.example");
        String first = entry(steps, OnboardingPart.DKIM).zoneLine();
        assertThat(steps.dnsEntries())
                .filteredOn(entry -> entry.type() == DnsType.CNAME)
                .hasSize(2)
                .anySatisfy(entry -> assertThat(entry.zoneLine())
                        .isEqualTo(first)
                        .matches("s1\\._domainkey\\.acme\\.example\\. IN CNAME"
                                + " s1\\.[0-9a-f]{20}\\.dkim\\.vendor\\.example\\."))
                .anySatisfy(
                        entry -> assertThat(entry.zoneLine()).startsWith("s2._domainkey.acme.example. IN CNAME s2."));
        assertThat(domains.check("acme.example").explain(Locale.ENGLISH))
                .contains(first)
                .doesNotContain("v=DKIM1");

        publishAll(steps);
        assertThat(codes(domains.check("acme.example")))
                .as("the operator has not published yet")
                .contains(KeyRecordFinding.DKIM_KEY_ALIAS_EMPTY);
        vendor.rotation
                .publication(Optional.of(acmeId), DomainName.parse("acme.example"))
                .recordsIn(DnsName.parse("dkim.vendor.example"))
                .forEach(vendor::publish);

        assertThat(domains.activate(domains.check("acme.example")).isActive()).isTrue();
        assertThat(signing()).containsExactly("s1");
    }

    @Test
    void a_key_that_vanished_since_the_report_refuses_the_activation() {
        publishAll(acme.begin("acme.example"));
        DomainReport report = acme.check("acme.example");
        vendor.dns.remove("s1._domainkey.acme.example");

        assertThat(refusal(acme.activate(report))).isEqualTo(OnboardingFinding.ONBOARDING_REPORT_OVERTAKEN);
        assertThat(acme.find("acme.example").orElseThrow().state()).isEqualTo(DomainState.BEGUN);
        assertThat(signing()).isEmpty();
    }

    @Test
    void a_check_that_passes_lets_a_key_sign_that_was_suspended_by_somebody_who_lost_a_race() {
        activate(acme);
        vendor.rotation.suspend(Optional.of(acmeId), DomainName.parse("acme.example"));
        assertThat(signing()).isEmpty();

        vendor.clock.advance(Duration.ofDays(30));
        onboarding.checkDue(10);

        assertThat(signing()).containsExactly("s1");
    }

    @Test
    void a_domain_that_is_mended_within_grace_is_active_again() {
        DnsEntry key = entry(activate(acme), OnboardingPart.DKIM);
        vendor.dns.remove(key.name().toString());
        vendor.clock.advance(Duration.ofDays(30));
        onboarding.checkDue(10);
        vendor.clock.advance(Duration.ofHours(1));
        onboarding.checkDue(10);

        vendor.publish(key);
        vendor.clock.advance(Duration.ofHours(1));
        onboarding.checkDue(10);

        assertThat(acme.find("acme.example").orElseThrow().state()).isEqualTo(DomainState.ACTIVE);
        assertThat(vendor.toldKinds()).containsExactly(Kind.ACTIVATED, Kind.IN_GRACE, Kind.RESTORED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"_sendwell-challenge.acme.example", "s1._domainkey.acme.example", "acme.example"})
    void a_dns_that_fails_is_neither_good_nor_bad_news(String name) {
        activate(acme);
        vendor.dns.inject(DnsFault.serverFailure().at(name));
        vendor.clock.advance(Duration.ofDays(30));

        DomainReport report = onboarding.checkDue(10).get(0).report();

        assertThat(report.verdict()).as(report.explain(Locale.ENGLISH)).isEqualTo(DomainVerdict.UNKNOWN);
        assertThat(report.line()).startsWith("Not known: (21-12-2026 16:24) @acme.example ");
        assertThat(acme.find("acme.example").orElseThrow().state()).isEqualTo(DomainState.ACTIVE);
        vendor.dns.heal();
        vendor.clock.advance(Duration.ofHours(1));
        assertThat(onboarding.checkDue(10).get(0).report().passed()).isTrue();
        assertThat(vendor.toldKinds()).containsExactly(Kind.ACTIVATED);
    }

    @Test
    void an_empty_file_on_the_website_proves_the_domain_as_well() {
        Onboarding steps = acme.begin("acme.example");
        publishAll(steps, OnboardingPart.DKIM, OnboardingPart.SPF);
        WebFile file = steps.webFile().orElseThrow();
        vendor.website.page(file.url().toString(), "");

        assertThat(file.url().toString()).isEqualTo("https://acme.example/" + file.name());
        assertThat(acme.activate(acme.check("acme.example")).isActive()).isTrue();
    }

    @Test
    void a_name_for_bounces_makes_the_record_of_the_domain_needless() {
        DomainOnboarding withBounces = vendor.settings()
                .spfInclude("spf.vendor.example")
                .bounceHost("bounce", "b.vendor.example")
                .build();
        AccountDomains domains = withBounces.account("acme");
        Onboarding steps = domains.begin("acme.example");
        assertThat(entry(steps, OnboardingPart.SPF).zoneLine())
                .isEqualTo("bounce.acme.example. IN CNAME b.vendor.example.");
        publishAll(steps);

        DomainRegistration active =
                domains.activate(domains.check("acme.example")).registration();

        assertThat(active.state()).isEqualTo(DomainState.ACTIVE);
        assertThat(active.bounceDomain()).contains(DomainName.parse("bounce.acme.example"));
    }

    @Test
    void a_name_for_bounces_that_leads_elsewhere_is_said_with_the_line_to_publish() {
        AccountDomains domains = vendor.settings()
                .bounceHost("bounce", "b.vendor.example")
                .build()
                .account("acme");
        publishAll(domains.begin("acme.example"), OnboardingPart.OWNERSHIP, OnboardingPart.DKIM);
        vendor.dns.publish("bounce.acme.example", DnsType.CNAME, "www.acme.example");

        DomainReport report = domains.check("acme.example");

        assertThat(report.verdict()).isEqualTo(DomainVerdict.FAILED);
        assertThat(report.explain(Locale.ENGLISH))
                .contains("Found there: www.acme.example")
                .contains("bounce.acme.example. IN CNAME b.vendor.example.");
    }

    @Test
    void the_record_that_is_there_is_kept_and_the_include_is_added() {
        vendor.dns.publishText("acme.example", "v=spf1 mx -all");

        DnsEntry spf = entry(acme.begin("acme.example"), OnboardingPart.SPF);

        assertThat(spf.value()).isEqualTo("v=spf1 mx include:spf.vendor.example -all");
    }

    @ParameterizedTest
    @CsvSource({
        "gmail.com, OWNERSHIP_PROVIDER_DOMAIN",
        "co.uk, OWNERSHIP_PUBLIC_SUFFIX",
        "example, OWNERSHIP_PUBLIC_SUFFIX"
    })
    void a_domain_that_nobody_can_prove_is_refused_and_not_stored(String domain, OwnershipFinding why) {
        Onboarding refused = acme.begin(domain);

        assertThat(refused.isRefused()).isTrue();
        assertThat(refused.objections()).extracting(DomainFinding::code).containsExactly(why);
        assertThat(refused.plainWords(Locale.FRENCH)).isNotBlank();
        assertThat(acme.all()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> acme.check(domain))
                .withMessageContaining("did not begin with " + domain);
    }

    @Test
    void a_domain_without_a_website_is_not_taken_unless_that_is_only_advice() {
        vendor.customer("mailonly.acme.example");
        vendor.dns.remove("mailonly.acme.example", DnsType.A).remove("www.mailonly.acme.example");
        publishAll(acme.begin("mailonly.acme.example"));
        AccountDomains lenient = vendor.settings()
                .spfInclude("spf.vendor.example")
                .websiteIsAdvice()
                .build()
                .account("acme");

        assertThat(codes(acme.check("mailonly.acme.example"))).contains(OwnershipFinding.OWNERSHIP_NO_WEBSITE);
        assertThat(acme.check("mailonly.acme.example").passed()).isFalse();
        assertThat(lenient.check("mailonly.acme.example").passed()).isTrue();
    }

    @Test
    void a_wildcard_that_answers_everything_proves_nothing() {
        Onboarding steps = acme.begin("acme.example");
        publishAll(steps, OnboardingPart.DKIM, OnboardingPart.SPF);
        vendor.dns.publish(
                "*.acme.example",
                DnsType.TXT,
                entry(steps, OnboardingPart.OWNERSHIP).value());

        assertThat(codes(acme.check("acme.example"))).contains(OwnershipFinding.OWNERSHIP_TXT_WILDCARD);
    }

    @Test
    void an_account_has_several_domains_each_on_its_own() {
        vendor.customer("acme-shop.example");
        activate(acme);
        acme.begin("acme-shop.example");

        assertThat(acme.all())
                .extracting(domain -> domain.domain().ascii() + " " + domain.state())
                .containsExactly("acme-shop.example BEGUN", "acme.example ACTIVE");
        assertThat(globex.all()).isEmpty();
    }

    @Test
    void the_words_hold_everything_to_type_in_for_a_domain_within_a_zone() {
        vendor.dns.replace("news.acme.example", DnsType.A, "127.0.0.1");
        Onboarding steps = acme.begin("news.acme.example");

        assertThat(steps.zone().toString()).isEqualTo("acme.example");
        assertThat(steps.formInputs()).extracting(FormInput::name).contains("_sendwell-challenge.news", "news");
        for (Locale language : FindingTexts.languages()) {
            String words = steps.plainWords(language);
            assertThat(words).contains("news.acme.example", "24").doesNotContain("{", "ONBOARDING_");
            steps.formInputs().forEach(input -> assertThat(words).contains(input.name(), input.value()));
        }
    }

    @Test
    void a_listener_that_throws_stops_nothing() {
        publishAll(acme.begin("acme.example"));
        AccountDomains domains = vendor.settings()
                .spfInclude("spf.vendor.example")
                .listener(change -> {
                    throw new IllegalStateException("the application's own mail is away");
                })
                .build()
                .account("acme");

        assertThat(domains.activate(domains.check("acme.example")).isActive()).isTrue();
        assertThat(acme.find("acme.example").orElseThrow().state()).isEqualTo(DomainState.ACTIVE);
    }

    @Test
    void what_an_onboarding_lacks_is_said_all_at_once() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> DomainOnboarding.builder().build())
                .withMessageContainingAll("resolver(", "store(", "keys(", "spfInclude(");
    }

    private List<String> signing() {
        return vendor.rotation.ring().keysFor(acmeId, DomainName.parse("acme.example")).stream()
                .map(key -> key.selector().value())
                .toList();
    }

    private Onboarding activate(AccountDomains account) {
        Onboarding steps = account.begin("acme.example");
        publishAll(steps);
        DomainReport report = account.check("acme.example");
        assertThat(report.passed()).as(report.explain(Locale.ENGLISH)).isTrue();
        assertThat(account.activate(report).isActive()).isTrue();
        return steps;
    }

    private void publishAll(Onboarding steps, OnboardingPart... parts) {
        List<OnboardingPart> wanted = parts.length == 0 ? List.of(OnboardingPart.values()) : List.of(parts);
        steps.steps().stream()
                .filter(step -> wanted.contains(step.part()))
                .forEach(step -> step.entries().forEach(vendor::publish));
    }

    private static DnsEntry entry(Onboarding steps, OnboardingPart part) {
        return steps.steps().stream()
                .filter(step -> step.part() == part)
                .findFirst()
                .orElseThrow()
                .entries()
                .get(0);
    }

    private static List<OnboardingPart> passed(DomainReport report) {
        return report.steps().stream()
                .filter(step -> step.verdict() == DomainVerdict.PASSED)
                .map(StepReport::part)
                .sorted()
                .toList();
    }

    private static List<FindingCode> codes(DomainReport report) {
        return report.findings().stream().map(DomainFinding::code).toList();
    }

    private static FindingCode refusal(Activation activation) {
        return ((Activation.Refused) activation).reason().code();
    }

    private static <T> List<T> together(Callable<T> one, Callable<T> other) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(List.of(one, other))) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
