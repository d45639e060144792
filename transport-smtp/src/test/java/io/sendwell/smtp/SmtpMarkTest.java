package io.sendwell.smtp;

import static io.sendwell.smtp.SmtpTransportTest.refusal;
import static io.sendwell.smtp.SmtpTransportTest.to;
import static io.sendwell.smtp.Submissions.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.ReceivedMail;
import io.sendwell.testkit.smtp.SmtpStep;
import io.sendwell.testkit.smtp.Transcript;
import io.sendwell.transport.DispatchMark;
import io.sendwell.transport.Recovery;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import io.sendwell.transport.SubmissionResult.Deferred;
import io.sendwell.transport.SubmissionResult.Uncertain;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When the dispatch mark is asked, and what a no leaves behind. */
class SmtpMarkTest {

    private static SubmissionResult only(SubmissionReport report) {
        return report.results().values().iterator().next();
    }

    @ParameterizedTest
    @EnumSource
    void it_is_asked_for_each_message_when_only_its_end_is_missing(Offer offer) {
        List<String> asked = new ArrayList<>();
        List<List<String>> saidBefore = new ArrayList<>();
        try (FakeSmtp smtp = offer.server().start();
                SmtpTransport transport = to(smtp).build()) {
            List<SubmissionReport> reports = transport.submit(ACCOUNT, Submissions.many(3), submissions -> {
                submissions.forEach(submission -> asked.add(submission.id()));
                saidBefore.add(smtp.sessions().get(0).lines());
                return true;
            });

            assertThat(reports).allMatch(SubmissionReport::allAccepted);
            assertThat(asked).containsExactly("m1", "m2", "m3");
            assertThat(smtp.received()).hasSize(3);
        }
        boolean withData = offer != Offer.EVERYTHING && offer != Offer.BDAT_STEP_BY_STEP;
        List<String> before = saidBefore.get(0);
        assertThat(before).anyMatch(line -> line.startsWith("C: RCPT TO:<reader1@"));
        assertThat(before.stream().anyMatch(line -> line.startsWith("S: 354"))).isEqualTo(withData);
        assertThat(before).noneMatch(line -> line.startsWith("C: BDAT"));
    }

    @ParameterizedTest
    @EnumSource
    void a_message_that_must_not_leave_stays_without_its_end_and_the_others_leave(Offer offer) {
        DispatchMark notTheThird = submissions -> !submissions.get(0).id().equals("m3");
        for (int window : new int[] {1, 8}) {
            try (FakeSmtp smtp = offer.server().start();
                    SmtpTransport transport = to(smtp).inDoubtWindow(window).build()) {
                List<SubmissionReport> reports = transport.submit(ACCOUNT, Submissions.many(5), notTheThird);

                assertThat(only(reports.get(2))).isInstanceOf(Deferred.class);
                assertThat(refusal(only(reports.get(2))).code()).isEqualTo("NOT_LEFT");
                assertThat(reports)
                        .extracting(SubmissionReport::allAccepted)
                        .containsExactly(true, true, false, true, true);
                assertThat(smtp.received())
                        .flatExtracting(ReceivedMail::forwardPaths)
                        .containsExactly(
                                "reader1@example.net",
                                "reader2@example.net",
                                "reader4@example.net",
                                "reader5@example.net");
                assertThat(smtp.sessions()).hasSize(2);
                assertThat(smtp.violations()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_message_that_nobody_is_left_for_is_not_asked_for(Offer offer) {
        List<Submission> asked = new ArrayList<>();
        try (FakeSmtp smtp = offer.server().start();
                SmtpTransport transport = to(smtp).build()) {
            smtp.script().at(SmtpStep.RCPT).answer("550 5.1.1 No such user");
            transport.submit(ACCOUNT, Submissions.many(1), asked::addAll);
        }
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void what_was_left_without_its_end_is_known_not_to_have_been_taken(Offer offer) {
        try (FakeSmtp smtp = offer.server().start();
                SmtpTransport transport = to(smtp).build()) {
            List<SubmissionReport> reports = transport.submit(ACCOUNT, Submissions.many(1), submissions -> {
                throw new IllegalStateException("The store is away.");
            });

            assertThat(only(reports.get(0))).isInstanceOf(Deferred.class);
            assertThat(refusal(only(reports.get(0))).text()).contains("The store is away.");
            assertThat(smtp.received()).isEmpty();
            assertThat(smtp.sessions())
                    .extracting(Transcript::lines)
                    .allSatisfy(lines ->
                            assertThat(lines).noneMatch(line -> line.startsWith("S: 250") && line.contains("queued")));
        }
    }

    @Test
    void a_connection_that_breaks_after_the_mark_leaves_the_message_in_doubt_and_asks_once() {
        List<Submission> asked = new ArrayList<>();
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = to(smtp).build()) {
            smtp.script().at(SmtpStep.END_OF_CONTENT).once().drop();
            List<SubmissionReport> reports = transport.submit(ACCOUNT, Submissions.many(1), asked::addAll);

            assertThat(only(reports.get(0))).isInstanceOf(Uncertain.class);
            assertThat(asked).hasSize(1);
        }
    }

    @Test
    void a_server_hands_over_one_by_one_and_cannot_be_asked_afterwards() {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = to(smtp).build()) {
            assertThat(transport.batchSize()).isEqualTo(1);
            assertThat(transport.recovery()).isInstanceOf(Recovery.None.class);
        }
    }
}
