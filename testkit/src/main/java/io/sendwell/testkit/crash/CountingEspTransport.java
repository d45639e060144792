package io.sendwell.testkit.crash;

import io.sendwell.account.AccountId;
import io.sendwell.route.Capability;
import io.sendwell.transport.DispatchMark;
import io.sendwell.transport.Recovery;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.Transport;
import io.sendwell.transport.TransportCapabilities;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/**
 * Speaks to a {@link CountingEsp}, as a transport to a real provider would: submissions in batches over HTTP, the mark right
 * before a request is written, a batch that is refused as a whole cut in halves, and what is left in doubt when no answer
 * came.
 *
 * <p>Threads may share it.
 */
public final class CountingEspTransport implements Transport {

    private static final int MAX_RECIPIENTS = 100;

    private final CountingEspClient client;
    private final int batchSize;
    private final Recovery recovery;

    private CountingEspTransport(Builder settings) {
        client = new CountingEspClient(settings.url, settings.callTimeout);
        batchSize = settings.batchSize;
        recovery = settings.recovery(client);
    }

    /** Begins to describe a transport to the ESP at this place; see {@link CountingEsp#url()}. */
    public static Builder to(URI url) {
        return new Builder(url);
    }

    @Override
    public String name() {
        return "counting-esp";
    }

    @Override
    public TransportCapabilities capabilities(AccountId account) {
        return new TransportCapabilities(EnumSet.allOf(Capability.class), Long.MAX_VALUE, MAX_RECIPIENTS);
    }

    @Override
    public int batchSize() {
        return batchSize;
    }

    @Override
    public Recovery recovery() {
        return recovery;
    }

    @Override
    public List<SubmissionReport> submit(AccountId account, List<Submission> submissions) {
        return submit(account, submissions, DispatchMark.recorded());
    }

    @Override
    public List<SubmissionReport> submit(AccountId account, List<Submission> submissions, DispatchMark mark) {
        CountingEspSubmitter submitter = new CountingEspSubmitter(client, mark);
        for (int first = 0; first < submissions.size(); first += batchSize) {
            submitter.submit(submissions.subList(first, Math.min(first + batchSize, submissions.size())));
        }
        return submitter.reports(submissions);
    }

    @Override
    public void close() {
        client.close();
    }

    /** Settings of a transport. Not for sharing between threads. */
    public static final class Builder {

        private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

        private enum Help {
            NONE,
            REPEAT,
            SEARCH
        }

        private final URI url;
        private Duration callTimeout = DEFAULT_TIMEOUT;
        private int batchSize = 50;
        private Help help = Help.NONE;
        private Duration time = Duration.ZERO;

        private Builder(URI url) {
            this.url = url;
        }

        /** How many submissions go into one call; 50 unless said. */
        public Builder batchSize(int submissions) {
            batchSize = submissions;
            return this;
        }

        /** How long a call may take until its answer; 10 seconds unless said. */
        public Builder callTimeout(Duration timeout) {
            callTimeout = timeout;
            return this;
        }

        /** Says that the ESP recognises repeats for so long; start it with {@link CountingEsp.Builder#recognisesRepeats()}. */
        public Builder repeats(Duration remembered) {
            help = Help.REPEAT;
            time = remembered;
            return this;
        }

        /** Asks the ESP what it has, which it may not know before so long after it took it. */
        public Builder searches(Duration indexLag) {
            help = Help.SEARCH;
            time = indexLag;
            return this;
        }

        /** The transport. */
        public CountingEspTransport build() {
            return new CountingEspTransport(this);
        }

        private Recovery recovery(CountingEspClient client) {
            return switch (help) {
                case NONE -> new Recovery.None();
                case REPEAT -> new Recovery.Repeat(time);
                case SEARCH -> new Recovery.Search(time, (account, ids) -> client.find(ids));
            };
        }
    }
}
