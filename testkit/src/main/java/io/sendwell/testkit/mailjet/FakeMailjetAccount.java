package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One API key at the fake service, with its secret, its active senders, its permissions and what it sent.
 *
 * <p>Threads may share it; a change takes effect with the next request.
 */
public final class FakeMailjetAccount {

    private final KeyIdentity identity;
    private final InstantSource clock;
    private final Instant worksFrom;
    private final String apiKey;
    private final String secretKey;
    private final Object lock = new Object();
    private final SenderBook senders;
    private final EventUrlBook eventUrls;
    private final CopyHistory history;
    private final List<FakeMailjetAccount> subAccounts = new ArrayList<>();
    private final Map<Long, FakeTemplate> templates = new HashMap<>();
    private final Set<String> monitoringCategories = new HashSet<>();
    private final ScriptedRejections rejections = new ScriptedRejections();
    private final Set<String> campaignRecipients = new HashSet<>();
    private final Newest<AcceptedMessage> accepted;
    private final Newest<AcceptedMessage> sandboxed;
    private final Optional<AcceptedJournal> journal;
    private final Optional<AccountFile> file;
    private @Nullable ObjectNode kept;
    private boolean onBehalfOf;
    private boolean suspended;
    private boolean active = true;

    FakeMailjetAccount(KeyIdentity identity, MailjetIds ids, FakeMailjetBuilder settings) {
        String token = identity.token();
        this.identity = identity;
        this.clock = settings.clock;
        this.worksFrom =
                isMaster() ? identity.createdAt() : identity.createdAt().plus(settings.newKeyLag);
        this.apiKey = ids.key(token + ":key");
        this.secretKey = ids.key(token + ":secret");
        this.senders = new SenderBook(ids);
        this.eventUrls = new EventUrlBook(ids, apiKey);
        this.accepted = new Newest<>(settings.keptMessages);
        this.sandboxed = new Newest<>(settings.keptMessages);
        this.file = settings.keptIn.map(directory -> AccountFile.of(directory, token));
        this.journal = settings.keptIn.map(
                directory -> new AcceptedJournal(directory.resolve("accepted-" + token + ".jsonl")));
        this.history = new CopyHistory(
                settings.keptIn.map(directory -> new JsonLines(directory.resolve("events-" + token + ".jsonl"))));
        List<AcceptedMessage> earlier = journal.map(AcceptedJournal::read).orElse(List.of());
        for (AcceptedMessage message : earlier) {
            message.recipients().forEach(recipient -> ids.skipMessageId(recipient.messageId()));
            accepted.add(message);
        }
        ids.skipResourceId(identity.id());
        history.resume(this, earlier);
    }

    /** Is set up again as it was in an earlier life. */
    void restore(ObjectNode earlier) {
        synchronized (lock) {
            active = earlier.path("IsActive").asBoolean();
            suspended = earlier.path("IsSuspended").asBoolean();
            onBehalfOf = earlier.path("MayUseSender").asBoolean();
            earlier.path("Senders").forEach(senders::restore);
            earlier.path("EventUrls").forEach(eventUrls::restore);
        }
    }

    /** Keeps how it is set up, where that is to outlive the process. */
    void keep() {
        if (file.isEmpty()) {
            return;
        }
        synchronized (lock) {
            ObjectNode now = JsonNodeFactory.instance
                    .objectNode()
                    .put("Name", name())
                    .put("Token", identity.token())
                    .put("Master", master())
                    .put("ID", id())
                    .put("CreatedAt", createdAt().toString())
                    .put("IsActive", active)
                    .put("IsSuspended", suspended)
                    .put("MayUseSender", onBehalfOf);
            ArrayNode ownSenders = now.putArray("Senders");
            senders.all().forEach(sender -> ownSenders.add(sender.toJson()));
            ArrayNode ownUrls = now.putArray("EventUrls");
            eventUrls.all(EventUrl::toJson).forEach(ownUrls::add);
            if (!now.equals(kept)) {
                file.get().write(now);
                kept = now;
            }
        }
    }

