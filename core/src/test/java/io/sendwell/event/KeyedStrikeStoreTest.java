package io.sendwell.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.Secret;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.AddressKey;
import io.sendwell.blocklist.AddressKeys;
import io.sendwell.blocklist.RowUndo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyedStrikeStoreTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final EmailAddress KIM = EmailAddress.parse("kim@example.net");
    private static final AddressKey FIRST = new AddressKey("k1", Secret.of("0123456789abcdef0123456789abcdef"));
    private static final AddressKey SECOND = new AddressKey("k2", Secret.of("fedcba9876543210fedcba9876543210"));

    private final InMemoryStrikeStore store = new InMemoryStrikeStore();
    private final KeyedStrikeStore before = new KeyedStrikeStore(store, AddressKeys.of(FIRST));
    private final KeyedStrikeStore rotated = new KeyedStrikeStore(store, AddressKeys.of(SECOND, FIRST));

    @Test
    void the_store_sees_no_address_neither_as_such_nor_in_a_text() {
        before.add(KIM, strike(0));

        assertThat(store.find(List.of(KIM))).isEmpty();
        List<EmailAddress> stored = store.undo(new RowUndo("B28", "smtp", NOON, NOON.plusSeconds(1)), 10);
        assertThat(stored)
                .singleElement()
                .satisfies(address -> assertThat(address.toString()).matches("[0-9a-f]{64}@k1\\.hmac\\.invalid"));

        before.add(KIM, strike(0));
        assertThat(store.find(stored).toString()).contains("<(address)>").doesNotContainIgnoringCase("kim");
        assertThat(before.find(stored)).as("asked for by the pseudonym").hasSize(1);
    }

    @Test
    void another_key_finds_nothing() {
        before.add(KIM, strike(0));

        assertThat(new KeyedStrikeStore(store, AddressKeys.of(SECOND)).find(List.of(KIM)))
                .isEmpty();
    }

    @Test
    void strikes_of_the_time_before_a_key_was_rotated_count_on_and_each_once() {
        before.add(KIM, strike(1));
        rotated.add(KIM, strike(0));
        rotated.add(KIM, strike(1));
        rotated.add(KIM, strike(2));

        assertThat(days(rotated)).containsExactly(0L, 1L, 2L);
    }

    @Test
    void what_was_cleared_before_a_key_was_rotated_stays_so_when_it_is_reported_later() {
        before.clear(Map.of(KIM, strike(1).at()));
        rotated.add(KIM, strike(0));
        rotated.add(KIM, strike(2));

        assertThat(days(rotated)).containsExactly(2L);
        assertThat(days(new KeyedStrikeStore(store, AddressKeys.of(SECOND))))
                .as("without the earlier key")
                .containsExactly(2L);
    }

    @Test
    void a_clearance_reaches_what_stands_under_every_key() {
        before.add(KIM, strike(0));
        rotated.add(KIM, strike(1));

        rotated.clear(Map.of(
                EmailAddress.parse("KIM@example.net"),
                strike(0).at(),
                KIM,
                strike(1).at()));

        assertThat(days(rotated)).isEmpty();
    }

    private static List<Long> days(StrikeStore strikes) {
        return strikes.find(List.of(KIM)).getOrDefault(KIM, List.of()).stream()
                .map(strike -> Duration.between(NOON, strike.at()).toDays())
                .toList();
    }

    private static Strike strike(int day) {
        return new Strike(
                NOON.plus(Duration.ofDays(day)),
                "smtp",
                new Bounce(BounceKind.SOFT, "B28", "450 4.2.1", "450 4.2.1 <Kim@example.net>: try again later"));
    }
}
