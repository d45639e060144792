package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.campaign.Audience;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.log.MessageQuery;
import io.sendwell.log.RecipientOutcome;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BroadcastSendingTest {

    private final Office office = new Office();

    @Test
    void of_an_endless_audience_a_hundred_and_one_are_read_and_nobody_gets_anything() {
        AtomicInteger read = new AtomicInteger();
        AtomicBoolean closed = new AtomicBoolean();
        Audience everybody = () -> IntStream.iterate(0, i -> i + 1)
                .peek(i -> read.incrementAndGet())
                .mapToObj(i -> Recipient.of("", "p" + i + "@example.net"))
                .onClose(() -> closed.set(true));
        BroadcastReceipt receipt = office.account().send(newsletter(everybody));
        assertThat(receipt.explain()).contains("BROADCAST_TOO_LARGE_FOR_NOW");
        assertThat(read).hasValue(101);
        assertThat(closed).isTrue();
        assertThat(office.esp.submissions()).isEmpty();
        assertThat(office.log.find(AccountId.of("one"), MessageQuery.latest(1))).isEmpty();
    }

    @Test
    void a_hundred_leave_at_once() {
        Audience hundred = () -> IntStream.range(0, 100).mapToObj(i -> Recipient.of("", "p" + i + "@example.net"));
        assertThat(office.account().send(newsletter(hundred)).acceptedCount()).isEqualTo(100);
    }

    @Test
    void an_audience_is_closed_when_reading_it_fails_and_nothing_leaves() {
        AtomicBoolean closed = new AtomicBoolean();
        Audience broken = Audience.from(
                () -> Stream.of("kim@example.net", "no address").onClose(() -> closed.set(true)),
                address -> Recipient.of("", address));
        SendingAccount account = office.account();
        Broadcast newsletter = newsletter(broken);
        assertThatIllegalArgumentException().isThrownBy(() -> account.send(newsletter));
        assertThat(closed).isTrue();
        assertThat(office.esp.submissions()).isEmpty();
    }

    @Test
    void whoever_stands_in_the_audience_twice_gets_one_mail() {
        BroadcastReceipt receipt = office.account()
                .send(newsletter(
                        to("kim@example.net", "KIM@Example.NET", "kim@bücher.example", "Kim@xn--bcher-kva.example")));
        assertThat(office.esp.recipients()).containsExactly("kim@example.net", "kim@xn--bcher-kva.example");
        assertThat(receipt.receipts()).hasSize(4);
        assertThat(receipt.receipts().get(1).explain()).contains("DUPLICATE_IN_AUDIENCE");
    }

    @Test
    void each_receipt_tells_only_of_its_own_person() {
        block("kim@example.net");
        block("grace@example.net");
        BroadcastReceipt receipt =
                office.account().send(newsletter(to("kim@example.net", "Grace@example.net", "ada@example.net")));
        assertThat(office.esp.recipients()).containsExactly("ada@example.net");
        assertThat(receipt.receipts().get(0).explain())
                .contains("its recipient stands on the blocklist")
                .doesNotContain("2 of");
    }

    @Test
    void a_value_that_is_missing_or_unsafe_holds_back_that_persons_mail_alone() {
        Broadcast greeting = Broadcast.compose(mail -> mail.from("Jo Berg", "jo@customer.example")
                        .subject("Hi {{first}}")
                        .text("Hello {{first}} {{unsubscribe}}"))
                .audience(() -> Stream.of(
                        Recipient.of("", "kim@example.net").merge("first", "Kim"),
                        Recipient.of("", "grace@example.net"),
                        Recipient.of("", "eve@example.net").merge("first", "x\r\nBcc: all@evil.example"),
                        Recipient.of("", "ada@example.net").merge("first", "{{first}}")))
                .build();
        BroadcastReceipt receipt = office.account().send(greeting);
        assertThat(office.esp.recipients()).containsExactly("kim@example.net");
        assertThat(receipt.receipts())
                .extracting(each -> each.report().stops().isEmpty()
                        ? "left"
                        : each.report().stops().get(0).code())
                .containsExactly("left", "MERGE_VALUE_MISSING", "MERGE_VALUE_UNSAFE", "UNMERGED_PLACEHOLDER");
    }

    @Test
    void a_transport_that_throws_leaves_the_whole_broadcast_in_doubt_and_settled() {
        office.esp.answering(submissions -> {
            throw new IllegalStateException("a bug");
        });
        BroadcastReceipt receipt = office.account().send(newsletter(to("kim@example.net", "grace@example.net")));
        assertThat(receipt.receipts()).hasSize(2).allMatch(Receipt::wasSubmitted);
        assertThat(office.log.find(AccountId.of("one"), MessageQuery.latest(10)))
                .hasSize(2)
                .noneMatch(message -> message.outcomes().containsValue(new RecipientOutcome.Pending()));
    }

    @Test
    void a_broadcast_is_named_by_the_day_of_the_accounts_time_zone() {
        SendingAccount account = office.builder()
                .account(AccountSettings.of("one").withTimeZone(ZoneId.of("Pacific/Auckland")))
                .build()
                .account("one");
        assertThat(account.send(newsletter(to("kim@example.net"))).campaign()).hasToString("2026-12-01 Spring");
    }

    private static Broadcast newsletter(Audience audience) {
        return Broadcast.compose(mail -> mail.from("Jo Berg", "jo@customer.example")
                        .subject("Spring")
                        .text("It is here. {{unsubscribe}}"))
                .audience(audience)
                .build();
    }

    private static Audience to(String... addresses) {
        return () -> Stream.of(addresses).map(address -> Recipient.of("", address));
    }

    private void block(String address) {
        office.blocklist.add(BlocklistEntry.manual(EmailAddress.parse(address), "asked", Office.NOW));
    }
}
