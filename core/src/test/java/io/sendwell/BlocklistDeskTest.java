package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlockReason;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.blocklist.LiftedEntry;
import io.sendwell.blocklist.RowUndo;
import io.sendwell.event.Bounce;
import io.sendwell.event.BounceKind;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.Report;
import io.sendwell.transport.SuppressionLift;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the operator does about the blocklist, and what the application is told of it. */
class BlocklistDeskTest {

    private static final EmailAddress KIM = EmailAddress.parse("kim@example.net");
    private static final EmailAddress LEE = EmailAddress.parse("lee@example.net");
    private static final Bounce GONE = new Bounce(BounceKind.HARD, "B9", "550 5.1.1", "No such user");
    private static final Bounce UNCLEAR = new Bounce(BounceKind.UNCLEAR, "B31", "550", "Refused");

    private final Office office = new Office();
    private final List<AddressChange> told = new ArrayList<>();
    private final Sendwell sendwell =
            office.builder().addressListener(told::add).build();
    private final SendingAccount one = sendwell.account("one");

    @Test
    void the_listener_is_told_once_why_an_address_is_blocked() {
        receive(hard(-9, KIM), hard(-8, KIM), hard(-8, KIM));

        assertThat(told)
                .containsExactly(new AddressChange.Blocked(
                        BlocklistEntry.hardBounce(KIM, "550 5.1.1", "No such user", "mailjet", day(-9))
                                .row("B9")));
    }

    @Test
    void the_listener_is_told_by_the_bounce_that_closes_an_address_and_by_the_delivery_that_opens_it() {
        receive(soft(-9, KIM), soft(-8, KIM));
        assertThat(told).isEmpty();

        receive(soft(-7, KIM), soft(-6, KIM));
        BlocklistEntry closed = BlocklistEntry.of(KIM, BlockReason.REPEATED_BOUNCES, "mailjet", day(-7))
                .row("B31")
                .said("550", "Refused");
        assertThat(told).containsExactly(new AddressChange.Blocked(closed));

        receive(new DeliveryEvent.Delivered(report(-5, KIM), ""));
        assertThat(told.get(1))
                .isInstanceOfSatisfying(
                        AddressChange.Released.class,
                        released -> assertThat(released.entry()).isEqualTo(closed));
    }

    @Test
    void a_listener_that_fails_is_told_again() {
        List<AddressChange> second = new ArrayList<>();
        Sendwell failing = new Office()
                .builder()
                .addressListener(change -> {
                    second.add(change);
                    if (second.size() % 2 == 1) {
                        throw new IllegalStateException("The CRM is away.");
                    }
                })
                .build();
        for (DeliveryEvent event : List.of(hard(-9, KIM), soft(-8, LEE), soft(-7, LEE), soft(-6, LEE))) {
            try {
                failing.events().receive(List.of(event));
            } catch (IllegalStateException e) {
                failing.events().receive(List.of(event));
            }
        }
        assertThat(second).hasSize(4);

        assertThatThrownBy(() -> failing.blocklist().lift(KIM, "new mailbox", "Rosa"))
                .hasMessage("The CRM is away.");
        LiftReceipt again = failing.blocklist().lift(KIM, "new mailbox", "Rosa");
        assertThat(again.lifted()).isEmpty();
        assertThat(second).hasSize(6);
        assertThat(second.get(5)).isInstanceOf(AddressChange.Released.class);
    }

