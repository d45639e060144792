package io.sendwell.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.SendingAccount;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.EventIntake;
import io.sendwell.event.EventType;
import io.sendwell.examples.faults.ReportStorm.Mail;
import io.sendwell.log.CampaignFigures;
import io.sendwell.log.CampaignQuery;
import io.sendwell.log.EventKey;
import io.sendwell.log.EventQuery;
import io.sendwell.log.LoggedEvent;
import io.sendwell.log.MessageQuery;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.log.RecipientStatus;
import io.sendwell.log.Totals;
import io.sendwell.outbox.SendingId;
import io.sendwell.policy.GuardLimits;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.testkit.crash.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * An ESP reports everything several times, in no order, and some of it before its answer to the mail is recorded. What comes in is
 * compared with what comes of the same events when each happens once and in order.
 */
class WebhookStormTest {

    @RegisterExtension
    static final SharedPostgresql postgresql = new SharedPostgresql();

    @TempDir
    Path folder;

    private final long start = System.nanoTime();
    private final Random random = new Random(20_261_122L);
    private final Set<EventKey> heard = ConcurrentHashMap.newKeySet();

    @Test
    void a_storm_of_reports_ends_as_the_same_events_once_and_in_order_on_h2() throws Exception {
        storm("H2", Settings.of(folder.resolve("node").toString()));
    }

    @Test
    void a_storm_of_reports_ends_as_the_same_events_once_and_in_order_on_postgresql() throws Exception {
        storm("PostgreSQL", Settings.of(postgresql.newDatabase()));
    }

    private void storm(String database, Settings settings) throws InterruptedException {
        // A call takes as long as its early reports do.
        Settings patient = settings.with(Setting.LEASE, Duration.ofMinutes(5));
        int mails = Scale.of(5_000, 60);
        // It ends a test that hangs, and decides nothing else.
        Duration patience = Duration.ofSeconds(120 + mails / 10);
        ReportStorm storm = ReportStorm.of(mails, random);
        AtomicReference<EventIntake> webhook = new AtomicReference<>();
        try (Receivers receivers = new Receivers(patience)) {
            ReportingHop hop = new ReportingHop(storm, reports -> receivers.bring(webhook.get(), reports, random));
            try (Node node = Node.furnished(
                    patient,
                    builder -> builder.esp(hop)
                            .loggedEvents(EnumSet.complementOf(EnumSet.of(EventType.ACCEPTED)))
                            .policy(policy())
                            .eventListener(event -> heard.add(event.key())))) {
                webhook.set(node.events());
                send(node, mails, patience);
                assertThat(hop.early()).isGreaterThanOrEqualTo(storm.deliveries() / 4);
                assertThat(hop.doubles()).isZero();
                receivers.bring(node.events(), hop.later(), random);

                Figures.note(
                        "16 webhook storm on " + database,
                        Duration.ofNanos(System.nanoTime() - start),
                        storm.deliveries() + " reports of " + mails * ReportStorm.EVENTS_OF_A_MAIL + " events of "
                                + mails + " mails, " + hop.early()
                                + " before the answer was recorded; answered after " + receivers.answers());
                assertSameAsInOrder(node.account(), storm, hop.mails());
            }
        }
    }

    // Nobody guards against a storm in which every tenth mail comes back: it has to blow to its end.
    private static SendingPolicy policy() {
        return SendingPolicy.defaults()
                .with(policy -> policy.campaignLimits(GuardLimits.never())
                        .accountLimits(GuardLimits.never())
                        .operatorLimits(GuardLimits.never())
                        .massConsent(SendingPolicy.MassConsent.LEFT_TO_THE_APPLICATION)
                        .massPostalAddress(SendingPolicy.MassPostalAddress.LEFT_TO_THE_APPLICATION)
                        .immediateRecipientLimit(Integer.MAX_VALUE)
                        .throttlePermits(10_000_000)
                        .eventLogSize(1_000_000));
    }

    private static void send(Node node, int mails, Duration patience) throws InterruptedException {
        SendingId sending =
                node.account().schedule(Broadcasts.to(mails)).asSoonAsPossible().id();
        node.start();
        Await.until(
                patience, () -> node.find(sending).state().isFinished(), () -> "it stands at " + node.find(sending));
        assertThat(node.find(sending).progress().accepted()).isEqualTo(mails);
    }

    private void assertSameAsInOrder(SendingAccount account, ReportStorm storm, Collection<Mail> mails) {
        Totals totals = Totals.none();
        for (Mail mail : mails) {
            RecipientStatus inOrder = RecipientStatus.nothing();
            for (DeliveryEvent event : storm.events(mail)) {
                inOrder = inOrder.after(event);
            }
            assertThat(account.events().status(mail.id(), mail.recipient()))
                    .as("mail %s", mail)
                    .isEqualTo(inOrder);
            assertThat(account.messages(MessageQuery.byId(mail.id())))
                    .singleElement()
                    .matches(message -> message.outcomes().values().stream().allMatch(RecipientOutcome::isAccepted));
            assertThat(account.blocked(mail.recipient()).isPresent())
                    .as("whether the reader of mail %s is blocked", mail)
                    .isEqualTo(inOrder.seen().contains(EventType.HARD_BOUNCED)
                            || inOrder.seen().contains(EventType.COMPLAINED));
            totals = totals.plus(Totals.of(inOrder));
        }
        int events = mails.size() * ReportStorm.EVENTS_OF_A_MAIL;
        List<EventKey> rows = account.events().stream(EventQuery.latest(1))
                .map(LoggedEvent::key)
                .toList();
        assertThat(rows).doesNotHaveDuplicates().hasSize(events);
        assertThat(heard).containsExactlyInAnyOrderElementsOf(rows);
        assertThat(account.events().totals()).isEqualTo(totals);
        assertThat(account.events().campaigns(CampaignQuery.latest(10)))
                .singleElement()
                .extracting(CampaignFigures::totals)
                .isEqualTo(totals);
    }
}
