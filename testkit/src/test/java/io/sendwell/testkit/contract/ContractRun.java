package io.sendwell.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs a contract as JUnit would, inside a test about that contract. */
final class ContractRun {

    private final Events tests;

    private ContractRun(DiscoverySelector what) {
        tests = EngineTestKit.engine("junit-jupiter").selectors(what).execute().testEvents();
    }

    /** Every sentence of the contract. */
    static ContractRun of(Class<?> implementer) {
        return new ContractRun(selectClass(implementer));
    }

    /** One sentence of the contract. */
    static ContractRun of(Class<?> implementer, String sentence) {
        return new ContractRun(selectMethod(implementer, sentence));
    }

    void failed() {
        assertThat(tests.started().count()).as("tests of that name").isEqualTo(1);
        assertThat(tests.failed().count()).as("tests that failed").isEqualTo(1);
    }

    void succeeded() {
        assertThat(tests.started().count()).as("tests").isPositive();
        assertThat(tests.failed().list()).isEmpty();
    }

    void skipped(int count) {
        assertThat(tests.aborted().count()).as("tests skipped by assumption").isEqualTo(count);
    }
}
