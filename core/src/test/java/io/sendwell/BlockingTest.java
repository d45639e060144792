package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlockReason;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.blocklist.BlocklistQuery;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.event.Bounce;
import io.sendwell.event.BounceClassifier;
import io.sendwell.event.BounceKind;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.InMemoryStrikeStore;
import io.sendwell.event.Listing;
import io.sendwell.event.RecordedReply;
import io.sendwell.event.Report;
import io.sendwell.event.Visit;
import io.sendwell.log.RecipientOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is not written to any more, or for a while, and why. */
class BlockingTest {

    private static final EmailAddress KIM = EmailAddress.parse("kim@example.net");
    private static final Bounce GONE = new Bounce(BounceKind.HARD, "B9", "550 5.1.1", "No such user");
    private static final Bounce FULL = new Bounce(BounceKind.SOFT, "B7", "552 5.2.2", "Mailbox full");
    private static final Bounce UNCLEAR = new Bounce(BounceKind.UNCLEAR, "B31", "550", "Refused");
    private static final Bounce PREBLOCKED = new Bounce(BounceKind.SUPPRESSED, "MJ14", "preblocked", "");

    private final Office office = new Office();
    private final AtomicReference<Instant> now = new AtomicReference<>(day(0));
    private final InMemoryStrikeStore strikes = new InMemoryStrikeStore();
    private final Sendwell sendwell =
            office.builder().strikeStore(strikes).clock(now::get).build();
    private final SendingAccount one = sendwell.account("one");
    private final SendingAccount two = sendwell.account("two");

    @Test
    void three_days_of_soft_bounces_suspend_an_address_for_thirty_days_on_every_account() {
        receive(soft(0, FULL), soft(1, FULL));
        assertThat(one.blocked(KIM)).isEmpty();

        receive(soft(2, FULL));
        now.set(day(2));

        assertThat(two.blocked(KIM))
                .hasValue(BlocklistEntry.of(KIM, BlockReason.REPEATED_BOUNCES, "mailjet", day(2))
                        .row("B7")
                        .said("552 5.2.2", "Mailbox full")
                        .until(day(32)));
        assertThat(one.send(Office.mail().build()).outcomes().get(KIM)).isInstanceOf(RecipientOutcome.Blocked.class);

        now.set(day(32));
        assertThat(one.blocked(KIM)).isEmpty();
        assertThat(one.send(Office.mail().build()).allAccepted()).isTrue();

        receive(soft(33, FULL));
        now.set(day(400));
        assertThat(one.blocked(KIM))
                .hasValueSatisfying(entry -> assertThat(entry.until()).isEmpty());
    }

    @Test
    void what_is_scheduled_for_after_the_end_is_not_held_back() {
        receive(soft(0, FULL), soft(1, FULL), soft(2, FULL));

        assertThat(one.schedule(Office.mail().build())
                        .at(day(31).atZone(ZoneOffset.UTC))
                        .isScheduled())
                .isFalse();
        assertThat(one.schedule(Office.mail().build())
                        .at(day(33).atZone(ZoneOffset.UTC))
                        .isScheduled())
                .isTrue();
    }

    @Test
    void an_unclear_refusal_on_three_days_closes_an_address_for_good() {
        receive(soft(0, UNCLEAR), soft(40, UNCLEAR), soft(80, UNCLEAR));

        now.set(day(4_000));
        assertThat(two.blocked(KIM)).hasValueSatisfying(entry -> {
            assertThat(entry.row()).isEqualTo("B31");
            assertThat(entry.until()).isEmpty();
        });
    }

    @Test
    void what_was_delivered_clears_the_bounces_before_it_in_whatever_order_they_are_reported() {
        List<DeliveryEvent> events = new ArrayList<>(List.of(
                soft(0, FULL),
                soft(1, FULL),
                new DeliveryEvent.Delivered(report(1).messageId("delivered"), ""),
                soft(2, FULL),
                soft(3, FULL)));
        for (int seed = 0; seed < 10; seed++) {
            Sendwell fresh = new Office().builder().clock(now::get).build();
            Collections.shuffle(events, new Random(seed));
            events.forEach(event -> fresh.events().receive(List.of(event)));
            events.forEach(event -> fresh.events().receive(List.of(event)));

            now.set(day(3));
            assertThat(fresh.account("one").blocked(KIM)).isEmpty();
            fresh.events().receive(List.of(soft(4, FULL)));
            assertThat(fresh.account("one").blocked(KIM)).isPresent();
        }
    }

