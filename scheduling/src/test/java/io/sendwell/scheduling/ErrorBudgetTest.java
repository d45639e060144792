package io.sendwell.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.outbox.Progress;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ErrorBudgetTest {

    private final ErrorBudget budget = new ErrorBudget(progress(1_000, 900));

    @Test
    void five_of_a_hundred_may_fail_and_not_more() {
        accept(190);
        fail(10);
        assertThat(budget.exceeded()).isEmpty();

        fail(1);
        assertThat(budget.exceeded())
                .hasValueSatisfying(
                        why -> assertThat(why).startsWith("11 of the last 201 mails failed for good, more than 5 %."));
    }

    @Test
    void of_fewer_than_two_hundred_nothing_is_concluded() {
        fail(199);

        assertThat(budget.exceeded()).isEmpty();
    }

    @Test
    void only_the_last_five_hundred_count() {
        accept(5_000);
        fail(25);
        assertThat(budget.exceeded()).isEmpty();

        fail(1);
        assertThat(budget.exceeded()).isPresent();
    }

    @Test
    void a_policy_against_the_sender_pauses_sooner() {
        accept(490);
        IntStream.range(0, 10).forEach(i -> budget.failedByPolicy());
        assertThat(budget.exceeded()).isEmpty();

        budget.failedByPolicy();
        assertThat(budget.exceeded()).hasValueSatisfying(why -> assertThat(why).contains("policy"));
    }

    @Test
    void what_other_nodes_completed_counts_from_the_moment_this_one_looks() {
        assertThat(budget.exceeded(progress(1_190, 910))).isEmpty();
        assertThat(budget.exceeded(progress(1_189, 911))).isPresent();
    }

    @Test
    void the_progress_of_long_ago_does_not_hide_what_fails_now() {
        assertThat(budget.exceeded(progress(11_000, 900))).isEmpty();
        assertThat(budget.exceeded(progress(11_180, 920))).isPresent();
    }

    private static Progress progress(long accepted, long failed) {
        return new Progress(100_000, accepted, failed, 0, 0, 0);
    }

    private void accept(int mails) {
        IntStream.range(0, mails).forEach(i -> budget.accepted());
    }

    private void fail(int mails) {
        IntStream.range(0, mails).forEach(i -> budget.failed());
    }
}
