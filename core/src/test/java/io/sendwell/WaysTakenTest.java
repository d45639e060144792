package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sendwell.WaysTaken.Way;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.SendingId;
import io.sendwell.route.Route;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WaysTakenTest {

    private static final SendingId SENDING = new SendingId(UUID.randomUUID());
    private static final Way ESP = new Way(Route.ESP, "mailjet:0123456789abcdef");
    private static final Way SMTP = new Way(Route.OPERATOR_SMTP, "smtp");

    private static EntryId entry(int ordinal) {
        return new EntryId(SENDING, ordinal);
    }

    private static Map<EntryId, Optional<Way>> fifty(Way way) {
        Map<EntryId, Optional<Way>> ways = new HashMap<>();
        for (int i = 0; i < 50; i++) {
            ways.put(entry(1_000_000 + i), Optional.of(way));
        }
        return ways;
    }

    @Test
    void a_way_that_all_take_is_noted_in_a_line() {
        Octets note = WaysTaken.note(fifty(ESP));

        assertThat(note.size()).isLessThan(64);
        assertThat(WaysTaken.read(note).of(entry(1_000_007))).contains(ESP);
    }

    @Test
    void mails_of_one_claim_may_take_several_ways() {
        Map<EntryId, Optional<Way>> ways = fifty(ESP);
        ways.put(entry(7), Optional.of(SMTP));
        ways.put(entry(8), Optional.empty());

        WaysTaken taken = WaysTaken.read(WaysTaken.note(ways));

        assertThat(taken.of(entry(1_000_049))).contains(ESP);
        assertThat(taken.of(entry(7))).contains(SMTP);
        assertThat(taken.of(entry(8))).isEmpty();
    }

    @Test
    void of_a_way_that_could_not_be_found_out_nothing_is_said_though_all_others_take_one() {
        Map<EntryId, Optional<Way>> ways = fifty(ESP);
        ways.put(entry(8), Optional.empty());

        assertThat(WaysTaken.read(WaysTaken.note(ways)).of(entry(8))).isEmpty();
    }

    @Test
    void more_than_a_store_takes_is_not_noted() {
        Map<EntryId, Optional<Way>> ways = fifty(ESP);
        ways.put(entry(7), Optional.of(new Way(Route.OPERATOR_SMTP, "x".repeat(Claim.MAX_NOTE))));

        assertThat(WaysTaken.note(ways)).isEqualTo(Octets.none());
    }

    @Test
    void a_note_that_ends_too_early_says_nothing() {
        Map<EntryId, Optional<Way>> ways = fifty(ESP);
        ways.put(entry(7), Optional.of(SMTP));
        byte[] note = WaysTaken.note(ways).toArray();

        for (int length = 0; length < note.length; length++) {
            WaysTaken taken = WaysTaken.read(Octets.of(Arrays.copyOf(note, length)));

            assertThat(taken.of(entry(7))).as("of %d octets", length).isEmpty();
            assertThat(taken.of(entry(1_000_000))).as("of %d octets", length).isEmpty();
        }
    }

    @Test
    void a_damaged_note_is_read_without_a_fault() {
        byte[] note = WaysTaken.note(fifty(ESP)).toArray();
        Random random = new Random(11);
        for (int i = 0; i < 200; i++) {
            byte[] damaged = note.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));

            assertThatCode(() -> WaysTaken.read(Octets.of(damaged))).doesNotThrowAnyException();
        }
    }
}
