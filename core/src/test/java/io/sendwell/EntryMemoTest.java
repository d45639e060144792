package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sendwell.address.EmailAddress;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.outbox.Octets;
import io.sendwell.transport.SubmissionResult;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntryMemoTest {

    private static final Optional<Instant> MONDAY = Optional.of(Instant.parse("2026-11-30T23:30:00Z"));
    private static final Optional<Instant> TUESDAY = Optional.of(Instant.parse("2026-12-01T00:10:07Z"));
    private static final Map<EmailAddress, RecipientOutcome> ACCEPTED = Map.of(
            EmailAddress.parse("kim@example.net"),
            new RecipientOutcome.Submitted(new SubmissionResult.Accepted("17", "250 OK")));

    @Test
    void the_date_and_who_is_settled_come_back_as_they_were() {
        for (EntryMemo memo : new EntryMemo[] {
            new EntryMemo(MONDAY, ACCEPTED),
            new EntryMemo(MONDAY, Map.of()),
            new EntryMemo(Optional.empty(), ACCEPTED),
            EntryMemo.none()
        }) {
            assertThat(EntryMemo.read(memo.encoded())).isEqualTo(memo);
        }
        assertThat(EntryMemo.none().encoded()).isEqualTo(Octets.none());
    }

    @Test
    void the_first_date_stays() {
        Octets first = EntryMemo.dated(new EntryMemo(Optional.empty(), ACCEPTED).encoded(), MONDAY);

        assertThat(EntryMemo.read(first)).isEqualTo(new EntryMemo(MONDAY, ACCEPTED));
        assertThat(EntryMemo.dated(first, TUESDAY)).isEqualTo(first);
        assertThat(EntryMemo.dated(Octets.none(), Optional.empty())).isEqualTo(Octets.none());
    }

    @Test
    void what_is_no_memo_is_refused_and_gets_no_date() {
        byte[] memo = new EntryMemo(MONDAY, ACCEPTED).encoded().toArray();
        for (int length = 1; length < memo.length; length++) {
            Octets torn = Octets.of(Arrays.copyOf(memo, length));

            assertThatIllegalArgumentException().isThrownBy(() -> EntryMemo.read(torn));
            assertThat(EntryMemo.dated(torn, TUESDAY)).isEqualTo(torn);
        }
    }

    @Test
    void a_date_that_no_mail_has_is_refused() {
        byte[] memo = new EntryMemo(MONDAY, Map.of()).encoded().toArray();
        memo[2] = 0x70;

        assertThatIllegalArgumentException().isThrownBy(() -> EntryMemo.read(Octets.of(memo)));
    }
}
