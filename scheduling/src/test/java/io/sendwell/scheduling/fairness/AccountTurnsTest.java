package io.sendwell.scheduling.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.AccountId;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AccountTurnsTest {

    private static final AccountId LARGE = AccountId.of("large");
    private static final AccountId SMALL = AccountId.of("small");
    private static final AccountId THIRD = AccountId.of("third");

    @Test
    void accounts_of_equal_weight_take_turns() {
        AccountTurns turns = new AccountTurns(account -> 1);

        assertThat(served(turns, 300, Set.of(LARGE, SMALL, THIRD)))
                .containsOnly(Map.entry("large", 100), Map.entry("small", 100), Map.entry("third", 100));
    }

    @Test
    void an_account_gets_as_many_turns_as_it_weighs() {
        AccountTurns turns = new AccountTurns(account -> account.equals(LARGE) ? 3 : 0.5);

        assertThat(served(turns, 350, Set.of(LARGE, SMALL)))
                .containsOnly(Map.entry("large", 300), Map.entry("small", 50));
    }

    @Test
    void a_weight_of_zero_starves_nobody() {
        AccountTurns turns = new AccountTurns(account -> account.equals(LARGE) ? 1 : 0);

        assertThat(served(turns, 1_010, Set.of(LARGE, SMALL))).containsEntry("small", 10);
    }

    @Test
    void a_weight_that_is_no_number_or_infinite_starves_nobody() {
        AccountTurns unheardOf = new AccountTurns(account -> account.equals(LARGE) ? Double.NaN : 1);
        assertThat(served(unheardOf, 1_010, Set.of(LARGE, SMALL))).containsEntry("large", 10);

        AccountTurns endless = new AccountTurns(account -> account.equals(LARGE) ? Double.POSITIVE_INFINITY : 1);
        assertThat(served(endless, 2_002, Set.of(LARGE, SMALL))).containsEntry("small", 2);
    }

    @Test
    void an_account_whose_weight_cannot_be_told_counts_as_one_and_holds_nobody_up() {
        AccountTurns turns = new AccountTurns(account -> {
            if (account.equals(LARGE)) {
                throw new IllegalStateException("no such customer");
            }
            return 1;
        });

        assertThat(served(turns, 10, Set.of(LARGE, SMALL))).containsOnly(Map.entry("large", 5), Map.entry("small", 5));
    }

    @Test
    void who_was_away_has_saved_nothing() {
        AccountTurns turns = new AccountTurns(account -> 1);
        served(turns, 100, Set.of(LARGE));

        assertThat(served(turns, 10, Set.of(LARGE, SMALL))).containsOnly(Map.entry("large", 5), Map.entry("small", 5));
    }

    @Test
    void nobody_ready_is_nobody_s_turn() {
        assertThat(new AccountTurns(account -> 1).next(Set.of())).isEmpty();
    }

    private static Map<String, Integer> served(AccountTurns turns, int times, Set<AccountId> ready) {
        Map<String, Integer> served = new TreeMap<>();
        for (int i = 0; i < times; i++) {
            served.merge(turns.next(ready).orElseThrow().toString(), 1, Integer::sum);
        }
        return served;
    }
}
