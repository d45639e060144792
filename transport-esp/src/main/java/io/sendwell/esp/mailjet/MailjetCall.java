package io.sendwell.esp.mailjet;

import io.sendwell.transport.Refusal;
import io.sendwell.transport.SubmissionStep;
import java.time.Duration;
import java.util.Optional;

/** How one HTTP call ended. The question behind the cases is always: could Mailjet have taken the messages? */
sealed interface MailjetCall {

    /**
     * There was an answer.
     *
     * @param answer what the Send API said; empty when the body was cut off, too long, or not from the Send API
     */
    record Answered(int status, Optional<Duration> retryAfter, Optional<MailjetAnswer> answer) implements MailjetCall {}

    /** The mark did not let it leave, so there was no request. */
    record HeldBack(Refusal refusal) implements MailjetCall {}

    /** The request did not go out whole, so it was not taken. */
    record Unsent(String text) implements MailjetCall {}

    /** The server stopped reading before the request was out: how an HTTP/2 proxy says 413. It was not taken. */
    record StoppedReading(String text) implements MailjetCall {}

    /** We broke it off before its end, because a file could not be read. It was not taken. */
    record FileUnreadable(UnreadableFileException cause) implements MailjetCall {}

    /** The request went out, and no answer came: it may have been taken. */
    record Unanswered(SubmissionStep lastStep, String text) implements MailjetCall {}
}
