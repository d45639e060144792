package io.sendwell.testkit.contract;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Proves of a store's contract that what is right passes it, and that each flaw that somebody may write is caught.
 *
 * @param <F> the flaws, the first being {@code NONE}
 */
abstract class StoreContractProof<F extends Enum<F>> {

    /** What the run under way is about: JUnit makes the implementer itself, in this thread. */
    private static final ThreadLocal<Enum<?>> FLAW = new ThreadLocal<>();

    private final F none;
    private final Function<F, String> caughtBy;
    private final Class<?> implementer;
    private final Class<?> forgetful;
    private final List<String> survival;

    /**
     * @param caughtBy names the sentence of the contract that a flaw fails
     * @param implementer what a run is made of; it asks {@link #flaw} for its flaw
     * @param forgetful the same, which reopens as something that has nothing to do with the first one
     * @param survival the sentences about what survives its process, which an implementer that cannot be reopened skips
     */
    StoreContractProof(
            F none, Function<F, String> caughtBy, Class<?> implementer, Class<?> forgetful, String... survival) {
        this.none = none;
        this.caughtBy = caughtBy;
        this.implementer = implementer;
        this.forgetful = forgetful;
        this.survival = List.of(survival);
    }

    /** The flaw of the implementer that is being made. */
    static <F extends Enum<F>> F flaw(Class<F> type) {
        return type.cast(FLAW.get());
    }

    @Test
    void an_implementation_without_a_flaw_passes() {
        FLAW.set(none);
        ContractRun run = ContractRun.of(implementer);
        run.succeeded();
        run.skipped(survival.size());
    }

    @TestFactory
    Stream<DynamicTest> a_flaw_is_caught() {
        return Arrays.stream(none.getDeclaringClass().getEnumConstants())
                .filter(flaw -> flaw != none)
                .map(flaw -> DynamicTest.dynamicTest(flaw.name(), () -> {
                    FLAW.set(flaw);
                    ContractRun.of(implementer, caughtBy.apply(flaw)).failed();
                }));
    }

    @Test
    void one_that_forgets_when_the_process_ends_is_caught() {
        FLAW.set(none);
        survival.forEach(sentence -> ContractRun.of(forgetful, sentence).failed());
    }
}
