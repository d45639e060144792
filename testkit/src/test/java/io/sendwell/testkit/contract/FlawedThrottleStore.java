package io.sendwell.testkit.contract;

import io.sendwell.throttle.InMemoryThrottleStore;
import io.sendwell.throttle.ThrottleReading;
import io.sendwell.throttle.ThrottleStore;
import java.time.InstantSource;
import java.util.Locale;

/** A throttle's store as somebody might write it, right but for one flaw. */
final class FlawedThrottleStore implements ThrottleStore {

    /** What somebody may get wrong, and the sentence of the contract that says so. */
    enum Flaw {
        NONE(""),
        SETS_ANY_VERSION("a_version_that_is_not_the_current_one_changes_nothing"),
        SETS_WHAT_WAS_NEVER_THERE("a_version_that_is_not_the_current_one_changes_nothing"),
        LOOKS_THEN_SETS("of_several_threads_that_replace_one_version_one_does"),
        BEGINS_AT_ONE("under_a_key_that_nobody_set_there_is_nothing_in_version_0"),
        FORGETS_VERSIONS_OF_NOTHING("the_version_goes_up_also_when_the_state_stays_the_same_or_becomes_empty"),
        KEYS_IN_ANY_CASE("keys_are_compared_exactly"),
        TRIMS_STATES("states_are_kept_character_by_character"),
        CUTS_STATES("states_are_kept_character_by_character"),
        NODE_CLOCK("a_reading_has_the_stores_clock");

        final String caughtBy;

        Flaw(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    private final Flaw flaw;
    private final InMemoryThrottleStore right;
    private final FirstTwo race = new FirstTwo();

    FlawedThrottleStore(Flaw flaw, InstantSource clock) {
        this.flaw = flaw;
        this.right = new InMemoryThrottleStore(flaw == Flaw.NODE_CLOCK ? InstantSource.system() : clock);
    }

    @Override
    public ThrottleReading read(String key) {
        ThrottleReading reading = right.read(stored(key));
        return switch (flaw) {
            case BEGINS_AT_ONE -> new ThrottleReading(reading.version() + 1, reading.state(), reading.now());
            case FORGETS_VERSIONS_OF_NOTHING ->
                reading.state().isEmpty() ? new ThrottleReading(0, "", reading.now()) : reading;
            default -> reading;
        };
    }

    @Override
    public boolean compareAndSet(String key, long version, String next) {
        return switch (flaw) {
            case SETS_ANY_VERSION -> right.compareAndSet(key, right.read(key).version(), next);
            case SETS_WHAT_WAS_NEVER_THERE -> {
                long current = right.read(key).version();
                yield right.compareAndSet(key, current == 0 ? 0 : version, next);
            }
            case LOOKS_THEN_SETS -> {
                boolean current = right.read(key).version() == version;
                race.await();
                right.compareAndSet(key, version, next);
                yield current;
            }
            case TRIMS_STATES -> right.compareAndSet(key, version, next.strip());
            case CUTS_STATES -> right.compareAndSet(key, version, next.substring(0, Math.min(64, next.length())));
            default -> right.compareAndSet(stored(key), version, next);
        };
    }

    private String stored(String key) {
        return flaw == Flaw.KEYS_IN_ANY_CASE ? key.toLowerCase(Locale.ROOT) : key;
    }
}
