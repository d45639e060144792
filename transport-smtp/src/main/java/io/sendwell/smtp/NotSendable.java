package io.sendwell.smtp;

import io.sendwell.transport.SubmissionResult;

/** A message that is not offered to this server, and the result to report instead. */
final class NotSendable extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient SubmissionResult result;

    NotSendable(SubmissionResult result) {
        super(result.toString());
        this.result = result;
    }

    SubmissionResult result() {
        return result;
    }
}
