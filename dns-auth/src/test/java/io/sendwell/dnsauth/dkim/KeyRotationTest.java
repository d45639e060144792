package io.sendwell.dnsauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.Secret;
import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsName;
import io.sendwell.dnsauth.dkim.KeyVisibility.Sight;
import io.sendwell.dnsauth.publish.DnsEntry;
import io.sendwell.signing.InMemorySigningKeyStore;
import io.sendwell.signing.Selector;
import io.sendwell.signing.SigningAlgorithm;
import io.sendwell.signing.SigningKey;
import io.sendwell.signing.SigningKeyState;
import io.sendwell.testkit.VirtualClock;
import io.sendwell.testkit.fixtures.Accounts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyRotationTest {

    private static final DomainName DOMAIN = DomainName.parse("acme.example");

    private final VirtualClock clock = VirtualClock.at(Instant.parse("2026-11-21T10:00:00Z"));
    private final InMemorySigningKeyStore store = new InMemorySigningKeyStore();
    private final Map<String, Sight> dns = new HashMap<>();
    private final KeyRotation rotation = new KeyRotation(
            store,
            (domain, selector, key) -> dns.getOrDefault(selector.value(), Sight.MISSING),
            clock,
            RotationTimes.defaults(),
            algorithm -> algorithm == SigningAlgorithm.RSA_SHA256
                    ? SigningKeys.RSA.getPrivate()
                    : SigningKeys.ED25519.getPrivate());

    @Test
    void the_first_key_signs_when_it_can_be_seen_and_the_domain_is_verified() {
        rotation.begin(Optional.of(Accounts.ACME), DOMAIN, SigningAlgorithm.RSA_SHA256);
        assertThat(activate()).as("nothing is published").isEmpty();
        assertThat(signing()).isEmpty();

        dns.put("s1", Sight.SEEN);
        assertThat(advance())
                .containsExactly(
                        "s1 of acme.example: CREATED, not seen -> CREATED, seen",
                        "s1 of acme.example: CREATED, seen -> PUBLISHED, seen");
        clock.advance(Duration.ofDays(10));
        assertThat(advance())
                .as("it waits to be told that the domain is verified")
                .isEmpty();
        assertThat(signing()).isEmpty();

        assertThat(activate()).containsExactly("s1");
        assertThat(signing()).containsExactly("s1");
    }

    @Test
    void a_new_key_takes_over_when_it_was_seen_for_48_hours() {
        signingWith("s1");
        rotation.begin(Optional.of(Accounts.ACME), DOMAIN, SigningAlgorithm.RSA_SHA256);
        advance();
        assertThat(signing()).as("s2 is not published").containsExactly("s1");

        dns.put("s2", Sight.SEEN);
        advance();
        clock.advance(Duration.ofDays(2).minusSeconds(1));
        assertThat(advance()).isEmpty();
        assertThat(signing()).containsExactly("s1");

        clock.advance(Duration.ofSeconds(1));
        assertThat(advance())
                .containsExactly(
                        "s2 of acme.example: PUBLISHED, seen -> ACTIVE, seen",
                        "s1 of acme.example: ACTIVE, seen -> RETIRING, seen");
        assertThat(signing()).containsExactly("s2");
    }

    @Test
    void the_wait_begins_anew_when_the_record_was_away() {
        signingWith("s1");
        rotation.begin(Optional.of(Accounts.ACME), DOMAIN, SigningAlgorithm.RSA_SHA256);
        dns.put("s2", Sight.SEEN);
        advance();
        clock.advance(Duration.ofHours(40));
        dns.put("s2", Sight.MISSING);
        advance();
        dns.put("s2", Sight.SEEN);
        advance();
        clock.advance(Duration.ofHours(47));
        advance();

        assertThat(signing()).containsExactly("s1");
        clock.advance(Duration.ofHours(1));
        advance();
        assertThat(signing()).containsExactly("s2");
    }

    @Test
    void an_old_key_is_revoked_after_7_days_and_gone_after_30_more() {
        rotatedToS2();
        clock.advance(Duration.ofDays(7).minusSeconds(1));
        assertThat(advance()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(advance()).containsExactly("s1 of acme.example: RETIRING, seen -> REVOKED, not seen");
        assertThat(published()).contains("s1._domainkey.acme.example. IN TXT \"v=DKIM1; p=\"");

        clock.advance(Duration.ofDays(30));
        assertThat(advance()).containsExactly("s1 of acme.example: REVOKED, not seen -> gone");
        assertThat(published()).noneMatch(line -> line.startsWith("s1."));
        assertThat(rotation.begin(Optional.of(Accounts.ACME), DOMAIN, SigningAlgorithm.RSA_SHA256)
                        .selector())
                .as("the alias of s1 serves again")
                .isEqualTo(Selector.of("s1"));
    }

    @Test
    void nothing_signs_for_a_suspended_domain_until_it_is_activated_again() {
        rotatedToS2();
        rotation.suspend(Optional.of(Accounts.ACME), DOMAIN);

        assertThat(signing()).isEmpty();
        clock.advance(Duration.ofDays(3));
        advance();
        assertThat(signing()).as("its record is seen all the time").isEmpty();
        assertThat(published())
                .as("the old one is withdrawn")
                .contains("s1._domainkey.acme.example. IN TXT \"v=DKIM1; p=\"");

        assertThat(activate()).containsExactly("s2");
        assertThat(signing()).containsExactly("s2");
    }

    @Test
    void of_two_keys_that_wait_the_older_is_activated_and_the_younger_takes_over_later() {
        signingWith("s1");
        rotation.begin(Optional.of(Accounts.ACME), DOMAIN, SigningAlgorithm.RSA_SHA256);
        dns.put("s2", Sight.SEEN);
        clock.advance(Duration.ofSeconds(1));
        advance();
        rotation.suspend(Optional.of(Accounts.ACME), DOMAIN);

        assertThat(activate()).containsExactly("s1");
        clock.advance(Duration.ofDays(2));
        advance();
        assertThat(signing()).containsExactly("s2");
    }

    @Test
    void while_the_new_key_cannot_be_seen_the_old_one_signs_and_somebody_is_told() {
        rotatedToS2();
        dns.put("s2", Sight.MISSING);
        assertThat(advance()).containsExactly("s2 of acme.example: ACTIVE, seen -> ACTIVE, not seen");

        assertThat(signing()).containsExactly("s1");
        assertThat(rotation.unable()).extracting(key -> key.selector().value()).containsExactly("s2");
        clock.advance(Duration.ofDays(30));
        advance();
        assertThat(signing())
                .as("an old key is not revoked while it is the only one")
                .containsExactly("s1");

        dns.put("s2", Sight.SEEN);
        advance();
        assertThat(signing()).containsExactly("s2");
        assertThat(rotation.unable()).isEmpty();
    }

    @Test
    void nothing_signs_when_no_key_can_be_seen() {
        signingWith("s1");
        dns.clear();
        advance();

        assertThat(signing()).isEmpty();
        assertThat(DkimSigner.using(rotation::ring).build().signingDomain(Accounts.ACME, DOMAIN))
                .as("so that the identity decision knows")
                .isEmpty();
    }

    @Test
    void a_dns_that_cannot_be_asked_changes_nothing_for_a_day() {
        signingWith("s1");
        dns.put("s1", Sight.UNKNOWN);
        clock.advance(Duration.ofDays(1).minusSeconds(1));
        assertThat(advance()).isEmpty();
        assertThat(signing()).containsExactly("s1");

        clock.advance(Duration.ofSeconds(1));
        advance();
        assertThat(signing()).isEmpty();
    }

    @Test
    void ed25519_joins_the_rsa_key_and_never_signs_without_it() {
        signingWith("s1");
        rotation.begin(Optional.of(Accounts.ACME), DOMAIN, SigningAlgorithm.ED25519_SHA256);
        dns.put("e1", Sight.SEEN);
        advance();
        clock.advance(Duration.ofDays(2));
        advance();
        assertThat(signing()).containsExactly("s1", "e1");

        dns.put("s1", Sight.MISSING);
        advance();
        assertThat(signing()).isEmpty();
    }

    @Test
    void beginning_twice_makes_one_key() {
        SigningKey first = rotation.begin(Optional.of(Accounts.ACME), DOMAIN, SigningAlgorithm.RSA_SHA256);

        assertThat(rotation.begin(Optional.of(Accounts.ACME), DOMAIN, SigningAlgorithm.RSA_SHA256))
                .isEqualTo(first);
        assertThat(rotation.begin(Optional.of(Accounts.GLOBEX), DOMAIN, SigningAlgorithm.RSA_SHA256))
                .as("of another account")
                .isNotEqualTo(first);
    }

    @Test
    void a_damaged_key_keeps_no_other_from_signing() {
        signingWith("s1");
        SigningKey damaged = SigningKey.created(
                        Optional.of(Accounts.GLOBEX),
                        DomainName.parse("globex.example"),
                        Selector.of("s1"),
                        SigningAlgorithm.RSA_SHA256,
                        Secret.of("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
                        clock.instant())
                .seenAt(clock.instant())
                .in(SigningKeyState.ACTIVE, clock.instant());
        store.save(damaged);
        rotation.refresh();

        assertThat(signing()).containsExactly("s1");
        assertThat(rotation.unable()).containsExactly(damaged.withVersion(1));
    }

    @Test
    void a_customer_may_publish_aliases_once_and_leave_the_records_to_the_operator() {
        signingWith("s1");
        DnsName zone = DnsName.parse("dkim.vendor.example");
        KeyPublication publication = rotation.publication(Optional.of(Accounts.ACME), DOMAIN);

        List<DnsEntry> aliases = publication.aliasesInto(zone, List.of(Selector.of("s1"), Selector.of("s2")));
        List<DnsEntry> records = publication.recordsIn(zone);

        assertThat(aliases).hasSize(2);
        assertThat(aliases.get(0).zoneLine())
                .matches("s1\\._domainkey\\.acme\\.example\\. IN CNAME s1\\.[0-9a-f]{20}\\.dkim\\.vendor\\.example\\.");
        assertThat(records).hasSize(1);
        assertThat(aliases.get(0).value()).isEqualTo(records.get(0).name() + ".");
        assertThat(records.get(0).value()).startsWith("v=DKIM1; k=rsa; p=");
        assertThat(rotation.publication(Optional.of(Accounts.GLOBEX), DOMAIN)
                        .aliasesInto(zone, List.of(Selector.of("s1"))))
                .as("another account that claims the domain")
                .doesNotContainAnyElementsOf(aliases);
    }

    @Test
    void times_in_which_mail_would_outlive_its_key_are_refused() {
        assertThatThrownBy(() -> new RotationTimes(Duration.ofDays(2), Duration.ofDays(4), Duration.ZERO))
                .hasMessageContaining("5 days or more");
    }

    private void signingWith(String selector) {
        rotation.begin(Optional.of(Accounts.ACME), DOMAIN, SigningAlgorithm.RSA_SHA256);
        dns.put(selector, Sight.SEEN);
        assertThat(activate()).containsExactly(selector);
    }

    private void rotatedToS2() {
        signingWith("s1");
        rotation.begin(Optional.of(Accounts.ACME), DOMAIN, SigningAlgorithm.RSA_SHA256);
        dns.put("s2", Sight.SEEN);
        advance();
        clock.advance(Duration.ofDays(2));
        advance();
        assertThat(signing()).containsExactly("s2");
    }

    private List<String> activate() {
        return rotation.activate(Optional.of(Accounts.ACME), DOMAIN).stream()
                .map(key -> key.selector().value())
                .toList();
    }

    private List<String> advance() {
        return rotation.advance(Optional.of(Accounts.ACME), DOMAIN).stream()
                .map(RotationStep::toString)
                .toList();
    }

    private List<String> signing() {
        return rotation.ring().keysFor(Accounts.ACME, DOMAIN).stream()
                .map(key -> key.selector().value())
                .toList();
    }

    private List<String> published() {
        return rotation.publication(Optional.of(Accounts.ACME), DOMAIN).records().stream()
                .map(DnsEntry::zoneLine)
                .toList();
    }
}
