package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.address.Mailbox;
import io.sendwell.check.Finding;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.Mailboxes;
import io.sendwell.testkit.fixtures.Submissions;
import io.sendwell.transport.Recovery;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import io.sendwell.transport.Transport;
import io.sendwell.transport.TransportCapabilities;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Transport} keeps, shown against a next hop on the loopback such as {@code FakeMailjet} or {@code
 * FakeSmtp}.
 *
 * <p>The hop belongs to the test class: it starts one for each test and closes it afterwards. The contract closes the
 * transports.
 */
public interface TransportContract {

    /**
     * Makes a transport to a hop that takes mail of {@link Accounts#ACME} and of {@link Accounts#GLOBEX} from {@code
     * erik@acme.example}, and refuses {@link Mailboxes#GONE} for good, with or without the other recipients of the mail.
     */
    Transport newTransport();

    /** Makes a transport to an address where no hop listens. */
    Transport newTransportToNowhere();

    /** The ids of the submissions that the hop took for anybody, in any order, one for each time it took one. */
    List<String> takenByTheHop();

    @Test
    default void each_submission_has_its_report_at_its_place() {
        List<Submission> submissions = numbered("m", 120);
        try (Transport transport = newTransport()) {
            List<SubmissionReport> reports = transport.submit(Accounts.ACME, submissions);

            assertEquals(recipientsOf(submissions), recipientsIn(reports));
            assertTrue(reports.stream().allMatch(SubmissionReport::allAccepted), () -> "not accepted: " + reports);
            assertEquals(ids(submissions), takenByTheHop().stream().sorted().toList());
        }
    }

    @Test
    default void each_recipient_has_a_result_in_the_order_of_the_envelope() {
        try (Transport transport = newTransport()) {
            Submission submission =
                    Submissions.statement("m1", Mailboxes.JORGEN, Mailboxes.GRACE, Mailboxes.YUKI, Mailboxes.ALAN);

            SubmissionReport report = only(transport.submit(Accounts.ACME, List.of(submission)));

            assertEquals(
                    submission.envelope().forwardPaths(),
                    List.copyOf(report.results().keySet()));
            assertTrue(report.allAccepted(), () -> "not accepted: " + report);
        }
    }

    @Test
    default void a_refused_recipient_is_a_result_with_the_words_of_the_hop() {
        try (Transport transport = newTransport()) {
            Submission submission = Submissions.statement("m1", Mailboxes.GRACE, Mailboxes.GONE, Mailboxes.ALAN);

            SubmissionReport report = only(transport.submit(Accounts.ACME, List.of(submission)));

            assertEquals(
                    submission.envelope().forwardPaths(),
                    List.copyOf(report.results().keySet()));
            SubmissionResult.Rejected rejected = assertInstanceOf(
                    SubmissionResult.Rejected.class, report.results().get(Mailboxes.GONE.address()));
            assertFalse(rejected.refusal().code().isBlank(), "the hop's code");
            assertFalse(rejected.refusal().text().isBlank(), "the hop's words");
        }
    }

    @Test
    default void a_refused_submission_does_not_keep_the_others_from_leaving() {
        List<Submission> submissions = new ArrayList<>(numbered("m", 5));
        submissions.add(2, Submissions.statement("refused", Mailboxes.GONE));
        try (Transport transport = newTransport()) {
            List<SubmissionReport> reports = transport.submit(Accounts.ACME, submissions);

            assertEquals(recipientsOf(submissions), recipientsIn(reports));
            assertEquals(
                    List.of(true, true, false, true, true, true),
                    reports.stream().map(SubmissionReport::allAccepted).toList(),
                    "accepted");
            assertEquals(5, takenByTheHop().size(), "submissions that the hop took");
        }
    }

    @Test
    default void submitting_nothing_gives_no_report() {
        try (Transport transport = newTransport()) {
            assertEquals(List.of(), transport.submit(Accounts.ACME, List.of()));
            assertEquals(List.of(), takenByTheHop());
        }
    }

    @Test
    default void a_hop_that_is_away_is_a_result_and_no_exception() {
        List<Submission> submissions = numbered("m", 3);
        try (Transport transport = newTransportToNowhere()) {
            List<SubmissionReport> reports = transport.submit(Accounts.ACME, submissions);

            assertEquals(recipientsOf(submissions), recipientsIn(reports));
            for (SubmissionReport report : reports) {
                for (SubmissionResult result : report.results().values()) {
                    SubmissionResult.Deferred deferred =
                            assertInstanceOf(SubmissionResult.Deferred.class, result, "a hop that is away may return");
                    assertEquals(RefusalScope.ROUTE, deferred.refusal().scope());
                    assertFalse(deferred.refusal().text().isBlank(), "what happened");
                }
            }
        }
    }

