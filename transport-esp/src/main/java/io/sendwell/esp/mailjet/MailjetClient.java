package io.sendwell.esp.mailjet;

import io.sendwell.transport.Refusal;
import io.sendwell.transport.SubmissionStep;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;

/** Makes HTTP calls to Mailjet. The only class besides the builder that knows OkHttp. Threads share it. */
final class MailjetClient {

    private static final MediaType JSON = Objects.requireNonNull(MediaType.parse("application/json"));

    // A reset of a smaller upload has other reasons than its size.
    private static final long LARGE = 1_000_000;

    private final OkHttpClient http;
    private final HttpUrl sendUrl;
    private final HttpUrl restUrl;
    private final String userAgent;
    private final Semaphore callsAtOnce;

    MailjetClient(OkHttpClient http, HttpUrl baseUrl, String userAgent, int maxConcurrentCalls) {
        this.http = http;
        this.sendUrl = baseUrl.newBuilder().addPathSegments("v3.1/send").build();
        this.restUrl = baseUrl.newBuilder().addPathSegments("v3/REST").build();
        this.userAgent = userAgent;
        this.callsAtOnce = new Semaphore(maxConcurrentCalls, true);
    }

    /**
     * Posts to the Send API and waits. An interrupt ends the call and stays set.
     *
     * @param heldBack asked when it is this call's turn, right before the request: why it must not leave
     */
    MailjetCall send(MailjetCredentials credentials, MailjetRequestBody body, Supplier<Optional<Refusal>> heldBack) {
        try {
            callsAtOnce.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new MailjetCall.Unsent("The thread was interrupted before the call.");
        }
        try {
            return heldBack.get()
                    .<MailjetCall>map(MailjetCall.HeldBack::new)
                    .orElseGet(() -> post(credentials, new StreamedBody(body)));
        } finally {
            callsAtOnce.release();
        }
    }

    private MailjetCall post(MailjetCredentials credentials, StreamedBody body) {
        Call call = http.newCall(request(credentials, sendUrl).post(body).build());
        Waiter waiter = new Waiter(body);
        call.enqueue(waiter);
        try {
            return waiter.outcome.get();
        } catch (InterruptedException e) {
            call.cancel();
            MailjetCall outcome = waiter.outcome.join();
            Thread.currentThread().interrupt();
            return outcome;
        } catch (ExecutionException e) {
            throw new IllegalStateException("An outcome is always a value.", e);
        }
    }

    /**
     * Asks for messages by CustomID, as soon as it is this call's turn.
     *
     * @throws InterruptedException when the thread was interrupted before; nothing was asked then
     */
    CompletableFuture<MailjetSearch> find(MailjetCredentials credentials, String customId) throws InterruptedException {
        HttpUrl url = restUrl.newBuilder()
                .addPathSegment("message")
                .addQueryParameter("CustomID", customId)
                .addQueryParameter("ShowCustomID", "true")
                .build();
        CompletableFuture<MailjetSearch> found = new CompletableFuture<>();
        callsAtOnce.acquire();
        try {
            http.newCall(request(credentials, url).get().build()).enqueue(new Callback() {
                @Override
                public void onFailure(Call call, IOException failure) {
                    answer(new MailjetSearch.Failed(words(failure)));
                }

                @Override
                public void onResponse(Call call, Response response) {
                    answer(searched(response));
                }

                // Whoever waits for the place must know of a refusal before the place is free.
                private void answer(MailjetSearch answer) {
                    try {
                        found.complete(answer);
                    } finally {
                        callsAtOnce.release();
                    }
                }
            });
        } catch (RuntimeException e) {
            callsAtOnce.release();
            found.complete(new MailjetSearch.Failed(words(e)));
        }
        return found;
    }

    private static MailjetSearch searched(Response response) {
        try (response) {
            if (response.code() != 200) {
                return new MailjetSearch.Failed("Mailjet answered " + response.code() + ".");
            }
            return body(response)
                    .flatMap(MailjetSearchReader::read)
                    .<MailjetSearch>map(MailjetSearch.Rows::new)
                    .orElseGet(() -> new MailjetSearch.Failed(
                            "Mailjet answered with something that is not its answer to a question for messages."));
        } catch (RuntimeException e) {
            return new MailjetSearch.Failed(words(e));
        }
    }

