package io.sendwell.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.transport.Refusal;
import io.sendwell.transport.RefusalScope;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosticTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            emptyValue = "",
            value = {
                "550 5.1.1 No such user                                     | 550 | 5.1.1",
                "550-5.1.1 No such user                                     | 550 | 5.1.1",
                "550 #5.1.0 Address rejected.                               | 550 | 5.1.0",
                "smtp; 550 5.1.1 No such user                               | 550 | 5.1.1",
                "smtp;421 4.4.2 gone                                        | 421 | 4.4.2",
                "x-postfix; unknown user                                    | -   | -",
                "550 User unknown                                           | 550 | -",
                "550                                                        | 550 | -",
                "571 Message refused                                        | 571 | -",
                "Sorry, no mailbox here by that name. (#5.1.1)              | -   | 5.1.1",
                "5.2.2 Over quota                                           | -   | 5.2.2",
                "host mx.example.net[192.0.2.1] said: 550 5.7.1 No (in reply)| 550 | 5.7.1",
                "Remote host said: 553 sorry, no (#5.7.1)                   | 553 | 5.7.1",
                "error: host mx.example.net [192.0.2.1]: 451 later          | 451 | -",
                "Remote Server returned '550 5.1.1 RESOLVER.ADR'            | 550 | 5.1.1",
                "550 failure for one or more (ada@example.net:550 5.1.1 no) | 550 | 5.1.1",
                "sent (250 2.0.0 OK)                                        | 250 | 2.0.0",
                "554 gave up; at first it said 452 4.3.2 later              | 554 | -",
                "A limit of 500 messages at 550 Park Street                 | -   | -",
                "filter 4.2.1 at 192.0.2.1 or 5.1.1.7                       | -   | -",
                "550 refused by filter 4.2.1                                | 550 | -",
                "1550 5.1.1 No                                              | -   | -",
                "350 5.1.1 No                                               | -   | -",
            })
    void codes_are_found_in_a_text_where_an_answer_begins(String text, String replyCode, String enhancedCode) {
        Diagnostic said = Diagnostic.inText(text);
        assertThat(said.replyCode()).isEqualTo(replyCode == null ? "" : replyCode);
        assertThat(said.enhancedCode()).isEqualTo(enhancedCode == null ? "" : enhancedCode);
    }

    @Test
    void a_status_stands_in_for_a_code_that_the_receiver_did_not_say() {
        assertThat(Diagnostic.deliveryStatus("failed", "5.4.7", "smtp; 554 too late")
                        .enhancedCode())
                .isEqualTo("5.4.7");
        assertThat(Diagnostic.deliveryStatus("failed", "5.1.1", "x-unix; no such user")
                        .enhancedCode())
                .isEqualTo("5.1.1");
    }

    @Test
    void the_receivers_own_code_comes_before_the_status() {
        assertThat(Diagnostic.deliveryStatus("failed", "5.0.0", "smtp; 550 5.7.1 No")
                        .enhancedCode())
                .isEqualTo("5.7.1");
    }

    @Test
    void a_status_about_the_address_is_not_believed_of_a_reply_without_one() {
        assertThat(Diagnostic.deliveryStatus("failed", "5.1.1", "smtp; 550 rejected")
                        .enhancedCode())
                .isEmpty();
        assertThat(Diagnostic.deliveryStatus("failed", "5.2.1", "smtp; 554 rejected")
                        .enhancedCode())
                .isEmpty();
    }

    @Test
    void the_action_is_compared_in_lower_case() {
        Diagnostic said = Diagnostic.deliveryStatus(" Delayed ", "4.4.1", "");
        assertThat(said.action()).isEqualTo("delayed");
        assertThat(BounceClassifier.shipped().classify(said).row()).isEqualTo("B1");
    }

    @Test
    void a_refused_submission_keeps_its_codes_and_words() {
        Refusal refusal =
                new Refusal(RefusalScope.RECIPIENT, "550", "5.1.1", "User unknown", Optional.of(Duration.ofMinutes(1)));
        assertThat(BounceClassifier.shipped().classify(Diagnostic.of(refusal, ReplyOrigin.RECEIVER)))
                .isEqualTo(new Bounce(BounceKind.HARD, "B9", "550 5.1.1", "User unknown"));
    }

    @Test
    void a_providers_own_code_is_kept_and_not_taken_for_a_reply_code() {
        Refusal refusal = Refusal.of(RefusalScope.MESSAGE, "send-0008", "The sender was not activated");
        assertThat(BounceClassifier.shipped().classify(Diagnostic.of(refusal, ReplyOrigin.OUR_RELAY)))
                .isEqualTo(new Bounce(BounceKind.UNKNOWN, "B32", "send-0008", "The sender was not activated"));
    }
}