    @Test
    default void the_mark_is_asked_for_every_submission_before_the_hop_has_it() {
        List<Submission> submissions = numbered("m", 60);
        Set<String> asked = ConcurrentHashMap.newKeySet();
        Set<String> askedTooLate = ConcurrentHashMap.newKeySet();
        try (Transport transport = newTransport()) {
            List<SubmissionReport> reports = transport.submit(Accounts.ACME, submissions, leaving -> {
                asked.addAll(ids(leaving));
                takenByTheHop().stream().filter(ids(leaving)::contains).forEach(askedTooLate::add);
                return true;
            });

            assertTrue(reports.stream().allMatch(SubmissionReport::allAccepted), () -> "not accepted: " + reports);
            assertEquals(Set.copyOf(ids(submissions)), asked, "submissions that the mark was asked for");
            assertEquals(Set.of(), askedTooLate, "submissions that the hop had before the mark was asked");
            assertEquals(ids(submissions), takenByTheHop().stream().sorted().toList());
        }
    }

    @Test
    default void what_the_mark_does_not_let_leave_is_deferred_in_its_place_and_never_reaches_the_hop() {
        List<Submission> submissions = numbered("m", 60);
        Set<String> heldBack = ConcurrentHashMap.newKeySet();
        try (Transport transport = newTransport()) {
            List<SubmissionReport> reports = transport.submit(Accounts.ACME, submissions, leaving -> {
                boolean mayLeave = !ids(leaving).contains("m003");
                if (!mayLeave) {
                    heldBack.addAll(ids(leaving));
                }
                return mayLeave;
            });

            assertEquals(recipientsOf(submissions), recipientsIn(reports));
            assertTrue(heldBack.contains("m003"), "the mark was asked");
            for (int i = 0; i < submissions.size(); i++) {
                assertEquals(
                        !heldBack.contains(submissions.get(i).id()),
                        reports.get(i).allAccepted(),
                        "whether " + submissions.get(i).id() + " was accepted");
                if (heldBack.contains(submissions.get(i).id())) {
                    assertAllDeferred(reports.get(i));
                }
            }
            assertEquals(
                    ids(submissions).stream()
                            .filter(id -> !heldBack.contains(id))
                            .toList(),
                    takenByTheHop().stream().sorted().toList());
        }
    }

    @Test
    default void nothing_leaves_while_the_mark_says_no_to_everything() {
        List<Submission> submissions = numbered("m", 3);
        try (Transport transport = newTransport()) {
            List<SubmissionReport> reports = transport.submit(Accounts.ACME, submissions, leaving -> false);

            assertEquals(recipientsOf(submissions), recipientsIn(reports));
            reports.forEach(TransportContract::assertAllDeferred);
            assertEquals(List.of(), takenByTheHop());
        }
    }

    @Test
    default void a_mark_that_throws_is_taken_for_a_no() {
        List<Submission> submissions = numbered("m", 3);
        try (Transport transport = newTransport()) {
            List<SubmissionReport> reports = transport.submit(Accounts.ACME, submissions, leaving -> {
                throw new IllegalStateException("The store is away.");
            });

            assertEquals(recipientsOf(submissions), recipientsIn(reports));
            reports.forEach(TransportContract::assertAllDeferred);
            assertEquals(List.of(), takenByTheHop());
        }
    }

    @Test
    default void it_says_how_many_it_hands_over_at_once_and_what_can_be_done_in_doubt() {
        try (Transport transport = newTransport()) {
            assertTrue(transport.batchSize() >= 1, "one submission at once, or more");
            if (transport.recovery() instanceof Recovery.Search search) {
                Map<String, Recovery.Answer> answers =
                        search.lookUp().find(Accounts.ACME, List.of("unknown-1", "unknown-2"));

                assertEquals(Set.of("unknown-1", "unknown-2"), answers.keySet(), "an answer for each id");
                assertTrue(
                        answers.values().stream().noneMatch(Recovery.Answer.Found.class::isInstance),
                        "nobody has what was never sent");
            }
        }
        try (Transport away = newTransportToNowhere()) {
            if (away.recovery() instanceof Recovery.Search search) {
                assertInstanceOf(
                        Recovery.Answer.Unavailable.class,
                        search.lookUp()
                                .find(Accounts.ACME, List.of("unknown-1"))
                                .get("unknown-1"),
                        "a hop that is away has not said that it has nothing");
            }
        }
    }

    @Test
    default void what_the_hop_counts_an_account_by_has_a_name_that_stays() {
        try (Transport transport = newTransport()) {
            String before = transport.countedAs(Accounts.ACME);
            transport.submit(Accounts.ACME, numbered("m", 1));

            assertTrue(!before.isEmpty() && before.length() <= 100, () -> "1 to 100 characters; found " + before);
            assertEquals(before, transport.countedAs(Accounts.ACME), "the name by which a lost answer is asked for");
        }
    }

