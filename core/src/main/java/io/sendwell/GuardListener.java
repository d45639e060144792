package io.sendwell;

import io.sendwell.guard.GuardDecision;
import io.sendwell.guard.GuardScope;

/**
 * The application, told what the guard decides: to write to the operator, or to show the customer why mail waits. Given to {@link
 * SendwellBuilder#guardListener}; called on the thread that brought the report in, or that was about to send, so it had better be quick.
 */
@FunctionalInterface
public interface GuardListener {

    /**
     * Something was decided, and is kept already. Of all nodes the one that decided tells it, once; not at all when that process dies right
     * then. What is held stands in {@link GuardDesk#held} all the same. What it throws is logged.
     */
    void on(GuardScope scope, GuardDecision decision);
}
