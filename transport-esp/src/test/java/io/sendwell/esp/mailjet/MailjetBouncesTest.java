package io.sendwell.esp.mailjet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.event.Bounce;
import io.sendwell.event.BounceKind;
import io.sendwell.event.Listing;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailjetBouncesTest {

    private final MailjetBounces bounces = new MailjetBounces();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "recipient   | user unknown               | yes  | MJ1  | HARD",
                "recipient   | user unknown               | none | MJ1  | HARD",
                "recipient   | user unknown               | no   | MJ1  | UNCLEAR",
                "recipient   | mailbox inactive           | yes  | MJ2  | HARD",
                "recipient   | mailbox inactive           | no   | MJ2  | UNCLEAR",
                "recipient   | quota exceeded             | no   | MJ3  | SOFT",
                "recipient   | quota exceeded             | yes  | MJ3  | SOFT",
                "domain      | invalid domain             | yes  | MJ4  | SOFT",
                "domain      | no mail host               | yes  | MJ5  | SOFT_NO_HOST",
                "domain      | relay/access denied        | yes  | MJ6  | UNCLEAR",
                "spam        | sender blocked             | yes  | MJ7  | BLOCK_REPUTATION",
                "spam        | content blocked            | yes  | MJ8  | CONTENT",
                "spam        | policy issue               | yes  | MJ9  | BLOCK_POLICY",
                "policy issue| ''                         | no   | MJ9  | BLOCK_POLICY",
                "system      | system issue               | no   | MJ10 | SOFT",
                "system      | protocol issue             | yes  | MJ11 | SOFT",
                "system      | connection issue           | no   | MJ12 | SOFT",
                "domain      | greylisted                 | no   | MJ13 | SOFT",
                "mailjet     | preblocked                 | none | MJ14 | SUPPRESSED",
                "mailjet     | duplicate in campaign      | none | MJ15 | INFO",
                "spam        | preblocked                 | none | MJ16 | CONTENT",
                "spam preblocked | ''                     | none | MJ16 | CONTENT",
                "content     | bad or empty template      | none | MJ17 | CONFIGURATION",
                "content     | error in template language | none | MJ18 | CONFIGURATION",
                "domain      | typofix                    | none | MJ19 | HARD",
                "domain      | typofix                    | no   | MJ19 | UNCLEAR",
                "recipient   | blacklisted                | none | MJ20 | SUPPRESSED",
                "recipient   | spam reporter              | none | MJ21 | COMPLAINT",
                "''          | USER UNKNOWN               | yes  | MJ1  | HARD",
                "user unknown| ''                         | yes  | MJ1  | HARD",
                "''          | a word of tomorrow         | yes  | MJ0  | UNCLEAR",
                "''          | ''                         | no   | MJ0  | SOFT",
            })
    void mailjets_word_is_read_in_either_field(
            String relatedTo, String error, String hardBounce, String row, BounceKind kind) {
        Bounce bounce = bounces.classify(relatedTo, error, "", flag(hardBounce));
        assertThat(bounce.row()).isEqualTo(row);
        assertThat(bounce.kind()).isEqualTo(kind);
        assertThat(bounce.code()).isEqualTo(error.isEmpty() ? relatedTo : error);
    }

    @Test
    void the_receivers_own_words_and_codes_are_kept() {
        assertThat(bounces.classify(
                        "recipient", "user unknown", "550 5.1.1 <ben@example.net>: no such mailbox", Optional.of(true)))
                .isEqualTo(new Bounce(
                        BounceKind.HARD, "MJ1", "550 5.1.1", "550 5.1.1 <ben@example.net>: no such mailbox"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "550 5.1.1 No such user                              | B9  | HARD",
                "554 5.7.1 Relay access denied                       | B10 | UNCLEAR",
                "550 5.7.1 blocked using zen.spamhaus.org            | B18 | BLOCK_REPUTATION",
                "550 5.4.1 Recipient address rejected: Access denied | B22 | HARD_UNCONFIRMED",
                "no code and nothing to read                         | MJ6 | UNCLEAR",
            })
    void where_mailjet_says_only_that_it_was_refused_the_comment_decides(String comment, String row, BounceKind kind) {
        Bounce bounce = bounces.classify("domain", "relay/access denied", comment, Optional.of(true));
        assertThat(bounce.row()).isEqualTo(row);
        assertThat(bounce.kind()).isEqualTo(kind);
        assertThat(bounce.text()).isEqualTo(comment);
    }

    @Test
    void what_mailjet_calls_not_permanent_is_not_made_hard_by_a_comment() {
        assertThat(bounces.classify("domain", "relay/access denied", "550 5.1.1 No such user", Optional.of(false))
                        .kind())
                .isEqualTo(BounceKind.UNCLEAR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org",
                "550 5.7.26 Unauthenticated email is not accepted due to DMARC policy",
                "552 5.2.2 over quota",
                "450 4.1.1 user unknown",
                "550 5.7.1 rejected by policy",
                "550 5.1.8 sender domain does not exist",
                "550 5.4.1 Recipient address rejected: Access denied",
            })
    void a_comment_that_says_otherwise_keeps_an_address_from_being_taken_for_dead(String comment) {
        for (String word : new String[] {"user unknown", "mailbox inactive", "typofix"}) {
            assertThat(bounces.classify("recipient", word, comment, Optional.of(true))
                            .kind())
                    .isNotEqualTo(BounceKind.HARD);
        }
    }

    @Test
    void a_comment_that_says_nothing_changes_nothing() {
        for (String comment : new String[] {"550 5.0.0 no", "gone", "250 2.0.0 OK", ""}) {
            assertThat(bounces.classify("recipient", "user unknown", comment, Optional.of(true))
                            .kind())
                    .isEqualTo(BounceKind.HARD);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sender blocked", "content blocked", "policy issue", "preblocked", "blacklisted", "system issue"
            })
    void no_comment_makes_what_is_about_us_or_mailjet_hard(String word) {
        assertThat(bounces.classify("spam", word, "550 5.1.1 user unknown", Optional.of(true))
                        .kind()
                        .listing())
                .isNotEqualTo(Listing.AT_ONCE);
    }

    private static Optional<Boolean> flag(String word) {
        return switch (word) {
            case "yes" -> Optional.of(true);
            case "no" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
