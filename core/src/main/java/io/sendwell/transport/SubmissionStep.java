package io.sendwell.transport;

/** How far a submission had come when the answer failed to come. */
public enum SubmissionStep {
    /** The content was being handed over; the next hop may have taken what it got. */
    CONTENT,
    /** The content had been handed over whole; only the final answer is missing. */
    FINAL_ANSWER
}
