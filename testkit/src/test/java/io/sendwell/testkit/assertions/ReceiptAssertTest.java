package io.sendwell.testkit.assertions;

import static io.sendwell.testkit.assertions.SendwellAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sendwell.Receipt;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlockReason;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.check.CheckReport;
import io.sendwell.check.Finding;
import io.sendwell.identity.IdentityOutcome;
import io.sendwell.identity.SenderIdentity;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.message.CampaignName;
import io.sendwell.route.Capability;
import io.sendwell.route.PlannedRoute;
import io.sendwell.route.Route;
import io.sendwell.route.RoutePlan;
import io.sendwell.testkit.fixtures.Mailboxes;
import io.sendwell.transport.SubmissionResult;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReceiptAssertTest {

    private static final RecipientOutcome ACCEPTED =
            new RecipientOutcome.Submitted(new SubmissionResult.Accepted("q1", "250 OK"));

    private static final RecipientOutcome BLOCKED = new RecipientOutcome.Blocked(BlocklistEntry.hardBounce(
            Mailboxes.ALAN.address(), "550 5.1.1", "User unknown", "smtp", Instant.parse("2026-11-21T09:00:00Z")));

    private static final RecipientOutcome WITHHELD = new RecipientOutcome.Withheld("VETOED", "on holiday");

    @Test
    void what_happened_is_found() {
        assertThat(receipt(ACCEPTED, ACCEPTED))
                .wasAccepted()
                .leftBy(Route.OPERATOR_SMTP)
                .leftAs(IdentityOutcome.ON_BEHALF_OF)
                .lost(Capability.TRACKING);
        assertThat(receipt(ACCEPTED, BLOCKED)).wasAcceptedOnlyFor("grace@example.net");
        assertThat(receipt(BLOCKED, BLOCKED)).wasBlocked().wasBlocked(BlockReason.HARD_BOUNCE);
        assertThat(receipt(WITHHELD, WITHHELD)).wasWithheld("VETOED");
    }

    static Stream<ThrowingCallable> whatDidNotHappen() {
        return Stream.of(
                () -> assertThat(receipt(ACCEPTED, BLOCKED)).wasAccepted(),
                () -> assertThat(receipt()).wasAccepted(),
                () -> assertThat(receipt(ACCEPTED, ACCEPTED)).wasAcceptedOnlyFor("grace@example.net"),
                () -> assertThat(receipt(ACCEPTED, BLOCKED)).wasBlocked(),
                () -> assertThat(receipt(BLOCKED, BLOCKED)).wasBlocked(BlockReason.COMPLAINT),
                () -> assertThat(receipt(WITHHELD, WITHHELD)).wasWithheld("OTHER"),
                () -> assertThat(receipt(WITHHELD, ACCEPTED)).wasWithheld("VETOED"),
                () -> assertThat(receipt(ACCEPTED)).leftBy(Route.ESP),
                () -> assertThat(receipt(BLOCKED)).leftBy(Route.OPERATOR_SMTP),
                () -> assertThat(receipt(ACCEPTED)).leftAs(IdentityOutcome.REWRITE),
                () -> assertThat(receipt(ACCEPTED)).lost(),
                () -> assertThat(receipt(ACCEPTED)).lost(Capability.TRACKING, Capability.EVENTS));
    }

    @ParameterizedTest
    @MethodSource("whatDidNotHappen")
    void what_did_not_happen_fails_and_says_what_did(ThrowingCallable assertion) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion)
                .withMessageContaining("By the operator's SMTP server (smtp), on behalf of the author: p=none.");
    }

    @Test
    void a_failure_names_each_recipient_with_its_outcome() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(receipt(ACCEPTED, BLOCKED)).wasAccepted())
                .withMessageContaining("grace@example.net: accepted as q1: 250 OK")
                .withMessageContaining("alan@example.net: blocked since 2026-11-21T09:00:00Z");
    }

    @Test
    void findings_are_told_apart_by_what_follows_from_them() {
        CheckReport report = new CheckReport(List.of(
                Finding.mustFail("NO_SUBJECT", "none", "a subject", "", "house rule"),
                Finding.shouldFail("LONG_SUBJECT", "90", "78", "", "house rule")));

        assertThat(report).stopsWith("NO_SUBJECT").advises("LONG_SUBJECT");
        assertThat(new CheckReport(List.of())).isClean().isSendable();
        for (ThrowingCallable wrong : List.<ThrowingCallable>of(
                () -> assertThat(report).stopsWith("LONG_SUBJECT"),
                () -> assertThat(report).advises("NO_SUBJECT"),
                () -> assertThat(report).isClean(),
                () -> assertThat(report).isSendable())) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(wrong)
                    .withMessageContaining("MUST FAIL NO_SUBJECT: none")
                    .withMessageContaining("SHOULD FAIL LONG_SUBJECT: 90");
        }
    }

    private static Receipt receipt(RecipientOutcome... outcomes) {
        List<EmailAddress> recipients = List.of(Mailboxes.GRACE.address(), Mailboxes.ALAN.address());
        Map<EmailAddress, RecipientOutcome> byRecipient = new LinkedHashMap<>();
        for (RecipientOutcome outcome : outcomes) {
            byRecipient.put(recipients.get(byRecipient.size()), outcome);
        }
        SenderIdentity identity = new SenderIdentity(
                IdentityOutcome.ON_BEHALF_OF,
                Mailboxes.ERIK,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Mailboxes.ERIK.address().domain(),
                List.of("p=none."),
                List.of(),
                Optional.empty());
        PlannedRoute route = new PlannedRoute(Route.OPERATOR_SMTP, "smtp", identity, Set.of(Capability.TRACKING));
        RoutePlan plan = new RoutePlan(Optional.of(route), List.of(), new CheckReport(List.of()));
        return new Receipt("m1", CampaignName.of("Emails 2026 11"), plan, byRecipient);
    }
}