    /** The name by which the test knows the account. */
    public String name() {
        return identity.name();
    }

    /** The public API key, the user name of Basic authentication: 32 hexadecimal digits. */
    public String apiKey() {
        return apiKey;
    }

    /** The secret key, the password of Basic authentication: 32 hexadecimal digits. */
    public String secretKey() {
        return secretKey;
    }

    /**
     * Makes an active sender.
     *
     * @param addressOrDomain an address, or {@code *@example.com} for every address of exactly that domain
     */
    public FakeMailjetAccount allowSender(String addressOrDomain) {
        if (addressOrDomain.indexOf('@') < 1) {
            throw new IllegalArgumentException(
                    "Cannot allow sender \"" + addressOrDomain + "\": expected an address or *@ followed by a domain.");
        }
        synchronized (lock) {
            senders.activate(addressOrDomain, clock.instant());
        }
        keep();
        return this;
    }

    /** Permits the {@code Sender} property, which Mailjet's support does for one API key at a time. */
    public FakeMailjetAccount permitOnBehalfOf() {
        synchronized (lock) {
            onBehalfOf = true;
        }
        keep();
        return this;
    }

    /** Suspends the key: every call is answered with 401, a send call with mj-0001. */
    public FakeMailjetAccount suspend() {
        synchronized (lock) {
            suspended = true;
        }
        keep();
        return this;
    }

    /** Lifts {@link #suspend()}. */
    public FakeMailjetAccount resume() {
        synchronized (lock) {
            suspended = false;
        }
        keep();
        return this;
    }

    /** Stores a template that messages of this key may use. */
    public FakeMailjetAccount addTemplate(FakeTemplate template) {
        synchronized (lock) {
            templates.put(template.id(), template);
        }
        return this;
    }

    /** Creates a monitoring category that messages of this key may name. */
    public FakeMailjetAccount addMonitoringCategory(String category) {
        synchronized (lock) {
            monitoringCategories.add(category);
        }
        return this;
    }

    /** Refuses from now on every message that has this recipient, with this error at the recipient's place. */
    public FakeMailjetAccount rejectRecipient(String address, MailjetError error) {
        synchronized (lock) {
            rejections.rejectRecipient(address, error);
        }
        return this;
    }

    /** Refuses from now on every message with this {@code CustomID}. */
    public FakeMailjetAccount rejectMessage(String customId, MailjetError error) {
        synchronized (lock) {
            rejections.rejectMessage(customId, error);
        }
        return this;
    }

    /**
     * Registers a URL for the events of all types, in groups (version 2), instead of those that there are. A client does the same
     * through {@code /v3/REST/eventcallbackurl}.
     *
     * @param url of this machine, with the credentials that it is to be called with: {@code http://user:password@127.0.0.1:8080/}
     * @see FakeMailjet#deliverEvents()
     */
    public FakeMailjetAccount reportTo(URI url) {
        eventUrls.replaceAll(url, 2);
        keep();
        return this;
    }

    /** The same as {@link #reportTo} with an event in each request (version 1). */
    public FakeMailjetAccount reportOneByOneTo(URI url) {
        eventUrls.replaceAll(url, 1);
        keep();
        return this;
    }

    /**
     * What was accepted to be sent, in order of acceptance; sandboxed messages are not among them.
     *
     * @return the newest ones, as many as {@link FakeMailjetBuilder#keepMessages} says
     */
    public List<AcceptedMessage> accepted() {
        synchronized (lock) {
            return accepted.toList();
        }
    }

    /** How many messages were accepted to be sent, those not kept any more among them. */
    public long acceptedCount() {
        synchronized (lock) {
            return accepted.count();
        }
    }

    /** What was validated in sandbox mode and found right, in order. */
    public List<AcceptedMessage> sandboxed() {
        synchronized (lock) {
            return sandboxed.toList();
        }
    }