    @Test
    default void accounts_share_it() {
        try (Transport transport = newTransport()) {
            for (AccountId account : List.of(Accounts.ACME, Accounts.GLOBEX, Accounts.ACME)) {
                List<SubmissionReport> reports = transport.submit(account, numbered("m", 2));

                assertTrue(reports.stream().allMatch(SubmissionReport::allAccepted), () -> account + ": " + reports);
            }
            assertEquals(6, takenByTheHop().size(), "submissions that the hop took");
        }
    }

    @Test
    default void threads_share_it_and_each_gets_its_own_reports() {
        List<List<Submission>> works =
                List.of(numbered("a", 10), numbered("b", 10), numbered("c", 10), numbered("d", 10));
        try (Transport transport = newTransport()) {
            List<List<SubmissionReport>> reports = Together.run(works.stream()
                    .map(work -> (Callable<List<SubmissionReport>>) () -> transport.submit(Accounts.ACME, work))
                    .toList());

            for (int thread = 0; thread < works.size(); thread++) {
                assertEquals(recipientsOf(works.get(thread)), recipientsIn(reports.get(thread)));
            }
            assertTrue(
                    reports.stream().flatMap(List::stream).allMatch(SubmissionReport::allAccepted),
                    () -> "not accepted: " + reports);
            assertEquals(
                    works.stream().flatMap(work -> ids(work).stream()).toList(),
                    takenByTheHop().stream().sorted().toList());
        }
    }

    @Test
    default void a_harmless_submission_passes_its_check_and_checking_sends_nothing() {
        try (Transport transport = newTransport()) {
            List<Finding> findings = transport.check(Accounts.ACME, Submissions.statement("m1", Mailboxes.GRACE));

            assertEquals(
                    List.of(), findings.stream().filter(Finding::stopsSending).toList());
            assertEquals(List.of(), takenByTheHop());
        }
    }

    @Test
    default void name_and_capabilities_are_known_before_it_is_used_and_stay_the_same() {
        try (Transport transport = newTransport()) {
            String name = transport.name();
            TransportCapabilities capabilities = transport.capabilities(Accounts.ACME);
            transport.submit(Accounts.ACME, numbered("m", 1));

            assertAll(
                    () -> assertFalse(name.isBlank(), "a name"),
                    () -> assertEquals(name, transport.name()),
                    () -> assertEquals(capabilities, transport.capabilities(Accounts.ACME)),
                    () -> assertTrue(capabilities.maxRecipients() >= 1, "room for a recipient"),
                    () -> assertTrue(capabilities.maxAttachmentSize() >= 0, "a size of attachments"));
        }
    }

    @Test
    default void capabilities_and_signing_domain_do_not_need_the_hop() {
        try (Transport away = newTransportToNowhere();
                Transport transport = newTransport()) {
            assertEquals(transport.capabilities(Accounts.ACME), away.capabilities(Accounts.ACME));
            assertEquals(
                    transport.signingDomain(
                            Accounts.ACME, Mailboxes.ERIK.address().domain()),
                    away.signingDomain(Accounts.ACME, Mailboxes.ERIK.address().domain()));
        }
    }

    @Test
    default void closing_twice_does_no_harm() {
        Transport transport = newTransport();
        transport.submit(Accounts.ACME, numbered("m", 1));
        transport.close();
        transport.close();

        assertEquals(1, takenByTheHop().size(), "submissions that the hop took");
    }

    @Test
    default void after_closing_everything_is_deferred_and_nothing_leaves() {
        Transport transport = newTransport();
        transport.close();
        SubmissionReport report = only(transport.submit(Accounts.ACME, numbered("m", 1)));

        assertEquals(List.of(), report.accepted());
        assertAllDeferred(report);
        assertEquals(List.of(), takenByTheHop());
    }

    private static void assertAllDeferred(SubmissionReport report) {
        assertTrue(
                report.results().values().stream().allMatch(SubmissionResult.Deferred.class::isInstance),
                () -> "deferred, since nothing left: " + report);
    }

    private static List<Submission> numbered(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> Submissions.statement(
                        String.format("%s%03d", prefix, number),
                        Mailbox.of("Reader " + number, prefix + number + "@example.net")))
                .toList();
    }

    private static List<String> ids(List<Submission> submissions) {
        return submissions.stream().map(Submission::id).toList();
    }

    private static List<Set<EmailAddress>> recipientsOf(List<Submission> submissions) {
        return submissions.stream()
                .map(submission -> Set.copyOf(submission.envelope().forwardPaths()))
                .toList();
    }

    private static List<Set<EmailAddress>> recipientsIn(List<SubmissionReport> reports) {
        return reports.stream().map(report -> report.results().keySet()).toList();
    }

    private static SubmissionReport only(List<SubmissionReport> reports) {
        assertEquals(1, reports.size(), "reports");
        return reports.get(0);
    }
}
