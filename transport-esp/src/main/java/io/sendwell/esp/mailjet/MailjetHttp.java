package io.sendwell.esp.mailjet;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** The HTTP client of one transport with what belongs to it: threads and connections of its own, or a borrowed client's. */
final class MailjetHttp {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1");

    // Idle connections are closed by us before a server does it: one that closes while we write leaves us in doubt.
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final OkHttpClient http;
    private final Optional<ExecutorService> ownThreads;
    private final MailjetClient client;
    private volatile boolean closed;

    private MailjetHttp(OkHttpClient http, Optional<ExecutorService> ownThreads, MailjetClient client) {
        this.http = http;
        this.ownThreads = ownThreads;
        this.client = client;
    }

    static MailjetHttp open(MailjetTransportBuilder settings) {
        HttpUrl url = baseUrl(settings);
        OkHttpClient.Builder builder;
        Optional<ExecutorService> ownThreads;
        if (settings.httpClient == null) {
            ExecutorService threads = threads();
            builder = ownClient(settings, threads);
            ownThreads = Optional.of(threads);
        } else {
            builder = settings.httpClient.newBuilder();
            ownThreads = Optional.empty();
        }
        OkHttpClient http = builder.connectTimeout(settings.connectTimeout)
                .callTimeout(settings.callTimeout)
                // The call's own limit covers both.
                .readTimeout(settings.callTimeout)
                .writeTimeout(settings.callTimeout)
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .build();
        MailjetClient client = new MailjetClient(http, url, settings.userAgent, settings.maxConcurrentCalls);
        return new MailjetHttp(http, ownThreads, client);
    }

    private static OkHttpClient.Builder ownClient(MailjetTransportBuilder settings, ExecutorService threads) {
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(settings.maxConcurrentCalls);
        dispatcher.setMaxRequestsPerHost(settings.maxConcurrentCalls);
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .socketFactory(new PromptSocketFactory())
                .connectionPool(
                        new ConnectionPool(settings.maxConcurrentCalls, IDLE.toMillis(), TimeUnit.MILLISECONDS));
        if (settings.proxy != null) {
            builder.proxy(settings.proxy);
        }
        if (settings.proxySelector != null) {
            builder.proxySelector(settings.proxySelector);
        }
        if (settings.sslContext != null && settings.trustManager != null) {
            builder.sslSocketFactory(settings.sslContext.getSocketFactory(), settings.trustManager);
        }
        return builder;
    }

    private static ExecutorService threads() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE.toSeconds(), TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "sendwell-mailjet-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    private static HttpUrl baseUrl(MailjetTransportBuilder settings) {
        URI base = settings.baseUrl;
        HttpUrl url = HttpUrl.get(base);
        MailjetTransportBuilder.require(
                url != null && base.getRawQuery() == null && base.getRawFragment() == null,
                "The base URL is an http or https URL without query, such as "
                        + MailjetTransportBuilder.DEFAULT_BASE_URL + ".");
        MailjetTransportBuilder.require(
                base.getRawUserInfo() == null, "Keys do not belong into the base URL; use credentials(...).");
        MailjetTransportBuilder.require(
                url.isHttps() || settings.plainHttpPermitted || THIS_MACHINE.contains(url.host()),
                "The base URL is plain http for " + url.host() + ", so keys and mails would be readable on the way. "
                        + "Use https, or permitPlainHttp() if the way is safe.");
        return url;
    }

    MailjetClient client() {
        return client;
    }

    boolean isClosed() {
        return closed;
    }

    /** Lets calls under way end, and frees what is the transport's own. */
    void close() {
        closed = true;
        ownThreads.ifPresent(threads -> {
            threads.shutdown();
            http.connectionPool().evictAll();
        });
    }
}
