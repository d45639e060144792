package io.sendwell.esp.mailjet;

import io.sendwell.account.AccountId;
import io.sendwell.account.ConfigurationException;
import io.sendwell.address.DomainName;
import io.sendwell.credential.CredentialVault;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Sets up a {@link MailjetTransport}. Only {@code credentials} are needed; nothing is read from the environment.
 *
 * <p>One thread at a time.
 */
public final class MailjetTransportBuilder {

    /** Where API keys live unless their account was opened in the United States. */
    public static final URI DEFAULT_BASE_URL = URI.create("https://api.mailjet.com");

    /** Where API keys of accounts opened in the United States live. */
    public static final URI US_BASE_URL = URI.create("https://api.us.mailjet.com");

    @Nullable
    MailjetKeys keys;

    URI baseUrl = DEFAULT_BASE_URL;
    boolean plainHttpPermitted;
    Duration connectTimeout = Duration.ofSeconds(5);
    Duration callTimeout = Duration.ofSeconds(30);

    @Nullable
    Proxy proxy;

    @Nullable
    ProxySelector proxySelector;

    String userAgent = "sendwell";

    @Nullable
    SSLContext sslContext;

    @Nullable
    X509TrustManager trustManager;

    @Nullable
    OkHttpClient httpClient;

    boolean sandboxMode;
    boolean advanceErrorHandling = true;
    Predicate<AccountId> onBehalfOf = account -> false;
    BiPredicate<AccountId, DomainName> signedDomains = (account, domain) -> false;
    int maxConcurrentCalls = 4;
    long maxBodySize = MailjetLimits.BODY - MailjetLimits.BODY_HEADROOM;
    Duration indexLag = Duration.ofSeconds(60);
    InstantSource clock = InstantSource.system();

    MailjetTransportBuilder() {}

    /**
     * Finds the key of each account; it is asked once for each {@link MailjetTransport#submit}, by the thread that calls
     * it. An account without a key has its mails deferred.
     */
    public MailjetTransportBuilder credentials(Function<AccountId, Optional<MailjetCredentials>> byAccount) {
        keys = MailjetKeys.of(byAccount);
        return this;
    }

    /**
     * One key for all accounts. They then share what Mailjet keeps for a key: its senders, its rate, its campaigns and
     * its figures.
     */
    public MailjetTransportBuilder credentials(MailjetCredentials forAllAccounts) {
        return credentials(account -> Optional.of(forAllAccounts));
    }

    /**
     * A key of its own for each account, as {@link MailjetAccounts} keeps it: under the name {@code mailjet}, its user the API key.
     * A key that Mailjet refuses is looked up anew the next time. An account whose key is not there, or does not open, has its
     * mails deferred.
     */
    public MailjetTransportBuilder credentials(CredentialVault vault) {
        keys = MailjetKeys.in(vault);
        return this;
    }

    /**
     * Where the API is, instead of {@link #DEFAULT_BASE_URL}; a path in it is kept in front of {@code /v3.1/send}.
     *
     * @param url with https, or with http for this machine
     */
    public MailjetTransportBuilder baseUrl(URI url) {
        baseUrl = url;
        return this;
    }

    /** The API for accounts that were opened in the United States: {@link #US_BASE_URL}. */
    public MailjetTransportBuilder usRegion() {
        return baseUrl(US_BASE_URL);
    }

    /** Lets the base URL be http for other machines than this one. Keys and mails are then readable on the way. */
    public MailjetTransportBuilder permitPlainHttp() {
        plainHttpPermitted = true;
        return this;
    }

    /** How long to wait for a connection; 5 seconds unless said otherwise. */
    public MailjetTransportBuilder connectTimeout(Duration wait) {
        connectTimeout = wait;
        return this;
    }

    /**
     * How long a call may take from the start to the end of its answer; 30 seconds unless said otherwise. A call that is
     * given up after its body went out leaves its messages in doubt, so rather too long than too short.
     */
    public MailjetTransportBuilder callTimeout(Duration wait) {
        callTimeout = wait;
        return this;
    }

    /** Makes all calls through this proxy. */
    public MailjetTransportBuilder proxy(Proxy through) {
        proxy = through;
        return this;
    }

    /** Asks this for the proxy of each connection; without it the JVM's default is asked. */
    public MailjetTransportBuilder proxySelector(ProxySelector selector) {
        proxySelector = selector;
        return this;
    }

    /** The User-Agent of the calls; {@code sendwell} unless said otherwise. It does not appear in mails. */
    public MailjetTransportBuilder userAgent(String value) {
        userAgent = value;
        return this;
    }

    /** Makes TLS connections with this context, for example for a company's own authority; host names are checked always. */
    public MailjetTransportBuilder tls(SSLContext context, X509TrustManager manager) {
        sslContext = context;
        trustManager = manager;
        return this;
    }

