package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sendwell.account.AccountId;
import io.sendwell.account.Secret;
import io.sendwell.identity.Operator;
import io.sendwell.message.CampaignName;
import io.sendwell.message.HeaderField;
import io.sendwell.message.MailBuilder;
import io.sendwell.message.MessageClass;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderRulesTest {

    private static final String ID = "019ab000-1111-7222-8333-444455556666";
    private static final AccountId ACCOUNT = AccountId.of("YourCompany_12345");

    @Test
    void a_mail_between_two_people_has_nothing_of_a_machine() {
        assertThat(fields(mail -> mail)).isEmpty();
    }

    @Test
    void a_broadcast_says_that_it_is_one_and_which_list_it_comes_from() {
        Map<String, String> fields = fields(mail -> mail.messageClass(MessageClass.MASS)
                .purpose("newsletter")
                .unsubscribe(URI.create("https://u.vendor.example/o/t0ken")));

        assertThat(fields)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "List-Unsubscribe", "<https://u.vendor.example/o/t0ken>",
                        "List-Unsubscribe-Post", "List-Unsubscribe=One-Click",
                        "List-Id", "<newsletter.YourCompany_12345.mail.vendor.example>",
                        "Precedence", "bulk",
                        "X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply",
                        "Auto-Submitted", "auto-generated",
                        "Feedback-ID", "2026-12-01-spring:YourCompany_12345:newsletter:acme-crm"));
    }

    @Test
    void a_triggered_mail_says_that_a_machine_wrote_it() {
        assertThat(fields(mail -> mail.messageClass(MessageClass.SYSTEM)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "Auto-Submitted", "auto-generated",
                        "Feedback-ID", "2026-12-01-spring:YourCompany_12345:system:acme-crm"));
    }

    @Test
    void automatic_replies_are_stopped_and_bounces_are_not() {
        assertThat(fields(mail -> mail.messageClass(MessageClass.MASS)).get("X-Auto-Response-Suppress"))
                .doesNotContainIgnoringCase("all")
                .doesNotContain("NDR");
    }

    @Test
    void a_field_of_the_applications_own_stays_the_only_one_of_its_name() {
        assertThat(fields(mail -> mail.messageClass(MessageClass.MASS).header("precedence", "list")))
                .doesNotContainKey("Precedence");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-01 Spring,              2026-12-01-spring",
        "'Frühling: 50 % auf alles!',    fr-hling-50-auf-alles-",
        "春のコレクション,                 ''",
    })
    void a_campaign_is_named_without_a_colon_and_never_like_another(String campaign, String begin) {
        Map<String, String> fields = fields(campaign, mail -> mail.messageClass(MessageClass.SYSTEM));
        String name = fields.get("Feedback-ID").split(":", -1)[0];
        assertThat(fields.get("Feedback-ID").split(":", -1)).hasSize(4);
        assertThat(name).startsWith(begin).matches("[a-z0-9-]{1,40}");
        assertThat(fields(campaign + "!", mail -> mail.messageClass(MessageClass.SYSTEM))
                        .get("Feedback-ID"))
                .isNotEqualTo(fields.get("Feedback-ID"));
    }

    @Test
    void complaints_are_asked_for_where_the_operator_wants_them_and_can_be_believed() {
        HeaderRules rules = new HeaderRules(Operator.named("Acme CRM")
                .senderField("mail@mail.vendor.example")
                .bounceSecret(Secret.of("a secret of the operator"))
                .complaintAddress("fbl@vendor.example")
                .build());

        assertThat(map(rules, "Spring", mail -> mail.messageClass(MessageClass.MASS)))
                .containsEntry("CFBL-Address", "fbl@vendor.example; report=arf")
                .hasEntrySatisfying("CFBL-Feedback-ID", code -> assertThat(code).matches(ID + "\\.[0-9a-f]{16}"));
        assertThat(map(rules, "Spring", mail -> mail)).isEmpty();
    }

    @Test
    void complaints_that_nobody_could_believe_are_not_asked_for() {
        Operator.Builder operator = Operator.named("Acme CRM")
                .senderField("mail@mail.vendor.example")
                .complaintAddress("fbl@vendor.example");
        assertThatIllegalArgumentException().isThrownBy(operator::build).withMessageContaining("bounceSecret");
    }

    @ParameterizedTest
    @CsvSource({"A", "Acme CRM", "A very long name of an operator", "株式会社"})
    void the_sender_is_named_in_5_to_15_characters(String operator) {
        HeaderRules rules = new HeaderRules(
                Operator.named(operator).senderField("mail@mail.vendor.example").build());
        String feedbackId = map(rules, "Spring", mail -> mail.messageClass(MessageClass.SYSTEM))
                .get("Feedback-ID");
        assertThat(feedbackId.substring(feedbackId.lastIndexOf(':') + 1)).matches("[a-z0-9-]{5,15}");
    }

    @ParameterizedTest
    @CsvSource({"..a..b.., .x."})
    void a_list_id_is_a_dot_atom_whatever_account_and_list_are_called(String account, String list) {
        String listId = listId(account, list);
        assertThat(listId).matches("<[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*>");
        assertThat(listId("a".repeat(64), "p".repeat(64)).length()).isLessThanOrEqualTo(255);
    }

    private static String listId(String account, String list) {
        HeaderRules rules = new HeaderRules(Operator.named("Acme CRM")
                .senderField("mail@" + "sub.".repeat(40) + "vendor.example")
                .build());
        return rules
                .fields(
                        AccountId.of(account),
                        Office.mail()
                                .messageClass(MessageClass.MASS)
                                .purpose(list)
                                .build(),
                        CampaignName.of("Spring"),
                        ID)
                .stream()
                .filter(field -> field.name().equals("List-Id"))
                .map(HeaderField::body)
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> fields(UnaryOperator<MailBuilder> change) {
        return fields("2026-12-01 Spring", change);
    }

    private static Map<String, String> fields(String campaign, UnaryOperator<MailBuilder> change) {
        return map(new HeaderRules(Office.operator()), campaign, change);
    }

    private static Map<String, String> map(HeaderRules rules, String campaign, UnaryOperator<MailBuilder> change) {
        Map<String, String> fields = new LinkedHashMap<>();
        rules.fields(ACCOUNT, change.apply(Office.mail()).build(), CampaignName.of(campaign), ID)
                .forEach(field -> fields.put(field.name(), field.body()));
        return fields;
    }
}
