package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sendwell.testkit.VirtualClock;
import io.sendwell.testkit.fixtures.HostileTexts;
import io.sendwell.throttle.ThrottleReading;
import io.sendwell.throttle.ThrottleStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ThrottleStore} keeps.
 *
 * <pre>{@code
 * class JdbcThrottleStoreTest implements ThrottleStoreContract {
 *     @Override
 *     public ThrottleStore newThrottleStore(InstantSource clock) {
 *         database.clear();
 *         return new JdbcThrottleStore(database.dataSource(), () -> "TIMESTAMP '" + clock.instant() + "'");
 *     }
 * }
 * }</pre>
 */
public interface ThrottleStoreContract {

    /**
     * Makes a store with nothing in it, for which it is always the time that this clock shows; it is asked for one in each
     * test, and the test moves the clock. A store on a database puts a literal of {@code clock.instant()} where the SQL
     * expression of its own now stands otherwise, as for {@link OutboxUnderTest#newOutbox}.
     */
    ThrottleStore newThrottleStore(InstantSource clock);

    /**
     * Opens a store once more, as another process would: to see that what was set survives, and as a second node.
     *
     * @return empty, unless overridden, for a store that lives in this process alone; what survives is skipped then
     */
    default Optional<? extends ThrottleStore> reopen(ThrottleStore store, InstantSource clock) {
        return Optional.empty();
    }

    @Test
    default void under_a_key_that_nobody_set_there_is_nothing_in_version_0() {
        VirtualClock clock = VirtualClock.at(OutboxStage.BEGIN);
        ThrottleStore store = newThrottleStore(clock);
        store.compareAndSet("other", 0, "state");

        assertEquals(new ThrottleReading(0, "", OutboxStage.BEGIN), store.read("key"));
        assertEquals(new ThrottleReading(0, "", OutboxStage.BEGIN), store.read("key"), "reading sets nothing");
    }

    @Test
    default void a_state_is_read_as_it_was_set_one_version_on_with_each_change() {
        ThrottleStore store = newThrottleStore(VirtualClock.at(OutboxStage.BEGIN));
        for (int version = 0; version < 5; version++) {
            assertTrue(store.compareAndSet("key", version, "state " + version));
            assertEquals(new ThrottleReading(version + 1L, "state " + version, OutboxStage.BEGIN), store.read("key"));
        }
    }

    @Test
    default void the_version_goes_up_also_when_the_state_stays_the_same_or_becomes_empty() {
        ThrottleStore store = newThrottleStore(VirtualClock.at(OutboxStage.BEGIN));
        List<String> states = List.of("same", "same", "", "", "same");
        for (int version = 0; version < states.size(); version++) {
            assertTrue(store.compareAndSet("key", version, states.get(version)));
            assertEquals(new ThrottleReading(version + 1L, states.get(version), OutboxStage.BEGIN), store.read("key"));
        }
    }

    @Test
    default void a_version_that_is_not_the_current_one_changes_nothing() {
        ThrottleStore store = newThrottleStore(VirtualClock.at(OutboxStage.BEGIN));
        store.compareAndSet("key", 0, "first");
        store.compareAndSet("key", 1, "second");

        for (long wrong : new long[] {0, 1, 3, -1}) {
            assertFalse(store.compareAndSet("key", wrong, "wrong"), "version " + wrong);
        }
        assertEquals(new ThrottleReading(2, "second", OutboxStage.BEGIN), store.read("key"));
        assertFalse(store.compareAndSet("unset", 1, "wrong"), "a version of a key that was never set");
        assertEquals(0, store.read("unset").version());
    }

    @Test
    default void keys_are_compared_exactly() {
        ThrottleStore store = newThrottleStore(VirtualClock.at(OutboxStage.BEGIN));
        List<String> keys = new ArrayList<>(
                List.of("key", "KEY", "key ", " key", "k\u00e9y", "ke\u0301y", "k".repeat(200), "k".repeat(199)));
        HostileTexts.all().stream()
                .filter(text -> !text.isEmpty() && text.length() <= 200)
                .forEach(keys::add);
        for (int number = 0; number < keys.size(); number++) {
            assertTrue(store.compareAndSet(keys.get(number), 0, "state " + number), keys.get(number));
        }
        for (int number = 0; number < keys.size(); number++) {
            assertEquals(new ThrottleReading(1, "state " + number, OutboxStage.BEGIN), store.read(keys.get(number)));
        }
    }

