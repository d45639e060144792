package io.sendwell.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sendwell.policy.SendingPolicy;
import io.sendwell.policy.SendingPolicy.Weight;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FindingTest {

    private static final Finding LARGE =
            Finding.fail(MailRule.MESSAGE_LARGE).with("octets", 12_345_678).with("limit", 10_000_000);

    @Test
    void it_is_told_in_the_language_that_is_asked_for_with_its_numbers_grouped_as_there() {
        assertThat(LARGE.explain())
                .isEqualTo(
                        "MESSAGE_LARGE: The mail has 12,345,678 octets on the wire. Wanted: At most 10,000,000 octets."
                                + " To do: Offer a link instead of the attachment, or change the policy's wireSize figures.");
        assertThat(LARGE.seen(Locale.GERMAN)).isEqualTo("Die Mail hat auf der Leitung 12.345.678 Oktette.");
        assertThat(LARGE.explain(Locale.forLanguageTag("es"))).contains("Se espera: Como máximo", "Qué hacer: Ofrezca");
    }

    @Test
    void a_value_that_looks_like_a_placeholder_stays_what_it_is() {
        Finding finding = Finding.fail(MailRule.MERGE_VALUE_UNSAFE)
                .with("field", "{reason}")
                .with("reason", "{field} {0}");
        assertThat(finding.seen()).isEqualTo("The value of {reason} cannot stand in its place: {field} {0}");
    }

    @Test
    void foreign_text_in_a_value_is_shown_and_does_nothing() {
        Finding quoted = Finding.fail(MailRule.ATTACHMENT_TYPE_BLOCKED).with("file", "a\r\n\u202e\"exe");
        assertThat(quoted.seen()).isEqualTo("There is an attachment \"a\\u{D}\\u{A}\\u{202E}\\\"exe\".");
        Finding plain = Finding.fail(MailRule.VETOED).with("reason", "no\r\n\u001b[31m\u202ered");
        assertThat(plain.seen()).doesNotContainPattern("[\\p{Cntrl}\u202e]");
        assertThat(plain.values()).containsEntry("reason", "no\r\n\u001b[31m\u202ered");
    }

    @Test
    void words_of_the_application_are_told_as_they_are() {
        Finding own = Finding.mustFail("NO_OFFERS", "An {offer}.", "None.", "", "a house rule");
        assertThat(own.explain(Locale.GERMAN)).isEqualTo("NO_OFFERS: An {offer}. Erwartet: None.");
        assertThat(own.ruleIds()).isEmpty();
        assertThat(own.stopsSending()).isTrue();
    }

    @Test
    void a_code_is_upper_case() {
        for (String code : List.of("", "A", "no_subject", "NO SUBJECT", "1A", "A".repeat(65), "Ä_B")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Finding.shouldFail(code, "", "", "", ""))
                    .withMessageContaining(code);
        }
    }

    @Test
    void a_policy_makes_more_of_it_or_less_or_nothing() {
        assertThat(weighed(LARGE, Weight.STOPS)).containsExactly(LARGE.weighing(Severity.MUST));
        assertThat(weighed(LARGE, Weight.NOTES)).containsExactly(LARGE.weighing(Severity.NOTE));
        assertThat(weighed(LARGE, Weight.OFF)).isEmpty();
        assertThat(LARGE.weighedBy(SendingPolicy.defaults())).contains(LARGE);
    }

    @Test
    void what_sendwell_would_put_right_stops_where_the_policy_wants_it_done_by_the_author() {
        Finding derived = Finding.applied(MailRule.TEXT_PART_DERIVED);
        assertThat(weighed(derived, Weight.STOPS)).singleElement().matches(Finding::stopsSending);
        assertThat(weighed(derived, Weight.NOTES)).containsExactly(derived);
    }

    private static List<Finding> weighed(Finding finding, Weight weight) {
        SendingPolicy policy = SendingPolicy.defaults().with(p -> p.weigh(finding.code(), weight));
        return finding.weighedBy(policy).stream().toList();
    }
}
