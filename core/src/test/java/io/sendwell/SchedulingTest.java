package io.sendwell;

import static io.sendwell.Office.NOW;
import static io.sendwell.Office.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.check.Finding;
import io.sendwell.log.LoggedMessage;
import io.sendwell.log.MessageQuery;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.message.Attachment;
import io.sendwell.message.Mail;
import io.sendwell.message.Sms;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryQuery;
import io.sendwell.outbox.InMemoryOutbox;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.Sending;
import io.sendwell.outbox.SendingQuery;
import io.sendwell.outbox.SendingState;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulingTest {

    private static final AccountId ONE = AccountId.of("one");
    private static final ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");

    private final Office office = new Office();
    private final AtomicReference<Instant> time = new AtomicReference<>(NOW);
    private final InMemoryOutbox outbox = new InMemoryOutbox(time::get);
    private final SendingAccount account =
            office.builder().outbox(outbox).clock(time::get).build().account("one");

    @Test
    void a_mail_is_merged_stored_and_logged_now_and_nothing_leaves() {
        ScheduleReceipt receipt = account.schedule(mail().subject("Hi {{first}}")
                        .text("Hello {{first|there}}")
                        .merge("first", "Kim")
                        .about("person/7")
                        .build())
                .at(in(Duration.ofDays(1)));
        assertThat(receipt.isScheduled()).isTrue();
        Sending sending = outbox.find(ONE, receipt.id()).orElseThrow();
        assertThat(sending.state()).isEqualTo(SendingState.ACTIVE);
        assertThat(sending.lane()).isEqualTo(Lane.INDIVIDUAL);
        assertThat(sending.startAt()).contains(NOW.plus(Duration.ofDays(1)));
        assertThat(sending.summary().user()).isEqualTo("Jo Berg");
        assertThat(sending.summary().subject()).isEqualTo("Hi Kim");
        assertThat(sending.summary().to()).isEqualTo("kim@example.net");
        assertThat(frozen(receipt).text()).contains("Hello Kim");
        LoggedMessage logged = office.log.find(ONE, MessageQuery.latest(10)).get(0);
        assertThat(logged.id()).isEqualTo(new EntryId(receipt.id(), 0).messageId());
        assertThat(logged.sentAt()).isEqualTo(NOW.plus(Duration.ofDays(1)));
        assertThat(logged.createdAt()).isEqualTo(NOW);
        assertThat(logged.sending()).contains(receipt.id());
        assertThat(logged.outcomes()).containsValue(new RecipientOutcome.Scheduled());
        assertThat(office.esp.submissions()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "-60001, SCHEDULED_IN_THE_PAST",
        "-60000, ''",
        "0, ''",
        "7776000000, ''",
        "7776000001, SCHEDULED_TOO_FAR_AHEAD"
    })
    void a_mail_starts_between_now_and_ninety_days_ahead(long millis, String code) {
        ScheduleReceipt receipt = account.schedule(mail().build()).at(in(Duration.ofMillis(millis)));
        assertThat(receipt.report().stops().stream()
                        .map(Finding::code)
                        .findFirst()
                        .orElse(""))
                .isEqualTo(code);
        assertThat(receipt.isScheduled()).isEqualTo(code.isEmpty());
        assertThat(sendings()).hasSize(code.isEmpty() ? 1 : 0);
    }

    @Test
    void what_keeps_a_mail_from_leaving_keeps_it_from_being_scheduled() {
        block("kim@example.net");
        ScheduleReceipt receipt = account.schedule(mail().build()).at(in(Duration.ofHours(1)));
        assertThat(receipt.explain()).contains("RECIPIENTS_BLOCKED");
        assertThat(sendings()).isEmpty();
        assertThat(office.log.find(ONE, MessageQuery.latest(1))).isEmpty();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(receipt::id)
                .withMessageContaining("RECIPIENTS_BLOCKED");
    }

    @Test
    void whoever_is_blocked_among_several_is_logged_so_and_the_others_are_scheduled() {
        block("grace@example.net");
        account.schedule(mail().cc("grace@example.net").build()).at(in(Duration.ofHours(1)));
        assertThat(office.log.find(ONE, MessageQuery.latest(1)).get(0).outcomes())
                .containsEntry(EmailAddress.parse("kim@example.net"), new RecipientOutcome.Scheduled())
                .hasEntrySatisfying(
                        EmailAddress.parse("grace@example.net"),
                        outcome -> assertThat(outcome).isInstanceOf(RecipientOutcome.Blocked.class));
    }

    @Test
    void a_file_that_changes_afterwards_changes_nothing(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("minutes.txt"), "first");
        ScheduleReceipt receipt = account.schedule(mail().attach(file).build()).at(in(Duration.ofHours(1)));
        Files.delete(file);
        Attachment attachment = frozen(receipt).attachments().get(0);
        try (InputStream octets = attachment.open()) {
            assertThat(octets.readAllBytes()).isEqualTo("first".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(attachment.fileName()).isEqualTo("minutes.txt");
    }

    @Test
    void a_file_that_is_gone_already_is_a_finding(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("minutes.txt"), "first");
        Mail mail = mail().attach(file).build();
        Files.delete(file);
        ScheduleReceipt receipt = account.schedule(mail).at(in(Duration.ofHours(1)));
        assertThat(receipt.explain()).contains("CONTENT_NOT_STORED").contains("minutes.txt");
        assertThat(sendings()).isEmpty();
    }

    @Test
    void the_campaign_is_the_month_of_the_start_in_the_accounts_time_zone() {
        SendingAccount there = office.builder()
                .account(AccountSettings.of("one").withTimeZone(COPENHAGEN))
                .outbox(outbox)
                .build()
                .account("one");
        ScheduleReceipt receipt =
                there.schedule(mail().build()).at(ZonedDateTime.of(2026, 12, 31, 23, 30, 0, 0, ZoneOffset.UTC));
        assertThat(receipt.campaign()).hasToString("Emails 2027 01");
        assertThat(receipt.start()).hasToString("2027-01-01T00:30+01:00[Europe/Copenhagen]");
        assertThat(frozen(receipt).campaign()).contains(receipt.campaign());
    }

    @Test
    void a_start_in_the_hour_that_occurs_twice_is_the_one_that_was_meant() {
        time.set(Instant.parse("2026-10-20T00:00:00Z"));
        ZonedDateTime first = ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 0, COPENHAGEN);
        ScheduleReceipt early = account.schedule(mail().build()).at(first.withEarlierOffsetAtOverlap());
        ScheduleReceipt late = account.schedule(mail().build()).at(first.withLaterOffsetAtOverlap());
        assertThat(early.start().toInstant()).isEqualTo("2026-10-25T00:30:00Z");
        assertThat(late.start().toInstant()).isEqualTo("2026-10-25T01:30:00Z");
    }

    @Test
    void a_request_that_is_repeated_makes_nothing_new_even_when_its_start_is_over() {
        ScheduleRequest request = account.schedule(mail().build()).requestKey("order/7");
        ScheduleReceipt first = request.at(in(Duration.ofMinutes(5)));
        time.set(NOW.plus(Duration.ofHours(1)));
        ScheduleReceipt second = request.at(first.start());
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.start()).isEqualTo(first.start());
        assertThat(second.total()).isEqualTo(1);
        assertThat(second.report().findings()).extracting(Finding::code).containsExactly("ALREADY_SCHEDULED");
        assertThat(sendings()).hasSize(1);
    }

    @Test
    void a_request_key_of_another_mail_user_or_start_is_a_conflict() {
        ScheduleRequest request = account.schedule(mail().build()).requestKey("order/7");
        request.at(in(Duration.ofMinutes(5)));
        List<ScheduleReceipt> others = List.of(
                account.schedule(mail().subject("Tuesday").build())
                        .requestKey("order/7")
                        .at(in(Duration.ofMinutes(5))),
                request.by("Somebody Else").at(in(Duration.ofMinutes(5))),
                request.at(in(Duration.ofMinutes(6))));
        assertThat(others).allSatisfy(receipt -> assertThat(receipt.explain()).contains("REQUEST_KEY_USED"));
        assertThat(sendings()).hasSize(1);
    }

    @Test
    void a_request_that_was_refused_for_its_time_is_gone_on_with_at_another() {
        ScheduleRequest request = account.schedule(mail().build()).requestKey("order/7");
        assertThat(request.at(in(Duration.ofDays(-1))).isScheduled()).isFalse();
        assertThat(office.log.find(ONE, MessageQuery.latest(1))).isEmpty();
        assertThat(request.at(in(Duration.ofDays(1))).isScheduled()).isTrue();
        assertThat(sendings()).hasSize(1);
    }

    @Test
    void two_accounts_may_use_one_request_key() {
        SendingAccount two = office.builder().outbox(outbox).build().account("two");
        ScheduleReceipt first = account.schedule(mail().build()).requestKey("k").asSoonAsPossible();
        ScheduleReceipt second = two.schedule(mail().build()).requestKey("k").asSoonAsPossible();
        assertThat(second.id()).isNotEqualTo(first.id());
    }

    @Test
    void an_sms_is_refused_as_when_it_is_sent() {
        ScheduleReceipt receipt = account.schedule(
                        Sms.compose().from("Acme").to("+4512345678").text("Hi").build())
                .at(in(Duration.ofHours(1)));
        assertThat(receipt.explain()).contains("SMS_NOT_SENDABLE");
    }

    @Test
    void keys_and_users_that_no_list_can_hold_are_refused() {
        ScheduleRequest request = account.schedule(mail().build());
        assertThatIllegalArgumentException().isThrownBy(() -> request.requestKey(""));
        assertThatIllegalArgumentException().isThrownBy(() -> request.requestKey("k".repeat(201)));
        assertThatIllegalArgumentException().isThrownBy(() -> request.by("a\r\nb"));
    }

    @Test
    void what_is_scheduled_says_so_to_whoever_waits_in_this_process() {
        Sendwell sendwell = office.builder().outbox(outbox).build();
        int[] woken = {0};
        sendwell.release().onScheduled(() -> woken[0]++);
        sendwell.account("one").schedule(mail().build()).asSoonAsPossible();
        assertThat(woken[0]).isEqualTo(1);
    }

    private List<Sending> sendings() {
        return outbox.list(SendingQuery.newest(ONE, 100));
    }

    private Mail frozen(ScheduleReceipt receipt) {
        Thawed thawed = FrozenSending.read(outbox, receipt.id())
                .mail(outbox.entries(ONE, EntryQuery.all(receipt.id(), 0, 1))
                        .get(0)
                        .data());
        return ((Thawed.Intact) thawed).mail();
    }

    private ZonedDateTime in(Duration ahead) {
        return time.get().plus(ahead).atZone(ZoneOffset.UTC);
    }

    private void block(String address) {
        office.blocklist.add(BlocklistEntry.manual(EmailAddress.parse(address), "asked", NOW));
    }
}
