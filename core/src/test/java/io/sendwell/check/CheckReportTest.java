package io.sendwell.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.policy.SendingPolicy;
import io.sendwell.policy.SendingPolicy.Weight;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CheckReportTest {

    private static final CheckReport REPORT = new CheckReport(List.of(
            Finding.fail(MailRule.HTML_CLIPPED).with("octets", 110_000), Finding.applied(MailRule.TEXT_PART_DERIVED)));

    @Test
    void rules_of_which_nothing_was_found_pass() {
        CheckReport whole = REPORT.passing(
                List.of(MailRule.HTML_CLIPPED, MailRule.SUBJECT_EMPTY, MailRule.TEXT_PART_DERIVED),
                SendingPolicy.defaults());
        assertThat(whole.of(FindingStatus.PASS)).containsExactly(Finding.pass(MailRule.SUBJECT_EMPTY));
        assertThat(whole.advice()).isEqualTo(REPORT.advice());
    }

    @Test
    void who_hears_that_the_end_is_hidden_does_not_hear_that_the_html_is_not_long() {
        assertThat(REPORT.passing(List.of(MailRule.HTML_LONG), SendingPolicy.defaults()))
                .isEqualTo(REPORT);
    }

    @Test
    void a_rule_that_the_policy_turned_off_does_not_pass() {
        SendingPolicy policy = SendingPolicy.defaults().with(p -> p.weigh("SUBJECT_EMPTY", Weight.OFF));
        assertThat(REPORT.passing(List.of(MailRule.SUBJECT_EMPTY), policy)).isEqualTo(REPORT);
    }

    @Test
    void text_has_a_line_for_each_finding() {
        assertThat(REPORT.toText(Locale.FRENCH).lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("SHOULD FAIL HTML_CLIPPED: Le HTML a 110");
    }

    @Test
    void json_says_all_that_the_values_say() {
        CheckReport report = new CheckReport(List.of(
                Finding.fail(MailRule.SUBJECT_LONG).with("count", 300).with("odd \"name\"", "</script>\u2028\ud800")));
        assertThat(report.toJson(Locale.ENGLISH))
                .isEqualTo("{\"sendable\":true,\"findings\":[{\"code\":\"SUBJECT_LONG\",\"severity\":\"SHOULD\","
                        + "\"status\":\"FAIL\",\"rules\":[\"D103\"],\"source\":\"Gmail\\u0027s sender guidelines;"
                        + " Mailjet\\u0027s limits\",\"seen\":\"The subject has 300 characters.\",\"wanted\":\"At most 255"
                        + " characters.\",\"fix\":\"Shorten it.\",\"values\":{\"count\":\"300\",\"odd \\\"name\\\"\":"
                        + "\"\\u003c/script\\u003e\\u2028\\ufffd\"}}]}");
    }

    @Test
    void json_of_nothing_is_json() {
        assertThat(new CheckReport(List.of()).toJson(Locale.ENGLISH)).isEqualTo("{\"sendable\":true,\"findings\":[]}");
    }
}
