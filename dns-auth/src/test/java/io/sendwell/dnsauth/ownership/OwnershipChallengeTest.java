package io.sendwell.dnsauth.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnershipChallengeTest {

    private static final AccountId ACCOUNT = AccountId.of("acme");
    private static final DomainName ACME = DomainName.parse("acme.example");
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private static final String SEED = "abcdefghijklmnopqrstuvwxyz234567";

    private static OwnershipChallenge challenge(AccountId account, DomainName domain, String seed) {
        return new OwnershipChallenge(
                account, domain, "_sendwell-challenge", "sendwell-verification", seed, NOW.plus(Duration.ofDays(30)));
    }

    @Test
    void a_challenge_says_which_record_and_which_file() {
        OwnershipChallenge challenge = OwnershipChallenge.begin(ACCOUNT, ACME, NOW, new SecureRandom());

        assertThat(challenge.dnsEntry().zoneLine())
                .matches("_sendwell-challenge\\.acme\\.example\\. IN TXT \"sendwell-verification=[a-z2-7]{32}\"");
        assertThat(challenge.fileName()).matches("sendwell-verification-[a-z2-7]{32}\\.txt");
        assertThat(challenge.expiresAt()).isEqualTo(NOW.plus(OwnershipChallenge.DEFAULT_LIFETIME));
    }

    @Test
    void the_operator_s_brand_replaces_ours() {
        OwnershipChallenge challenge = OwnershipChallenge.begin(ACCOUNT, ACME, "acme-crm", NOW, new SecureRandom());

        assertThat(challenge.dnsEntry().name().toString()).isEqualTo("_acme-crm-challenge.acme.example");
        assertThat(challenge.text()).startsWith("acme-crm-verification=");
        assertThat(challenge.fileName()).startsWith("acme-crm-verification-");
    }

    @Test
    void a_challenge_kept_in_a_store_asks_for_the_same_again() {
        OwnershipChallenge kept = challenge(ACCOUNT, ACME, SEED);

        // Computed apart with Python: base32(hmac_sha256(seed, "text\nacme\nacme.example"))[:32].lower()
        assertThat(kept.text()).isEqualTo("sendwell-verification=bvb6t6ze5t4c3q22bv2hdwbtspngpjty");
        assertThat(kept.fileName()).isEqualTo("sendwell-verification-n7buhwnibt4mka3byskwgup2oc7zo2sh.txt");
    }

    @Test
    void a_text_is_of_one_account_one_domain_and_one_seed() {
        Set<String> texts = new HashSet<>();
        texts.add(challenge(ACCOUNT, ACME, SEED).text());
        texts.add(challenge(AccountId.of("acme2"), ACME, SEED).text());
        texts.add(challenge(ACCOUNT, DomainName.parse("sub.acme.example"), SEED).text());
        texts.add(challenge(ACCOUNT, ACME, SEED.replace('a', 'b')).text());

        assertThat(texts).hasSize(4);
    }

    @Test
    void every_challenge_has_a_seed_of_its_own() {
        SecureRandom random = new SecureRandom();
        Set<String> seeds = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            seeds.add(OwnershipChallenge.begin(ACCOUNT, ACME, NOW, random).seed());
        }

        assertThat(seeds).hasSize(1000).allMatch(seed -> seed.length() == 32);
    }

    @Test
    void a_file_name_does_not_give_away_the_text() {
        OwnershipChallenge challenge = challenge(ACCOUNT, ACME, SEED);
        String secret = challenge.text().substring("sendwell-verification=".length());

        assertThat(challenge.fileName()).doesNotContain(secret.substring(0, 8));
    }

    @Test
    void a_challenge_ends_at_its_end() {
        OwnershipChallenge challenge = challenge(ACCOUNT, ACME, SEED);

        assertThat(challenge.isExpiredAt(challenge.expiresAt().minusMillis(1))).isFalse();
        assertThat(challenge.isExpiredAt(challenge.expiresAt())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Brand", "a b", "a.b", "a_b", "marke\u00e4"})
    void a_brand_that_cannot_be_published_is_refused(String brand) {
        assertThatThrownBy(() -> OwnershipChallenge.begin(ACCOUNT, ACME, brand, NOW, new SecureRandom()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_seed_that_is_too_short_and_a_name_that_is_too_long_are_refused() {
        DomainName tooLong = DomainName.parse(("a".repeat(59) + ".").repeat(4) + "example");

        assertThatThrownBy(() -> challenge(ACCOUNT, ACME, "abc")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> challenge(ACCOUNT, tooLong, SEED)).isInstanceOf(IllegalArgumentException.class);
    }
}
