package io.sendwell.guard;

import io.sendwell.account.AccountId;
import io.sendwell.message.CampaignName;
import java.util.Optional;

/**
 * Whose mail is looked at: a campaign of an account, an account, or the operator with all accounts together.
 *
 * @param account empty for the operator
 * @param campaign empty for a whole account, and for the operator
 */
public record GuardScope(Optional<AccountId> account, Optional<CampaignName> campaign) {

    private static final GuardScope OPERATOR = new GuardScope(Optional.empty(), Optional.empty());

    public GuardScope {
        if (account.isEmpty() && campaign.isPresent()) {
            throw new IllegalArgumentException("A campaign is one of an account; found only " + campaign.get() + ".");
        }
    }

    /** All accounts together. */
    public static GuardScope operator() {
        return OPERATOR;
    }

    /** All mail of an account. */
    public static GuardScope of(AccountId account) {
        return new GuardScope(Optional.of(account), Optional.empty());
    }

    /** One campaign of an account. */
    public static GuardScope of(AccountId account, CampaignName campaign) {
        return new GuardScope(Optional.of(account), Optional.of(campaign));
    }

    @Override
    public String toString() {
        return account.map(id -> "account " + id).orElse("all accounts")
                + campaign.map(name -> ", campaign \"" + name + "\"").orElse("");
    }
}
