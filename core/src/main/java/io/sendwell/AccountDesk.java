package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.account.AccountRecord;
import io.sendwell.account.AccountState;
import io.sendwell.account.AccountStore;
import io.sendwell.account.AccountStoreException;
import io.sendwell.account.ProviderAccount;
import io.sendwell.account.ProviderAccounts;
import io.sendwell.account.ProviderStanding;
import io.sendwell.account.Rules;
import io.sendwell.account.RulesAcceptance;
import io.sendwell.account.StateChange;
import io.sendwell.check.Finding;
import io.sendwell.policy.SendingPolicy;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of accounts, in the operator's hands: registered, rules accepted, enabled, suspended and resumed, removed. From {@link
 * Sendwell#accounts()}; threads and nodes share it.
 *
 * <pre>{@code
 * AccountDesk desk = sendwell.accounts();
 * desk.register(id, "Your Company A/S");
 * show(desk.rules().text(user.locale()));
 * desk.accept(id, desk.rules().version(), user.locale(), user.name());
 * AccountChange enabled = desk.enable(id, user.name(), user.locale());
 * print(desk.status(id).explain());    // YourCompany_12345 (Created 11-02-2015). OK. Processed 218, delivered 213, …
 * }</pre>
 *
 * <p>Each step may be repeated, and says the same again. Every method throws a {@link io.sendwell.account.SendwellException} when a
 * store or the ESP is out of reach; the same call then goes on from where it stopped.
 */
public final class AccountDesk {

    private static final Logger log = LoggerFactory.getLogger(AccountDesk.class);

    /** As often as this somebody else may change the account in between before we give up. */
    private static final int ATTEMPTS = 20;

    private final AccountStore store;
    private final Rules rules;
    private final Optional<ProviderAccounts> provider;
    private final Predicate<AccountId> dashboards;
    private final Function<AccountId, Optional<SendingAccount>> sending;
    private final AccountHistory history;
    private final SendingPolicy policy;
    private final Runnable wakeUp;
    private final InstantSource clock;

    AccountDesk(
            AccountStore store,
            Rules rules,
            Optional<ProviderAccounts> provider,
            Predicate<AccountId> dashboards,
            Function<AccountId, Optional<SendingAccount>> sending,
            AccountHistory history,
            SendingPolicy policy,
            Runnable wakeUp,
            InstantSource clock) {
        this.store = store;
        this.rules = rules;
        this.provider = provider;
        this.dashboards = dashboards;
        this.sending = sending;
        this.history = history;
        this.policy = policy;
        this.wakeUp = wakeUp;
        this.clock = clock;
    }

    /** The rules as they are now: what has to be accepted before an account is enabled. */
    public Rules rules() {
        return rules;
    }

    /** What is recorded of an account; empty when it was never registered. */
    public Optional<AccountRecord> find(AccountId account) {
        return store.find(account);
    }

    /**
     * Accounts in the order of their ids.
     *
     * @param after the last one of the page before; empty for the first page
     * @param limit how many at the most; 1 or more
     */
    public List<AccountRecord> list(Optional<AccountId> after, int limit) {
        return store.list(after, limit);
    }

