package io.sendwell.testkit.crash;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sendwell.address.EmailAddress;
import io.sendwell.mime.MimeOptions;
import io.sendwell.mime.MimeRenderer;
import io.sendwell.transport.Recovery.Answer;
import io.sendwell.transport.Submission;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** The calls to a {@link CountingEsp}. Threads may share it. */
final class CountingEspClient {

    /** What came of a call. */
    sealed interface Outcome {

        /** It was answered. */
        record Answered(int status, Optional<Duration> retryAfter, Map<String, Line> results) implements Outcome {}

        /** Nothing was sent. */
        record Unsent(String text) implements Outcome {}

        /** It was sent, at least in part, and no answer came. */
        record Unanswered(String text) implements Outcome {}
    }

    /** What the ESP said of one submission. */
    record Line(String result, List<String> refused) {

        static final Line MISSING = new Line("", List.of());
    }

    private static final MimeRenderer RENDERER = MimeRenderer.create();
    private static final MimeOptions OPTIONS = new MimeOptions(true, true);

    private final URI url;
    private final Duration timeout;
    private final ExecutorService executor;
    private final HttpClient http;
    private volatile boolean closed;

    CountingEspClient(URI url, Duration timeout) {
        this.url = url;
        this.timeout = timeout;
        executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "sendwell-counting-esp-client");
            thread.setDaemon(true);
            return thread;
        });
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .executor(executor)
                .build();
    }

    /** A body that hands over these submissions. */
    static String bodyOf(List<Submission> submissions) {
        return submissions.stream()
                .map(submission -> new EspSubmission(
                                submission.id(),
                                submission.envelope().forwardPaths().stream()
                                        .map(EmailAddress::normalForm)
                                        .toList(),
                                digestOf(submission))
                        .toLine())
                .collect(Collectors.joining("\n"));
    }

    /** Whether nothing can go out any more. */
    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
        executor.shutdown();
    }

    Outcome submit(String body) {
        return call("/submissions", body);
    }

    Map<String, Answer> find(List<String> ids) {
        Outcome outcome = call("/search", String.join("\n", ids));
        Map<String, Answer> answers = new HashMap<>();
        for (String id : ids) {
            answers.put(id, answer(outcome, id));
        }
        return answers;
    }

    private static Answer answer(Outcome outcome, String id) {
        if (outcome instanceof Outcome.Answered answered && answered.status() == 200) {
            String result = answered.results().getOrDefault(id, Line.MISSING).result();
            return switch (result) {
                case "FOUND" -> new Answer.Found(id);
                case "UNKNOWN" -> new Answer.NotFound();
                default -> new Answer.Unavailable("The ESP said nothing of it.");
            };
        }
        return new Answer.Unavailable(outcome.toString());
    }

    private Outcome call(String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(timeout)
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(BodyPublishers.ofString(body, UTF_8))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString(UTF_8));
            return new Outcome.Answered(
                    response.statusCode(),
                    response.headers()
                            .firstValue("Retry-After")
                            .map(Long::valueOf)
                            .map(Duration::ofSeconds),
                    resultsIn(response.body()));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return new Outcome.Unsent(e.toString());
        } catch (IOException e) {
            return new Outcome.Unanswered(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Unanswered("The thread was interrupted.");
        }
    }

    private static Map<String, Line> resultsIn(String body) {
        return body.lines()
                .map(line -> line.split("\t", -1))
                .filter(parts -> parts.length == 3)
                .collect(Collectors.toMap(
                        parts -> parts[0],
                        parts -> new Line(parts[1], List.of(parts[2].split(",", -1))),
                        (first, second) -> first));
    }

    private static String digestOf(Submission submission) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
                RENDERER.render(submission.outgoing(), OPTIONS).writeTo(out);
                out.write(submission.envelope().reversePath().toString().getBytes(US_ASCII));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException("An attachment cannot be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
