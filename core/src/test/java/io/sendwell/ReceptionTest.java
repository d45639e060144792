package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlockReason;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.campaign.Audience;
import io.sendwell.campaign.Recipient;
import io.sendwell.event.AutomationRule;
import io.sendwell.event.Bounce;
import io.sendwell.event.BounceKind;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.EventIntake;
import io.sendwell.event.EventType;
import io.sendwell.event.Report;
import io.sendwell.event.Visit;
import io.sendwell.log.CampaignQuery;
import io.sendwell.log.EventQuery;
import io.sendwell.log.InMemoryEventLog;
import io.sendwell.log.LoggedEvent;
import io.sendwell.log.MessageQuery;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.message.CampaignName;
import io.sendwell.transport.Refusal;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import io.sendwell.transport.SubmissionStep;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReceptionTest {

    private static final AccountId ONE = AccountId.of("one");
    private static final EmailAddress KIM = EmailAddress.parse("kim@example.net");
    private static final Instant LATER = Office.NOW.plusSeconds(60);
    private static final Bounce GONE = new Bounce(BounceKind.HARD, "B9", "550 5.1.1", "No such user");

    private final Office office = new Office();
    private final InMemoryEventLog eventLog = new InMemoryEventLog();
    private final List<LoggedEvent> heard = new ArrayList<>();
    private final Sendwell sendwell = office.builder()
            .eventLog(eventLog)
            .eventListener(heard::add)
            .landingPages((account, link) -> Stream.of("Spring sale")
                    .filter(name -> link.contains("spring"))
                    .findFirst())
            .build();
    private final SendingAccount account = sendwell.account("one");

    @Test
    void what_a_next_hop_accepts_is_counted_before_anything_is_reported() {
        account.send(Office.mail().build());

        assertThat(account.events().totals().processed()).isEqualTo(1);
        assertThat(account.events().campaigns(CampaignQuery.latest(10)))
                .singleElement()
                .satisfies(campaign -> assertThat(campaign.firstSubject()).isEqualTo("Monday"));
    }

    @Test
    void a_report_is_tied_to_its_message_by_our_id_alone() {
        Receipt sent = account.send(Office.mail()
                .about("person/8812")
                .campaign(CampaignName.of("Autumn"))
                .build());

        sendwell.events().receive(List.of(clicked(sent.id(), "https://acme.example/spring?x=1")));

        assertThat(account.events().find(EventQuery.latest(10)).events())
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.campaign()).isEqualTo(CampaignName.of("Autumn"));
                    assertThat(event.subject()).isEqualTo("Monday");
                    assertThat(event.about()).hasValue("person/8812");
                    assertThat(event.recipient()).isEqualTo(KIM);
                    assertThat(event.relatedTo()).isEqualTo("Spring sale");
                });
    }

    @Test
    void a_link_that_leads_to_no_landing_page_stands_in_the_log_itself() {
        Receipt sent = account.send(Office.mail().build());

        sendwell.events().receive(List.of(clicked(sent.id(), "https://b.example/")));

        assertThat(account.events().find(EventQuery.latest(1)).events().get(0).relatedTo())
                .isEqualTo("https://b.example/");
    }

    @Test
    void a_hard_bounce_blocks_the_address_for_every_account_and_for_good() {
        Receipt sent = account.send(Office.mail().build());

        sendwell.events().receive(List.of(new DeliveryEvent.HardBounced(report(sent.id()), GONE)));

        assertThat(account.blocked(KIM)).hasValueSatisfying(entry -> {
            assertThat(entry.reason()).isEqualTo(BlockReason.HARD_BOUNCE);
            assertThat(entry.scope()).isEmpty();
            assertThat(entry.row()).isEqualTo("B9");
            assertThat(entry.code()).isEqualTo("550 5.1.1");
            assertThat(entry.text()).isEqualTo("No such user");
            assertThat(entry.since()).isEqualTo(LATER);
        });
        assertThat(sendwell.account("two").blocked(KIM)).isPresent();
        assertThat(account.send(Office.mail().build()).outcomes().get(KIM))
                .isInstanceOf(RecipientOutcome.Blocked.class);
    }

    @Test
    void a_complaint_blocks_and_an_unsubscription_opts_out_for_the_account_that_they_are_about() {
        Receipt complained = account.send(Office.mail().build());
        Receipt left = account.send(Office.mail().to("lee@example.net").build());

        sendwell.events()
                .receive(List.of(
                        new DeliveryEvent.Complained(report(complained.id()), "abuse"),
                        new DeliveryEvent.Unsubscribed(
                                report(left.id()).recipient(EmailAddress.parse("lee@example.net")), person())));

        assertThat(account.blocked(KIM)).map(BlocklistEntry::reason).hasValue(BlockReason.COMPLAINT);
        assertThat(sendwell.account("two").blocked(KIM)).isEmpty();
        EmailAddress lee = EmailAddress.parse("lee@example.net");
        assertThat(account.blocked(lee)).isEmpty();
        assertThat(account.optOuts().of(lee)).singleElement().satisfies(optOut -> {
            assertThat(optOut.list()).isEmpty();
            assertThat(optOut.source()).isEqualTo(report(left.id()).source());
            assertThat(optOut.evidence()).contains(left.id());
        });
        assertThat(sendwell.account("two").optOuts().of(lee)).isEmpty();
    }

    @Test
    void nothing_else_that_comes_back_blocks_anybody() {
        Receipt sent = account.send(Office.mail().build());
        Bounce policy = new Bounce(BounceKind.BLOCK_POLICY, "B29", "550 5.7.1", "Policy");
        Bounce full = new Bounce(BounceKind.SOFT, "B7", "552 5.2.2", "Full");

        sendwell.events()
                .receive(List.of(
                        new DeliveryEvent.Blocked(report(sent.id()), policy),
                        new DeliveryEvent.SoftBounced(report(sent.id()), full),
                        new DeliveryEvent.Deferred(report(sent.id()), full),
                        new DeliveryEvent.Other(report(sent.id()), "reheated")));

        assertThat(account.blocked(KIM)).isEmpty();
    }

    @Test
    void a_report_that_comes_again_counts_nothing_twice_and_is_heard_once() {
        Receipt sent = account.send(Office.mail().build());
        DeliveryEvent event = new DeliveryEvent.HardBounced(report(sent.id()), GONE);

        sendwell.events().receive(List.of(event, event));
        sendwell.events().receive(List.of(event));

        assertThat(account.events().totals().bounced()).isEqualTo(1);
        assertThat(account.events().totals().processed()).isEqualTo(1);
        assertThat(heard).hasSize(1);
    }

    @Test
    void a_listener_that_fails_leaves_the_event_to_come_again() {
        List<LoggedEvent> second = new ArrayList<>();
        Sendwell failing = office.builder()
                .eventLog(eventLog)
                .eventListener(event -> {
                    second.add(event);
                    if (second.size() == 1) {
                        throw new IllegalStateException("The CRM is away.");
                    }
                })
                .build();
        Receipt sent = failing.account("one").send(Office.mail().build());
        List<DeliveryEvent> events = List.of(new DeliveryEvent.HardBounced(report(sent.id()), GONE));

        assertThatThrownBy(() -> failing.events().receive(events)).hasMessage("The CRM is away.");
        assertThat(failing.account("one").events().totals().bounced()).isZero();

        failing.events().receive(events);
        assertThat(second).hasSize(2);
        assertThat(failing.account("one").events().totals().bounced()).isEqualTo(1);
    }

    @Test
    void a_report_proves_that_a_message_was_accepted_whose_answer_was_lost() {
        office.esp.answering(submissions -> submissions.stream()
                .map(submission -> SubmissionReport.same(
                        submission.envelope(), new SubmissionResult.Uncertain(SubmissionStep.CONTENT, "Reset.")))
                .toList());
        Receipt sent = account.send(Office.mail().build());
        assertThat(account.events().totals().processed()).isZero();

        sendwell.events().receive(List.of(new DeliveryEvent.Delivered(report(sent.id()), "250 OK")));

        assertThat(account.messages(MessageQuery.byId(sent.id()))
                        .get(0)
                        .outcomes()
                        .get(KIM)
                        .isAccepted())
                .isTrue();
        assertThat(account.events().totals().processed()).isEqualTo(1);
        assertThat(account.events().totals().delivered()).isEqualTo(1);
    }

    @Test
    void a_recipient_who_is_refused_at_the_door_bounces_like_any_other() {
        office.esp.answering(submissions -> submissions.stream()
                .map(submission -> SubmissionReport.same(
                        submission.envelope(),
                        new SubmissionResult.Rejected(
                                Refusal.of(RefusalScope.RECIPIENT, "550", "5.1.1 No such user here"))))
                .toList());

        account.send(Office.mail().build());

        assertThat(account.blocked(KIM)).map(BlocklistEntry::reason).hasValue(BlockReason.HARD_BOUNCE);
        assertThat(heard).extracting(LoggedEvent::type).containsExactly(EventType.HARD_BOUNCED);
    }

    @Test
    void a_refusal_of_the_message_says_nothing_of_its_recipient() {
        office.esp.answering(submissions -> submissions.stream()
                .map(submission -> SubmissionReport.same(
                        submission.envelope(),
                        new SubmissionResult.Rejected(
                                Refusal.of(RefusalScope.MESSAGE, "554", "5.1.1 No such user, says a filter"))))
                .toList());

        account.send(Office.mail().build());

        assertThat(account.blocked(KIM)).isEmpty();
        assertThat(heard).isEmpty();
    }

    @Test
    void what_names_no_account_or_nobody_is_dropped_and_the_rest_is_taken() {
        Receipt sent = account.send(Office.mail().build());

        sendwell.events()
                .receive(List.of(
                        new DeliveryEvent.HardBounced(
                                Report.of(LATER, "mailjet", "{}").recipient(KIM), GONE),
                        new DeliveryEvent.Complained(
                                Report.of(LATER, "smtp", "").account(ONE).messageId("unknown"), "abuse"),
                        new DeliveryEvent.Delivered(report(sent.id()), "")));

        assertThat(account.blocked(KIM)).isEmpty();
        assertThat(account.events().totals().delivered()).isEqualTo(1);
    }

    @Test
    void a_report_that_names_no_account_is_about_the_one_whose_message_it_is() {
        Receipt sent = account.send(Office.mail().build());

        sendwell.events()
                .receive(List.of(new DeliveryEvent.HardBounced(
                        Report.of(LATER, "smtp", "").messageId(sent.id()), GONE)));

        assertThat(account.blocked(KIM)).isPresent();
    }

    @Test
    void a_bounce_by_mail_that_comes_a_month_late_was_kept_to_do_harm() {
        Receipt sent = account.send(Office.mail().build());
        List<DeliveryEvent> bounce = List.of(
                new DeliveryEvent.HardBounced(Report.of(LATER, "smtp", "").messageId(sent.id()), GONE));

        after(Duration.ofDays(31)).receive(bounce);
        assertThat(account.blocked(KIM)).isEmpty();

        after(Duration.ofDays(29)).receive(bounce);
        assertThat(account.blocked(KIM)).isPresent();
    }

    @Test
    void an_esp_is_believed_whenever_it_comes() {
        Receipt sent = account.send(Office.mail().build());

        after(Duration.ofDays(31)).receive(List.of(new DeliveryEvent.HardBounced(report(sent.id()), GONE)));

        assertThat(account.blocked(KIM)).isPresent();
    }

    private EventIntake after(Duration time) {
        return office.builder()
                .eventLog(eventLog)
                .clock(InstantSource.fixed(Office.NOW.plus(time)))
                .build()
                .events();
    }

    @Test
    void a_report_of_somebody_whom_the_message_did_not_go_to_blocks_nobody() {
        Receipt sent = account.send(Office.mail().to("lee@example.net").build());
        EmailAddress stranger = EmailAddress.parse("stranger@example.org");

        sendwell.events()
                .receive(List.of(new DeliveryEvent.HardBounced(report(sent.id()).recipient(stranger), GONE)));

        assertThat(account.blocked(stranger)).isEmpty();
        assertThat(account.blocked(KIM)).isEmpty();
        assertThat(account.events().totals().bounced()).isZero();
    }

    @Test
    void what_was_sent_from_the_esp_s_own_pages_is_logged_by_what_came_back_with_it() {
        sendwell.events()
                .receive(List.of(new DeliveryEvent.Clicked(
                        Report.of(LATER, "mailjet", "{}")
                                .account(ONE)
                                .providerId("77")
                                .recipient(KIM)
                                .campaign(CampaignName.of("Made elsewhere")),
                        "https://b.example/",
                        person())));

        assertThat(account.events().find(EventQuery.latest(10)).events())
                .singleElement()
                .satisfies(event -> assertThat(event.campaign()).isEqualTo(CampaignName.of("Made elsewhere")));
    }

    @Test
    void a_report_that_names_another_address_of_a_person_is_about_whom_we_wrote_to() {
        Receipt sent = account.send(Office.mail().build());
        EmailAddress forwarded = EmailAddress.parse("kim.private@example.org");

        sendwell.events()
                .receive(List.of(new DeliveryEvent.HardBounced(report(sent.id()).recipient(forwarded), GONE)));

        assertThat(account.blocked(KIM)).isPresent();
        assertThat(account.blocked(forwarded)).isEmpty();
    }

    @Test
    void
            a_click_or_an_open_that_came_too_soon_is_marked_and_not_counted_and_an_unsubscription_is_one_whenever_it_comes() {
        Receipt sent = account.send(Office.mail().build());
        Receipt left = account.send(Office.mail().to("lee@example.net").build());
        Report soon = Report.of(Office.NOW.plusSeconds(3), "mailjet", "").account(ONE);

        sendwell.events()
                .receive(List.of(
                        new DeliveryEvent.Clicked(soon.messageId(sent.id()), "https://b.example/", person()),
                        new DeliveryEvent.Opened(soon.messageId(sent.id()), person()),
                        new DeliveryEvent.Unsubscribed(
                                soon.messageId(left.id()).recipient(EmailAddress.parse("lee@example.net")), person())));

        assertThat(account.events()
                        .find(EventQuery.latest(10).type(EventType.CLICKED))
                        .events())
                .singleElement()
                .satisfies(event -> assertThat(event.event().visitor().flatMap(Visit::likelyAutomatic))
                        .hasValue(AutomationRule.TOO_SOON));
        assertThat(account.events().totals().clicked()).isZero();
        assertThat(account.events().totals().opened()).isZero();
        assertThat(account.events().totals().unsubscribed()).isEqualTo(1);
    }

    @Test
    void clicks_lead_to_an_audience_of_each_person_once_without_programs_and_complaints() {
        Receipt kim = account.send(Office.mail().build());
        Receipt lee = account.send(Office.mail().to("lee@example.net").build());
        Receipt ada = account.send(Office.mail().to("ada@example.net").build());
        sendwell.events()
                .receive(List.of(
                        clicked(kim.id(), "https://b.example/1"),
                        clicked(kim.id(), "https://b.example/2"),
                        new DeliveryEvent.Clicked(
                                report(lee.id()).recipient(EmailAddress.parse("lee@example.net")),
                                "https://b.example/1",
                                person().by(AutomationRule.AGENT_IS_A_PROGRAM)),
                        new DeliveryEvent.Clicked(
                                report(ada.id()).recipient(EmailAddress.parse("ada@example.net")),
                                "https://b.example/1",
                                person()),
                        new DeliveryEvent.Complained(
                                report(ada.id()).recipient(EmailAddress.parse("ada@example.net")), "abuse")));

        Audience keen = account.events()
                .audience(
                        EventQuery.latest(1)
                                .type(EventType.CLICKED)
                                .link("b.example")
                                .ofPeople()
                                .without(EventType.COMPLAINED),
                        event -> Recipient.of("", event.recipient().toString()));

        try (Stream<Recipient> people = keen.open()) {
            assertThat(people).extracting(person -> person.mailbox().address()).containsExactly(KIM);
        }
    }

    @Test
    void who_bounced_or_complained_in_another_message_is_not_in_the_audience() {
        Receipt click = account.send(Office.mail().build());
        Receipt before = account.send(Office.mail().build());
        Receipt lee = account.send(Office.mail().to("lee@example.net").build());
        EmailAddress leeAddress = EmailAddress.parse("lee@example.net");
        sendwell.events()
                .receive(List.of(
                        clicked(click.id(), "https://b.example/1"),
                        new DeliveryEvent.Clicked(
                                report(lee.id()).recipient(leeAddress), "https://b.example/1", person()),
                        new DeliveryEvent.HardBounced(report(before.id()), GONE)));
        EventQuery clicks = EventQuery.latest(1).type(EventType.CLICKED).link("b.example");

        assertThat(people(clicks)).containsExactlyInAnyOrder(KIM, leeAddress);
        assertThat(people(clicks.neverWith(EventType.HARD_BOUNCED, EventType.COMPLAINED)))
                .containsExactly(leeAddress);
    }

    private List<EmailAddress> people(EventQuery query) {
        try (Stream<Recipient> people = account.events()
                .audience(query, event -> Recipient.of("", event.recipient().toString()))
                .open()) {
            return people.map(person -> person.mailbox().address()).toList();
        }
    }

    @Test
    void persons_of_a_report_come_in_batches_each_once_and_it_goes_on_where_it_stopped() {
        for (int person = 0; person < 5; person++) {
            EmailAddress address = EmailAddress.parse("reader" + person + "@example.net");
            Receipt sent = account.send(Office.mail().to(address.toString()).build());
            for (int second = 0; second < 2; second++) {
                sendwell.events()
                        .receive(List.of(new DeliveryEvent.Clicked(
                                Report.of(LATER.plusSeconds(10L * person + second), "mailjet", "{}")
                                        .account(ONE)
                                        .messageId(sent.id())
                                        .recipient(address),
                                "https://b.example/",
                                person())));
            }
        }
        EventQuery clicks = EventQuery.latest(1).type(EventType.CLICKED);
        List<PersonBatch> batches = new ArrayList<>();
        account.events().forEachPerson(clicks, 2, batches::add);

        assertThat(batches)
                .extracting(batch -> names(batch))
                .containsExactly(List.of("reader4", "reader3"), List.of("reader2", "reader1"), List.of("reader0"));
        List<String> again = new ArrayList<>();
        account.events().forEachPerson(clicks.after(batches.get(0).last()), 10, batch -> again.addAll(names(batch)));
        assertThat(again).containsExactly("reader3", "reader2", "reader1", "reader0");

        List<PersonBatch> none = new ArrayList<>();
        account.events().forEachPerson(clicks.link("elsewhere"), 2, none::add);
        assertThat(none).isEmpty();
        assertThatThrownBy(() -> account.events().forEachPerson(clicks, 0, none::add))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> names(PersonBatch batch) {
        return batch.latest().stream()
                .map(event -> event.recipient().toString().replace("@example.net", ""))
                .toList();
    }

    @Test
    void an_event_has_the_columns_of_a_report_and_an_account_its_figures_with_a_note_on_their_age() {
        Receipt sent = account.send(Office.mail().build());
        sendwell.events().receive(List.of(new DeliveryEvent.HardBounced(report(sent.id()), GONE)));

        assertThat(account.events().find(EventQuery.latest(1)).events())
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.isHardBounce()).isTrue();
                    assertThat(event.error()).isEqualTo("550 5.1.1 No such user");
                });
        assertThat(account.events().overview().explain())
                .startsWith("Processed 1, delivered 0, opened 0, bounced 1, spam complaints 0.")
                .contains("60 minutes");
    }

    private static DeliveryEvent clicked(String messageId, String link) {
        return new DeliveryEvent.Clicked(report(messageId), link, person());
    }

    private static Report report(String messageId) {
        return Report.of(LATER, "mailjet", "{}")
                .account(ONE)
                .messageId(messageId)
                .recipient(KIM);
    }

    private static Visit person() {
        return Visit.of("192.0.2.10", "SE", "Mozilla/5.0");
    }
}
