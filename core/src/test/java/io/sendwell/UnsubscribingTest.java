package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.AccountId;
import io.sendwell.account.ConfigurationException;
import io.sendwell.address.EmailAddress;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.check.Finding;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.message.HeaderField;
import io.sendwell.message.InvalidMessageException;
import io.sendwell.message.Mail;
import io.sendwell.message.MailBuilder;
import io.sendwell.message.MergeData;
import io.sendwell.message.MessageClass;
import io.sendwell.message.Purpose;
import io.sendwell.message.UnsubscribeLink;
import io.sendwell.mime.OutgoingMail;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.ClaimRequest;
import io.sendwell.outbox.SendingId;
import io.sendwell.unsubscribe.OptOut;
import io.sendwell.unsubscribe.PageRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnsubscribingTest {

    private static final AccountId ONE = AccountId.of("one");
    private static final EmailAddress KIM = EmailAddress.parse("kim@example.net");
    private static final Optional<Purpose> NEWS = Optional.of(Purpose.of("newsletter"));

    private final PostOffice post = new PostOffice();
    private final Sendwell sendwell = post.builder().build();
    private final SendingAccount account = sendwell.account("one");

    @Test
    void a_broadcast_has_the_link_in_its_header_and_in_both_parts() {
        account.send(newsletter("<p>Spring. <a href=\"{{unsubscribe}}\">Unsubscribe</a></p>"));

        OutgoingMail outgoing = onlyOne();
        UnsubscribeLink link = Office.LINKS.link(ONE, KIM, NEWS, Office.NOW);
        assertThat(outgoing.addedFields()).containsAll(link.headerFields());
        assertThat(outgoing.mail().html().orElseThrow()).contains("href=\"" + link.url() + "\"");
        assertThat(outgoing.mail().text().orElseThrow()).contains(link.url().toString());
    }

    @Test
    void an_application_gives_each_person_a_link_of_its_own() {
        account.send(Broadcast.compose(mail -> mail.from("Jo Berg", "jo@customer.example")
                        .subject("Spring")
                        .html("<a href='{{unsubscribe}}'>bye</a>"))
                .audience(() -> Stream.of(Recipient.of("", "kim@example.net").about("person/7")))
                .unsubscribe(person -> URI.create(
                        "https://acme.example/bye?lang=en&p=" + person.about().orElseThrow()))
                .build());

        assertThat(onlyOne().addedFields())
                .contains(new HeaderField("List-Unsubscribe", "<https://acme.example/bye?lang=en&p=person/7>"))
                .contains(new HeaderField("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        assertThat(onlyOne().mail().html().orElseThrow()).contains("https://acme.example/bye?lang=en&amp;p=person/7");
    }

    @Test
    void one_link_for_everybody_is_refused() {
        assertThatThrownBy(() -> Broadcast.compose(mail -> mail.from("jo@customer.example")
                                .subject("Spring")
                                .text("x")
                                .unsubscribe(URI.create("https://acme.example/bye")))
                        .audience(() -> Stream.of(Recipient.of("", "kim@example.net")))
                        .build())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("unsubscribe(person -> ...)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://acme.example/bye",
                "https:opaque",
                "https://a@acme.example/",
                "https://acme.example/#x",
                "mailto:x@acme.example"
            })
    void a_link_that_mail_clients_do_not_post_to_is_refused(String url) {
        assertThatThrownBy(() -> Office.mail().unsubscribe(URI.create(url)).build())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("RFC 8058");
    }

    @Test
    void a_broadcast_without_any_way_to_unsubscribe_does_not_leave() {
        SendingAccount without = Sendwell.builder()
                .operator(Office.operator())
                .esp(post.office.esp)
                .consentStore(new EverybodyAgrees())
                .policy(Office.policy())
                .account(AccountSettings.of("one"))
                .build()
                .account("one");
        Broadcast broadcast = newsletter("<a href=\"{{unsubscribe|https://x.example}}\">Unsubscribe</a>");

        assertThat(without.check(mass(mail -> mail)).stops())
                .extracting(Finding::code)
                .contains("UNSUBSCRIBE_MISSING");
        assertThat(without.send(broadcast).receipts())
                .allSatisfy(receipt -> assertThat(receipt.plan().report().stops())
                        .extracting(Finding::code)
                        .contains("UNSUBSCRIBE_MISSING"));
        assertThat(without.schedule(broadcast).asSoonAsPossible().explain()).contains("UNSUBSCRIBE_MISSING");
        assertThat(without.schedule(mass(mail -> mail)).asSoonAsPossible().explain())
                .contains("UNSUBSCRIBE_MISSING");
        assertThat(post.office.esp.submissions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>Spring</p>",
                "<a href=\"https://u.vendor.example/o\">Unsubscribe</a>",
                "<a href=\"{{unsubscribe}}\"> </a>",
                "<a href=\"{{unsubscribe}}\"><img src=\"x.png\"></a>",
                "<p title=\"{{unsubscribe}}\">Unsubscribe</p>",
            })
    void a_link_that_nobody_sees_is_none(String html) {
        assertThat(account.check(mass(mail -> mail.html(html).merge(MergeData.none())))
                        .stops())
                .extracting(Finding::code)
                .contains("NO_VISIBLE_UNSUBSCRIBE");
    }

    @Test
    void a_link_behind_what_gmail_shows_is_none() {
        String link = "<a href=\"{{unsubscribe}}\">Unsubscribe</a>";
        String long1 = "<p>" + "spring ".repeat(15_000) + "</p>";
        assertThat(account.check(mass(mail -> mail.html(long1 + link).merge(MergeData.none())))
                        .stops())
                .extracting(Finding::code)
                .containsExactly("NO_VISIBLE_UNSUBSCRIBE");
        assertThat(account.check(mass(mail -> mail.html(link + long1).merge(MergeData.none())))
                        .stops())
                .isEmpty();
    }

    @Test
    void a_text_part_of_its_own_needs_the_link_too() {
        assertThat(account.check(mass(mail -> mail.html("<a href=\"{{unsubscribe}}\">Unsubscribe</a>")
                                .text("Spring")
                                .merge(MergeData.none())))
                        .stops())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("NO_VISIBLE_UNSUBSCRIBE");
                    assertThat(finding.seen()).contains("text part").doesNotContain("HTML");
                });
    }

    @ParameterizedTest
    @EnumSource(names = {"INDIVIDUAL", "SYSTEM"})
    void other_mail_needs_no_link_and_has_none(MessageClass messageClass) {
        Receipt receipt = account.send(Office.mail().messageClass(messageClass).build());
        assertThat(receipt.plan().report().stops()).isEmpty();
        assertThat(names(onlyOne())).doesNotContain("List-Unsubscribe", "List-Id", "Precedence");
    }

    @Test
    void who_has_left_gets_no_more_broadcasts_of_the_list_and_everything_else() {
        leave(NEWS);

        Receipt stopped = account.send(newsletter(LINK)).receipts().get(0);
        assertThat(stopped.outcomes().get(KIM))
                .isInstanceOfSatisfying(
                        RecipientOutcome.Withheld.class,
                        withheld -> assertThat(withheld.code()).isEqualTo("RECIPIENT_OPTED_OUT"));
        assertThat(account.schedule(newsletter(LINK)).asSoonAsPossible().explain())
                .contains("RECIPIENT_OPTED_OUT");
        assertThat(post.office.esp.submissions()).isEmpty();

        assertThat(accepted(account.send(mass(mail -> mail.purpose("events"))))).isTrue();
        assertThat(accepted(account.send(mass(mail -> mail)))).isTrue();
        assertThat(accepted(account.send(Office.mail().build()))).isTrue();
        assertThat(accepted(account.send(Office.mail()
                        .messageClass(MessageClass.SYSTEM)
                        .purpose("newsletter")
                        .build())))
                .isTrue();
        assertThat(accepted(sendwell.account("two").send(mass(mail -> mail.purpose("newsletter")))))
                .as("another account's list of the same name")
                .isTrue();
    }

    @Test
    void who_has_left_all_lists_gets_invoices_only() {
        leave(Optional.empty());

        assertThat(accepted(account.send(mass(mail -> mail.purpose("events"))))).isFalse();
        assertThat(accepted(account.send(mass(mail -> mail)))).isFalse();
        assertThat(accepted(account.send(Office.mail()
                        .messageClass(MessageClass.SYSTEM)
                        .purpose("invoice")
                        .build())))
                .isTrue();
    }

    @Test
    void who_leaves_while_a_broadcast_waits_is_withheld_when_it_is_released() {
        SendingId id = account.schedule(newsletter(LINK)).asSoonAsPossible().id();
        leave(NEWS);
        Claim claim = claimed(id);

        Departure departure = sendwell.release().prepare(claim);
        assertThat(departure.stopped())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.code()).isEqualTo("RECIPIENT_OPTED_OUT"));
        assertThat(departure.routes()).isEmpty();
    }

    @Test
    void what_waits_leaves_with_the_link_that_it_was_made_with_whatever_secret_came_since() {
        SendingId id = account.schedule(newsletter(LINK)).asSoonAsPossible().id();
        Sendwell rotated = post.builder()
                .unsubscribe(io.sendwell.unsubscribe.UnsubscribeLinks.at(
                                "https://elsewhere.vendor.example/",
                                io.sendwell.account.Secret.of("another secret, of another year!"))
                        .formerSecret(io.sendwell.account.Secret.of("the secret of the links to unsubscribe")))
                .build();

        Departure departure = rotated.release().prepare(claimed(id));
        departure.submit(mark -> true);
        UnsubscribeLink link = Office.LINKS.link(ONE, KIM, NEWS, Office.NOW);
        assertThat(onlyOne().addedFields()).containsAll(link.headerFields());
        assertThat(onlyOne().mail().html().orElseThrow()).contains(link.url().toString());

        rotated.unsubscribeHandler().answer(oneClick(link));
        assertThat(account.optOuts().of(KIM)).hasSize(1);
    }

    @Test
    void the_handler_writes_into_the_list_that_the_gates_read() {
        account.send(newsletter(LINK));
        UnsubscribeLink link = onlyOne().mail().unsubscribe().orElseThrow();
        assertThat(sendwell.unsubscribeHandler().answer(oneClick(link)).status())
                .isEqualTo(200);
        assertThat(accepted(account.send(newsletter(LINK)).receipts().get(0))).isFalse();

        account.optOuts().end(KIM, NEWS, "agreed anew on the telephone", "Rosa Lind");
        assertThat(accepted(account.send(newsletter(LINK)).receipts().get(0))).isTrue();
        assertThat(account.optOuts().ended(KIM)).hasSize(1);
    }

    @Test
    void a_handler_without_links_says_what_is_missing() {
        Sendwell without = Sendwell.builder()
                .operator(Office.operator())
                .esp(post.office.esp)
                .build();
        assertThatThrownBy(without::unsubscribeHandler)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("UnsubscribeLinks.at");
    }

    @Test
    void a_person_is_told_of_opt_outs_and_they_outlive_an_erasure() {
        leave(NEWS);
        account.optOuts().add(KIM, Optional.empty(), "said so on the telephone, 2026-11-20");
        account.optOuts().end(KIM, NEWS, "wrote a letter", "Rosa Lind");

        PersonalData data = account.personalData(KIM);
        assertThat(data.export().explain()).contains("on the telephone", "wrote a letter", "Rosa Lind");
        ErasureReceipt receipt = data.erase();
        assertThat(receipt.isComplete()).isTrue();
        assertThat(receipt.explain()).contains("The opt-out stays");
        assertThat(account.optOuts().of(KIM)).extracting(OptOut::evidence).containsExactly("");
        assertThat(account.optOuts().ended(KIM)).isEmpty();
        assertThat(accepted(account.send(newsletter(LINK)).receipts().get(0))).isFalse();
    }

    private static final String LINK = "<p>Spring. <a href=\"{{unsubscribe}}\">Unsubscribe</a></p>";

    private void leave(Optional<Purpose> list) {
        sendwell.unsubscribeHandler().answer(oneClick(Office.LINKS.link(ONE, KIM, list, Office.NOW)));
    }

    private static PageRequest oneClick(UnsubscribeLink link) {
        return PageRequest.of(
                "POST",
                link.url().getPath(),
                Map.of("Content-Type", List.of("application/x-www-form-urlencoded")),
                "List-Unsubscribe=One-Click".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private Claim claimed(SendingId id) {
        post.pass(Duration.ofSeconds(1));
        return post.outbox
                .claim(new ClaimRequest(id, List.of(UUID.randomUUID()), 50, PostOffice.LEASE, ClaimRequest.Among.ALL))
                .get(0);
    }

    private OutgoingMail onlyOne() {
        assertThat(post.office.esp.submissions()).hasSize(1);
        return post.office.esp.submissions().get(0).outgoing();
    }

    private static List<String> names(OutgoingMail outgoing) {
        return outgoing.addedFields().stream().map(HeaderField::name).toList();
    }

    private static boolean accepted(Receipt receipt) {
        return receipt.outcomes().get(KIM) instanceof RecipientOutcome.Submitted;
    }

    private static Mail mass(UnaryOperator<MailBuilder> change) {
        MailBuilder mail = Mail.compose()
                .from("Jo Berg", "jo@customer.example")
                .to("kim@example.net")
                .subject("Spring")
                .messageClass(MessageClass.MASS);
        MailBuilder changed = change.apply(mail);
        try {
            return changed.build();
        } catch (InvalidMessageException noContent) {
            return mail.html(LINK).merge(MergeData.none()).build();
        }
    }

    private static Broadcast newsletter(String html) {
        return Broadcast.compose(mail -> mail.from("Jo Berg", "jo@customer.example")
                        .subject("Spring")
                        .html(html)
                        .purpose("newsletter"))
                .audience(() -> Stream.of(Recipient.of("", "kim@example.net")))
                .build();
    }
}