    /**
     * Makes an account that is not enabled yet. One that exists stays as it is. After a removal it is a new one, with nothing of the
     * old one but evidence: the rules have to be accepted again.
     *
     * @param displayName how people know the customer
     */
    public AccountRecord register(AccountId account, String displayName) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<AccountRecord> found = store.find(account);
            if (found.isPresent() && found.get().state() != AccountState.DISABLED) {
                return found.get();
            }
            // What was reported since the removal is of the old one.
            found.ifPresent(old -> history.erase(account));
            AccountRecord fresh = found.map(old -> old.registeredAgain(displayName, clock.instant()))
                    .orElseGet(() -> AccountRecord.registered(account, displayName, clock.instant()));
            if (store.save(fresh)) {
                return fresh.withVersion(fresh.version() + 1);
            }
        }
        throw changedTooOften(account);
    }

    /**
     * Records that somebody read the rules and accepts them for an account.
     *
     * @param version of the rules that were shown
     * @param language in which they were shown
     * @param by the person who accepts; not blank
     * @return refused with {@code RULES_OUTDATED} when other rules hold now: show those
     */
    public AccountChange accept(AccountId account, String version, Locale language, String by) {
        if (!version.equals(rules.version())) {
            return new AccountChange.Refused(outdated(version));
        }
        RulesAcceptance acceptance = new RulesAcceptance(version, rules.language(language), by, clock.instant());
        return change(account, known -> known.acceptance(version).isPresent() ? known : known.accepted(acceptance));
    }

    /**
     * Enables an account whose rules were accepted in their current version: makes its account at the ESP, or takes up the one that
     * an earlier call made which broke off, and lets its mail leave.
     *
     * @param by who enables it; not blank
     * @param language of that person, for the ESP's dashboard; English where it has no pages in it
     * @return refused with {@code RULES_NOT_ACCEPTED}, {@code ACCOUNT_SUSPENDED} or {@code ACCOUNT_DISABLED}
     */
    public AccountChange enable(AccountId account, String by, Locale language) {
        return step(account, known -> {
            switch (known.state()) {
                case ENABLED -> {
                    return new AccountChange.Done(known);
                }
                case SUSPENDED -> {
                    return new AccountChange.Refused(AccountGate.suspended(known));
                }
                case DISABLING, DISABLED -> {
                    return new AccountChange.Refused(AccountGate.disabled(known));
                }
                default -> {
                    if (known.acceptance(rules.version()).isEmpty()) {
                        return new AccountChange.Refused(notAccepted(known));
                    }
                    Optional<ProviderAccount> opened =
                            provider.map(accounts -> accounts.open(account, known.providerName()));
                    return new AccountChange.Done(known.with(opened, Rules.shippedLanguage(language))
                            .in(AccountState.ENABLED, new StateChange(clock.instant(), by, "")));
                }
            }
        });
    }

    /**
     * Keeps all mail of an account from leaving. What is scheduled waits, and what is in a worker's hands at this moment goes out.
     *
     * @param reason why, for people; not blank
     * @param by the person who decides it; not blank
     * @return refused when the account is not enabled
     */
    public AccountChange suspend(AccountId account, String reason, String by) {
        AccountChange done = move(account, AccountState.ENABLED, AccountState.SUSPENDED, reason, by);
        log.info("Account {} was to be suspended by {}: {}", account, by, reason);
        return done;
    }

    /**
     * Lets mail of a suspended account leave again; what waited goes on within a minute or two, unless it is so late by then that
     * the worker asks first.
     *
     * @param reason why, for people; not blank
     * @param by the person who decides it; not blank
     * @return refused when the account is neither suspended nor enabled
     */
    public AccountChange resume(AccountId account, String reason, String by) {
        AccountChange done = move(account, AccountState.SUSPENDED, AccountState.ENABLED, reason, by);
        wakeUp.run();
        return done;
    }

    private AccountChange move(AccountId account, AccountState from, AccountState to, String reason, String by) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("Whoever suspends or resumes an account says why.");
        }
        StateChange change = new StateChange(clock.instant(), by, reason);
        return step(account, known -> {
            if (known.state() == to) {
                return new AccountChange.Done(known);
            }
            return known.state() == from
                    ? new AccountChange.Done(known.in(to, change))
                    : new AccountChange.Refused(AccountGate.of(known).orElseThrow());
        });
    }

    /**
     * How an account stands, for people. Where it is enabled, the ESP is asked too, over the network.
     *
     * @return empty when it was never registered
     */
    public Optional<AccountStatus> status(AccountId account) {
        return store.find(account).map(known -> {
            Optional<SendingAccount> there = sending.apply(account);
            AccountOverview overview = there.map(one -> one.events().overview())
                    .orElseGet(() -> new AccountOverview(history.totals(account), policy.statisticsLag()));
            ZoneId zone = there.map(SendingAccount::timeZone).orElse(ZoneOffset.UTC);
            return AccountStatus.of(
                    known, overview, atProvider(known), history.guard(account), zone, policy.accountDate());
        });
    }

    private Optional<ProviderStanding> atProvider(AccountRecord known) {
        return known.state() == AccountState.ENABLED
                ? provider.flatMap(accounts -> known.provider().map(there -> accounts.standing(known.id(), there)))
                : Optional.empty();
    }

    /** Whether the ESP's own pages may be shown to somebody of this account: it is enabled, and its licence includes them. */
    public DashboardAccess dashboard(AccountId account) {
        Optional<AccountRecord> known = store.find(account);
        Optional<Finding> closed =
                known.isEmpty() ? Optional.of(AccountGate.unknown(account)) : AccountGate.of(known.get());
        if (closed.isPresent()) {
            return new DashboardAccess.Refused(closed.get());
        }
        if (!dashboards.test(account)) {
            return new DashboardAccess.Refused(
                    Finding.fail(AccountRule.DASHBOARD_NOT_INCLUDED).with("account", account));
        }
        Optional<ProviderAccount> there = known.flatMap(AccountRecord::provider);
        return there.isPresent()
                ? new DashboardAccess.Granted(there.get(), known.get().language())
                : new DashboardAccess.Refused(
                        Finding.fail(AccountRule.DASHBOARD_MISSING).with("account", account));
    }

    /**
     * What removing an account would destroy, with the token that confirms it.
     *
     * @return empty when there is nothing to remove
     */
    public Optional<RemovalRequest> removal(AccountId account) {
        return store.find(account)
                .filter(known -> known.state() != AccountState.DISABLED)
                .map(known -> new RemovalRequest(
                        known, history.totals(account), history.scheduled(account), RemovalRequest.token(known)));
    }

    /**
     * Removes an account for good: nothing of it leaves any more, what it scheduled is cancelled, its messages, events, campaigns and
     * figures are forgotten, and its account at the ESP is closed. The operator's blocklist and evidence stay; so do its domains and
     * their keys, which are the application's to remove. A new account may be registered afterwards.
     *
     * <p>It goes step by step, and is told as {@link AccountRemoval.Leaving} while a worker has mail of it in its hands. Called again it
     * goes on, also after a crash, and the token is not asked for a second time. Answers and reports that come later of mail that left
     * before are forgotten when a new account is registered.
     *
     * @param token of {@link #removal}
     * @param reason why, for people; may be blank
     * @param by the person who confirmed it; not blank
     */
    public AccountRemoval disable(AccountId account, String token, String reason, String by) {
        StateChange change = new StateChange(clock.instant(), by, reason);
        AccountChange begun = step(account, known -> {
            if (known.state() == AccountState.DISABLING || known.state() == AccountState.DISABLED) {
                return new AccountChange.Done(known);
            }
            return token.equals(RemovalRequest.token(known))
                    ? new AccountChange.Done(known.in(AccountState.DISABLING, change))
                    : new AccountChange.Refused(notConfirmed(known));
        });
        if (begun instanceof AccountChange.Refused refused) {
            return new AccountRemoval.Refused(refused.why());
        }
        AccountRecord closing = begun.account();
        AccountHistory.Cancelled cancelled = history.cancel(account);
        if (cancelled.leaving() > 0) {
            return new AccountRemoval.Leaving(closing, cancelled.mails(), cancelled.leaving());
        }
        AccountHistory.Erased erased = history.erase(account);
        provider.ifPresent(accounts -> accounts.close(account, closing.providerName()));
        AccountRecord gone = step(
                        account,
                        known -> new AccountChange.Done(
                                known.state() == AccountState.DISABLING && known.life() == closing.life()
                                        ? known.in(
                                                AccountState.DISABLED,
                                                known.lastChange().orElse(change))
                                        : known))
                .account();
        log.info("Account {} was removed by {}", account, by);
        return new AccountRemoval.Removed(gone, cancelled.mails(), erased.messages(), erased.events());
    }

    private AccountChange change(AccountId account, Function<AccountRecord, AccountRecord> change) {
        return step(account, known -> new AccountChange.Done(change.apply(known)));
    }

    /** Decides by the account as it is, and saves what comes of it unless somebody else changed it meanwhile: then it decides anew. */
    private AccountChange step(AccountId account, Function<AccountRecord, AccountChange> decision) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<AccountRecord> found = store.find(account);
            if (found.isEmpty()) {
                return new AccountChange.Refused(AccountGate.unknown(account));
            }
            AccountChange wanted = decision.apply(found.get());
            if (wanted instanceof AccountChange.Refused || wanted.account().equals(found.get())) {
                return wanted;
            }
            if (store.save(wanted.account())) {
                return new AccountChange.Done(
                        wanted.account().withVersion(wanted.account().version() + 1));
            }
        }
        throw changedTooOften(account);
    }

    private static AccountStoreException changedTooOften(AccountId account) {
        return new AccountStoreException(
                "Account " + account + " was changed by others " + ATTEMPTS + " times in a row. Try again.", null);
    }

    private Finding outdated(String version) {
        return Finding.fail(AccountRule.RULES_OUTDATED).with("version", version).with("current", rules.version());
    }

    private Finding notAccepted(AccountRecord account) {
        return Finding.fail(AccountRule.RULES_NOT_ACCEPTED)
                .with("account", account.id())
                .with("current", rules.version())
                .inForm(account.acceptances().isEmpty() ? "" : "other");
    }

    private static Finding notConfirmed(AccountRecord account) {
        return Finding.fail(AccountRule.REMOVAL_NOT_CONFIRMED).with("account", account.id());
    }
}
