package io.sendwell.testkit.mailjet;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Mailjet on the loopback: {@code https://api.mailjet.com} for a test, over plain HTTP on a port of its own.
 *
 * <pre>{@code
 * try (FakeMailjet mailjet = FakeMailjet.start()) {
 *     FakeMailjetAccount acme = mailjet.account("acme").allowSender("*@example.com");
 *     // let the client under test send to mailjet.baseUrl() with acme.apiKey() and acme.secretKey()
 *     assertThat(acme.accepted()).hasSize(1);
 * }
 * }</pre>
 *
 * <p>Several accounts live beside each other. Threads may share the server and its accounts. Nothing leaves the
 * machine, and nothing outlives {@link #close()}.
 */
public final class FakeMailjet implements AutoCloseable {

    static {
        // Without it the JDK 17 server leaves Nagle's algorithm on, and each answer on a kept connection waits 40 ms
        // for the client's delayed ACK. The server reads the property once, when its first instance is made.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final MailjetIds ids;
    private final HttpServer server;
    private final ExecutorService executor;
    private final URI baseUrl;
    private final Object lock = new Object();
    private final Map<String, FakeMailjetAccount> accountsByName = new LinkedHashMap<>();
    private final List<RecordedRequest> requests = new ArrayList<>();

    private FakeMailjet(Builder settings) throws IOException {
        this.ids = new MailjetIds(settings.seed);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        int port = server.getAddress().getPort();
        this.baseUrl = URI.create("http://127.0.0.1:" + port);
        AtomicInteger threads = new AtomicInteger();
        this.executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "sendwell-fake-mailjet-" + port + "-" + threads.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        SendEndpoint send = new SendEndpoint(ids, baseUrl + "/v3/REST/message/", settings);
        RequestHandler handler = new RequestHandler(this, send, settings);
        server.setExecutor(executor);
        server.createContext("/", handler::handle);
        server.start();
    }

    /** A server with the default settings, ready to answer. */
    public static FakeMailjet start() {
        return builder().start();
    }

    /** Settings for a server other than the default one. */
    public static Builder builder() {
        return new Builder();
    }

    /** Where clients find the service: {@code http://127.0.0.1:port}, without a path. */
    public URI baseUrl() {
        return baseUrl;
    }

    /** The account of this name; it is created, without any active sender, when the name is new. */
    public FakeMailjetAccount account(String name) {
        requireNonNull(name, "name");
        synchronized (lock) {
            return accountsByName.computeIfAbsent(name, key -> new FakeMailjetAccount(key, ids));
        }
    }

    /** Every request that came in so far, in the order in which they were read to their end. */
    public List<RecordedRequest> requests() {
        synchronized (lock) {
            return List.copyOf(requests);
        }
    }

    /** Stops at once: open requests are cut off, and the port is free again. */
    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    Optional<FakeMailjetAccount> accountWith(Credentials credentials) {
        synchronized (lock) {
            return accountsByName.values().stream()
                    .filter(account -> account.apiKey().equals(credentials.apiKey())
                            && account.secretKey().equals(credentials.secretKey()))
                    .findFirst();
        }
    }

    void record(RecordedRequest request) {
        synchronized (lock) {
            requests.add(request);
        }
    }

    /** Settings of a server. Not for sharing between threads. */
    public static final class Builder {

        InstantSource clock = InstantSource.system();
        long seed = 1;
        int keptAttachmentBytes = 64 * 1024;
        // Mailjet documents 15 MB for the files of a message; its front proxy refuses bodies of about that size too.
        long maxAttachmentBytes = 15_000_000;
        long maxBodyBytes = 15_000_000;

        private Builder() {}

        /** The time of the service; by default the system's. */
        public Builder clock(InstantSource clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /** What keys, ids and UUIDs are made from; equal seeds and equal requests give equal ids. By default 1. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** Keeps the octets of attachments up to this size each; by default 64 KiB. */
        public Builder keepAttachmentsUpTo(int bytes) {
            this.keptAttachmentBytes = bytes;
            return this;
        }

        /** Refuses bodies beyond this size with 413; by default 15,000,000 octets. */
        public Builder maxBodyBytes(long bytes) {
            this.maxBodyBytes = bytes;
            return this;
        }

        /** Refuses messages whose decoded files exceed this size with mj-0011; by default 15,000,000 octets. */
        public Builder maxAttachmentBytes(long bytes) {
            this.maxAttachmentBytes = bytes;
            return this;
        }

        /**
         * Binds a free port of the loopback and starts to answer.
         *
         * @throws UncheckedIOException when no port can be bound
         */
        public FakeMailjet start() {
            try {
                return new FakeMailjet(this);
            } catch (IOException e) {
                throw new UncheckedIOException("The fake Mailjet found no free port on the loopback", e);
            }
        }
    }
}
