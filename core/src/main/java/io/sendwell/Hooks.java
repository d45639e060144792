package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.check.Finding;
import io.sendwell.check.MailRule;
import io.sendwell.message.Mail;
import io.sendwell.route.PlannedRoute;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application's hooks, called one after the other. What they throw stays here. */
final class Hooks {

    private static final Logger log = LoggerFactory.getLogger(Hooks.class);

    private final List<SendHook> hooks;

    Hooks(List<SendHook> hooks) {
        this.hooks = List.copyOf(hooks);
    }

    /** The draft, held back if a hook wants that. */
    Draft vetted(AccountId account, Draft draft) {
        if (draft.submission().isEmpty()) {
            return draft;
        }
        Mail mail = draft.submission().get().outgoing().mail();
        PlannedRoute route = draft.plan().chosen().orElseThrow();
        for (SendHook hook : hooks) {
            Optional<String> veto = veto(hook, account, mail, route);
            if (veto.isPresent()) {
                return draft.found(List.of(Finding.fail(MailRule.VETOED).with("reason", veto.get())));
            }
        }
        return draft;
    }

    private static Optional<String> veto(SendHook hook, AccountId account, Mail mail, PlannedRoute route) {
        try {
            return hook.veto(account, mail, route);
        } catch (RuntimeException e) {
            String name = hook.getClass().getName();
            log.warn("The hook {} failed, so the mail does not leave", name, e);
            return Optional.of("The hook " + name + " failed: " + e);
        }
    }

    /** Tells every hook what became of these mails. */
    void sent(AccountId account, List<Draft> drafts) {
        drafts.forEach(draft -> sent(account, draft.mail(), draft.receipt()));
    }

    private void sent(AccountId account, Mail mail, Receipt receipt) {
        for (SendHook hook : hooks) {
            try {
                hook.sent(account, mail, receipt);
            } catch (RuntimeException e) {
                log.warn("The hook {} failed after message {}", hook.getClass().getName(), receipt.id(), e);
            }
        }
    }
}
