package io.sendwell.esp.mailjet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.Receipt;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlockReason;
import io.sendwell.event.Visit;
import io.sendwell.log.EventQuery;
import io.sendwell.log.LoggedEvent;
import io.sendwell.log.MessageQuery;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.log.RecipientStatus;
import io.sendwell.testkit.mailjet.EventDelivery;
import io.sendwell.testkit.mailjet.EventPost;
import io.sendwell.testkit.mailjet.FakeVisitor;
import io.sendwell.testkit.mailjet.Fault;
import io.sendwell.testkit.mailjet.ReportedError;
import io.sendwell.transport.SubmissionResult;
import io.sendwell.unsubscribe.OptOut;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a mail that is handed to Mailjet to what its events lead to, over HTTP both ways. */
class MailjetLoopTest {

    private static final EmailAddress GONE = EmailAddress.parse("gone@example.net");
    private static final EmailAddress KIM = EmailAddress.parse("kim@example.net");

    @Test
    void a_hard_bounce_blocks_the_address_and_the_next_mail_to_it_is_refused() {
        try (LoopScene scene = new LoopScene()) {
            scene.mailjet.hardBounces("gone@example.net");

            assertThat(scene.send("gone@example.net").allAccepted()).isTrue();
            scene.mailjet.deliverEvents();

            assertThat(scene.account.blocked(GONE)).hasValueSatisfying(entry -> {
                assertThat(entry.reason()).isEqualTo(BlockReason.HARD_BOUNCE);
                assertThat(entry.code()).isEqualTo("550 5.1.1");
                assertThat(entry.since()).isEqualTo(Instant.parse("2026-11-22T09:00:05Z"));
            });
            assertThat(scene.send("gone@example.net").outcomes().get(GONE))
                    .isInstanceOf(RecipientOutcome.Blocked.class);
            assertThat(scene.key.acceptedCount()).isEqualTo(1);
        }
    }

    @Test
    void a_click_is_in_the_event_log_with_its_message_and_its_visitor() {
        try (LoopScene scene = new LoopScene()) {
            Receipt receipt = scene.send("kim@example.net");
            scene.mailjet.clicks("kim@example.net", LoopScene.OFFER);

            scene.mailjet.deliverEvents();

            assertThat(scene.account.events().clicksOf(KIM, 10).events())
                    .singleElement()
                    .satisfies(click -> {
                        assertThat(click.messageId()).isEqualTo(receipt.id());
                        assertThat(click.relatedTo()).isEqualTo(LoopScene.OFFER);
                        assertThat(click.about()).hasValue("person/kim");
                        assertThat(click.subject()).isEqualTo("Monday");
                        assertThat(click.event().visitor())
                                .hasValue(Visit.of(
                                        FakeVisitor.PERSON.ip(), FakeVisitor.PERSON.geo(), FakeVisitor.PERSON.agent()));
                    });
            assertThat(scene.account.events().totals().clicked()).isEqualTo(1);
        }
    }

