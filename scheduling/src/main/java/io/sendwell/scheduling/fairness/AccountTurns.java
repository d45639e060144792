package io.sendwell.scheduling.fairness;

import io.sendwell.account.AccountId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deficit round robin between the accounts of one lane: each gets as many claims in a round as it weighs, whatever the size
 * of its broadcasts. One thread at a time.
 */
public final class AccountTurns {

    private static final Logger log = LoggerFactory.getLogger(AccountTurns.class);

    private static final double LEAST_WEIGHT = 0.01;
    private static final double MOST_WEIGHT = 1_000;
    private static final double ONE_CLAIM = 1;

    private final ToDoubleFunction<AccountId> weights;
    private final Deque<AccountId> round = new ArrayDeque<>();
    private final Map<AccountId, Double> credit = new HashMap<>();

    /**
     * @param weights how many claims an account gets in a round; 1 for all gives them equal shares. A weight below 0.01
     *     counts as 0.01 and one above 1,000 as 1,000, so that nobody starves; where it throws, that counts as 1
     */
    public AccountTurns(ToDoubleFunction<AccountId> weights) {
        this.weights = weights;
    }

    /**
     * Whose turn it is, and charges that account one claim.
     *
     * @param ready the accounts that could use it now; one that is not among them loses what it had saved
     * @return empty when nobody is ready
     */
    public Optional<AccountId> next(Set<AccountId> ready) {
        round.removeIf(account -> !ready.contains(account));
        credit.keySet().retainAll(ready);
        for (AccountId account : ready) {
            if (credit.putIfAbsent(account, 0.0) == null) {
                round.addLast(account);
            }
        }
        if (round.isEmpty()) {
            return Optional.empty();
        }
        while (credit.getOrDefault(round.getFirst(), 0.0) < ONE_CLAIM) {
            AccountId passed = round.removeFirst();
            credit.merge(passed, weight(passed), Double::sum);
            round.addLast(passed);
        }
        AccountId whose = round.getFirst();
        credit.merge(whose, -ONE_CLAIM, Double::sum);
        return Optional.of(whose);
    }

    private double weight(AccountId account) {
        double weight;
        try {
            weight = weights.applyAsDouble(account);
        } catch (RuntimeException e) {
            log.warn("How much account {} weighs is not known; it counts as {}", account, ONE_CLAIM, e);
            return ONE_CLAIM;
        }
        // No number, or an infinite one, would let nobody else have a turn.
        return weight >= LEAST_WEIGHT ? Math.min(weight, MOST_WEIGHT) : LEAST_WEIGHT;
    }
}