    /** Shows the name and the public key, never the secret. */
    @Override
    public String toString() {
        return "FakeMailjetAccount[" + name() + ", " + apiKey + "]";
    }

    long id() {
        return identity.id();
    }

    Instant createdAt() {
        return identity.createdAt();
    }

    Instant now() {
        return clock.instant();
    }

    boolean isMaster() {
        return master().isEmpty();
    }

    /** The name of the key through which it was made; empty for one that the test made. */
    String master() {
        return identity.master();
    }

    /** Whether the key is switched on; {@code PUT /v3/REST/apikey} switches it. */
    public boolean isActive() {
        synchronized (lock) {
            return active;
        }
    }

    boolean works() {
        return isActive() && !clock.instant().isBefore(worksFrom);
    }

    void activate(boolean nowActive) {
        synchronized (lock) {
            active = nowActive;
        }
        keep();
    }

    boolean isSuspended() {
        synchronized (lock) {
            return suspended;
        }
    }

    /** The keys that were made below this one through {@code POST /v3/REST/apikey}, in order. */
    public List<FakeMailjetAccount> subAccounts() {
        synchronized (lock) {
            return List.copyOf(subAccounts);
        }
    }

    void addSubAccount(FakeMailjetAccount account) {
        synchronized (lock) {
            subAccounts.add(account);
        }
    }

    boolean mayUseSenderProperty() {
        synchronized (lock) {
            return onBehalfOf;
        }
    }

    boolean hasActiveSender(String address) {
        synchronized (lock) {
            return senders.isActive(address);
        }
    }

    <T> T withSenders(Function<SenderBook, T> work) {
        synchronized (lock) {
            return work.apply(senders);
        }
    }

    boolean hasMonitoringCategory(String category) {
        synchronized (lock) {
            return monitoringCategories.contains(category);
        }
    }

    Optional<FakeTemplate> template(long templateId) {
        synchronized (lock) {
            return Optional.ofNullable(templates.get(templateId));
        }
    }

    EventUrlBook eventUrls() {
        return eventUrls;
    }

    void requireEventUrls() {
        if (eventUrls.all(EventUrl::id).isEmpty()) {
            throw new IllegalStateException("Nobody wants to know what happened to the mail of " + name()
                    + ". Call reportTo(URI) of the account, or register a URL through the API.");
        }
    }

    void happened(List<MailjetEvent> events) {
        synchronized (lock) {
            history.happened(events);
        }
    }

    void reported(List<MailjetEvent> events) {
        synchronized (lock) {
            history.reported(events);
        }
    }

    List<MailjetEvent> takeUnreported() {
        synchronized (lock) {
            return history.takeUnreported();
        }
    }

    Optional<MailjetEvent> latest(AcceptedRecipient copy) {
        synchronized (lock) {
            return history.latest(copy);
        }
    }

    ObjectNode statCounters() {
        synchronized (lock) {
            return history.figures(id());
        }
    }

    /**
     * What {@code /v3/REST/message} reports of a copy: as it was accepted, or what happened to it last, such as {@code queued}, {@code sent},
     * {@code hardbounced}.
     */
    public String status(AcceptedRecipient copy) {
        return latest(copy).map(MailjetEvent::status).orElse(copy.status());
    }

    List<Problem> scriptedProblems(JsonNode message) {
        synchronized (lock) {
            return rejections.problems(message);
        }
    }

    /** Notes that a deduplicated campaign writes to an address; returns whether it did so before. */
    boolean isRepeatedInCampaign(String campaign, String address) {
        synchronized (lock) {
            return !campaignRecipients.add(campaign + "\n" + Recipients.comparable(address));
        }
    }

    void remember(AcceptedMessage message) {
        synchronized (lock) {
            if (message.mode() == AcceptedMessage.Mode.LIVE) {
                journal.ifPresent(kept -> kept.write(message));
                history.accepted(message);
            }
            (message.mode() == AcceptedMessage.Mode.SANDBOX ? sandboxed : accepted).add(message);
        }
    }
}
