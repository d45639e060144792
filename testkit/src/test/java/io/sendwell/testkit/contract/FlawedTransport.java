package io.sendwell.testkit.contract;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.check.Finding;
import io.sendwell.route.Capability;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.Mailboxes;
import io.sendwell.transport.DispatchMark;
import io.sendwell.transport.Recovery;
import io.sendwell.transport.Refusal;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import io.sendwell.transport.Transport;
import io.sendwell.transport.TransportCapabilities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A transport as somebody might write it, right but for one flaw; its next hop is a list of ids. */
final class FlawedTransport implements Transport {

    /** What somebody may get wrong, and the sentence of the contract that says so. */
    enum Flaw {
        NONE(""),
        REPORTS_BACKWARDS("each_submission_has_its_report_at_its_place"),
        SENDS_FIFTY("each_submission_has_its_report_at_its_place"),
        SENDS_TWICE("each_submission_has_its_report_at_its_place"),
        SORTS_RECIPIENTS("each_recipient_has_a_result_in_the_order_of_the_envelope"),
        FORGETS_THE_LAST_RECIPIENT("each_recipient_has_a_result_in_the_order_of_the_envelope"),
        THROWS_WHEN_REFUSED("a_refused_recipient_is_a_result_with_the_words_of_the_hop"),
        REFUSES_WITHOUT_WORDS("a_refused_recipient_is_a_result_with_the_words_of_the_hop"),
        LEAVES_REFUSED_OUT("a_refused_recipient_is_a_result_with_the_words_of_the_hop"),
        STOPS_AT_A_REFUSAL("a_refused_submission_does_not_keep_the_others_from_leaving"),
        NEEDS_A_SUBMISSION("submitting_nothing_gives_no_report"),
        THROWS_WHEN_AWAY("a_hop_that_is_away_is_a_result_and_no_exception"),
        REJECTS_WHEN_AWAY("a_hop_that_is_away_is_a_result_and_no_exception"),
        BLAMES_THE_MESSAGE("a_hop_that_is_away_is_a_result_and_no_exception"),
        NEVER_ASKS_THE_MARK("the_mark_is_asked_for_every_submission_before_the_hop_has_it"),
        ASKS_THE_MARK_AFTERWARDS("the_mark_is_asked_for_every_submission_before_the_hop_has_it"),
        ASKS_THE_MARK_ONCE("the_mark_is_asked_for_every_submission_before_the_hop_has_it"),
        SENDS_WHAT_THE_MARK_HELD_BACK("nothing_leaves_while_the_mark_says_no_to_everything"),
        REJECTS_WHAT_THE_MARK_HELD_BACK("nothing_leaves_while_the_mark_says_no_to_everything"),
        LEAVES_OUT_WHAT_THE_MARK_HELD_BACK(
                "what_the_mark_does_not_let_leave_is_deferred_in_its_place_and_never_reaches_the_hop"),
        STOPS_WHERE_THE_MARK_SAYS_NO(
                "what_the_mark_does_not_let_leave_is_deferred_in_its_place_and_never_reaches_the_hop"),
        GOES_ON_WHEN_THE_MARK_THROWS("a_mark_that_throws_is_taken_for_a_no"),
        PASSES_ON_WHAT_THE_MARK_THROWS("a_mark_that_throws_is_taken_for_a_no"),
        HANDS_OVER_NONE_AT_ONCE("it_says_how_many_it_hands_over_at_once_and_what_can_be_done_in_doubt"),
        FINDS_EVERYTHING("it_says_how_many_it_hands_over_at_once_and_what_can_be_done_in_doubt"),
        FINDS_NOTHING_WHEN_AWAY("it_says_how_many_it_hands_over_at_once_and_what_can_be_done_in_doubt"),
        COUNTS_BY_THE_CALL("what_the_hop_counts_an_account_by_has_a_name_that_stays"),
        KNOWS_ONE_ACCOUNT("accounts_share_it"),
        KEEPS_WORK_IN_A_FIELD("threads_share_it_and_each_gets_its_own_reports"),
        SENDS_WHEN_CHECKING("a_harmless_submission_passes_its_check_and_checking_sends_nothing"),
        STOPS_EVERYTHING("a_harmless_submission_passes_its_check_and_checking_sends_nothing"),
        LEARNS_CAPABILITIES("name_and_capabilities_are_known_before_it_is_used_and_stay_the_same"),
        ASKS_THE_HOP("capabilities_and_signing_domain_do_not_need_the_hop"),
        CLOSES_ONCE("closing_twice_does_no_harm"),
        SENDS_WHEN_CLOSED("after_closing_everything_is_deferred_and_nothing_leaves");

