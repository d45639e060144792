package io.sendwell.testkit.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * An e-mail service provider on the loopback that counts: it outlives the processes that are killed, and says afterwards
 * which mail never came and which came twice. {@link CountingEspTransport} speaks to it.
 *
 * <pre>{@code
 * try (CountingEsp esp = CountingEsp.builder().recognisesRepeats().latency(Duration.ofMillis(5), Duration.ofMillis(40)).start()) {
 *     // let workers send to esp.url(), and kill them
 *     assertThat(esp.counts().duplicates()).isZero();
 * }
 * }</pre>
 *
 * <p>A call is accepted when it has been read to its end: a caller that dies afterwards has sent its mails. Threads may
 * share the server.
 */
public final class CountingEsp implements AutoCloseable {

    static {
        // Without it the JDK 17 server leaves Nagle's algorithm on, and each answer on a kept connection waits 40 ms
        // for the client's delayed ACK. The server reads the property once, when its first instance is made.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private static final int NO_ANSWER = -1;

    private final HttpServer server;
    private final ExecutorService executor;
    private final EspLedger ledger;
    private final Builder settings;
    private final RandomGenerator random;
    private final long startedAt = System.nanoTime();
    private final AtomicLong calls = new AtomicLong();
    private volatile EspScript script;

    private CountingEsp(Builder settings) throws IOException {
        this.settings = settings;
        script = settings.script;
        ledger = new EspLedger(settings.recognisesRepeats);
        random = new Random(settings.seed);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicInteger threads = new AtomicInteger();
        executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "sendwell-counting-esp-" + threads.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(executor);
        server.createContext("/submissions", exchange -> answer(exchange, this::submissions));
        server.createContext("/search", exchange -> answer(exchange, this::search));
        server.start();
    }

    /** A server that takes everything, recognises nothing, and answers at once. */
    public static CountingEsp start() {
        return builder().start();
    }

    /** Settings for another server. */
    public static Builder builder() {
        return new Builder();
    }

    /** Where it is found: {@code http://127.0.0.1:port}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What it does with calls from now on. */
    public void script(EspScript value) {
        script = value;
    }

    /** What it has accepted up to now. */
    public EspCounts counts() {
        return ledger.counts();
    }

    /** How many copies it has accepted up to now; quicker than {@link #counts()}. */
    public int copies() {
        return ledger.copies();
    }

    /** How many recipients have at least one copy; quicker than {@link #counts()}. */
    public int recipients() {
        return ledger.recipients();
    }

    /** How many calls came in, those that it refused among them. */
    public long calls() {
        return calls.get();
    }

    /** Stops at once: open calls are cut off. */
    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    @Override
    public String toString() {
        return "CountingEsp[" + url() + ", " + counts() + "]";
    }

    private interface Answer {
        /** The status to answer with, or {@link #NO_ANSWER} to hang up; adds lines to the body. */
        int to(HttpExchange exchange, List<String> asked, List<String> lines) throws InterruptedException;
    }

    private void answer(HttpExchange exchange, Answer answer) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            List<String> lines = new ArrayList<>();
            int status = answer.to(exchange, body.lines().toList(), lines);
            if (status != NO_ANSWER) {
                byte[] octets = String.join("\n", lines).getBytes(UTF_8);
                exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
                exchange.getResponseBody().write(octets);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int submissions(HttpExchange exchange, List<String> asked, List<String> lines) throws InterruptedException {
        long at = System.nanoTime() - startedAt;
        EspCall call = new EspCall(
                calls.incrementAndGet(),
                at,
                asked.stream().map(EspSubmission::parse).toList());
        EspAnswer answer = call.submissions().size() > settings.maxBatch ? EspAnswer.refused(413) : script.answer(call);
        if (answer instanceof EspAnswer.Refused refused) {
            refused.retryAfter()
                    .ifPresent(
                            wait -> exchange.getResponseHeaders().set("Retry-After", Long.toString(wait.toSeconds())));
            return refused.status();
        }
        if (answer instanceof EspAnswer.DroppedBefore) {
            return NO_ANSWER;
        }
        if (answer instanceof EspAnswer.Answered answered) {
            for (EspSubmission submission : call.submissions()) {
                lines.add(line(submission, answered, at));
            }
            if (answered.order() == EspAnswer.Order.REVERSED) {
                Collections.reverse(lines);
            }
            lines.subList(Math.max(0, lines.size() - answered.leftOut()), lines.size())
                    .clear();
            waitAWhile();
            return 200;
        }
        call.submissions().forEach(submission -> ledger.accept(submission, at));
        waitAWhile();
        return NO_ANSWER;
    }

    private String line(EspSubmission submission, EspAnswer.Answered answered, long at) {
        List<String> refused = submission.recipients().stream()
                .filter(answered.refused()::contains)
                .toList();
        EspSubmission rest = submission.without(refused);
        String result = rest.recipients().isEmpty()
                ? "REFUSED"
                : ledger.accept(rest, at).name();
        return submission.id() + "\t" + result + "\t" + String.join(",", refused);
    }

    private int search(HttpExchange exchange, List<String> asked, List<String> lines) {
        long known = System.nanoTime() - startedAt - settings.indexLag.toNanos();
        asked.forEach(id -> lines.add(id + "\t" + (ledger.knew(id, known) ? "FOUND\t" : "UNKNOWN\t")));
        return 200;
    }

    private void waitAWhile() throws InterruptedException {
        long least = settings.leastLatency.toMillis();
        long most = settings.mostLatency.toMillis();
        if (most > 0) {
            Thread.sleep(least >= most ? most : random.nextLong(least, most));
        }
    }

    /** Settings of a server. Not for sharing between threads. */
    public static final class Builder {

        boolean recognisesRepeats;
        Duration indexLag = Duration.ZERO;
        Duration leastLatency = Duration.ZERO;
        Duration mostLatency = Duration.ZERO;
        int maxBatch = Integer.MAX_VALUE;
        long seed = 1;
        EspScript script = call -> EspAnswer.accepted();

        private Builder() {}

        private Builder(Builder other) {
            recognisesRepeats = other.recognisesRepeats;
            indexLag = other.indexLag;
            leastLatency = other.leastLatency;
            mostLatency = other.mostLatency;
            maxBatch = other.maxBatch;
            seed = other.seed;
            script = other.script;
        }

        /** Sends a submission of a known id no second time, and refuses it when its octets changed. */
        public Builder recognisesRepeats() {
            recognisesRepeats = true;
            return this;
        }

        /** Finds a submission only so long after its acceptance; at once unless said. */
        public Builder indexLag(Duration lag) {
            indexLag = lag;
            return this;
        }

        /** Answers after a random time from the first to the second, once it has accepted; at once unless said. */
        public Builder latency(Duration least, Duration most) {
            leastLatency = least;
            mostLatency = most;
            return this;
        }

        /** Refuses calls with more submissions than this with 413. */
        public Builder maxBatch(int submissions) {
            maxBatch = submissions;
            return this;
        }

        /** What the random times are made from; 1 unless said. */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /** What it does with calls; it accepts everything unless said. */
        public Builder script(EspScript value) {
            script = value;
            return this;
        }

        /**
         * Binds a free port of the loopback and starts to answer.
         *
         * @throws UncheckedIOException when no port can be bound
         */
        public CountingEsp start() {
            try {
                return new CountingEsp(new Builder(this));
            } catch (IOException e) {
                throw new UncheckedIOException("The counting ESP found no free port on the loopback", e);
            }
        }
    }
}
