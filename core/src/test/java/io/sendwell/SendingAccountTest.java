package io.sendwell;

import static io.sendwell.Office.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.address.Mailbox;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.blocklist.BlocklistException;
import io.sendwell.blocklist.BlocklistQuery;
import io.sendwell.blocklist.LiftedEntry;
import io.sendwell.blocklist.OperatorBlocklist;
import io.sendwell.blocklist.RowUndo;
import io.sendwell.check.Finding;
import io.sendwell.log.InMemoryMessageLog;
import io.sendwell.log.LoggedMessage;
import io.sendwell.log.MessageLog;
import io.sendwell.log.MessageLogException;
import io.sendwell.log.MessageQuery;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.merge.CompiledTemplate;
import io.sendwell.merge.MergeField;
import io.sendwell.merge.MergedText;
import io.sendwell.message.Attachment;
import io.sendwell.message.Mail;
import io.sendwell.message.MailBuilder;
import io.sendwell.message.MergeData;
import io.sendwell.message.MessageClass;
import io.sendwell.outbox.SendingId;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.route.PlannedRoute;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendingAccountTest {

    private final Office office = new Office();

    @ParameterizedTest
    @CsvSource({
        "grace@example.net, grace@example.net",
        "grace@example.net, Grace@EXAMPLE.net",
        "GRACE@example.net, grace@example.net",
        "grace@xn--bcher-kva.example, grace@bücher.example",
        "grace@bücher.example, GRACE@XN--BCHER-KVA.example",
        "zoë@example.net, ZOË@example.net",
    })
    void nobody_on_the_blocklist_gets_mail_however_the_address_is_written(String blocked, String written) {
        block(blocked);
        SendingAccount account = office.account();
        account.send(mail().onlyTo(Mailbox.of(written)).build());
        account.send(mail().to(written).build());
        account.send(mail().cc(written).build());
        account.send(mail().bcc(written).build());
        assertThat(office.esp.recipients()).containsExactly("kim@example.net", "kim@example.net", "kim@example.net");
        assertThat(office.esp.submissions())
                .allSatisfy(submission ->
                        assertThat(submission.outgoing().mail().recipients()).hasSize(1));
    }

    @Test
    void an_address_that_stands_in_to_and_cc_in_two_spellings_is_blocked_in_both() {
        block("grace@example.net");
        Receipt receipt = office.account()
                .send(mail().to("Grace@example.net")
                        .cc("gracE@example.net")
                        .bcc("grace@example.net")
                        .build());
        assertThat(office.esp.recipients()).containsExactly("kim@example.net");
        assertThat(receipt.outcomes()).hasSize(2);
    }

    @Test
    void a_blocklist_that_answers_in_its_own_spelling_blocks_all_the_same() {
        BlocklistEntry entry = BlocklistEntry.manual(EmailAddress.parse("grace@example.net"), "asked", Office.NOW);
        OperatorBlocklist own = new StubBlocklist() {
            @Override
            public Map<EmailAddress, BlocklistEntry> find(
                    AccountId account, Collection<EmailAddress> addresses, Instant at) {
                return Map.of(entry.address(), entry);
            }
        };
        office.builder()
                .blocklist(own)
                .build()
                .account("one")
                .send(mail().cc("Grace@example.net").build());
        assertThat(office.esp.recipients()).containsExactly("kim@example.net");
    }

    @Test
    void a_tagged_address_is_another_address() {
        block("grace@example.net");
        office.account().send(mail().cc("grace+news@example.net").build());
        assertThat(office.esp.recipients()).contains("grace+news@example.net");
    }

    @Test
    void a_person_who_is_named_twice_gets_one_mail() {
        office.account()
                .send(mail().cc("KIM@example.net").bcc("kim@example.net").build());
        assertThat(office.esp.recipients()).containsExactly("kim@example.net");
        assertThat(office.esp.submissions().get(0).outgoing().mail().cc()).isEmpty();
    }

    @Test
    void a_mail_whose_to_is_blocked_leaves_for_nobody_and_says_how_many() {
        block("kim@example.net");
        Receipt receipt = office.account().send(mail().cc("grace@example.net").build());
        assertThat(office.esp.submissions()).isEmpty();
        assertThat(receipt.explain()).contains("Nobody is left in To: its recipient stands on the blocklist.");
        assertThat(receipt.outcomes().get(EmailAddress.parse("grace@example.net")))
                .isInstanceOf(RecipientOutcome.Withheld.class);
    }

    @Test
    void nothing_leaves_while_the_blocklist_is_away() {
        OperatorBlocklist away = new StubBlocklist() {
            @Override
            public Map<EmailAddress, BlocklistEntry> find(
                    AccountId account, Collection<EmailAddress> addresses, Instant at) {
                throw new BlocklistException("away", new IllegalStateException());
            }
        };
        SendingAccount account = office.builder().blocklist(away).build().account("one");
        assertThatExceptionOfType(BlocklistException.class).isThrownBy(() -> account.send(mail().build()));
        assertThat(office.esp.submissions()).isEmpty();
        assertThat(recorded()).isEmpty();
    }

    @Test
    void nothing_leaves_while_the_log_cannot_record() {
        MessageLog away = new StubLog() {
            @Override
            public void record(List<LoggedMessage> messages) {
                throw new MessageLogException("away", new IllegalStateException());
            }
        };
        SendingAccount account = office.builder().messageLog(away).build().account("one");
        assertThatExceptionOfType(MessageLogException.class).isThrownBy(() -> account.send(mail().build()));
        assertThat(office.esp.submissions()).isEmpty();
    }

    @Test
    void a_log_that_cannot_settle_does_not_lose_the_receipt() {
        MessageLog forgetful = new StubLog() {
            @Override
            public void settle(AccountId account, String id, Map<EmailAddress, RecipientOutcome> outcomes) {
                throw new MessageLogException("away", new IllegalStateException());
            }
        };
        Receipt receipt =
                office.builder().messageLog(forgetful).build().account("one").send(mail().build());
        assertThat(receipt.allAccepted()).isTrue();
        assertThat(forgetful.find(AccountId.of("one"), MessageQuery.latest(1)))
                .singleElement()
                .satisfies(message -> assertThat(message.outcomes()).containsValue(new RecipientOutcome.Pending()));
    }

    @Test
    void a_mail_is_in_the_log_before_it_is_handed_over() {
        List<RecipientOutcome> seen = new ArrayList<>();
        office.esp.answering(submissions -> {
            recorded().forEach(message -> seen.addAll(message.outcomes().values()));
            return FakeTransport.accepted(submissions);
        });
        office.account().send(mail().build());
        assertThat(seen).containsExactly(new RecipientOutcome.Pending());
        assertThat(recorded().get(0).outcomes().values()).allMatch(RecipientOutcome::isAccepted);
    }

    @Test
    void a_transport_that_throws_leaves_its_mails_in_doubt() {
        office.esp.answering(submissions -> {
            throw new IllegalStateException("a bug");
        });
        Receipt receipt = office.account().send(mail().build());
        assertThat(receipt.outcomes().values()).allMatch(SendingAccountTest::isInDoubt);
        assertThat(receipt.explain()).contains("a bug");
        assertThat(recorded().get(0).outcomes()).isEqualTo(receipt.outcomes());
    }

    @Test
    void a_transport_that_reports_too_little_leaves_the_rest_in_doubt() {
        office.esp.answering(submissions -> List.of());
        assertThat(office.account().send(mail().build()).outcomes().values()).allMatch(SendingAccountTest::isInDoubt);

        office.esp.answering(submissions -> List.of(new SubmissionReport(
                Map.of(EmailAddress.parse("kim@example.net"), new SubmissionResult.Accepted("1", "OK")))));
        Receipt receipt = office.account().send(mail().cc("grace@example.net").build());
        assertThat(receipt.accepted()).hasToString("[kim@example.net]");
        assertThat(receipt.outcomes().get(EmailAddress.parse("grace@example.net")))
                .matches(SendingAccountTest::isInDoubt);
    }

    @Test
    void a_hook_that_fails_before_a_mail_holds_it_back() {
        Receipt receipt = hooked(new SendHook() {
                    @Override
                    public Optional<String> veto(AccountId account, Mail mail, PlannedRoute route) {
                        throw new IllegalStateException("a bug");
                    }
                })
                .send(mail().build());
        assertThat(codes(receipt)).containsExactly("VETOED");
        assertThat(office.esp.submissions()).isEmpty();
        assertThat(recorded()).hasSize(1);
    }

    @Test
    void a_hook_that_fails_after_a_mail_changes_nothing() {
        Receipt receipt = hooked(new SendHook() {
                    @Override
                    public void sent(AccountId account, Mail mail, Receipt seen) {
                        throw new IllegalStateException("a bug");
                    }
                })
                .send(mail().build());
        assertThat(receipt.allAccepted()).isTrue();
    }

    @Test
    void a_check_that_fails_holds_the_mail_back() {
        Receipt receipt = office.builder()
                .check((mail, account, policy) -> {
                    throw new IllegalStateException("a bug");
                })
                .build()
                .account("one")
                .send(mail().build());
        assertThat(codes(receipt)).containsExactly("CHECK_FAILED");
        assertThat(office.esp.submissions()).isEmpty();
    }

    @Test
    void a_plan_changes_nothing_and_tells_what_sending_does() {
        List<String> asked = new ArrayList<>();
        SendingAccount account = hooked(new SendHook() {
            @Override
            public Optional<String> veto(AccountId id, Mail mail, PlannedRoute route) {
                asked.add("veto");
                return Optional.empty();
            }
        });
        String plan = account.plan(mail().build()).explain();
        assertThat(asked).isEmpty();
        assertThat(recorded()).isEmpty();
        assertThat(office.esp.submissions()).isEmpty();
        assertThat(account.send(mail().build()).plan().explain()).isEqualTo(plan);
    }

    @Test
    void a_mail_to_more_than_may_go_at_once_is_held_back() {
        SendingAccount account = office.builder()
                .policy(Office.policy().with(p -> p.immediateRecipientLimit(2)))
                .build()
                .account("one");
        MailBuilder two = mail().cc("grace@example.net");
        assertThat(account.send(two.build()).allAccepted()).isTrue();
        assertThat(codes(account.send(two.cc("ada@example.net").build())))
                .containsExactly("TOO_MANY_RECIPIENTS_FOR_NOW");
        assertThat(account.check(two.build()).sendable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"UTC, Emails 2026 11", "Europe/Copenhagen, Emails 2026 12", "America/New_York, Emails 2026 11"})
    void the_default_campaign_is_the_month_of_the_accounts_time_zone(String zone, String campaign) {
        SendingAccount account = office.builder()
                .account(AccountSettings.of("one").withTimeZone(ZoneId.of(zone)))
                .build()
                .account("one");
        assertThat(account.send(mail().build()).campaign()).hasToString(campaign);
        assertThat(account.send(mail().messageClass(MessageClass.SYSTEM).build())
                        .campaign())
                .hasToString(campaign);
    }

    @Test
    void braces_are_text_in_a_mail_without_merge_data_unless_they_look_like_a_field() {
        String css = "<style>@media print{p{margin:0}}</style><p>Set {{}} or { {a} }</p>";
        office.account().send(mail().html(css).build());
        assertThat(office.esp.submissions().get(0).outgoing().mail().html()).contains(css);
    }

    @Test
    void another_engine_cannot_bring_a_line_break_into_the_subject() {
        Receipt receipt = office.builder()
                .templateEngine((source, kind) -> new CompiledTemplate() {
                    @Override
                    public MergedText merge(MergeData data) {
                        return MergedText.of(source + "\r\nBcc: eve@evil.example");
                    }

                    @Override
                    public List<MergeField> fields() {
                        return List.of();
                    }
                })
                .build()
                .account("one")
                .send(mail().merge("a", "b").build());
        assertThat(codes(receipt)).containsExactly("MERGE_VALUE_UNSAFE");
        assertThat(office.esp.submissions()).isEmpty();
    }

    @Test
    void an_explanation_shows_no_recipients_address_and_a_mail_none_at_all() {
        block("grace@example.net");
        Receipt receipt = office.account().send(mail().cc("grace@example.net").build());
        assertThat(receipt.explain()).contains("k***@example.net", "g***@example.net");
        assertThat(receipt.explain()).doesNotContain("kim@", "grace@");
        assertThat(mail().build().toString()).doesNotContain("kim@", "jo@", "Monday");
    }

    @Test
    void accounts_know_nothing_of_each_other() {
        Sendwell sendwell = office.builder().build();
        office.blocklist.add(BlocklistEntry.manual(EmailAddress.parse("kim@example.net"), "asked", Office.NOW)
                .onlyFor(AccountId.of("one")));
        sendwell.account("one").send(mail().build());
        sendwell.account("two").send(mail().build());
        assertThat(office.esp.recipients()).containsExactly("kim@example.net");
        assertThat(sendwell.account("one").messages(MessageQuery.latest(10))).hasSize(1);
        assertThat(sendwell.account("two").messages(MessageQuery.latest(10))).hasSize(1);
        assertThat(sendwell.account("two").blocked(EmailAddress.parse("kim@example.net")))
                .isEmpty();
    }

    @Test
    void a_field_that_cannot_be_written_holds_a_large_mail_back() {
        Receipt receipt = office.account()
                .send(mail().header("In-Reply-To", "<zoë@example.net>")
                        .attach(Attachment.of("a.bin", "application/octet-stream", 9_000_000, () -> {
                            throw new AssertionError("Counting reads no attachment");
                        }))
                        .build());
        assertThat(codes(receipt)).containsExactly("MAIL_NOT_WRITABLE");
        assertThat(office.esp.submissions()).isEmpty();
        assertThat(office.smtp.submissions()).isEmpty();
    }

    @Test
    void a_mail_that_is_too_large_for_every_route_says_so_and_blames_no_identity() {
        SendingAccount espAlone = Sendwell.builder()
                .operator(Office.operator())
                .esp(office.esp)
                .account(AccountSettings.of("one"))
                .policy(SendingPolicy.defaults()
                        .with(p -> p.mailboxConfirmation(SendingPolicy.MailboxConfirmation.LEFT_TO_THE_APPLICATION)))
                .build()
                .account("one");
        Receipt receipt = espAlone.send(
                mail().attach(Attachment.of("a.bin", new byte[7_340_033])).build());
        assertThat(codes(receipt)).containsExactly("NO_ROUTE");
        assertThat(receipt.explain()).contains("7,340,033 octets", "it is not set up");
    }

    @Test
    void many_threads_send_by_one_account() throws Exception {
        // The office's clock stands still, so all of them leave in one moment.
        SendingAccount account = office.builder()
                .policy(Office.policy().with(p -> p.throttlePermits(100_000)))
                .build()
                .account("one");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> tasks = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                tasks.add(() -> account.send(mail().build()).id());
            }
            Set<String> ids = new HashSet<>();
            for (Future<String> id : threads.invokeAll(tasks)) {
                ids.add(id.get());
            }
            assertThat(ids).hasSize(400);
            assertThat(office.esp.submissions()).hasSize(400);
            assertThat(office.log.find(AccountId.of("one"), MessageQuery.latest(1_000)))
                    .hasSize(400)
                    .allMatch(message -> message.outcomes().values().stream().allMatch(RecipientOutcome::isAccepted));
        } finally {
            threads.shutdownNow();
        }
    }

    private SendingAccount hooked(SendHook hook) {
        return office.builder().hook(hook).build().account("one");
    }

    private void block(String address) {
        office.blocklist.add(BlocklistEntry.manual(EmailAddress.parse(address), "asked", Office.NOW));
    }

    private List<LoggedMessage> recorded() {
        return office.log.find(AccountId.of("one"), MessageQuery.latest(100));
    }

    private static List<String> codes(Receipt receipt) {
        return receipt.report().stops().stream().map(Finding::code).toList();
    }

    private static boolean isInDoubt(RecipientOutcome outcome) {
        return outcome instanceof RecipientOutcome.Submitted submitted
                && submitted.result() instanceof SubmissionResult.Uncertain;
    }

    private abstract static class StubLog implements MessageLog {

        private final InMemoryMessageLog log = new InMemoryMessageLog();

        @Override
        public void record(List<LoggedMessage> messages) {
            log.record(messages);
        }

        @Override
        public void settle(AccountId account, String id, Map<EmailAddress, RecipientOutcome> outcomes) {
            log.settle(account, id, outcomes);
        }

        @Override
        public long forgetUnsent(AccountId account, SendingId sending) {
            return 0;
        }

        @Override
        public long erase(AccountId account, EmailAddress recipient, Collection<String> ids) {
            return log.erase(account, recipient, ids);
        }

        @Override
        public long forget(AccountId account, int limit) {
            return log.forget(account, limit);
        }

        @Override
        public List<LoggedMessage> find(AccountId account, MessageQuery query) {
            return log.find(account, query);
        }

        @Override
        public Optional<AccountId> accountOf(String id) {
            return log.accountOf(id);
        }
    }

    private abstract static class StubBlocklist implements OperatorBlocklist {

        @Override
        public void add(BlocklistEntry entry) {
            throw new AssertionError("Sending adds nothing to the blocklist");
        }

        @Override
        public List<BlocklistEntry> entries(BlocklistQuery query) {
            throw new AssertionError("Sending reads no pages of the blocklist");
        }

        @Override
        public List<BlocklistEntry> undo(RowUndo row, int limit, String reason, String liftedBy) {
            throw new AssertionError("Sending undoes nothing of the blocklist");
        }

        @Override
        public List<BlocklistEntry> lift(EmailAddress address, String reason, String liftedBy) {
            throw new AssertionError("Sending lifts nothing from the blocklist");
        }

        @Override
        public List<LiftedEntry> lifted(EmailAddress address) {
            throw new AssertionError("Sending does not ask what was lifted");
        }
    }
}
