package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.route.Capability;
import io.sendwell.transport.Recovery;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import io.sendwell.transport.SuppressionLift;
import io.sendwell.transport.Transport;
import io.sendwell.transport.TransportCapabilities;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Takes everything and remembers it, or does as it is told. */
final class FakeTransport implements Transport {

    private final List<Submission> submissions = new CopyOnWriteArrayList<>();
    private final String name;
    private volatile boolean closed;
    private volatile boolean failsToClose;
    private volatile Function<List<Submission>, List<SubmissionReport>> answer = FakeTransport::accepted;
    private volatile String countedAs;
    private final Set<DomainName> signing = ConcurrentHashMap.newKeySet();
    private volatile Recovery recovery = new Recovery.None();
    private volatile Function<BlocklistEntry, Optional<SuppressionLift>> lift = entry -> Optional.empty();

    FakeTransport(String name) {
        this.name = name;
        countedAs = name;
    }

    FakeTransport answering(Function<List<Submission>, List<SubmissionReport>> told) {
        answer = told;
        return this;
    }

    FakeTransport recovering(Recovery told) {
        recovery = told;
        return this;
    }

    FakeTransport liftingSuppressions(Function<BlocklistEntry, SuppressionLift> told) {
        lift = entry -> Optional.of(told.apply(entry));
        return this;
    }

    FakeTransport countingAs(String told) {
        countedAs = told;
        return this;
    }

    FakeTransport signing(DomainName domain) {
        signing.add(domain);
        return this;
    }

    static List<SubmissionReport> accepted(List<Submission> submissions) {
        return submissions.stream()
                .map(submission ->
                        SubmissionReport.same(submission.envelope(), new SubmissionResult.Accepted("1", "250 OK")))
                .toList();
    }

    List<Submission> submissions() {
        return submissions;
    }

    /** Whom something was handed over for, in any header or envelope. */
    List<String> recipients() {
        return submissions.stream()
                .flatMap(submission -> submission.envelope().forwardPaths().stream())
                .map(EmailAddress::toString)
                .toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public TransportCapabilities capabilities(AccountId account) {
        return new TransportCapabilities(EnumSet.allOf(Capability.class), Long.MAX_VALUE, 100);
    }

    @Override
    public Optional<DomainName> signingDomain(AccountId account, DomainName authorDomain) {
        return Optional.of(authorDomain).filter(signing::contains);
    }

    @Override
    public List<SubmissionReport> submit(AccountId account, List<Submission> handed) {
        submissions.addAll(handed);
        return answer.apply(handed);
    }

    @Override
    public int batchSize() {
        return name.equals("esp") ? 50 : 1;
    }

    @Override
    public String countedAs(AccountId account) {
        return countedAs;
    }

    @Override
    public Recovery recovery() {
        return recovery;
    }

    @Override
    public Optional<SuppressionLift> liftSuppression(BlocklistEntry lifted) {
        return lift.apply(lifted);
    }

    boolean isClosed() {
        return closed;
    }

    FakeTransport failingToClose() {
        failsToClose = true;
        return this;
    }

    @Override
    public void close() {
        closed = true;
        if (failsToClose) {
            throw new IllegalStateException("cannot close");
        }
    }
}
