package io.sendwell.examples.faults;

import io.sendwell.account.AccountId;
import io.sendwell.transport.DispatchMark;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.Transport;
import io.sendwell.transport.TransportCapabilities;
import java.util.List;

/** Ends its own process at a moment that cannot be met from outside, as {@code kill -9} would: without any farewell. */
final class DyingTransport implements Transport {

    /** When the process ends. */
    enum Moment {
        /** Not by itself. */
        NEVER,
        /** When all is written but the final dot, and nothing is marked. */
        BEFORE_THE_DOT,
        /** When the answer to the final dot was read, and nothing is recorded of it. */
        AFTER_THE_ANSWER,
        /** When the answer stands in the message log, and nowhere else. */
        AFTER_THE_MESSAGE_LOG,
        /** When it stands in the event log too, and the outbox knows nothing of it. */
        AFTER_THE_EVENT_LOG,
        /** When the outbox has it, and the worker was not told so. */
        AFTER_THE_OUTBOX
    }

    private static final int KILLED = 128 + 9;

    private final Transport transport;
    private final Moment moment;

    DyingTransport(Transport transport, Moment moment) {
        this.transport = transport;
        this.moment = moment;
    }

    @Override
    public String name() {
        return transport.name();
    }

    @Override
    public TransportCapabilities capabilities(AccountId account) {
        return transport.capabilities(account);
    }

    @Override
    public List<SubmissionReport> submit(AccountId account, List<Submission> submissions) {
        return submit(account, submissions, DispatchMark.recorded());
    }

    @Override
    public List<SubmissionReport> submit(AccountId account, List<Submission> submissions, DispatchMark mark) {
        List<SubmissionReport> reports = transport.submit(account, submissions, leaving -> {
            dieAt(Moment.BEFORE_THE_DOT);
            return mark.mayLeave(leaving);
        });
        dieAt(Moment.AFTER_THE_ANSWER);
        return reports;
    }

    @Override
    public void close() {
        transport.close();
    }

    private void dieAt(Moment now) {
        if (moment == now) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