    /**
     * Uses this client's connections, threads, interceptors, proxy and TLS settings. It stays the application's, and is
     * not closed. Timeouts are still those of this builder; retries and redirects are off, since a request that is
     * repeated below us can send twice.
     *
     * <p>This is the one place where a type of OkHttp is part of Sendwell's API.
     */
    public MailjetTransportBuilder okHttpClient(OkHttpClient client) {
        httpClient = client;
        return this;
    }

    /** Lets Mailjet check the mails and send none. What is accepted then has no id. */
    public MailjetTransportBuilder sandboxMode() {
        sandboxMode = true;
        return this;
    }

    /**
     * Has Mailjet skip the checks that look beyond the request, such as whether From is a validated sender. A mail that
     * fails them is then accepted and blocked later. They are on unless this is called.
     */
    public MailjetTransportBuilder withoutAdvanceErrorHandling() {
        advanceErrorHandling = false;
        return this;
    }

    /** States that Mailjet's support has enabled the {@code Sender} property for every key in use. */
    public MailjetTransportBuilder permitOnBehalfOf() {
        return permitOnBehalfOf(account -> true);
    }

    /** States for which accounts' keys Mailjet's support has enabled the {@code Sender} property. */
    public MailjetTransportBuilder permitOnBehalfOf(Predicate<AccountId> account) {
        onBehalfOf = account;
        return this;
    }

    /** States for which author domains Mailjet signs with that domain's own DKIM key, as its dashboard shows for a key. */
    public MailjetTransportBuilder signedDomains(BiPredicate<AccountId, DomainName> signed) {
        signedDomains = signed;
        return this;
    }

    /**
     * How many calls may be under way at once, over all threads; 4 unless said otherwise. A call takes 100 to 300 ms, so
     * 2 to 8 of 50 messages each are more than a key's rate.
     */
    public MailjetTransportBuilder maxConcurrentCalls(int calls) {
        maxConcurrentCalls = calls;
        return this;
    }

    /** The largest body of a call in octets; 15,000,000 less a small reserve unless said otherwise, and never more. */
    public MailjetTransportBuilder maxBodySize(long octets) {
        maxBodySize = octets;
        return this;
    }

    /**
     * How long after it took a message Mailjet's search for it by CustomID may not know it yet; 60 seconds unless said
     * otherwise. Mailjet publishes no figure. A message that is asked for sooner and not found might be sent twice, so rather
     * too long than too short.
     */
    public MailjetTransportBuilder indexLag(Duration lag) {
        indexLag = lag;
        return this;
    }

    /** The clock, for tests; it says when figures were asked for. */
    public MailjetTransportBuilder clock(InstantSource value) {
        clock = value;
        return this;
    }

    /**
     * The transport.
     *
     * @throws ConfigurationException when something is missing or cannot work
     */
    public MailjetTransport build() {
        require(keys != null, "There are no credentials: call credentials(...).");
        require(
                connectTimeout.compareTo(Duration.ZERO) > 0 && callTimeout.compareTo(Duration.ZERO) > 0,
                "Timeouts are longer than zero; a call without one could hang for ever.");
        require(
                maxConcurrentCalls > 0,
                "At least one call at a time has to be possible; found " + maxConcurrentCalls + ".");
        require(
                maxBodySize > 0 && maxBodySize <= MailjetLimits.BODY,
                "The largest body is 1 to " + MailjetLimits.BODY + " octets; found " + maxBodySize + ".");
        require(
                !indexLag.isNegative(),
                "How long Mailjet's search may lag behind is zero or more; found " + indexLag + ".");
        require(
                !userAgent.isBlank() && userAgent.chars().allMatch(c -> c >= ' ' && c < 127),
                "The user agent is printable ASCII.");
        MailjetTransportBuilder settings = copy();
        return new MailjetTransport(settings, MailjetHttp.open(settings));
    }

    private MailjetTransportBuilder copy() {
        MailjetTransportBuilder copy = new MailjetTransportBuilder();
        copy.keys = keys;
        copy.baseUrl = baseUrl;
        copy.plainHttpPermitted = plainHttpPermitted;
        copy.connectTimeout = connectTimeout;
        copy.callTimeout = callTimeout;
        copy.proxy = proxy;
        copy.proxySelector = proxySelector;
        copy.userAgent = userAgent;
        copy.sslContext = sslContext;
        copy.trustManager = trustManager;
        copy.httpClient = httpClient;
        copy.sandboxMode = sandboxMode;
        copy.advanceErrorHandling = advanceErrorHandling;
        copy.onBehalfOf = onBehalfOf;
        copy.signedDomains = signedDomains;
        copy.maxConcurrentCalls = maxConcurrentCalls;
        copy.maxBodySize = maxBodySize;
        copy.indexLag = indexLag;
        copy.clock = clock;
        return copy;
    }

    static void require(boolean sound, String otherwise) {
        if (!sound) {
            throw new ConfigurationException(otherwise);
        }
    }
}
