package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.ConfigurationException;
import io.sendwell.check.CheckReport;
import io.sendwell.check.Finding;
import io.sendwell.check.FindingStatus;
import io.sendwell.check.MailRule;
import io.sendwell.policy.SendingPolicy.Weight;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PreflightTest {

    private final Office office = new Office();

    @Test
    void a_report_tells_of_every_rule_that_was_looked_at_how_it_ended() {
        CheckReport report = office.account().check(Office.mail().build());

        assertThat(report.clean()).isTrue();
        assertThat(codes(report, FindingStatus.PASS))
                .contains(
                        "TEMPLATE_MALFORMED",
                        "MERGE_VALUE_MISSING",
                        "UNMERGED_PLACEHOLDER",
                        "SUBJECT_EMPTY",
                        "LINK_UNSAFE",
                        "ATTACHMENT_TYPE_BLOCKED",
                        "FROM_DOMAIN_DEAD",
                        "RECIPIENTS_BLOCKED",
                        "NO_ROUTE",
                        "MESSAGE_TOO_LARGE")
                .doesNotHaveDuplicates();
    }

    @Test
    void what_cannot_be_seen_from_here_never_passes() {
        CheckReport report = office.account().check(Office.mail().build());
        assertThat(codes(report, FindingStatus.NOT_CHECKED)).containsExactly("PLACEMENT_UNKNOWN");
    }

    @Test
    void what_comes_after_a_template_that_cannot_be_merged_does_not_pass() {
        CheckReport report = office.account()
                .check(Office.mail().text("{{#open}}").merge("first", "Kim").build());
        assertThat(codes(report, FindingStatus.FAIL)).containsExactly("TEMPLATE_MALFORMED");
        assertThat(codes(report, FindingStatus.PASS)).doesNotContain("UNMERGED_PLACEHOLDER", "LINK_UNSAFE");
    }

    @Test
    void a_rule_is_told_once() {
        Stream.of(Office.mail(), Office.mail().subject(""), Office.mail().subject("Re: x"))
                .map(mail -> office.account().check(mail.build()))
                .forEach(report ->
                        assertThat(report.findings()).extracting(Finding::code).doesNotHaveDuplicates());
    }

    @Test
    void a_policy_that_raises_a_finding_keeps_the_mail_from_leaving() {
        SendingAccount strict = weighing("SUBJECT_EMPTY", Weight.STOPS);
        assertThat(strict.send(Office.mail().subject("").build())
                        .plan()
                        .report()
                        .stops())
                .extracting(Finding::code)
                .containsExactly("SUBJECT_EMPTY");
        assertThat(office.esp.submissions()).isEmpty();
    }

    @Test
    void a_policy_that_turns_a_finding_off_does_not_hear_of_it() {
        CheckReport report = weighing("SUBJECT_EMPTY", Weight.OFF)
                .check(Office.mail().subject("").build());
        assertThat(report.findings()).extracting(Finding::code).doesNotContain("SUBJECT_EMPTY");
    }

    @Test
    void a_policy_cannot_lower_what_keeps_mail_from_leaving() {
        assertThatThrownBy(() -> weighing("LINK_UNSAFE", Weight.ADVISES))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("LINK_UNSAFE");
        weighing("LINK_UNSAFE", Weight.STOPS);
    }

    @Test
    void a_policy_cannot_weigh_what_no_check_reports() {
        assertThatThrownBy(() -> weighing("SUBJECT_EMTPY", Weight.STOPS))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("SUBJECT_EMTPY");
        assertThatThrownBy(() -> weighing("PLACEMENT_UNKNOWN", Weight.STOPS))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PLACEMENT_UNKNOWN");
    }

    @Test
    void every_rule_can_be_weighed_that_is_advice_by_itself() {
        for (MailRule rule : MailRule.values()) {
            if (rule.isWeighable()) {
                weighing(rule.name(), Weight.OFF);
            }
        }
    }

    private SendingAccount weighing(String code, Weight weight) {
        return office.builder()
                .policy(Office.policy().with(p -> p.weigh(code, weight)))
                .build()
                .account("one");
    }

    private static List<String> codes(CheckReport report, FindingStatus status) {
        return report.of(status).stream().map(Finding::code).toList();
    }
}
