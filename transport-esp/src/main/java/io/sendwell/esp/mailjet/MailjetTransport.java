package io.sendwell.esp.mailjet;

import io.sendwell.account.AccountId;
import io.sendwell.account.ConfigurationException;
import io.sendwell.address.DomainName;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.check.Finding;
import io.sendwell.credential.CredentialException;
import io.sendwell.credential.CredentialVault;
import io.sendwell.route.Capability;
import io.sendwell.transport.DispatchMark;
import io.sendwell.transport.Recovery;
import io.sendwell.transport.Refusal;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import io.sendwell.transport.SuppressionLift;
import io.sendwell.transport.Transport;
import io.sendwell.transport.TransportCapabilities;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Hands mails to Mailjet's Send API v3.1.
 *
 * <pre>{@code
 * Transport mailjet = MailjetTransport.builder()
 *     .credentials(MailjetCredentials.of(apiKey, Secret.of(secretKey)))
 *     .build();
 * }</pre>
 *
 * <p><b>Calls.</b> One call takes up to 50 messages with 50 recipients in all and about 15 MB; {@link #submit} makes as
 * many as it needs, one after the other and in order, and what the messages of one call share is sent once. Attachments
 * are read and encoded while the call is written.
 *
 * <p><b>Results.</b> Accepted means that Mailjet queued the mail, nothing more. An error about a message or an address
 * rejects it. An error about the API key, its senders or permissions, or its rate ({@code mj-0001}, {@code mj-0015},
 * {@code send-0006} to {@code send-0008}, {@code send-0010}, {@code send-0013}, 401, 403, 429) defers, with the route
 * as scope and Mailjet's words: the recipient has done nothing wrong and must not be given up; somebody has to mend the
 * key. A call that went out whole and has no usable answer is uncertain, as the Send API knows no idempotency key; its
 * messages are looked up later by their CustomID, which is {@link Submission#id()} ({@link #recovery()}).
 *
 * <p><b>What does not reach Mailjet.</b> The reverse-path, the Message-ID and the Date are Mailjet's own. Fields that it
 * reserves stop the mail with a finding; a {@code List-Id} and a {@code Feedback-ID} that Sendwell added are left out.
 *
 * <p>Threads share it, and so do accounts, each with its own key. Close it when no thread uses it any more.
 */
public final class MailjetTransport implements Transport {

    private static final SuppressionLift NOT_BY_PROGRAM = new SuppressionLift.CannotBeLifted(
            "Mailjet keeps addresses that bounced or complained on a list of its own, which its API neither shows nor changes.",
            "Ask Mailjet's support to take the address off, and name the API key. Until then mail to it by Mailjet comes back as"
                    + " suppressed.");

    private final MailjetTransportBuilder settings;
    private final MailjetKeys keys;
    private final MailjetBatcher batcher;
    private final MailjetChecks checks;
    private final MailjetRequestWriter writer;
    private final MailjetHttp http;
    private final Recovery recovery;

    MailjetTransport(MailjetTransportBuilder settings, MailjetHttp http) {
        this.settings = settings;
        this.keys = Objects.requireNonNull(settings.keys, "credentials");
        this.http = http;
        this.recovery = new Recovery.Search(settings.indexLag, new MailjetLookUp(http, keys));
        this.batcher = new MailjetBatcher(settings.maxBodySize);
        this.checks = new MailjetChecks(batcher, settings.onBehalfOf);
        this.writer = new MailjetRequestWriter(settings.sandboxMode, settings.advanceErrorHandling);
    }

    /** Starts a transport; it needs {@code credentials}, and has a default for everything else. */
    public static MailjetTransportBuilder builder() {
        return new MailjetTransportBuilder();
    }

    /** {@code mailjet}. */
    @Override
    public String name() {
        return MailjetOptions.PROVIDER;
    }

    @Override
    public TransportCapabilities capabilities(AccountId account) {
        Set<Capability> abilities = EnumSet.of(Capability.TRACKING, Capability.CAMPAIGNS, Capability.EVENTS);
        if (settings.onBehalfOf.test(account)) {
            abilities.add(Capability.SENDER_FIELD);
        }
        long encodedRoom = Math.max(0, settings.maxBodySize - MailjetLimits.TEXT_ALLOWANCE);
        return new TransportCapabilities(abilities, encodedRoom / 4 * 3, MailjetLimits.RECIPIENTS);
    }

    /** The author domain itself, where the application said that Mailjet holds a key of it; nothing is asked over the network. */
    @Override
    public Optional<DomainName> signingDomain(AccountId account, DomainName authorDomain) {
        return settings.signedDomains.test(account, authorDomain) ? Optional.of(authorDomain) : Optional.empty();
    }

    @Override
    public List<Finding> check(AccountId account, Submission submission) {
        return checks.examine(account, MailjetMessage.of(account, submission));
    }

    /**
     * Hands messages to Mailjet, in their order. What {@link #check} would stop is rejected here as well, without a call.
     *
     * <p>An interrupt ends the call that is under way, defers what was not sent, and stays set.
     *
     * @throws RuntimeException whatever the application's own look-up of credentials throws; nothing was sent then
     */
    @Override
    public List<SubmissionReport> submit(AccountId account, List<Submission> submissions) {
        return submit(account, submissions, DispatchMark.recorded());
    }

    /**
     * Hands messages to Mailjet as {@link #submit(AccountId, List)} does, and asks the mark with the messages of each call when
     * it is the call's turn, right before its request. A call that is cut in halves is several calls. A mark
     * that throws is taken for a no.
     *
     * @throws RuntimeException whatever the application's own look-up of credentials throws; nothing was sent then.
     */
    @Override
    public List<SubmissionReport> submit(AccountId account, List<Submission> submissions, DispatchMark mark) {
        if (http.isClosed()) {
            return routeAway(submissions, "Not sent: the transport is closed.");
        }
        Optional<MailjetCredentials> key;
        try {
            key = keys.find(account);
        } catch (CredentialException e) {
            return routeAway(submissions, "Not sent: " + e.getMessage());
        }
        if (key.isEmpty()) {
            return routeAway(submissions, "Not sent: there is no Mailjet API key for account " + account + ".");
        }
        IdentityHashMap<Submission, SubmissionReport> results = new IdentityHashMap<>();
        List<MailjetMessage> passed = new ArrayList<>();
        for (Submission submission : submissions) {
            MailjetMessage message = MailjetMessage.of(account, submission);
            Optional<Finding> stopping = checks.examine(account, message).stream()
                    .filter(Finding::stopsSending)
                    .findFirst();
            if (stopping.isPresent()) {
                results.put(submission, SubmissionReport.same(submission.envelope(), stopped(stopping.get())));
            } else {
                passed.add(message);
            }
        }
        MailjetReports reports = new MailjetReports(key.get(), settings.sandboxMode);
        MailjetSubmitter submitter =
                new MailjetSubmitter(account, key.get(), keys, http.client(), writer, reports, mark);
        results.putAll(submitter.submit(batcher.batches(passed)));
        return submissions.stream().map(results::get).toList();
    }

    /** The API key, digested: Mailjet's rate is a key's. Accounts without a key that can be used are taken together. */
    @Override
    public String countedAs(AccountId account) {
        try {
            return name() + keys.find(account).map(key -> ":" + key.digest()).orElse("");
        } catch (CredentialException e) {
            // None of its mail leaves, and submit(...) says why.
            return name();
        }
    }

    /** 50, the messages of one call. */
    @Override
    public int batchSize() {
        return MailjetLimits.MESSAGES;
    }

    /** Mailjet can be asked by CustomID, {@link MailjetTransportBuilder#indexLag} after it took a message. */
    @Override
    public Recovery recovery() {
        return recovery;
    }

    /**
     * Says that Mailjet's own list cannot be lifted by program. What bounced, complained or was preblocked there stands on a list
     * that no call of its API reads or changes; what unsubscribed stands on the exclusion list, which keeps back what is sent
     * from Mailjet's own pages and nothing that is handed over here.
     */
    @Override
    public Optional<SuppressionLift> liftSuppression(BlocklistEntry lifted) {
        return switch (lifted.reason()) {
            case HARD_BOUNCE, REPEATED_BOUNCES, SUPPRESSED_BY_PROVIDER, COMPLAINT ->
                lifted.source().equals(name()) ? Optional.of(NOT_BY_PROGRAM) : Optional.empty();
            case UNSUBSCRIBED, MANUAL -> Optional.empty();
        };
    }

    /**
     * Where Mailjet reports what happened to this account's mail.
     *
     * @throws ConfigurationException when there is no key for the account
     */
    public MailjetEventUrls eventUrls(AccountId account) {
        return new MailjetEventUrls(rest(account));
    }

    /**
     * The accounts that customers have at Mailjet, below this key of the operator's.
     *
     * @param operator the main API key, under which sub-accounts are made
     * @throws ConfigurationException when this transport has its keys elsewhere than in a {@link CredentialVault}
     */
    public MailjetAccounts accounts(MailjetCredentials operator) {
        CredentialVault vault = keys.vault()
                .orElseThrow(
                        () -> new ConfigurationException("The keys of accounts that are made are kept in a vault, and"
                                + " this transport has none: call credentials(vault) of its builder."));
        MailjetApiKeys below = new MailjetApiKeys(rest("the operator's own key", operator), settings.clock);
        return new MailjetAccounts(this, below, vault, settings.clock, MailjetAccounts::sleep);
    }

    /**
     * What Mailjet itself has counted for this account, which is late; {@link MailjetFigures#freshness()} says how much.
     *
     * @throws ConfigurationException when there is no key for the account
     * @throws MailjetApiException when Mailjet does not tell
     */
    public MailjetFigures figures(AccountId account) {
        Map<String, String> query =
                Map.of("CounterSource", "APIKey", "CounterTiming", "Message", "CounterResolution", "Lifetime");
        List<Map<String, String>> rows = rest(account).rows("To know the figures", "statcounters", query);
        return MailjetFigures.of(
                settings.clock.instant(), rows.stream().findFirst().orElse(Map.of()));
    }

    MailjetRest rest(AccountId account) {
        MailjetCredentials key = keys.find(account)
                .orElseThrow(
                        () -> new ConfigurationException("There is no Mailjet API key for account " + account + "."));
        return new MailjetRest("account " + account, http, key, () -> keys.refused(account));
    }

    MailjetRest rest(String whose, MailjetCredentials key) {
        return new MailjetRest(whose, http, key, () -> {});
    }

    private static List<SubmissionReport> routeAway(List<Submission> submissions, String why) {
        SubmissionResult deferred = new SubmissionResult.Deferred(Refusal.of(RefusalScope.ROUTE, "", why));
        return submissions.stream()
                .map(submission -> SubmissionReport.same(submission.envelope(), deferred))
                .toList();
    }

    private static SubmissionResult stopped(Finding finding) {
        return new SubmissionResult.Rejected(Refusal.of(RefusalScope.MESSAGE, finding.code(), finding.explain()));
    }

    @Override
    public void close() {
        http.close();
    }

    /** Names the service, and no key. */
    @Override
    public String toString() {
        return "MailjetTransport[" + settings.baseUrl + (settings.sandboxMode ? ", sandbox" : "") + "]";
    }
}
