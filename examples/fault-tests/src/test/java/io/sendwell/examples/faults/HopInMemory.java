package io.sendwell.examples.faults;

import io.sendwell.account.AccountId;
import io.sendwell.outbox.EntryId;
import io.sendwell.route.Capability;
import io.sendwell.transport.Recovery;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import io.sendwell.transport.Transport;
import io.sendwell.transport.TransportCapabilities;
import java.time.Duration;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;

/** A next hop that takes everything at once and knows which of a broadcast's mails it had. Threads may share it. */
class HopInMemory implements Transport {

    private static final int BATCH = 50;

    private final BitSet taken = new BitSet();
    private int doubles;

    @Override
    public String name() {
        return "in-memory";
    }

    @Override
    public TransportCapabilities capabilities(AccountId account) {
        return new TransportCapabilities(EnumSet.allOf(Capability.class), Long.MAX_VALUE, 1);
    }

    @Override
    public int batchSize() {
        return BATCH;
    }

    @Override
    public Recovery recovery() {
        return new Recovery.Repeat(Duration.ofHours(1));
    }

    @Override
    public List<SubmissionReport> submit(AccountId account, List<Submission> submissions) {
        submissions.forEach(this::take);
        return submissions.stream()
                .map(submission -> SubmissionReport.same(
                        submission.envelope(), new SubmissionResult.Accepted(submission.id(), "taken")))
                .toList();
    }

    /** Notes one that came. */
    synchronized void take(Submission submission) {
        int ordinal = EntryId.parse(submission.id()).ordinal();
        if (taken.get(ordinal)) {
            doubles++;
        }
        taken.set(ordinal);
    }

    /** How many different ones came. */
    synchronized int taken() {
        return taken.cardinality();
    }

    /** How many came that had come before. */
    synchronized int doubles() {
        return doubles;
    }

    @Override
    public void close() {
        // It holds nothing but memory.
    }
}