    /**
     * Makes one call of the REST API, as soon as it is this call's turn, and waits.
     *
     * @throws IOException when there was no answer; an interrupt stays set
     */
    MailjetRestAnswer rest(MailjetCredentials credentials, MailjetRestRequest asked) throws IOException {
        HttpUrl.Builder url = restUrl.newBuilder().addPathSegments(asked.path());
        asked.query().forEach(url::addQueryParameter);
        RequestBody body = asked.body().isEmpty() ? null : RequestBody.create(asked.body(), JSON);
        Request request =
                request(credentials, url.build()).method(asked.method(), body).build();
        callsAtOnce.acquireUninterruptibly();
        try (Response response = http.newCall(request).execute()) {
            return MailjetRestAnswer.read(response.code(), body(response).orElse(new byte[0]));
        } finally {
            callsAtOnce.release();
        }
    }

    private Request.Builder request(MailjetCredentials credentials, HttpUrl url) {
        return new Request.Builder()
                .url(url)
                .header("Authorization", credentials.authorization())
                .header("Accept", "application/json")
                .header("User-Agent", userAgent);
    }

    /** The answer's body; empty when it was cut off or is too long. */
    private static Optional<byte[]> body(Response response) {
        try (InputStream body = Objects.requireNonNull(response.body()).byteStream()) {
            byte[] content = body.readNBytes(MailjetLimits.ANSWER);
            return body.read() < 0 ? Optional.of(content) : Optional.empty();
        } catch (IOException cutOff) {
            return Optional.empty();
        }
    }

    private static String words(Exception e) {
        String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    /** Turns what OkHttp reports into an outcome; runs on a thread of OkHttp's. */
    private static final class Waiter implements Callback {

        private final CompletableFuture<MailjetCall> outcome = new CompletableFuture<>();
        private final StreamedBody body;

        Waiter(StreamedBody body) {
            this.body = body;
        }

        @Override
        public void onFailure(Call call, IOException failure) {
            outcome.complete(ofFailure(failure));
        }

        @Override
        public void onResponse(Call call, Response response) {
            try (response) {
                outcome.complete(ofResponse(response));
            } catch (RuntimeException e) {
                outcome.complete(new MailjetCall.Unanswered(SubmissionStep.FINAL_ANSWER, words(e)));
            }
        }

        private MailjetCall ofFailure(IOException failure) {
            if (failure instanceof UnreadableFileException unreadable) {
                return new MailjetCall.FileUnreadable(unreadable);
            }
            if (body.mayBeWhole.get()) {
                return new MailjetCall.Unanswered(SubmissionStep.FINAL_ANSWER, words(failure));
            }
            if (isStreamReset(failure) && body.contentLength() >= LARGE) {
                return new MailjetCall.StoppedReading(words(failure));
            }
            return new MailjetCall.Unsent(words(failure));
        }

        // RST_STREAM (RFC 9113 section 6.4). OkHttp does not export the class of its exception; and when the reset
        // arrives
        // just as a piece of the body is handed over, it is a plain IOException of these words (seen with 5.5.1).
        private static boolean isStreamReset(IOException failure) {
            return failure.getClass().getSimpleName().equals("StreamResetException")
                    || "stream closed".equals(failure.getMessage());
        }

        private static MailjetCall ofResponse(Response response) {
            return new MailjetCall.Answered(
                    response.code(),
                    RetryAfter.read(response.header("Retry-After"), response.header("Date")),
                    // Without it, the status alone still tells whether the messages were taken.
                    body(response).flatMap(MailjetResponseReader::read));
        }
    }

    /** The request's body, which OkHttp may send once and never again by itself: a second time would be a second mail. */
    private static final class StreamedBody extends RequestBody {

        private final MailjetRequestBody body;
        private final AtomicBoolean mayBeWhole = new AtomicBoolean();

        StreamedBody(MailjetRequestBody body) {
            this.body = body;
        }

        @Override
        public MediaType contentType() {
            return JSON;
        }

        @Override
        public long contentLength() {
            return body.length();
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            body.writeTo(sink.outputStream(), () -> mayBeWhole.set(true));
        }
    }
}
