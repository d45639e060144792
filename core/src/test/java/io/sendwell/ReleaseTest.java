package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.blocklist.BlocklistException;
import io.sendwell.blocklist.OperatorBlocklist;
import io.sendwell.log.InMemoryMessageLog;
import io.sendwell.log.LoggedMessage;
import io.sendwell.log.MessageLog;
import io.sendwell.log.MessageLogException;
import io.sendwell.log.MessageQuery;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.message.Attachment;
import io.sendwell.message.Mail;
import io.sendwell.mime.MimeOptions;
import io.sendwell.mime.MimeRenderer;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryResult;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.SendingId;
import io.sendwell.route.PlannedRoute;
import io.sendwell.route.Route;
import io.sendwell.transport.DispatchMark;
import io.sendwell.transport.Refusal;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReleaseTest {

    private static final DispatchMark YES = DispatchMark.recorded();

    private final PostOffice post = new PostOffice();
    private final Office office = post.office;

    private static Mail mail() {
        return Office.mail().build();
    }

    private List<LoggedMessage> logged(SendingId sending) {
        return office.log.find(PostOffice.ACCOUNT, MessageQuery.latest(100).sending(sending));
    }

    private static SubmissionResult deferred(RefusalScope scope) {
        return new SubmissionResult.Deferred(Refusal.of(scope, "451", "later"));
    }

    private static SubmissionResult rejected() {
        return new SubmissionResult.Rejected(Refusal.of(RefusalScope.RECIPIENT, "550", "no such user"));
    }

    /** Answers these results by the local part of the recipient; everybody else is accepted. */
    private void answering(Map<String, SubmissionResult> byLocalPart) {
        office.esp.answering(submissions -> submissions.stream()
                .map(submission -> {
                    Map<EmailAddress, SubmissionResult> results = new LinkedHashMap<>();
                    submission.envelope().forwardPaths().forEach(path -> {
                        String localPart =
                                path.toString().substring(0, path.toString().indexOf('@'));
                        results.put(
                                path,
                                byLocalPart.getOrDefault(localPart, new SubmissionResult.Accepted("7", "250 OK")));
                    });
                    return new SubmissionReport(results);
                })
                .toList());
    }

    private static byte[] rendered(Submission submission) {
        try (ByteArrayOutputStream octets = new ByteArrayOutputStream()) {
            MimeRenderer.create()
                    .render(submission.outgoing(), MimeOptions.sevenBit())
                    .writeTo(octets);
            return octets.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_scheduled_mail_leaves_under_the_id_of_its_entry_with_the_date_of_its_release() {
        SendingId sending = post.scheduled(mail());
        post.pass(Duration.ofHours(2));
        Departure departure = post.release().prepare(post.claim(sending));

        assertThat(departure.stopped()).isEmpty();
        assertThat(departure.ready()).isEqualTo(1);
        assertThat(departure.recipients()).isEqualTo(1);
        assertThat(departure.routes()).containsExactly(Route.ESP);
        assertThat(office.esp.submissions()).isEmpty();

        EntryOutcome outcome = departure.submit(YES).get(0);

        EntryId entry = new EntryId(sending, 0);
        assertThat(outcome.entry()).isEqualTo(entry);
        assertThat(outcome.state()).isEqualTo(EntryState.ACCEPTED);
        Submission submission = office.esp.submissions().get(0);
        assertThat(submission.id()).isEqualTo(entry.messageId());
        assertThat(submission.outgoing().date()).isEqualTo(Office.NOW.plus(Duration.ofHours(2)));
        assertThat(submission.campaign().value()).isEqualTo("Emails 2026 11");
        assertThat(logged(sending)).singleElement().satisfies(message -> {
            assertThat(message.id()).isEqualTo(entry.messageId());
            assertThat(message.createdAt()).isEqualTo(Office.NOW);
            assertThat(message.sentAt()).isEqualTo(Office.NOW.plus(Duration.ofHours(2)));
            assertThat(message.route()).contains(Route.ESP);
            assertThat(message.outcomes().values()).allMatch(RecipientOutcome::isAccepted);
        });
    }

    @Test
    void an_entry_has_the_same_octets_on_every_attempt() {
        SendingId sending = post.broadcast(
                Office.mail().subject("Hi {{first}}").html("<p>{{first}}</p>").build(), "kim", "lee");
        answering(Map.of("kim", deferred(RefusalScope.MESSAGE), "lee", deferred(RefusalScope.MESSAGE)));
        Claim first = post.claim(sending);
        List<EntryOutcome> outcomes = post.release().prepare(first).submit(YES);
        Claim second = post.again(first, outcomes);
        // Another node, another day.
        post.pass(Duration.ofDays(1));
        post.release().prepare(second).submit(YES);

        List<Submission> sent = office.esp.submissions();
        assertThat(sent).hasSize(4);
        assertThat(rendered(sent.get(2))).isEqualTo(rendered(sent.get(0)));
        assertThat(rendered(sent.get(3))).isEqualTo(rendered(sent.get(1)));
        assertThat(sent.get(2).envelope()).isEqualTo(sent.get(0).envelope());
        assertThat(logged(sending)).hasSize(2);
    }

    @Test
    void those_who_have_it_are_passed_over_by_the_next_attempt_and_stay_in_the_header() {
        SendingId sending = post.scheduled(Office.mail().cc("lee@example.net").build());
        answering(Map.of("lee", deferred(RefusalScope.RECIPIENT)));
        Claim first = post.claim(sending);
        EntryOutcome outcome = post.release().prepare(first).submit(YES).get(0);
        assertThat(outcome.state()).isEqualTo(EntryState.DUE);
        assertThat(outcome.refusal()).map(Refusal::scope).contains(RefusalScope.RECIPIENT);
        assertThat(outcome.code()).isEqualTo("451");

        answering(Map.of());
        Departure again = post.release().prepare(post.again(first, List.of(outcome)));
        assertThat(again.recipients()).isEqualTo(1);
        EntryOutcome second = again.submit(YES).get(0);

        assertThat(second.state()).isEqualTo(EntryState.ACCEPTED);
        List<Submission> sent = office.esp.submissions();
        assertThat(sent.get(1).envelope().forwardPaths()).containsExactly(EmailAddress.parse("lee@example.net"));
        assertThat(rendered(sent.get(1))).isEqualTo(rendered(sent.get(0)));
        assertThat(logged(sending).get(0).outcomes().values()).hasSize(2).allMatch(RecipientOutcome::isAccepted);
    }

    @Test
    void a_refused_recipient_is_passed_over_too_until_it_is_lifted_and_the_entry_put_back() {
        SendingId sending = post.scheduled(
                Office.mail().cc("lee@example.net").bcc("mo@example.net").build());
        answering(Map.of("lee", rejected(), "mo", deferred(RefusalScope.RECIPIENT)));
        Claim first = post.claim(sending);
        List<EntryOutcome> outcomes = post.release().prepare(first).submit(YES);
        assertThat(outcomes.get(0).state()).isEqualTo(EntryState.DUE);

        answering(Map.of());
        Claim second = post.again(first, outcomes);
        EntryOutcome ended = post.release().prepare(second).submit(YES).get(0);
        assertThat(office.esp.submissions().get(1).envelope().forwardPaths())
                .containsExactly(EmailAddress.parse("mo@example.net"));
        assertThat(ended.state()).isEqualTo(EntryState.FAILED);
        assertThat(ended.code()).isEqualTo("550");

        post.outbox.complete(List.of(EntryResult.ended(
                ended.entry(), second.token(), ended.state(), ended.code(), ended.text(), ended.memo())));
        office.blocklist.lift(EmailAddress.parse("lee@example.net"), "has a mailbox again", "Ann");
        post.outbox.requeue(PostOffice.ACCOUNT, sending, List.of(0));
        EntryOutcome put =
                post.release().prepare(post.claim(sending)).submit(YES).get(0);

        assertThat(office.esp.submissions().get(2).envelope().forwardPaths())
                .containsExactly(EmailAddress.parse("lee@example.net"));
        assertThat(put.state()).isEqualTo(EntryState.ACCEPTED);
        assertThat(put.outcomes()).hasSize(3);
    }

    @Test
    void who_was_blocked_after_scheduling_gets_nothing() {
        SendingId sending = post.broadcast(Office.mail().subject("Hi {{first}}").build(), "kim", "lee");
        office.blocklist.add(
                BlocklistEntry.hardBounce(EmailAddress.parse("kim@example.net"), "550", "gone", "smtp", Office.NOW));
        Departure departure = post.release().prepare(post.claim(sending));

        assertThat(departure.stopped()).singleElement().satisfies(stopped -> {
            assertThat(stopped.entry()).isEqualTo(new EntryId(sending, 0));
            assertThat(stopped.state()).isEqualTo(EntryState.WITHHELD);
            assertThat(stopped.code()).isEqualTo("BLOCKED");
        });
        assertThat(logged(sending))
                .singleElement()
                .satisfies(message -> assertThat(message.outcomes().values())
                        .singleElement()
                        .isInstanceOf(RecipientOutcome.Blocked.class));
        assertThat(departure.submit(YES)).hasSize(1);
        assertThat(office.esp.recipients()).containsExactly("lee@example.net");
    }

    @Test
    void who_was_blocked_right_before_the_dispatch_gets_nothing() {
        SendingId sending = post.broadcast(Office.mail().subject("Hi {{first}}").build(), "kim", "lee");
        Claim first = post.claim(sending);
        List<EntryOutcome> outcomes = post.release().prepare(first).submit(submissions -> {
            office.blocklist.add(BlocklistEntry.hardBounce(
                    EmailAddress.parse("kim@example.net"), "550", "gone", "smtp", Office.NOW));
            return true;
        });

        assertThat(outcomes).allSatisfy(outcome -> {
            assertThat(outcome.state()).isEqualTo(EntryState.DUE);
            assertThat(outcome.code()).isEqualTo("NOT_LEFT");
        });
        assertThat(office.esp.submissions()).isEmpty();
        assertThat(logged(sending)).isEmpty();

        Departure again = post.release().prepare(post.again(first, outcomes));
        assertThat(again.stopped())
                .singleElement()
                .satisfies(stopped -> assertThat(stopped.state()).isEqualTo(EntryState.WITHHELD));
        again.submit(YES);
        assertThat(office.esp.recipients()).containsExactly("lee@example.net");
    }

    @Test
    void a_blocklist_that_is_away_right_before_the_dispatch_lets_nothing_leave() {
        SendingId sending = post.scheduled(mail());
        Departure departure =
                post.builder().blocklist(awayAfter(1)).build().release().prepare(post.claim(sending));
        EntryOutcome outcome = departure.submit(YES).get(0);

        assertThat(outcome.state()).isEqualTo(EntryState.DUE);
        assertThat(outcome.code()).isEqualTo("NOT_LEFT");
        assertThat(office.esp.submissions()).isEmpty();
    }

    /** A blocklist that answers so many questions. */
    private OperatorBlocklist awayAfter(int questions) {
        AtomicInteger asked = new AtomicInteger();
        return (OperatorBlocklist) Proxy.newProxyInstance(
                ReleaseTest.class.getClassLoader(), new Class<?>[] {OperatorBlocklist.class}, (proxy, method, args) -> {
                    if (asked.incrementAndGet() > questions) {
                        throw new BlocklistException("The store is away.", new IOException("gone"));
                    }
                    return method.invoke(office.blocklist, args);
                });
    }

    @Test
    void hooks_have_a_last_word_before_and_hear_what_became_of_it_after() {
        List<String> heard = new ArrayList<>();
        SendHook hook = new SendHook() {
            @Override
            public Optional<String> veto(AccountId account, Mail mail, PlannedRoute route) {
                return mail.subject().contains("kim") ? Optional.of("not today") : Optional.empty();
            }

            @Override
            public void sent(AccountId account, Mail mail, Receipt receipt) {
                heard.add(mail.subject() + ": "
                        + receipt.outcomes().values().iterator().next().explain());
            }
        };
        SendingId sending = post.broadcast(Office.mail().subject("Hi {{first}}").build(), "kim", "lee");
        Departure departure = post.builder().hook(hook).build().release().prepare(post.claim(sending));

        assertThat(departure.stopped())
                .singleElement()
                .satisfies(stopped -> assertThat(stopped.code()).isEqualTo("VETOED"));
        assertThat(heard).containsExactly("Hi kim: withheld: VETOED");
        departure.submit(YES);
        assertThat(heard).containsExactly("Hi kim: withheld: VETOED", "Hi lee: accepted as 1: 250 OK");
    }

    @Test
    void a_mail_that_would_say_something_else_does_not_leave() {
        Mail mail = mail();
        Octets other = FrozenEntry.ofWholeMail(
                        ContentHash.of(Office.mail().subject("Tuesday").build()))
                .encoded();
        for (Octets data : List.of(other, Octets.of(new byte[] {1, 2, 3}))) {
            Departure departure = post.release().prepare(post.claim(post.scheduled(mail, data)));
            assertThat(departure.ready()).isZero();
            assertThat(departure.stopped()).singleElement().satisfies(stopped -> {
                assertThat(stopped.state()).isEqualTo(EntryState.FAILED);
                assertThat(stopped.code()).isIn("CONTENT_CHANGED", "ENTRY_DAMAGED");
            });
            assertThat(departure.submit(YES)).isEmpty();
        }
        assertThat(office.esp.submissions()).isEmpty();
    }

    @Test
    void an_entry_whose_memo_cannot_be_read_does_not_leave() {
        SendingId sending = post.scheduled(mail());
        Claim first = post.claim(sending);
        EntryId entry = new EntryId(sending, 0);
        post.outbox.complete(
                List.of(EntryResult.again(entry, first.token(), Duration.ZERO, "", "", Octets.of(new byte[] {9, 9}))));

        Departure departure = post.release().prepare(post.claim(sending));

        assertThat(departure.stopped()).singleElement().satisfies(stopped -> {
            assertThat(stopped.state()).isEqualTo(EntryState.FAILED);
            assertThat(stopped.code()).isEqualTo("ENTRY_DAMAGED");
        });
    }

    @Test
    void what_the_mark_does_not_let_leave_is_due_and_nobody_hears_of_it() {
        DispatchMark throwing = submissions -> {
            throw new IllegalStateException("The store is away.");
        };
        for (DispatchMark mark : List.<DispatchMark>of(submissions -> false, throwing)) {
            List<Receipt> heard = new ArrayList<>();
            SendHook hook = new SendHook() {
                @Override
                public void sent(AccountId account, Mail mail, Receipt receipt) {
                    heard.add(receipt);
                }
            };
            SendingId sending = post.scheduled(mail());
            EntryOutcome outcome = post.builder()
                    .hook(hook)
                    .build()
                    .release()
                    .prepare(post.claim(sending))
                    .submit(mark)
                    .get(0);

            assertThat(outcome.state()).isEqualTo(EntryState.DUE);
            assertThat(outcome.code()).isEqualTo("NOT_LEFT");
            assertThat(logged(sending)).isEmpty();
            assertThat(heard).isEmpty();
        }
        assertThat(office.esp.submissions()).isEmpty();
    }

    @Test
    void the_mark_is_asked_for_what_leaves() {
        SendingId sending = post.broadcast(Office.mail().subject("Hi {{first}}").build(), "kim", "lee");
        List<String> asked = new ArrayList<>();
        post.release().prepare(post.claim(sending)).submit(submissions -> {
            submissions.forEach(submission -> asked.add(submission.id()));
            assertThat(office.esp.submissions()).isEmpty();
            return true;
        });
        String kim = new EntryId(sending, 0).messageId();
        String lee = new EntryId(sending, 1).messageId();
        // Before the blocklist is asked for the last time, and after: that takes a while.
        assertThat(asked).containsExactly(kim, lee, kim, lee);
    }

    @Test
    void a_log_that_is_away_afterwards_does_not_lose_the_outcome() {
        SendingId sending = post.scheduled(mail());
        EntryOutcome outcome = post.builder()
                .messageLog(failingToRecord())
                .build()
                .release()
                .prepare(post.claim(sending))
                .submit(YES)
                .get(0);
        assertThat(outcome.state()).isEqualTo(EntryState.ACCEPTED);
    }

    private static MessageLog failingToRecord() {
        MessageLog real = new InMemoryMessageLog();
        return (MessageLog) Proxy.newProxyInstance(
                MessageLog.class.getClassLoader(), new Class<?>[] {MessageLog.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("record") && !((List<?>) arguments[0]).isEmpty()) {
                        throw new MessageLogException("The log is away.", new IOException());
                    }
                    return method.invoke(real, arguments);
                });
    }

    @Test
    void what_is_in_doubt_is_uncertain_and_remembers_its_date_alone() {
        office.esp.answering(submissions -> {
            throw new IllegalStateException("a fault");
        });
        SendingId sending = post.scheduled(mail());
        EntryOutcome outcome =
                post.release().prepare(post.claim(sending)).submit(YES).get(0);
        assertThat(outcome.state()).isEqualTo(EntryState.UNCERTAIN);
        assertThat(EntryMemo.read(outcome.memo())).isEqualTo(new EntryMemo(Optional.of(Office.NOW), Map.of()));
    }

    @Test
    void mails_of_a_sending_share_their_attachments() {
        SendingId sending = post.broadcast(
                Office.mail()
                        .subject("Hi {{first}}")
                        .attach(Attachment.of("a.txt", new byte[] {1, 2, 3}))
                        .build(),
                "kim",
                "lee");
        Release release = post.release();
        answering(Map.of("kim", deferred(RefusalScope.ROUTE), "lee", deferred(RefusalScope.ROUTE)));
        Claim first = post.claim(sending);
        release.prepare(post.again(first, release.prepare(first).submit(YES))).submit(YES);

        Set<Attachment> attachments = Set.copyOf(office.esp.submissions().stream()
                .map(submission -> submission.outgoing().mail().attachments().get(0))
                .distinct()
                .toList());
        assertThat(office.esp.submissions()).hasSize(4);
        assertThat(attachments).hasSize(1);
    }

    @Test
    void a_claim_is_handed_over_once() {
        Departure departure = post.release().prepare(post.claim(post.scheduled(mail())));
        departure.submit(YES);
        assertThatIllegalStateException().isThrownBy(() -> departure.submit(YES));
        assertThat(office.esp.submissions()).hasSize(1);
    }

    @Test
    void it_knows_the_way_of_an_account_before_anything_is_claimed() {
        Release release = post.release();
        AccountId unknown = AccountId.of("gone");

        assertThat(release.firstRoute(PostOffice.ACCOUNT)).contains(Route.ESP);
        assertThat(release.batchSize(PostOffice.ACCOUNT)).isEqualTo(50);
        assertThat(release.routeKey(PostOffice.ACCOUNT, Route.ESP)).isEqualTo("esp:esp");
        assertThat(release.routeKey(PostOffice.ACCOUNT, Route.ACCOUNT_SMTP)).isEqualTo("account_smtp:one");
        assertThat(release.firstRoute(unknown)).isEmpty();
        assertThat(release.batchSize(unknown)).isEqualTo(1);
    }
}