        final String caughtBy;

        Flaw(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    /** Whether somebody listens at the other end. */
    enum Hop {
        LISTENING,
        AWAY
    }

    private final Flaw flaw;
    private final Hop hop;
    private final List<String> taken;
    private final Meeting meeting;
    private volatile List<Submission> work = List.of();
    private volatile boolean used;
    private volatile boolean closed;

    FlawedTransport(Flaw flaw, Hop hop, List<String> taken) {
        this.flaw = flaw;
        this.hop = hop;
        this.taken = taken;
        this.meeting = Meeting.when(flaw == Flaw.KEEPS_WORK_IN_A_FIELD);
    }

    @Override
    public String name() {
        return "list";
    }

    @Override
    public TransportCapabilities capabilities(AccountId account) {
        if (flaw == Flaw.ASKS_THE_HOP && hop == Hop.AWAY) {
            throw new IllegalStateException("connection refused");
        }
        Set<Capability> learnt = flaw == Flaw.LEARNS_CAPABILITIES && used ? Set.of(Capability.SENDER_FIELD) : Set.of();
        return new TransportCapabilities(learnt, Long.MAX_VALUE, 100);
    }

    @Override
    public List<Finding> check(AccountId account, Submission submission) {
        if (flaw == Flaw.SENDS_WHEN_CHECKING) {
            taken.add(submission.id());
        }
        return flaw == Flaw.STOPS_EVERYTHING
                ? List.of(Finding.mustFail("NOT_ALLOWED", "a mail", "none", "", "house rule"))
                : List.of();
    }

    @Override
    public List<SubmissionReport> submit(AccountId account, List<Submission> submissions) {
        work = submissions;
        meeting.await();
        List<Submission> mine = flaw == Flaw.KEEPS_WORK_IN_A_FIELD ? work : submissions;
        used = true;
        if (flaw == Flaw.NEEDS_A_SUBMISSION && mine.isEmpty()) {
            throw new IllegalArgumentException("empty batch");
        }
        List<SubmissionReport> reports = new ArrayList<>();
        boolean stopped = false;
        for (Submission submission : mine) {
            SubmissionReport report = stopped
                    ? SubmissionReport.same(submission.envelope(), away(RefusalScope.ROUTE))
                    : submitOne(account, submission, reports.size());
            stopped |= flaw == Flaw.STOPS_AT_A_REFUSAL && !report.allAccepted();
            reports.add(report);
        }
        if (flaw == Flaw.REPORTS_BACKWARDS) {
            Collections.reverse(reports);
        }
        return reports;
    }

    @Override
    public List<SubmissionReport> submit(AccountId account, List<Submission> submissions, DispatchMark mark) {
        if (flaw == Flaw.NEVER_ASKS_THE_MARK) {
            return submit(account, submissions);
        }
        List<SubmissionReport> reports = new ArrayList<>();
        boolean no = false;
        for (Submission submission : submissions) {
            no = !mayLeave(mark, submission, reports.size()) || (no && flaw == Flaw.STOPS_WHERE_THE_MARK_SAYS_NO);
            if (!no || flaw == Flaw.SENDS_WHAT_THE_MARK_HELD_BACK) {
                reports.addAll(submit(account, List.of(submission)));
            } else if (flaw == Flaw.REJECTS_WHAT_THE_MARK_HELD_BACK) {
                reports.add(
                        SubmissionReport.same(submission.envelope(), new SubmissionResult.Rejected(Refusal.notLeft())));
            } else if (flaw != Flaw.LEAVES_OUT_WHAT_THE_MARK_HELD_BACK) {
                reports.add(
                        SubmissionReport.same(submission.envelope(), new SubmissionResult.Deferred(Refusal.notLeft())));
            }
            if (flaw == Flaw.ASKS_THE_MARK_AFTERWARDS) {
                mark.mayLeave(List.of(submission));
            }
        }
        return reports;
    }

    private boolean mayLeave(DispatchMark mark, Submission submission, int number) {
        if (flaw == Flaw.ASKS_THE_MARK_AFTERWARDS || (flaw == Flaw.ASKS_THE_MARK_ONCE && number > 0)) {
            return true;
        }
        try {
            return mark.mayLeave(List.of(submission));
        } catch (IllegalStateException e) {
            if (flaw == Flaw.PASSES_ON_WHAT_THE_MARK_THROWS) {
                throw e;
            }
            return flaw == Flaw.GOES_ON_WHEN_THE_MARK_THROWS;
        }
    }

    @Override
    public String countedAs(AccountId account) {
        return flaw == Flaw.COUNTS_BY_THE_CALL ? name() + taken.size() : name();
    }

    @Override
    public int batchSize() {
        return flaw == Flaw.HANDS_OVER_NONE_AT_ONCE ? 0 : 1;
    }

    @Override
    public Recovery recovery() {
        return new Recovery.Search(Duration.ofSeconds(1), (account, ids) -> {
            Map<String, Recovery.Answer> answers = new LinkedHashMap<>();
            ids.forEach(id -> answers.put(id, answer(id)));
            return answers;
        });
    }

    private Recovery.Answer answer(String id) {
        if (hop == Hop.AWAY && flaw != Flaw.FINDS_NOTHING_WHEN_AWAY) {
            return new Recovery.Answer.Unavailable("The hop is away.");
        }
        return taken.contains(id) || flaw == Flaw.FINDS_EVERYTHING
                ? new Recovery.Answer.Found("q")
                : new Recovery.Answer.NotFound();
    }

    private SubmissionReport submitOne(AccountId account, Submission submission, int number) {
        if (hop == Hop.AWAY || (closed && flaw != Flaw.SENDS_WHEN_CLOSED)) {
            return SubmissionReport.same(submission.envelope(), away());
        }
        if (flaw == Flaw.KNOWS_ONE_ACCOUNT && !account.equals(Accounts.ACME)) {
            return SubmissionReport.same(submission.envelope(), away(RefusalScope.ROUTE));
        }
        Map<EmailAddress, SubmissionResult> results = new LinkedHashMap<>();
        for (EmailAddress path : recipients(submission)) {
            boolean gone = path.equals(Mailboxes.GONE.address());
            if (!gone) {
                results.put(path, new SubmissionResult.Accepted("q" + number, "taken"));
            } else if (flaw != Flaw.LEAVES_REFUSED_OUT) {
                results.put(path, refused());
            }
        }
        boolean anybody = results.values().stream().anyMatch(SubmissionResult.Accepted.class::isInstance);
        if (anybody && !(flaw == Flaw.SENDS_FIFTY && number >= 50)) {
            taken.add(submission.id());
        }
        if (anybody && flaw == Flaw.SENDS_TWICE) {
            taken.add(submission.id());
        }
        return new SubmissionReport(results);
    }

    private List<EmailAddress> recipients(Submission submission) {
        List<EmailAddress> recipients = new ArrayList<>(submission.envelope().forwardPaths());
        if (flaw == Flaw.SORTS_RECIPIENTS) {
            recipients.sort(Comparator.comparing(EmailAddress::normalForm));
        }
        if (flaw == Flaw.FORGETS_THE_LAST_RECIPIENT) {
            recipients.remove(recipients.size() - 1);
        }
        return recipients;
    }

    private SubmissionResult refused() {
        if (flaw == Flaw.THROWS_WHEN_REFUSED) {
            throw new IllegalStateException("550 5.1.1 User unknown");
        }
        String words = flaw == Flaw.REFUSES_WITHOUT_WORDS ? "" : "User unknown";
        return new SubmissionResult.Rejected(Refusal.of(RefusalScope.RECIPIENT, "550", words));
    }

    private SubmissionResult away() {
        return switch (flaw) {
            case THROWS_WHEN_AWAY -> throw new IllegalStateException("connection refused");
            case REJECTS_WHEN_AWAY -> new SubmissionResult.Rejected(Refusal.of(RefusalScope.ROUTE, "", "away"));
            case BLAMES_THE_MESSAGE -> away(RefusalScope.MESSAGE);
            default -> away(RefusalScope.ROUTE);
        };
    }

    private static SubmissionResult away(RefusalScope scope) {
        return new SubmissionResult.Deferred(Refusal.of(scope, "", "The hop is away."));
    }

    @Override
    public void close() {
        if (closed && flaw == Flaw.CLOSES_ONCE) {
            throw new IllegalStateException("closed");
        }
        closed = true;
    }
}
