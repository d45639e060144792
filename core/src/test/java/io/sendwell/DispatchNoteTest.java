package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sendwell.DispatchNote.Leaving;
import io.sendwell.DispatchNote.Way;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.SendingId;
import io.sendwell.route.Route;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DispatchNoteTest {

    private static final SendingId SENDING = new SendingId(UUID.randomUUID());
    private static final Way ESP = new Way(Route.ESP, "mailjet:0123456789abcdef");
    private static final Way SMTP = new Way(Route.OPERATOR_SMTP, "smtp");
    private static final Instant MONDAY = Instant.parse("2026-11-30T23:30:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-12-01T00:10:07Z");

    private static EntryId entry(int ordinal) {
        return new EntryId(SENDING, ordinal);
    }

    private static Leaving monday(Way way) {
        return new Leaving(MONDAY, Optional.of(way));
    }

    private static Map<EntryId, Leaving> fifty() {
        Map<EntryId, Leaving> mails = new HashMap<>();
        for (int i = 0; i < 50; i++) {
            mails.put(entry(1_000_000 + i), monday(ESP));
        }
        return mails;
    }

    @Test
    void a_way_and_a_date_that_all_have_are_noted_in_a_line() {
        Octets octets = DispatchNote.of(fifty());
        DispatchNote note = DispatchNote.read(octets);

        assertThat(octets.size()).isLessThan(80);
        assertThat(note.way(entry(1_000_007))).contains(ESP);
        assertThat(note.date(entry(1_000_007))).contains(MONDAY);
    }

    @Test
    void mails_of_one_claim_may_take_several_ways() {
        Map<EntryId, Leaving> mails = fifty();
        mails.put(entry(7), monday(SMTP));
        mails.put(entry(8), new Leaving(MONDAY, Optional.empty()));

        DispatchNote note = DispatchNote.read(DispatchNote.of(mails));

        assertThat(note.way(entry(1_000_049))).contains(ESP);
        assertThat(note.way(entry(7))).contains(SMTP);
        assertThat(note.way(entry(8))).isEmpty();
    }

    @Test
    void mails_of_one_claim_may_have_several_dates() {
        Map<EntryId, Leaving> mails = fifty();
        mails.put(entry(7), new Leaving(TUESDAY, Optional.of(ESP)));

        DispatchNote note = DispatchNote.read(DispatchNote.of(mails));

        assertThat(note.date(entry(1_000_049))).contains(MONDAY);
        assertThat(note.date(entry(7))).contains(TUESDAY);
        assertThat(note.way(entry(7))).contains(ESP);
    }

    @Test
    void of_a_way_that_could_not_be_found_out_nothing_is_said_though_all_others_take_one() {
        Map<EntryId, Leaving> mails = fifty();
        mails.put(entry(8), new Leaving(MONDAY, Optional.empty()));

        DispatchNote note = DispatchNote.read(DispatchNote.of(mails));

        assertThat(note.way(entry(8))).isEmpty();
        assertThat(note.date(entry(8))).contains(MONDAY);
    }

    @Test
    void ways_that_are_more_than_a_store_takes_are_not_noted_and_the_dates_are() {
        Map<EntryId, Leaving> mails = fifty();
        mails.put(entry(7), monday(new Way(Route.OPERATOR_SMTP, "x".repeat(Claim.MAX_NOTE))));

        DispatchNote note = DispatchNote.read(DispatchNote.of(mails));

        assertThat(note.way(entry(7))).isEmpty();
        assertThat(note.way(entry(1_000_000))).isEmpty();
        assertThat(note.date(entry(7))).contains(MONDAY);
    }

    @Test
    void dates_that_are_more_than_a_store_takes_are_not_noted() {
        Map<EntryId, Leaving> mails = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            mails.put(entry(i), new Leaving(MONDAY.plusSeconds(i), Optional.of(ESP)));
        }

        assertThat(DispatchNote.of(mails)).isEqualTo(Octets.none());
    }

    @Test
    void a_note_that_ends_too_early_says_nothing() {
        Map<EntryId, Leaving> mails = new HashMap<>();
        mails.put(entry(1_000_000), monday(ESP));
        mails.put(entry(7), new Leaving(TUESDAY, Optional.of(SMTP)));
        byte[] whole = DispatchNote.of(mails).toArray();

        for (int length = 0; length < whole.length; length++) {
            DispatchNote note = DispatchNote.read(Octets.of(Arrays.copyOf(whole, length)));

            for (EntryId entry : List.of(entry(7), entry(1_000_000))) {
                assertThat(note.way(entry)).as("of %d octets", length).isEmpty();
                assertThat(note.date(entry)).as("of %d octets", length).isEmpty();
            }
        }
    }

    @Test
    void a_damaged_note_is_read_without_a_fault() {
        byte[] note = DispatchNote.of(fifty()).toArray();
        for (int octet = 0; octet < note.length; octet++) {
            byte[] damaged = note.clone();
            damaged[octet] ^= (byte) (1 << (octet % 8));

            assertThatCode(() -> DispatchNote.read(Octets.of(damaged))).doesNotThrowAnyException();
        }
    }
}
