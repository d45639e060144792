package io.sendwell.testkit.mailjet;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * A way for the fake to misbehave, and when to: handed to {@link FakeMailjet#next}.
 *
 * <p>A fault strikes the next send call, once. {@link #times}, {@link #always}, {@link #forAccount} and {@link #when}
 * say otherwise. What it does to the messages of the call is in each factory's first sentence, because that is what a
 * sender cannot know and a test must. Immutable.
 */
public final class Fault {

    private static final String SEND_PATH = "/v3.1/send";

    private final Stage stage;
    private final FaultEffect effect;
    private final Predicate<RecordedRequest> condition;
    private final int times;

    private Fault(Stage stage, FaultEffect effect, Predicate<RecordedRequest> condition, int times) {
        this.stage = stage;
        this.effect = effect;
        this.condition = condition;
        this.times = times;
    }

    private static Fault of(Stage stage, FaultEffect effect) {
        return new Fault(stage, effect, request -> request.path().equals(SEND_PATH), 1);
    }

    /** Accepts nothing and answers with this status and body. */
    public static Fault answering(int status, String contentType, String body) {
        Answer answer = new Answer(status, contentType, body.getBytes(StandardCharsets.UTF_8));
        return of(Stage.BEFORE_ACCEPTING, new FaultEffect.Reply(answer));
    }

    /** Accepts nothing and answers 429 as the service's front proxy does: HTML, and no {@code Retry-After}. */
    public static Fault tooManyRequests() {
        return of(Stage.BEFORE_ACCEPTING, new FaultEffect.Reply(Answer.html(429, "Too Many Requests")));
    }

    /**
     * Accepts nothing and answers 429 in HTML, as a proxy that says when to come again.
     *
     * @param retryAfter in whole seconds
     */
    public static Fault tooManyRequests(Duration retryAfter) {
        return of(Stage.BEFORE_ACCEPTING, new FaultEffect.ComeAgain(Answer.html(429, "Too Many Requests"), retryAfter));
    }

    /** Accepts nothing and answers 413 in HTML. */
    public static Fault payloadTooLarge() {
        return of(Stage.BEFORE_ACCEPTING, new FaultEffect.Reply(Answer.html(413, "Request Entity Too Large")));
    }

    /** Accepts nothing and answers 500 with an empty body, as the service was seen to do. */
    public static Fault serverError() {
        return of(Stage.BEFORE_ACCEPTING, new FaultEffect.Reply(Answer.empty(500)));
    }

    /** Accepts nothing and answers 500 with the documented JSON, which has an {@code ErrorIdentifier}. */
    public static Fault serverErrorWithIdentifier() {
        return answering(
                500,
                "application/json",
                "{\"ErrorIdentifier\":\"0b6c5f0e-5f0d-4d0c-9c55-0a4b1d9c1a01\",\"StatusCode\":500,"
                        + "\"ErrorMessage\":\"Internal error, support has been informed.\"}");
    }

    /** Accepts the messages and then answers 500 with an empty body. */
    public static Fault serverErrorAfterAccepting() {
        return of(Stage.AFTER_ACCEPTING, new FaultEffect.Reply(Answer.empty(500)));
    }

    /** Accepts nothing and answers 502 in HTML. */
    public static Fault badGateway() {
        return of(Stage.BEFORE_ACCEPTING, new FaultEffect.Reply(Answer.html(502, "Bad Gateway")));
    }

    /** Accepts nothing and answers 503 in HTML. */
    public static Fault serviceUnavailable() {
        return of(Stage.BEFORE_ACCEPTING, new FaultEffect.Reply(Answer.html(503, "Service Unavailable")));
    }

    /** Accepts the messages and answers 200 with a page instead of JSON, as a proxy in between may. */
    public static Fault nonJsonAnswer() {
        return of(Stage.AFTER_ACCEPTING, new FaultEffect.Reply(Answer.html(200, "Welcome")));
    }

    /** Accepts the messages and cuts the connection in the middle of the answer's body. */
    public static Fault truncatedAnswer() {
        return of(Stage.AFTER_ACCEPTING, FaultEffect.TRUNCATE);
    }

    /**
     * Accepts nothing, reads the request and stays silent until {@link FakeMailjet#release()} or
     * {@link FakeMailjet#close()}; then the connection is cut.
     */
    public static Fault timeoutBeforeAccepting() {
        return of(Stage.BEFORE_ACCEPTING, FaultEffect.HOLD);
    }

    /**
     * Accepts the messages and stays silent until {@link FakeMailjet#release()}, then answers; with
     * {@link FakeMailjet#close()} it never does.
     */
    public static Fault timeoutAfterAccepting() {
        return of(Stage.AFTER_ACCEPTING, FaultEffect.HOLD);
    }

    /** Accepts the messages and answers only when {@code delay} has passed on the machine's clock. */
    public static Fault slow(Duration delay) {
        return of(Stage.AFTER_ACCEPTING, new FaultEffect.Delay(delay));
    }

    /**
     * Accepts nothing and cuts the connection without reading the body. When more of the body is on its way than was
     * read ahead, the client sees a reset (RST), otherwise the end of the stream.
     */
    public static Fault resetBeforeAccepting() {
        return of(Stage.BEFORE_READING, FaultEffect.CUT);
    }

    /** Accepts nothing and cuts the connection after reading the whole request. */
    public static Fault resetAfterReadingBody() {
        return of(Stage.BEFORE_ACCEPTING, FaultEffect.CUT);
    }

    /** Accepts the messages and cuts the connection before any octet of the answer. */
    public static Fault resetAfterAccepting() {
        return of(Stage.AFTER_ACCEPTING, FaultEffect.CUT);
    }

    /**
     * This fault for several requests in a row.
     *
     * @throws IllegalArgumentException when {@code requests} is not positive
     */
    public Fault times(int requests) {
        if (requests < 1) {
            throw new IllegalArgumentException("A fault cannot strike " + requests + " times: expected 1 or more.");
        }
        return new Fault(stage, effect, condition, requests);
    }

    /** This fault for every request until {@link FakeMailjet#clearFaults()}. */
    public Fault always() {
        return new Fault(stage, effect, condition, Integer.MAX_VALUE);
    }

    /** This fault for requests of one account only. */
    public Fault forAccount(FakeMailjetAccount account) {
        return new Fault(
                stage, effect, condition.and(request -> request.account().equals(account.name())), times);
    }

    /**
     * This fault for the requests that meet a condition, instead of all send calls.
     *
     * @param request judged when its headers are read; its body and status are unknown then
     */
    public Fault when(Predicate<RecordedRequest> request) {
        return new Fault(stage, effect, requireNonNull(request, "request"), times);
    }

    Stage stage() {
        return stage;
    }

    FaultEffect effect() {
        return effect;
    }

    boolean strikes(RecordedRequest request) {
        return condition.test(request);
    }

    int times() {
        return times;
    }

    /** How far a request gets before the fault strikes. */
    enum Stage {
        BEFORE_READING,
        BEFORE_ACCEPTING,
        AFTER_ACCEPTING
    }
}
