package io.sendwell.dnsauth.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.resolver.DnsClient;
import io.sendwell.domain.DomainRegistration;
import io.sendwell.domain.DomainState;
import io.sendwell.domain.DomainStore;
import io.sendwell.domain.InMemoryDomainStore;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.AuthorDomainFacts.Existence;
import io.sendwell.identity.AuthorDomainFacts.Verification;
import io.sendwell.identity.AuthorFacts;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.testkit.VirtualClock;
import io.sendwell.testkit.contract.AuthorFactsContract;
import io.sendwell.testkit.dns.DnsFault;
import io.sendwell.testkit.dns.FakeDns;
import io.sendwell.testkit.fixtures.Accounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DnsAuthorFactsTest implements AuthorFactsContract {

    private static final DomainName ACME = DomainName.parse("acme-customer.com");
    private static final String POLICY = "_dmarc.acme-customer.com";

    private final VirtualClock clock = VirtualClock.at("2026-11-22T08:00:00Z");
    private final DomainStore store = new InMemoryDomainStore();
    private FakeDns dns;

    @BeforeEach
    void start() {
        dns = FakeDns.start();
    }

    @AfterEach
    void close() {
        dns.close();
    }

    private DnsAuthorFacts.Builder builder() {
        return DnsAuthorFacts.builder(DnsClient.of(dns.host() + ":" + dns.port()), store)
                .clock(clock);
    }

    @Override
    public AuthorFacts newAuthorFacts() {
        register("acme", DomainName.parse("acme.example"), DomainState.ACTIVE);
        register("acme", DomainName.parse("bücher.example"), DomainState.GRACE);
        return builder()
                .confirmedMailboxes((account, mailbox) ->
                        account.equals(Accounts.ACME) && mailbox.normalForm().equals("erik@acme.example"))
                .build();
    }

    private void register(String account, DomainName domain, DomainState state) {
        AccountId id = AccountId.of(account);
        DomainRegistration before =
                store.find(id, domain).orElseGet(() -> DomainRegistration.begun(id, domain, "token", clock.instant()));
        assertThat(store.save(before.change().state(state).done())).isEqualTo(DomainStore.Saved.SAVED);
    }

    private void publishPolicy(String text) {
        dns.replace(POLICY, DnsType.TXT, text);
    }

    @Test
    void what_the_dns_says_is_known_after_it_was_learned() {
        publishPolicy("v=DMARC1; p=quarantine; adkim=s");
        dns.publish("acme-customer.com", DnsType.MX, "10 mx.acme-customer.com");
        DnsAuthorFacts facts = builder().build();

        AuthorDomainFacts learned = facts.learn(ACME);

        assertThat(learned)
                .isEqualTo(AuthorDomainFacts.unverified(DmarcPolicy.QUARANTINE)
                        .withStrictAlignment()
                        .withOrganizationalDomain(ACME));
        assertThat(facts.domain(Accounts.ACME, ACME)).isEqualTo(learned);
    }

    @Test
    void nobody_asks_the_dns_while_mail_waits() {
        publishPolicy("v=DMARC1; p=none");
        DnsAuthorFacts facts = builder().build();
        facts.learn(ACME);
        dns.clear();
        clock.advance(Duration.ofHours(23));

        facts.domain(Accounts.ACME, ACME);
        facts.domain(Accounts.ACME, DomainName.parse("never-heard-of.com"));

        assertThat(dns.questions()).isEmpty();
    }

    @Test
    void where_receivers_disagree_the_stricter_policy_counts_and_only_equal_domains_are_aligned() {
        dns.publishText("_dmarc.my.mom.za.org", "v=DMARC1; p=none; psd=n");
        dns.publishText("_dmarc.mom.za.org", "v=DMARC1; p=reject");

        AuthorDomainFacts learned = builder().build().learn(DomainName.parse("a.my.mom.za.org"));

        assertThat(learned.policy()).isEqualTo(DmarcPolicy.REJECT);
        assertThat(learned.organizationalDomain()).isEmpty();
    }

    @Test
    void the_declared_policy_counts_and_not_the_test_mode() {
        publishPolicy("v=DMARC1; p=reject; t=y; pct=0");

        assertThat(builder().build().learn(ACME).policy()).isEqualTo(DmarcPolicy.REJECT);
    }

    @Test
    void no_record_is_absent_and_trouble_is_unknown() {
        assertThat(builder().build().learn(ACME).policy()).isEqualTo(DmarcPolicy.ABSENT);

        dns.inject(DnsFault.serverFailure().at(POLICY));
        assertThat(builder().build().learn(ACME).policy()).isEqualTo(DmarcPolicy.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            MX | 10 mx.acme-customer.com | EXISTS
            MX | 0 .                     | DEAD
            A  | 192.0.2.1               | EXISTS
            AAAA | 2001:db8::1           | EXISTS
            TXT | v=spf1 -all            | DEAD
            -  | -                       | DEAD
            """)
    void a_domain_exists_when_it_could_take_mail(DnsType type, String value, Existence existence) {
        if (type != null) {
            dns.publish("acme-customer.com", type, value);
        }

        assertThat(builder().build().learn(ACME).existence()).isEqualTo(existence);
    }

    @ParameterizedTest
    @EnumSource(names = {"MX", "A", "AAAA"})
    void a_domain_that_cannot_be_asked_is_not_dead(DnsType type) {
        dns.publishText("acme-customer.com", "exists");
        dns.inject(DnsFault.serverFailure().at("acme-customer.com", type));

        assertThat(builder().build().learn(ACME).existence()).isEqualTo(Existence.UNKNOWN);
    }

    @Test
    void while_the_dns_is_in_trouble_the_last_good_answer_is_believed_for_a_day() {
        publishPolicy("v=DMARC1; p=none");
        dns.publish("acme-customer.com", DnsType.MX, "10 mx.acme-customer.com");
        DnsAuthorFacts facts = builder().build();
        AuthorDomainFacts good = facts.learn(ACME);
        dns.inject(DnsFault.serverFailure().atOrBelow("acme-customer.com"));

        clock.advance(Duration.ofHours(24).minusSeconds(1));
        facts.learn(ACME);
        assertThat(facts.domain(Accounts.ACME, ACME)).isEqualTo(good);

        clock.advance(Duration.ofSeconds(1));
        assertThat(facts.domain(Accounts.ACME, ACME)).isEqualTo(AuthorDomainFacts.unknown());
    }

    @Test
    void one_good_part_of_an_answer_does_not_make_the_other_part_older_or_younger() {
        publishPolicy("v=DMARC1; p=none");
        DnsAuthorFacts facts = builder().build();
        facts.learn(ACME);
        dns.inject(DnsFault.serverFailure().at(POLICY));
        dns.publish("acme-customer.com", DnsType.MX, "10 mx.acme-customer.com");

        clock.advance(Duration.ofHours(20));
        assertThat(facts.learn(ACME).policy()).isEqualTo(DmarcPolicy.NONE);
        clock.advance(Duration.ofHours(5));

        assertThat(facts.domain(Accounts.ACME, ACME).policy()).isEqualTo(DmarcPolicy.UNKNOWN);
        assertThat(facts.domain(Accounts.ACME, ACME).existence()).isEqualTo(Existence.EXISTS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            60     | PT5M
            3600   | PT1H
            604800 | PT24H
            -      | PT15M
            """)
    void an_answer_is_kept_for_its_ttl_within_bounds(Long ttl, Duration kept) {
        try (FakeDns patient = FakeDns.start()) {
            patient.zone("acme-customer.com", "@ 2592000 IN SOA ns hostmaster 1 3600 600 86400 2592000");
            if (ttl != null) {
                patient.publish(POLICY + ". " + ttl + " IN TXT \"v=DMARC1; p=none\"");
                patient.publish("acme-customer.com. " + ttl + " IN MX 10 mx.acme-customer.com.");
            }
            DnsAuthorFacts facts = DnsAuthorFacts.builder(DnsClient.of(patient.host() + ":" + patient.port()), store)
                    .clock(clock)
                    .build();
            facts.learn(ACME);

            clock.advance(kept.minusSeconds(1));
            assertThat(facts.refreshDue(10)).isZero();
            clock.advance(Duration.ofSeconds(1));
            assertThat(facts.refreshDue(10)).isEqualTo(1);
            assertThat(facts.refreshDue(10)).isZero();
        }
    }

    @Test
    void an_answer_that_could_not_be_had_is_asked_for_again_soon() {
        dns.inject(DnsFault.serverFailure().at(POLICY));
        DnsAuthorFacts facts = builder().build();
        facts.learn(ACME);
        dns.heal();
        publishPolicy("v=DMARC1; p=none");

        clock.advance(Duration.ofMinutes(5));

        assertThat(facts.refreshDue(1)).isEqualTo(1);
        assertThat(facts.domain(Accounts.ACME, ACME).policy()).isEqualTo(DmarcPolicy.NONE);
    }

    @Test
    void what_nobody_asks_about_is_forgotten() {
        DnsAuthorFacts facts = builder().build();
        facts.learn(ACME);
        clock.advance(Duration.ofDays(7).plusSeconds(1));

        assertThat(facts.refreshDue(10)).isZero();
    }

    @Test
    void the_least_used_domain_makes_room() {
        DnsAuthorFacts facts = builder().capacity(2).build();
        facts.learn(ACME);
        facts.learn(DomainName.parse("second-customer.com"));
        facts.domain(Accounts.ACME, ACME);
        facts.learn(DomainName.parse("third-customer.com"));

        assertThat(facts.domain(Accounts.ACME, ACME).policy()).isEqualTo(DmarcPolicy.ABSENT);
        assertThat(facts.domain(Accounts.ACME, DomainName.parse("second-customer.com")))
                .isEqualTo(AuthorDomainFacts.unknown());
    }

    @Test
    void an_executor_learns_what_is_missing_and_what_has_expired_once() {
        publishPolicy("v=DMARC1; p=none");
        List<Runnable> tasks = new ArrayList<>();
        DnsAuthorFacts facts = builder().background(tasks::add).build();

        assertThat(facts.domain(Accounts.ACME, ACME)).isEqualTo(AuthorDomainFacts.unknown());
        facts.domain(Accounts.GLOBEX, ACME);
        assertThat(tasks).hasSize(1);
        tasks.remove(0).run();

        assertThat(facts.domain(Accounts.ACME, ACME).policy()).isEqualTo(DmarcPolicy.NONE);
        assertThat(tasks).isEmpty();
        clock.advance(Duration.ofHours(24));
        facts.domain(Accounts.ACME, ACME);
        assertThat(tasks).hasSize(1);
    }

    @Test
    void a_busy_executor_does_no_harm() {
        DnsAuthorFacts facts = builder()
                .background(task -> {
                    throw new RejectedExecutionException("busy");
                })
                .build();

        assertThat(facts.domain(Accounts.ACME, ACME)).isEqualTo(AuthorDomainFacts.unknown());
        assertThat(facts.domain(Accounts.ACME, ACME)).isEqualTo(AuthorDomainFacts.unknown());
    }

    @ParameterizedTest
    @EnumSource(DomainState.class)
    void a_domain_counts_as_proven_in_use_and_in_grace(DomainState state) {
        register("acme", ACME, state);

        assertThat(builder().build().domain(Accounts.ACME, ACME).verification())
                .isEqualTo(
                        state == DomainState.ACTIVE || state == DomainState.GRACE
                                ? Verification.VERIFIED
                                : Verification.UNVERIFIED);
        assertThat(builder().build().domain(Accounts.GLOBEX, ACME).verification())
                .isEqualTo(
                        state == DomainState.ACTIVE || state == DomainState.GRACE
                                ? Verification.OF_ANOTHER_ACCOUNT
                                : Verification.UNVERIFIED);
    }

    @Test
    void what_becomes_of_a_domain_counts_at_once() {
        DnsAuthorFacts facts = builder().build();
        facts.learn(ACME);
        register("acme", ACME, DomainState.ACTIVE);
        assertThat(facts.domain(Accounts.ACME, ACME).verification()).isEqualTo(Verification.VERIFIED);

        register("acme", ACME, DomainState.LOST);
        assertThat(facts.domain(Accounts.ACME, ACME).verification()).isEqualTo(Verification.UNVERIFIED);
    }

    @Test
    void the_bounce_domain_is_that_of_the_account_that_proved_it() {
        DomainName bounce = DomainName.parse("bounce.acme-customer.com");
        DomainRegistration active = DomainRegistration.begun(Accounts.ACME, ACME, "token", clock.instant())
                .change()
                .state(DomainState.ACTIVE)
                .bounceDomain(Optional.of(bounce))
                .done();
        store.save(active);

        assertThat(builder().build().domain(Accounts.ACME, ACME).bounceDomain()).contains(bounce);
        assertThat(builder().build().domain(Accounts.GLOBEX, ACME).bounceDomain())
                .isEmpty();
    }
}
