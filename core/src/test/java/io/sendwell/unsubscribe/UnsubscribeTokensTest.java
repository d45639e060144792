package io.sendwell.unsubscribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.AccountId;
import io.sendwell.account.Secret;
import io.sendwell.address.EmailAddress;
import io.sendwell.message.Purpose;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnsubscribeTokensTest {

    private static final Secret OLD = Secret.of("the secret of the year before this one");
    private static final Secret NEW = Secret.of("the secret of this year, made by chance");
    private static final UnsubscribeToken KIM = token("YourCompany_12345", "newsletter", "kim@example.net");

    private final UnsubscribeTokens tokens = UnsubscribeTokens.under(NEW);

    @Test
    void a_token_is_opened_as_it_was_sealed() {
        UnsubscribeToken ending = new UnsubscribeToken(
                KIM.account(), KIM.person(), Optional.empty(), Optional.of(Instant.parse("2027-01-20T17:00:00Z")));

        assertThat(tokens.open(tokens.seal(KIM))).hasValue(KIM);
        assertThat(tokens.open(tokens.seal(ending)).orElseThrow().expires())
                .as("the end of that day")
                .hasValue(Instant.parse("2027-01-21T00:00:00Z"));
    }

    @Test
    void nothing_of_the_person_is_read_from_a_token() {
        String sealed = tokens.seal(KIM);
        String decoded =
                new String(Base64.getUrlDecoder().decode(sealed), java.nio.charset.StandardCharsets.ISO_8859_1);

        assertThat(sealed).matches("[A-Za-z0-9_-]+").doesNotContain("kim", "example");
        assertThat(decoded).doesNotContain("kim", "example", "newsletter", "YourCompany");
        assertThat(KIM.toString()).doesNotContain("kim@");
    }

    @Test
    void the_same_person_and_list_has_the_same_token_and_nobody_else_has() {
        Set<String> sealed = new HashSet<>();
        sealed.add(tokens.seal(KIM));
        sealed.add(tokens.seal(token("YourCompany_12345", "newsletter", "KIM@Example.net")));
        assertThat(sealed).hasSize(1);
        sealed.add(tokens.seal(token("YourCompany_12345", "events", "kim@example.net")));
        sealed.add(tokens.seal(token("YourCompany_12346", "newsletter", "kim@example.net")));
        sealed.add(tokens.seal(token("YourCompany_12345", "newsletter", "lee@example.net")));
        sealed.add(tokens.seal(KIM.forAllLists()));
        assertThat(sealed).hasSize(5);
    }

    @Test
    void a_secret_that_was_replaced_opens_and_the_newest_one_seals() {
        String ofBefore = UnsubscribeTokens.under(OLD).seal(KIM);
        UnsubscribeTokens both = tokens.formerly(OLD);

        assertThat(both.open(ofBefore)).hasValue(KIM);
        assertThat(both.seal(KIM)).isEqualTo(tokens.seal(KIM)).isNotEqualTo(ofBefore);
        assertThat(tokens.open(ofBefore)).as("a secret that was dropped").isEmpty();
    }

    @Test
    void the_longest_of_everything_fits() {
        UnsubscribeToken longest = token(
                "a".repeat(64), "p".repeat(64), "l".repeat(64) + "@" + ("d".repeat(59) + ".").repeat(3) + "example");

        String sealed = tokens.seal(longest);
        assertThat(sealed.length()).isLessThanOrEqualTo(UnsubscribeTokens.MAX_LENGTH);
        assertThat(tokens.open(sealed)).hasValue(longest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"kim+news@bücher.example", "jürgen@example.net", "O'Neil@example.net", "a.b-c_d@sub.example.net"
            })
    void addresses_of_any_kind_come_back(String address) {
        UnsubscribeToken token = token("one", "newsletter", address);
        assertThat(tokens.open(tokens.seal(token)).orElseThrow().person().normalForm())
                .isEqualTo(EmailAddress.parse(address).normalForm());
    }

    @Test
    void a_token_that_was_changed_anywhere_is_none() {
        byte[] sealed = Base64.getUrlDecoder().decode(tokens.seal(KIM));
        for (int bit = 0; bit < 8 * sealed.length; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(tokens.open(Base64.getUrlEncoder().withoutPadding().encodeToString(changed)))
                    .as("bit " + bit)
                    .isEmpty();
        }
        for (int length = 0; length < sealed.length; length++) {
            assertThat(tokens.open(Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(java.util.Arrays.copyOf(sealed, length))))
                    .isEmpty();
        }
    }

    @Test
    void whatever_comes_from_outside_is_a_token_or_none() {
        Random chance = new Random(8_058);
        for (int round = 0; round < 2_000; round++) {
            byte[] octets = new byte[chance.nextInt(200)];
            chance.nextBytes(octets);
            assertThat(tokens.open(Base64.getUrlEncoder().encodeToString(octets)))
                    .isEmpty();
            assertThat(tokens.open(new String(octets, java.nio.charset.StandardCharsets.UTF_16)))
                    .isEmpty();
        }
        assertThat(tokens.open("A".repeat(1_000_000))).isEmpty();
    }

    @Test
    void a_secret_that_can_be_guessed_is_refused() {
        assertThatThrownBy(() -> UnsubscribeTokens.under(Secret.of("short")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 characters")
                .hasMessageNotContaining("short\"");
    }

    private static UnsubscribeToken token(String account, String list, String person) {
        return new UnsubscribeToken(
                AccountId.of(account),
                EmailAddress.parse(person.toLowerCase(java.util.Locale.ROOT)),
                Optional.of(Purpose.of(list)),
                Optional.empty());
    }
}