    @Test
    void each_thing_that_happens_blocks_by_its_own_rule_and_a_policy_or_a_full_mailbox_nobody() {
        try (LoopScene scene = new LoopScene()) {
            scene.mailjet.complains("a@example.net");
            scene.mailjet.unsubscribes("b@example.net");
            scene.mailjet.softBounces("c@example.net");
            scene.mailjet.softBounces("d@example.net", ReportedError.POLICY);
            scene.mailjet.blocks("e@example.net");
            for (String name : List.of("a", "b", "c", "d", "e")) {
                scene.send(name + "@example.net");
            }

            scene.mailjet.deliverEvents();

            assertThat(blocked(scene, List.of("a", "b", "c", "d", "e")))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "a", BlockReason.COMPLAINT,
                            "e", BlockReason.SUPPRESSED_BY_PROVIDER));
            assertThat(scene.account.optOuts().of(EmailAddress.parse("b@example.net")))
                    .extracting(OptOut::source)
                    .containsExactly("mailjet");
            assertThat(scene.account.events().totals().suppressed()).isEqualTo(1);
        }
    }

    @Test
    void an_event_proves_that_a_mail_was_accepted_whose_answer_was_lost() {
        try (LoopScene scene = new LoopScene()) {
            scene.mailjet.next(Fault.resetAfterAccepting());
            Receipt receipt = scene.send("kim@example.net");
            assertThat(receipt.allAccepted()).isFalse();

            scene.mailjet.deliverEvents();

            assertThat(scene.account
                            .messages(MessageQuery.byId(receipt.id()))
                            .get(0)
                            .outcomes()
                            .get(KIM))
                    .isInstanceOfSatisfying(
                            RecipientOutcome.Submitted.class,
                            submitted -> assertThat(submitted.result()).isInstanceOf(SubmissionResult.Accepted.class));
        }
    }

    @Test
    void what_could_not_be_taken_in_comes_again_and_counts_once() {
        List<LoggedEvent> heard = new ArrayList<>();
        try (LoopScene scene = new LoopScene(event -> {
            heard.add(event);
            if (heard.size() == 1) {
                throw new IllegalStateException("The CRM is away.");
            }
        })) {
            scene.mailjet.hardBounces("gone@example.net");
            scene.send("gone@example.net");

            assertThat(scene.mailjet.deliverEvents())
                    .extracting(EventPost::status)
                    .containsExactly(503);
            assertThat(scene.account.events().totals().hardBounced()).isZero();
            scene.clock.advance(Duration.ofSeconds(30));
            assertThat(scene.mailjet.deliverEvents())
                    .extracting(EventPost::status)
                    .containsExactly(200);

            assertThat(scene.account.events().totals().hardBounced()).isEqualTo(1);
            assertThat(scene.account.blocked(GONE)).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hook:wrong@", "other:s%40fe@"})
    void whoever_does_not_know_the_password_changes_nothing(String credentials) {
        try (LoopScene scene = new LoopScene()) {
            scene.key.reportTo(scene.webhook.url(credentials));
            scene.mailjet.hardBounces("gone@example.net");
            scene.send("gone@example.net");

            assertThat(scene.mailjet.deliverEvents())
                    .extracting(EventPost::status)
                    .containsExactly(401);

            assertThat(scene.account.blocked(GONE)).isEmpty();
            assertThat(scene.account.events().totals().hardBounced()).isZero();
        }
    }

    @Test
    void any_order_any_repetition_and_either_version_lead_to_what_the_order_of_things_leads_to() {
        Outcome inOrder = outcome(EventDelivery.inOrder(), false);
        assertThat(inOrder.totals()).contains("clicked=3", "hardBounced=2", "complaints=2", "unsubscribed=1");

        assertThat(outcome(EventDelivery.inOrder(), true)).isEqualTo(inOrder);
        assertThat(outcome(EventDelivery.inOrder().times(2), false)).isEqualTo(inOrder);
        for (long seed = 1; seed <= 6; seed++) {
            assertThat(outcome(EventDelivery.shuffled(seed).times(1 + (int) (seed % 3)), seed % 2 == 0))
                    .as("seed %d", seed)
                    .isEqualTo(inOrder);
        }
    }

    /** What can be seen of an account, without the ids that chance gives. */
    private record Outcome(
            String totals, Map<String, RecipientStatus> statuses, Map<String, BlockReason> blocked, List<String> log) {}

    private static Outcome outcome(EventDelivery delivery, boolean oneByOne) {
        try (LoopScene scene = new LoopScene()) {
            if (oneByOne) {
                scene.key.reportOneByOneTo(scene.webhook.url());
            }
            Map<String, Receipt> receipts = new LinkedHashMap<>();
            List<String> names = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                names.add("p" + i);
            }
            people(scene);
            for (String name : names) {
                receipts.put(name, scene.send(name + "@example.net"));
                scene.clock.advance(Duration.ofMillis(300));
            }
            assertThat(scene.mailjet.deliverEvents(delivery)).allMatch(EventPost::isTaken);
            Map<String, RecipientStatus> statuses = new TreeMap<>();
            receipts.forEach((name, receipt) -> statuses.put(
                    name, scene.account.events().status(receipt.id(), EmailAddress.parse(name + "@example.net"))));
            return new Outcome(scene.account.events().totals().toString(), statuses, blocked(scene, names), log(scene));
        }
    }

    private static void people(LoopScene scene) {
        scene.mailjet.hardBounces("p0@example.net");
        scene.mailjet.hardBounces("p1@example.net", new ReportedError("domain", "typofix", ""));
        scene.mailjet.softBounces("p2@example.net");
        scene.mailjet.softBounces("p3@example.net", ReportedError.GREYLISTED);
        scene.mailjet.softBounces("p4@example.net", ReportedError.POLICY);
        scene.mailjet.blocks("p5@example.net");
        scene.mailjet.scansLinks("p6@example.net");
        for (String name : List.of("p6", "p7", "p8", "p9")) {
            scene.mailjet.opens(name + "@example.net");
        }
        scene.mailjet.opens("p10@example.net", FakeVisitor.IMAGE_PROXY);
        for (String name : List.of("p7", "p8", "p11")) {
            scene.mailjet.clicks(name + "@example.net", LoopScene.OFFER);
        }
        scene.mailjet.clicks("p8@example.net", LoopScene.OFFER);
        scene.mailjet.complains("p8@example.net");
        scene.mailjet.complains("p12@example.net");
        scene.mailjet.unsubscribes("p9@example.net");
    }

    private static Map<String, BlockReason> blocked(LoopScene scene, List<String> names) {
        Map<String, BlockReason> blocked = new TreeMap<>();
        names.forEach(name -> scene.account
                .blocked(EmailAddress.parse(name + "@example.net"))
                .ifPresent(entry -> blocked.put(name, entry.reason())));
        return blocked;
    }

    private static List<String> log(LoopScene scene) {
        Set<String> lines = new TreeSet<>();
        List<LoggedEvent> events =
                scene.account.events().find(EventQuery.latest(1000)).events();
        for (LoggedEvent event : events) {
            lines.add(event.at() + " " + event.type() + " " + event.recipient() + " " + event.relatedTo() + " "
                    + event.event().visitor().flatMap(Visit::likelyAutomatic));
        }
        assertThat(lines).as("each event once").hasSameSizeAs(events);
        return List.copyOf(lines);
    }
}