    @Test
    default void states_are_kept_character_by_character() {
        ThrottleStore store = newThrottleStore(VirtualClock.at(OutboxStage.BEGIN));
        List<String> states = new ArrayList<>(List.of("s".repeat(200), "👩".repeat(100), "1;2;3 ", " 1"));
        HostileTexts.all().stream().filter(text -> text.length() <= 200).forEach(states::add);
        List<String> kept = new ArrayList<>();
        for (int version = 0; version < states.size(); version++) {
            assertTrue(store.compareAndSet("key", version, states.get(version)));
            kept.add(store.read("key").state());
        }

        assertEquals(states, kept);
    }

    @Test
    default void a_reading_has_the_stores_clock() {
        VirtualClock clock = VirtualClock.at(OutboxStage.BEGIN);
        ThrottleStore store = newThrottleStore(clock);
        store.compareAndSet("key", 0, "state");

        clock.advance(Duration.ofMillis(1));
        assertEquals(OutboxStage.BEGIN.plusMillis(1), store.read("key").now());
        clock.setTo(OutboxStage.BEGIN.minus(Duration.ofHours(1)));
        assertEquals(
                OutboxStage.BEGIN.minus(Duration.ofHours(1)), store.read("key").now(), "set back");
    }

    @Test
    default void of_several_threads_that_replace_one_version_one_does() {
        VirtualClock clock = VirtualClock.at(OutboxStage.BEGIN);
        ThrottleStore store = newThrottleStore(clock);
        ThrottleStore other = otherNode(store, clock);
        for (int round = 0; round < 40; round++) {
            // Each second round begins with a key that is not there, the others with one that is.
            String key = "key " + round / 2;
            long version = round % 2;
            List<Callable<Boolean>> works = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                ThrottleStore node = thread % 2 == 0 ? store : other;
                String state = "thread " + thread;
                works.add(() -> node.compareAndSet(key, version, state));
            }
            List<Boolean> done = Together.run(works);

            assertEquals(1, Collections.frequency(done, true), "threads that replaced version " + version);
            assertEquals(
                    new ThrottleReading(version + 1, "thread " + done.indexOf(true), OutboxStage.BEGIN),
                    store.read(key));
        }
    }

    @Test
    default void threads_that_count_together_lose_nothing() {
        VirtualClock clock = VirtualClock.at(OutboxStage.BEGIN);
        ThrottleStore store = newThrottleStore(clock);
        ThrottleStore other = otherNode(store, clock);
        Together.run(List.of(counting(store), counting(other), counting(store), counting(other)));

        assertEquals(new ThrottleReading(100, "100", OutboxStage.BEGIN), store.read("counter"));
    }

    @Test
    default void a_state_survives_the_process_that_set_it() {
        VirtualClock clock = VirtualClock.at(OutboxStage.BEGIN);
        ThrottleStore store = newThrottleStore(clock);
        store.compareAndSet("key", 0, "state");
        Optional<? extends ThrottleStore> reopened = reopen(store, clock);
        if (reopened.isEmpty()) {
            abort("This store cannot be opened a second time: reopen(...) is not overridden.");
        }

        assertEquals(store.read("key"), reopened.get().read("key"));
    }

    private ThrottleStore otherNode(ThrottleStore store, InstantSource clock) {
        return reopen(store, clock).map(ThrottleStore.class::cast).orElse(store);
    }

    private static Callable<Boolean> counting(ThrottleStore store) {
        return () -> {
            int done = 0;
            while (done < 25) {
                ThrottleReading read = store.read("counter");
                int next = read.state().isEmpty() ? 1 : Integer.parseInt(read.state()) + 1;
                done += store.compareAndSet("counter", read.version(), Integer.toString(next)) ? 1 : 0;
            }
            return true;
        };
    }
}