    @Test
    void what_is_still_being_tried_counts_for_nothing() {
        receive(deferred(0), deferred(1), deferred(2), deferred(3));

        assertThat(one.blocked(KIM)).isEmpty();
    }

    @Test
    void who_unsubscribed_gets_no_broadcast_of_the_account_and_still_gets_mail_written_to_one() {
        receive(new DeliveryEvent.Unsubscribed(report(0), Visit.of("", "", "")));

        assertThat(one.send(newsletter()).receipts().get(0).allAccepted()).isFalse();
        assertThat(one.send(Office.mail().build()).allAccepted()).isTrue();
        assertThat(two.send(newsletter()).receipts().get(0).allAccepted()).isTrue();
    }

    @Test
    void who_complained_gets_no_mail_of_the_account_at_all() {
        receive(new DeliveryEvent.Complained(report(0), "abuse"));

        assertThat(one.send(newsletter()).receipts().get(0).allAccepted()).isFalse();
        assertThat(one.send(Office.mail().build()).allAccepted()).isFalse();
        assertThat(two.send(Office.mail().build()).allAccepted()).isTrue();
    }

    @Test
    void what_the_esp_suppressed_is_left_alone_for_a_while_by_this_account() {
        receive(new DeliveryEvent.Suppressed(report(0), PREBLOCKED));

        assertThat(one.blocked(KIM))
                .hasValue(BlocklistEntry.of(KIM, BlockReason.SUPPRESSED_BY_PROVIDER, "mailjet", day(0))
                        .onlyFor(one.id())
                        .row("MJ14")
                        .said("preblocked", "")
                        .until(day(30)));
        assertThat(two.blocked(KIM)).isEmpty();
        now.set(day(30));
        assertThat(one.blocked(KIM)).isEmpty();
    }

    @Test
    void a_late_report_of_what_was_before_a_lift_blocks_nobody_again() {
        receive(new DeliveryEvent.HardBounced(report(0), GONE));
        office.blocklist.lift(KIM, "new mailbox", "Rosa");

        receive(new DeliveryEvent.HardBounced(report(0).messageId("another"), GONE));
        assertThat(one.blocked(KIM)).isEmpty();

        receive(new DeliveryEvent.HardBounced(report(900).messageId("later"), GONE));
        assertThat(one.blocked(KIM)).isPresent();
    }

    static List<RecordedReply> replies() {
        return RecordedReply.all();
    }

    @ParameterizedTest
    @MethodSource("replies")
    void only_what_is_about_the_address_or_a_complaint_ever_ends_on_the_blocklist(RecordedReply reply) {
        Bounce bounce = BounceClassifier.shipped().classify(reply.said());
        boolean mayList = List.of("address", "complaint").contains(reply.about());
        // On five days, and once more long after any pause: whatever escalates has escalated then.
        for (int day : List.of(0, 1, 2, 3, 4, 100)) {
            receive(DeliveryEvent.givenUp(report(day), bounce));
        }
        now.set(day(100));

        List<BlocklistEntry> listed = office.blocklist.entries(BlocklistQuery.latest(10));
        assertThat(listed).allSatisfy(entry -> {
            assertThat(mayList).isTrue();
            assertThat(entry.row()).isIn(bounce.row(), "");
        });
        assertThat(!listed.isEmpty()).isEqualTo(bounce.kind().listing() == Listing.AT_ONCE);
        assertThat(one.blocked(KIM).isPresent())
                .as("blocked at last")
                .isEqualTo(bounce.kind().listing() != Listing.NEVER);
    }

    private static DeliveryEvent soft(int day, Bounce bounce) {
        return new DeliveryEvent.SoftBounced(report(day), bounce);
    }

    private static DeliveryEvent deferred(int day) {
        return new DeliveryEvent.Deferred(report(day), FULL);
    }

    private static Report report(int day) {
        return Report.of(day(day), "mailjet", "{}")
                .account(AccountId.of("one"))
                .messageId("m" + day)
                .recipient(KIM);
    }

    private static Instant day(int number) {
        return Office.NOW.plus(Duration.ofDays(number));
    }

    private void receive(DeliveryEvent... events) {
        sendwell.events().receive(List.of(events));
    }

    private static Broadcast newsletter() {
        return Broadcast.compose(mail -> mail.from("Jo Berg", "jo@customer.example")
                        .subject("Spring")
                        .text("It is here. {{unsubscribe}}"))
                .audience(() -> Stream.of(Recipient.of("", "kim@example.net")))
                .build();
    }
}
