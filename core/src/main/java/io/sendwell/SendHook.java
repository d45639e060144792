package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.message.Mail;
import io.sendwell.route.PlannedRoute;
import java.util.Optional;

/**
 * Called before and after each mail is handed to a next hop. Threads share it.
 *
 * <p>What it throws before a mail keeps that mail from leaving; what it throws afterwards is logged and changes nothing.
 */
public interface SendHook {

    /**
     * A last word before a mail leaves.
     *
     * @param mail as it leaves: merged, and without those on the blocklist
     * @return why it must not leave; empty to let it go
     */
    default Optional<String> veto(AccountId account, Mail mail, PlannedRoute route) {
        return Optional.empty();
    }

    /**
     * What became of a mail, also of one that was held back. Of a mail that waits in the outbox it is told after each attempt,
     * and more than once of the same one when a process dies in between.
     *
     * @param mail merged, with every recipient it was composed for
     */
    default void sent(AccountId account, Mail mail, Receipt receipt) {}
}
