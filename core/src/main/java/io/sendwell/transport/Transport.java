package io.sendwell.transport;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.check.Finding;
import java.util.List;
import java.util.Optional;

/**
 * Speaks to one kind of next hop: an ESP's API, an SMTP server. Threads share it, and so do accounts.
 *
 * <p>{@code TransportContract} in the testkit proves an implementation.
 */
public interface Transport extends AutoCloseable {

    /** How it is called in receipts and logs, such as {@code mailjet}. Always the same. */
    String name();

    /** What it can do for this account, whose key or login may be allowed less than another's. Nothing is asked over the network. */
    TransportCapabilities capabilities(AccountId account);

    /**
     * The domain that signs what this author sends on this transport ({@code d=}, RFC 6376).
     *
     * @param authorDomain the domain of From
     * @return empty when it is not known, or nobody signs
     */
    default Optional<DomainName> signingDomain(AccountId account, DomainName authorDomain) {
        return Optional.empty();
    }

    /**
     * What in this submission the transport cannot do. It is asked before anything is sent; a finding that stops names
     * the feature and the transport.
     */
    default List<Finding> check(AccountId account, Submission submission) {
        return List.of();
    }

    /**
     * Hands messages to the next hop. It does not throw for what a hop answers or for a hop that is away: those are
     * results, the latter {@link SubmissionResult.Deferred} with {@link RefusalScope#ROUTE} where nothing went out.
     *
     * @param submissions any number; the transport makes calls or transactions of them as its hop allows
     * @return a report for each submission, in their order
     */
    List<SubmissionReport> submit(AccountId account, List<Submission> submissions);

    /**
     * Hands messages to the next hop as {@link #submit(AccountId, List)} does, and asks the mark as late as it can before
     * each of them leaves. Unless a transport knows a later moment, that is before it begins.
     *
     * @return a report for each submission, in their order; those that the mark did not let leave are deferred
     */
    default List<SubmissionReport> submit(AccountId account, List<Submission> submissions, DispatchMark mark) {
        Optional<Refusal> heldBack = submissions.isEmpty() ? Optional.empty() : mark.holdsBack(submissions);
        if (heldBack.isEmpty()) {
            return submit(account, submissions);
        }
        SubmissionResult notLeft = new SubmissionResult.Deferred(heldBack.get());
        return submissions.stream()
                .map(submission -> SubmissionReport.same(submission.envelope(), notLeft))
                .toList();
    }

    /**
     * Names what the next hop counts this account's mail by, such as a credential: accounts of the same name are refused
     * together, for a rate for example. A submission is only {@linkplain #recovery() asked for} as long as the name is the one
     * under which it left, so a hop that shows each credential its own mail needs a name for each, and another one when the
     * account's credential changes. Without a secret, 1 to 100 characters, always the same; {@link #name()} by default.
     */
    default String countedAs(AccountId account) {
        return name();
    }

    /** How many submissions it hands over at once, and so are in doubt together when their answer fails to come; 1 by default. */
    default int batchSize() {
        return 1;
    }

    /** What can be done when an answer failed to come, as long as {@link #countedAs} stays the same; nothing by default. */
    default Recovery recovery() {
        return new Recovery.None();
    }

    /**
     * Lifts what corresponds to an entry, which was lifted from the operator's blocklist, on the list that the next hop keeps of
     * its own. It does not throw for a hop that is away: that is a result.
     *
     * @return what became of it there; empty, by default, when the hop keeps no list that concerns the entry
     */
    default Optional<SuppressionLift> liftSuppression(BlocklistEntry lifted) {
        return Optional.empty();
    }

    /**
     * Ends connections and threads of its own; what was handed to it stays open. Nothing leaves afterwards: what is
     * submitted then is deferred. Closing again does nothing.
     */
    @Override
    void close();
}