    @Test
    void lifting_lets_an_address_be_written_to_again_with_a_record_and_tells_it() {
        receive(hard(-9, KIM), new DeliveryEvent.Complained(report(-8, KIM), "abuse"));
        told.clear();

        LiftReceipt receipt = sendwell.blocklist().lift(KIM, "new mailbox", "Rosa");

        assertThat(receipt.lifted())
                .extracting(BlocklistEntry::reason)
                .containsExactlyInAnyOrder(BlockReason.HARD_BOUNCE, BlockReason.COMPLAINT);
        assertThat(one.blocklist().find(KIM)).isEmpty();
        assertThat(sendwell.blocklist().lifted(KIM))
                .hasSize(2)
                .allMatch(record -> record.liftedBy().equals("Rosa"));
        assertThat(told).hasSize(2).allMatch(AddressChange.Released.class::isInstance);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sendwell.blocklist().lift(KIM, " ", "Rosa"));
    }

    @Test
    void lifting_forgets_the_bounces_that_closed_an_address_and_records_what_they_had_come_to() {
        receive(soft(-9, KIM), soft(-8, KIM), soft(-7, KIM));

        sendwell.blocklist().lift(KIM, "their filter is mended", "Rosa");
        receive(soft(-6, KIM));

        assertThat(one.blocked(KIM)).isEmpty();
        assertThat(sendwell.blocklist().lifted(KIM))
                .extracting(LiftedEntry::entry)
                .extracting(BlocklistEntry::reason, BlocklistEntry::row)
                .containsExactly(tuple(BlockReason.REPEATED_BOUNCES, "B31"));
    }

    @Test
    void the_receipt_says_what_each_esp_lifts_and_asks_again_when_it_was_away() {
        office.esp.liftingSuppressions(entry -> new SuppressionLift.Unavailable("Connection refused."));
        receive(hard(-9, KIM));
        assertThat(sendwell.blocklist().lift(KIM, "new mailbox", "Rosa").explain())
                .contains("Lifted here: HARD_BOUNCE since ", "esp, HARD_BOUNCE: not known, ask again.");

        office.esp.liftingSuppressions(
                entry -> new SuppressionLift.CannotBeLifted("There is no way.", "Ask the support."));
        LiftReceipt again = sendwell.blocklist().lift(KIM, "new mailbox", "Rosa");

        assertThat(again.lifted()).isEmpty();
        assertThat(again.providers()).singleElement().satisfies(provider -> {
            assertThat(provider.transport()).isEqualTo("esp");
            assertThat(provider.entry().reason()).isEqualTo(BlockReason.HARD_BOUNCE);
        });
        assertThat(again.explain()).contains("cannot be lifted. There is no way. Ask the support.");
    }

    @Test
    void undoing_a_row_takes_back_its_entries_and_its_strikes_and_tells_it() {
        receive(hard(-9, KIM), soft(-9, LEE), soft(-8, LEE), soft(-7, LEE));
        told.clear();

        long nothing = sendwell.blocklist().undo(undo("B20"), "wrong", "Rosa");
        long lifted = sendwell.blocklist().undo(undo("B9"), "row B9 was wrong", "Rosa");
        long ofStrikes = sendwell.blocklist().undo(undo("B31"), "row B31 was wrong", "Rosa");

        assertThat(List.of(nothing, lifted, ofStrikes)).containsExactly(0L, 1L, 0L);
        assertThat(one.blocked(KIM)).isEmpty();
        assertThat(one.blocked(LEE)).isEmpty();
        assertThat(told).extracting(AddressChange::address).containsExactly(KIM, LEE);
        assertThat(sendwell.blocklist().lifted(KIM)).hasSize(1);
    }

    @Test
    void thousands_that_one_row_blocked_are_lifted_step_by_step() {
        for (int number = 0; number < 1_234; number++) {
            office.blocklist.add(BlocklistEntry.hardBounce(
                            EmailAddress.parse("p" + number + "@example.net"), "550", "", "mailjet", day(-1))
                    .row("B9"));
        }

        assertThat(sendwell.blocklist().undo(undo("B9"), "row B9 was wrong", "Rosa"))
                .isEqualTo(1_234);
        assertThat(told).hasSize(1_234);
    }

    @Test
    void an_account_reads_its_own_entries_and_asks_for_any_address() {
        receive(hard(-9, LEE), new DeliveryEvent.Complained(report(-8, KIM), "abuse"));
        sendwell.account("two");

        List<BlocklistEntry> first = one.blocklist().entries(1);
        assertThat(first).extracting(BlocklistEntry::address).containsExactly(KIM);
        assertThat(one.blocklist().entriesAfter(first.get(0), 10)).isEmpty();
        assertThat(one.blocklist().find(LEE)).isPresent();
        assertThat(sendwell.account("two").blocklist().entries(10)).isEmpty();
    }

    private void receive(DeliveryEvent... events) {
        sendwell.events().receive(List.of(events));
    }

    private static RowUndo undo(String row) {
        return new RowUndo(row, "mailjet", day(-30), day(0));
    }

    private static DeliveryEvent hard(int day, EmailAddress address) {
        return new DeliveryEvent.HardBounced(report(day, address), GONE);
    }

    private static DeliveryEvent soft(int day, EmailAddress address) {
        return new DeliveryEvent.SoftBounced(report(day, address), UNCLEAR);
    }

    private static Report report(int day, EmailAddress address) {
        return Report.of(day(day), "mailjet", "{}")
                .account(AccountId.of("one"))
                .messageId("m" + day)
                .recipient(address);
    }

    private static Instant day(int number) {
        return Office.NOW.plus(Duration.ofDays(number));
    }
}
