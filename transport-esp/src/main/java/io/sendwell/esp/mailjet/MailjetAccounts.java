package io.sendwell.esp.mailjet;

import io.sendwell.account.AccountId;
import io.sendwell.account.ConfigurationException;
import io.sendwell.account.ProviderAccount;
import io.sendwell.account.ProviderAccountException;
import io.sendwell.account.ProviderAccounts;
import io.sendwell.account.ProviderStanding;
import io.sendwell.account.Secret;
import io.sendwell.credential.Credential;
import io.sendwell.credential.CredentialException;
import io.sendwell.credential.CredentialException.Reason;
import io.sendwell.credential.CredentialVault;
import io.sendwell.esp.webhook.WebhookAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mailjet sub-accounts, one for each customer: an API key with a secret, senders, figures and webhooks of its own
 * ({@code /v3/REST/apikey}).
 *
 * <pre>{@code
 * MailjetTransport mailjet = MailjetTransport.builder().credentials(vault).build();
 * Sendwell sendwell = Sendwell.builder()
 *     .esp(mailjet)
 *     .accountStore(storage.accountStore())
 *     .providerAccounts(mailjet.accounts(operatorKey).reportingTo(webhookAddress, EnumSet.allOf(MailjetEventKind.class)))
 *     ...
 * }</pre>
 *
 * <p>Mailjet tells the secret of a key when it is made and perhaps never again, so it is in the vault before anything else is done
 * with it. A key whose secret got lost is told to people, with what to do; no second one is made beside it. Senders that all
 * sub-accounts may use are set up on the operator's key and activated by Mailjet's support; senders of a customer are validated for
 * its own key.
 *
 * <p>From {@link MailjetTransport#accounts}. Immutable; threads and nodes share it.
 */
public final class MailjetAccounts implements ProviderAccounts {

    private static final Logger log = LoggerFactory.getLogger(MailjetAccounts.class);

    private static final int REFUSED = 400;
    private static final int UNAUTHORIZED = 401;

    /** "A new key needs some seconds before it works." */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final int TRIES = 7;
    private static final Duration NEW = Duration.ofMinutes(10);

    private final MailjetTransport transport;
    private final MailjetApiKeys keys;
    private final CredentialVault vault;
    private final InstantSource clock;
    private final Consumer<Duration> waiting;
    private final Optional<WebhookAddress> webhook;
    private final Set<MailjetEventKind> kinds;

    MailjetAccounts(
            MailjetTransport transport,
            MailjetApiKeys keys,
            CredentialVault vault,
            InstantSource clock,
            Consumer<Duration> waiting) {
        this(transport, keys, vault, clock, waiting, Optional.empty(), Set.of());
    }

    private MailjetAccounts(
            MailjetTransport transport,
            MailjetApiKeys keys,
            CredentialVault vault,
            InstantSource clock,
            Consumer<Duration> waiting,
            Optional<WebhookAddress> webhook,
            Set<MailjetEventKind> kinds) {
        this.transport = transport;
        this.keys = keys;
        this.vault = vault;
        this.clock = clock;
        this.waiting = waiting;
        this.webhook = webhook;
        this.kinds = kinds;
    }

    /** The same, which has Mailjet report what happens to each customer's mail here: a new key reports nothing by itself. */
    public MailjetAccounts reportingTo(WebhookAddress address, Set<MailjetEventKind> reported) {
        Set<MailjetEventKind> copy = EnumSet.copyOf(reported);
        return new MailjetAccounts(transport, keys, vault, clock, waiting, Optional.of(address), copy);
    }

    /** The same, which waits in another way. */
    MailjetAccounts waiting(Consumer<Duration> otherwise) {
        return new MailjetAccounts(transport, keys, vault, clock, otherwise, webhook, kinds);
    }

    /**
     * The account's API key: the one that the vault has, else the one of this name, else a new one. Where a new key is to report to a
     * webhook, this waits until it works, half a minute at the most.
     *
     * @throws ProviderAccountException when Mailjet refuses or does not answer; when there is a key of this name and nobody has its
     *     secret; when somebody has deactivated it. The text says what to do
     * @throws CredentialException when the vault cannot keep the secret, or has one that does not open
     */
    @Override
    public ProviderAccount open(AccountId account, String name) {
        return asking(() -> {
            MailjetApiKey key = kept(account).or(() -> named(account, name)).orElseGet(() -> made(account, name));
            requireActive(account, key);
            // Better that it is seen now than with the first mail when the secret does not open.
            vault.find(MailjetKeys.name(account));
            report(account, key);
            return key.asProviderAccount();
        });
    }

    /**
     * Gives an account a sub-account that the operator has already, or a secret that was made anew. The account's next {@link #open}
     * takes it up, and its mail leaves with it from now on.
     *
     * @param credentials of a key below the operator's
     * @return what Mailjet says of it
     * @throws ProviderAccountException when Mailjet does not take the pair, the key is not below the operator's, is deactivated,
     *     or is another account's; nothing is changed then
     */
    public ProviderAccount attach(AccountId account, MailjetCredentials credentials) {
        return asking(() -> {
            MailjetApiKey key = keys.byApiKey(credentials.apiKey())
                    .orElseThrow(() -> new ProviderAccountException(
                            "The API key for account " + account
                                    + " is not that of a sub-account below the operator's key."
                                    + " Look it up in Mailjet's dashboard, under the API keys of sub-accounts.",
                            null));
            requireActive(account, key);
            requireNobodyElses(account, key);
            transport
                    .rest("the key for account " + account, credentials)
                    .rows("To try the key", MailjetApiKeys.RESOURCE, Map.of());
            vault.save(MailjetKeys.credential(account, credentials));
            return key.asProviderAccount();
        });
    }

    /** Deactivates the account's key, which Mailjet never deletes, and forgets its secret. */
    @Override
    public void close(AccountId account, String name) {
        asking(() -> {
            Stream<MailjetApiKey> kept = vault.user(MailjetKeys.name(account)).flatMap(keys::byApiKey).stream();
            Stream.concat(kept, keys.named(name).stream())
                    .distinct()
                    .filter(key -> key.isActive() && isNobodyElses(account, key))
                    .forEach(keys::deactivate);
            return vault.remove(MailjetKeys.name(account));
        });
    }

    /** Whether the account's key is active and not locked, by the operator's key, and whether it works. */
    @Override
    public ProviderStanding standing(AccountId account, ProviderAccount there) {
        try {
            MailjetApiKey key = keys.byId(there.id());
            if (!key.isActive()) {
                return new ProviderStanding.Stopped("The API key " + key + " is deactivated at Mailjet.");
            }
            if (key.isLocked()) {
                return new ProviderStanding.Stopped("Mailjet has put the API key " + key + " under \"" + key.runLevel()
                        + "\"; ask its support why.");
            }
            transport.rest(account).rows("To try the key", MailjetApiKeys.RESOURCE, Map.of());
            return new ProviderStanding.Working();
        } catch (MailjetApiException e) {
            String why = String.valueOf(e.getMessage());
            return e.status() == UNAUTHORIZED || e.status() == 403 || e.status() == 404
                    ? new ProviderStanding.Stopped(why)
                    : new ProviderStanding.Unknown(why);
        } catch (CredentialException e) {
            String why = String.valueOf(e.getMessage());
            return e.reason() == Reason.AWAY ? new ProviderStanding.Unknown(why) : new ProviderStanding.Stopped(why);
        } catch (ConfigurationException e) {
            return new ProviderStanding.Stopped(String.valueOf(e.getMessage()));
        }
    }

    /** The key that the vault has; empty when it has none. */
    private Optional<MailjetApiKey> kept(AccountId account) {
        return vault.user(MailjetKeys.name(account))
                .map(apiKey -> keys.byApiKey(apiKey)
                        .orElseThrow(() -> new ProviderAccountException(
                                "The API key that is stored for account " + account
                                        + " is none of those below the operator's"
                                        + " key. Was the operator's key exchanged? Otherwise hand a key that is to"
                                        + " attach(...), and try again.",
                                null)));
    }

    /** The key of this name whose secret Mailjet shows, or another node has just saved; empty when there is none of this name. */
    private Optional<MailjetApiKey> named(AccountId account, String name) {
        List<MailjetApiKey> found = keys.named(name);
        List<MailjetApiKey> active =
                found.stream().filter(MailjetApiKey::isActive).toList();
        if (active.size() > 1) {
            throw new ProviderAccountException(
                    "Mailjet has " + active.size() + " active API keys named \"" + name + "\": " + active
                            + ". Deactivate all but one in its dashboard, and hand that one to attach(...).",
                    null);
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        MailjetApiKey key = active.isEmpty() ? found.get(0) : active.get(0);
        requireActive(account, key);
        if (!key.secret().isEmpty()) {
            requireNobodyElses(account, key);
            vault.add(login(account, key));
        }
        return Optional.of(kept(account).orElseThrow(() -> withoutSecret(account, key)));
    }

    private MailjetApiKey made(AccountId account, String name) {
        MailjetApiKey key;
        try {
            key = keys.make(name);
        } catch (MailjetApiException e) {
            // Another node may have made it between our look and our call.
            if (e.status() == REFUSED) {
                return named(account, name).orElseThrow(() -> e);
            }
            throw e;
        }
        if (key.secret().isEmpty()) {
            throw withoutSecret(account, key);
        }
        if (isKept(login(account, key))) {
            log.info("Account {} has the new Mailjet API key {}", account, key);
            return key;
        }
        // Mailjet may allow two of one name. Ours is known to nobody yet.
        log.warn("Another node made a Mailjet API key for account {} too; ours, {}, is deactivated", account, key);
        keys.deactivate(key);
        return kept(account).orElseThrow(() -> withoutSecret(account, key));
    }

    /** Keeps a secret that is nowhere else, so a store that is away for a moment is asked again. */
    private boolean isKept(Credential login) {
        for (int attempt = 1; ; attempt++) {
            try {
                // A store that saved it and could not say so has it already.
                return vault.add(login) || vault.user(login.name()).equals(Optional.of(login.user()));
            } catch (CredentialException e) {
                if (attempt == TRIES) {
                    throw e;
                }
                log.warn("The login for {} is not stored yet: {}", login.name(), e.getMessage());
                waiting.accept(PAUSE);
            }
        }
    }

    private void report(AccountId account, MailjetApiKey key) {
        boolean isNew = key.createdAt().plus(NEW).isAfter(clock.instant());
        for (int attempt = 1; webhook.isPresent(); attempt++) {
            try {
                transport.eventUrls(account).register(webhook.get(), kinds);
                return;
            } catch (MailjetApiException e) {
                if (!isNew || e.status() != UNAUTHORIZED || attempt == TRIES) {
                    throw e;
                }
                waiting.accept(PAUSE);
            }
        }
    }

    private static Credential login(AccountId account, MailjetApiKey key) {
        return MailjetKeys.credential(account, MailjetCredentials.of(key.apiKey(), Secret.of(key.secret())));
    }

    private boolean isNobodyElses(AccountId account, MailjetApiKey key) {
        return vault.holders(MailjetOptions.PROVIDER, key.apiKey()).stream()
                .allMatch(holder -> holder.account().equals(account));
    }

    private void requireNobodyElses(AccountId account, MailjetApiKey key) {
        if (!isNobodyElses(account, key)) {
            throw new ProviderAccountException(
                    "The API key " + key + " is another account's; account " + account
                            + " needs one of its own. Make another sub-account, and attach that.",
                    null);
        }
    }

    private static void requireActive(AccountId account, MailjetApiKey key) {
        if (!key.isActive()) {
            throw new ProviderAccountException(
                    "The API key " + key + " for account " + account
                            + " is deactivated at Mailjet. Find out who did it and why; then activate it in Mailjet's dashboard,"
                            + " or hand another one to attach(...), and try again.",
                    null);
        }
    }

    private static ProviderAccountException withoutSecret(AccountId account, MailjetApiKey key) {
        return new ProviderAccountException(
                "Mailjet has an API key " + key + " for account " + account
                        + ", but its secret is not stored, and Mailjet does not show it again. If another node enables the"
                        + " account right now, try again in a minute. Otherwise whoever made the key ended before its"
                        + " secret was stored: have a new secret made for this key in Mailjet's dashboard, hand both to"
                        + " MailjetAccounts.attach(...), and try again. No second key is made.",
                null);
    }

    private static <T> T asking(Supplier<T> work) {
        try {
            return work.get();
        } catch (MailjetApiException e) {
            throw new ProviderAccountException(String.valueOf(e.getMessage()), e);
        }
    }

    static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderAccountException("The thread was interrupted; try again.", e);
        }
    }
}
