package io.sendwell;

import static io.sendwell.Office.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.campaign.Audience;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.check.Finding;
import io.sendwell.log.LoggedMessage;
import io.sendwell.log.MessageQuery;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.merge.MergedText;
import io.sendwell.message.Attachment;
import io.sendwell.message.MergeData;
import io.sendwell.outbox.EntryQuery;
import io.sendwell.outbox.InMemoryOutbox;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.Outbox;
import io.sendwell.outbox.OutboxException;
import io.sendwell.outbox.Sending;
import io.sendwell.outbox.SendingQuery;
import io.sendwell.outbox.SendingState;
import io.sendwell.outbox.StoredEntry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BroadcastSchedulingTest {

    private static final AccountId ONE = AccountId.of("one");

    private final Office office = new Office();
    private final AtomicReference<Instant> time = new AtomicReference<>(NOW);
    private final InMemoryOutbox outbox = new InMemoryOutbox(time::get);
    private final SendingAccount account =
            office.builder().outbox(outbox).clock(time::get).build().account("one");

    @Test
    void each_person_has_an_entry_with_a_mail_of_their_own() {
        ScheduleReceipt receipt = account.schedule(greeting(() -> Stream.of(
                        Recipient.of("Kim", "kim@example.net")
                                .merge("first", "Kim")
                                .about("person/1"),
                        Recipient.of("", "grace@example.net").merge("first", "Grace"))))
                .by("Erik")
                .at(in(Duration.ofHours(1)));
        Sending sending = outbox.find(ONE, receipt.id()).orElseThrow();
        assertThat(sending.state()).isEqualTo(SendingState.ACTIVE);
        assertThat(sending.lane()).isEqualTo(Lane.SMALL);
        assertThat(sending.summary().to()).isEqualTo("* Broadcast *");
        assertThat(sending.summary().subject()).isEqualTo("Hi you");
        assertThat(sending.summary().user()).isEqualTo("Erik");
        assertThat(receipt.campaign()).hasToString("2026-12-01 Hi you");
        FrozenSending frozen = FrozenSending.read(outbox, receipt.id());
        assertThat(entries(receipt))
                .hasSize(2)
                .extracting(entry -> text(frozen, entry))
                .containsExactly(
                        "Hello Kim " + linkOf("kim@example.net"), "Hello Grace " + linkOf("grace@example.net"));
        LoggedMessage logged =
                office.log.find(ONE, MessageQuery.latest(10).about("person/1")).get(0);
        assertThat(logged.subject()).isEqualTo("Hi Kim");
        assertThat(logged.sentAt()).isEqualTo(NOW.plus(Duration.ofHours(1)));
        assertThat(logged.outcomes()).containsValue(new RecipientOutcome.Scheduled());
        assertThat(office.esp.submissions()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "100, -1, ''",
        "101, -1, BROADCAST_TOO_LARGE_FOR_NOW",
        "100, 0, ''",
        "101, 599999, SCHEDULED_TOO_SOON",
        "101, 600000, ''",
        "101, 7776000000, ''",
        "101, 7776000001, SCHEDULED_TOO_FAR_AHEAD"
    })
    void more_than_a_hundred_start_ten_minutes_ahead_at_least(int size, long millis, String code) {
        AtomicInteger read = new AtomicInteger();
        ScheduleRequest request = account.schedule(newsletter(crowd(size, read)));
        ScheduleReceipt receipt = millis < 0 ? request.asSoonAsPossible() : request.at(in(Duration.ofMillis(millis)));
        assertThat(receipt.report().stops().stream()
                        .map(Finding::code)
                        .findFirst()
                        .orElse(""))
                .isEqualTo(code);
        assertThat(receipt.isScheduled()).isEqualTo(code.isEmpty());
        assertThat(receipt.total()).isEqualTo(code.isEmpty() ? size : 0);
        assertThat(sendings()).hasSize(code.isEmpty() ? 1 : 0);
        assertThat(sendings())
                .allSatisfy(sending -> assertThat(sending.lane()).isEqualTo(size > 100 ? Lane.BROADCAST : Lane.SMALL));
    }

    @Test
    void of_an_endless_audience_that_may_not_leave_now_a_hundred_and_one_are_read() {
        AtomicInteger read = new AtomicInteger();
        AtomicBoolean closed = new AtomicBoolean();
        Audience everybody = () -> IntStream.iterate(0, i -> i + 1)
                .peek(i -> read.incrementAndGet())
                .mapToObj(i -> Recipient.of("", "p" + i + "@example.net"))
                .onClose(() -> closed.set(true));
        ScheduleReceipt receipt = account.schedule(newsletter(everybody)).asSoonAsPossible();
        assertThat(receipt.explain()).contains("BROADCAST_TOO_LARGE_FOR_NOW").contains("more than 100");
        assertThat(read).hasValue(101);
        assertThat(closed).isTrue();
    }

    @Test
    void notice_that_ran_out_while_the_audience_was_read_is_refused_and_leaves_nothing() {
        Audience slow = () -> IntStream.range(0, 3_000).mapToObj(i -> {
            if (i == 2_500) {
                time.set(NOW.plus(Duration.ofMinutes(5)));
            }
            return Recipient.of("", "p" + i + "@example.net");
        });
        ScheduleReceipt receipt = account.schedule(newsletter(slow)).at(in(Duration.ofMinutes(12)));
        assertThat(receipt.explain()).contains("SCHEDULED_TOO_SOON");
        assertThat(sendings()).allMatch(sending -> sending.state() == SendingState.CANCELLED);
        assertThat(account.scheduled().page(1)).isEmpty();
        assertThat(account.scheduled().finished().page(1)).isEmpty();
        assertThat(office.log.find(ONE, MessageQuery.latest(1))).isEmpty();
    }

    @Test
    void whoever_must_not_get_a_mail_is_withheld_and_the_others_are_scheduled() {
        office.blocklist.add(BlocklistEntry.manual(EmailAddress.parse("ada@example.net"), "asked", NOW));
        ScheduleReceipt receipt = account.schedule(Broadcast.compose(mail -> mail.from("Jo Berg", "jo@customer.example")
                                .subject("Hi {{first}}")
                                .text("Hello {{first}} {{unsubscribe}}"))
                        .audience(() -> Stream.of(
                                Recipient.of("", "kim@example.net").merge("first", "Kim"),
                                Recipient.of("", "grace@example.net").about("person/2"),
                                Recipient.of("", "eve@example.net").merge("first", "x\r\nBcc: all@evil.example"),
                                Recipient.of("", "ada@example.net").merge("first", "Ada"),
                                Recipient.of("", "big@example.net")
                                        .merge("first", "Big")
                                        .merge("x", "y".repeat(70_000)),
                                Recipient.of("", "ref@example.net")
                                        .merge("first", "Ref")
                                        .about("r".repeat(300)),
                                Recipient.of("", "deep@example.net")
                                        .merge("first", "Deep")
                                        .merge("x", deep())))
                        .build())
                .at(in(Duration.ofHours(1)));
        assertThat(receipt.isScheduled()).isTrue();
        assertThat(receipt.total()).isEqualTo(7);
        assertThat(receipt.withheld().keySet())
                .containsExactlyInAnyOrder(
                        "MERGE_VALUE_MISSING",
                        "MERGE_VALUE_UNSAFE",
                        "RECIPIENTS_BLOCKED",
                        "MERGE_VALUES_TOO_LARGE",
                        "RECIPIENT_MALFORMED",
                        "MERGE_VALUES_NOT_STORABLE");
        assertThat(receipt.withheldCount()).isEqualTo(6);
        assertThat(receipt.withheldSample().get(0).about()).contains("person/2");
        FrozenSending frozen = FrozenSending.read(outbox, receipt.id());
        assertThat(entries(receipt).stream().map(entry -> frozen.mail(entry.data())))
                .filteredOn(Thawed.Intact.class::isInstance)
                .hasSize(1);
        assertThat(office.log.find(ONE, MessageQuery.latest(10)).stream()
                        .filter(message -> message.outcomes().containsValue(new RecipientOutcome.Scheduled())))
                .hasSize(1);
    }

    @Test
    void whoever_stands_in_the_audience_twice_gets_one_mail() {
        ScheduleReceipt receipt = account.schedule(newsletter(
                        to("kim@example.net", "KIM@Example.NET", "kim@bücher.example", "Kim@xn--bcher-kva.example")))
                .at(in(Duration.ofHours(1)));
        assertThat(receipt.total()).isEqualTo(2);
        assertThat(receipt.duplicates()).isEqualTo(2);
        assertThat(receipt.report().advice()).extracting(Finding::code).contains("DUPLICATE_IN_AUDIENCE");
        assertThat(office.log.find(ONE, MessageQuery.latest(10))).hasSize(2);
    }

    @Test
    void an_audience_of_nobody_or_of_whom_nobody_is_left_is_refused() {
        assertThat(account.schedule(newsletter(Stream::empty))
                        .asSoonAsPossible()
                        .explain())
                .contains("AUDIENCE_EMPTY");
        office.blocklist.add(BlocklistEntry.manual(EmailAddress.parse("kim@example.net"), "asked", NOW));
        assertThat(account.schedule(newsletter(to("kim@example.net")))
                        .asSoonAsPossible()
                        .explain())
                .contains("NOBODY_LEFT")
                .contains("RECIPIENTS_BLOCKED");
        assertThat(account.scheduled().page(1)).isEmpty();
    }

    @Test
    void above_five_thousand_there_is_advice() {
        SendingAccount small = office.builder()
                .outbox(outbox)
                .policy(Office.policy().with(p -> p.adviceBatchSize(500)))
                .build()
                .account("one");
        assertThat(codes(small.schedule(newsletter(crowd(500))).at(in(Duration.ofHours(1)))))
                .doesNotContain("BROADCAST_LARGE");
        assertThat(codes(small.schedule(newsletter(crowd(501))).at(in(Duration.ofHours(1)))))
                .contains("BROADCAST_LARGE");
    }

    @Test
    void an_audience_that_fails_leaves_nothing_that_could_leave() {
        Audience broken = () -> IntStream.range(0, 5_000).mapToObj(i -> {
            if (i == 4_321) {
                throw new IllegalStateException("the query broke off");
            }
            return Recipient.of("", "p" + i + "@example.net");
        });
        Broadcast newsletter = newsletter(broken);
        assertThatIllegalStateException()
                .isThrownBy(() -> account.schedule(newsletter).at(in(Duration.ofHours(1))))
                .withMessage("the query broke off");
        assertThat(sendings()).allMatch(sending -> sending.state() == SendingState.CANCELLED);
        assertThat(office.log.find(ONE, MessageQuery.latest(1))).isEmpty();
    }

    @Test
    void a_creation_that_broke_off_at_any_step_is_gone_on_with() {
        int steps = 0;
        boolean broke = true;
        for (; broke; steps++) {
            InMemoryOutbox store = new InMemoryOutbox(time::get);
            FailingOnce failing = new FailingOnce(store, steps);
            SendingAccount unlucky =
                    new Office().builder().outbox(failing.outbox()).build().account("one");
            ScheduleRequest request = unlucky.schedule(newsletter(crowd(2_500))).requestKey("spring");
            ScheduleReceipt receipt;
            try {
                receipt = request.at(in(Duration.ofHours(1)));
                broke = false;
            } catch (OutboxException e) {
                receipt = request.at(in(Duration.ofHours(1)));
            }
            assertThat(receipt.total()).as("broken off at step %d", steps).isEqualTo(2_500);
            assertThat(receipt.duplicates()).isZero();
            List<Sending> all = store.list(SendingQuery.newest(ONE, 10));
            assertThat(all).hasSize(1);
            assertThat(all.get(0).state()).isEqualTo(SendingState.ACTIVE);
            assertThat(all.get(0).progress().total()).isEqualTo(2_500);
        }
        assertThat(steps).isGreaterThan(8);
    }

    @Test
    void an_audience_that_changed_before_it_was_gone_on_with_is_refused() {
        AtomicBoolean breaks = new AtomicBoolean(true);
        List<String> names = new ArrayList<>(IntStream.range(0, 3_000)
                .mapToObj(i -> "p" + i + "@example.net")
                .toList());
        Audience audience = () -> IntStream.range(0, names.size()).mapToObj(i -> {
            if (i == 2_500 && breaks.get()) {
                throw new IllegalStateException("broken off");
            }
            return Recipient.of("", names.get(i));
        });
        ScheduleRequest request = account.schedule(newsletter(audience)).requestKey("spring");
        assertThatIllegalStateException().isThrownBy(() -> request.at(in(Duration.ofHours(1))));
        breaks.set(false);
        names.add(0, "new@example.net");
        assertThat(request.at(in(Duration.ofHours(1))).explain()).contains("REQUEST_KEY_USED");
        names.remove(0);
        assertThat(request.at(in(Duration.ofHours(1))).total()).isEqualTo(3_000);
    }

    @Test
    void what_another_template_engine_merged_is_stored_as_text() {
        AtomicInteger merges = new AtomicInteger();
        SendingAccount foreign = office.builder()
                .outbox(outbox)
                .templateEngine((source, kind) -> new io.sendwell.merge.CompiledTemplate() {
                    @Override
                    public MergedText merge(MergeData data) {
                        String link =
                                data.value("unsubscribe").map(Object::toString).orElse("");
                        return MergedText.of(source.replace("{{unsubscribe}}", link) + merges.incrementAndGet());
                    }

                    @Override
                    public List<io.sendwell.merge.MergeField> fields() {
                        return List.of();
                    }
                })
                .build()
                .account("one");
        ScheduleReceipt receipt =
                foreign.schedule(newsletter(to("kim@example.net"))).asSoonAsPossible();
        FrozenSending frozen = FrozenSending.read(outbox, receipt.id());
        String once = text(frozen, entries(receipt).get(0));
        assertThat(once).startsWith("It is here.");
        assertThat(text(frozen, entries(receipt).get(0))).isEqualTo(once);
    }

    @Test
    void a_list_that_changes_afterwards_changes_nothing() {
        List<Object> items = new ArrayList<>(List.of("a", "b"));
        ScheduleReceipt receipt = account.schedule(Broadcast.compose(mail -> mail.from("jo@customer.example")
                                .subject("Hi")
                                .text("{{#items}}{{.}}{{/items}} {{unsubscribe}}"))
                        .audience(() ->
                                Stream.of(Recipient.of("", "kim@example.net").merge("items", items)))
                        .build())
                .asSoonAsPossible();
        items.clear();
        assertThat(text(
                        FrozenSending.read(outbox, receipt.id()),
                        entries(receipt).get(0)))
                .isEqualTo("ab " + linkOf("kim@example.net"));
    }

    @Test
    void a_hundred_thousand_persons_are_held_in_memory_nowhere_but_in_the_store() {
        CountingOutbox counting = new CountingOutbox();
        byte[] file = new byte[300_000];
        SendingAccount large =
                office.builder().outbox(counting.outbox()).build().account("one");
        AtomicInteger read = new AtomicInteger();
        AtomicInteger ahead = new AtomicInteger();
        Audience crowd = () -> IntStream.range(0, 100_000).mapToObj(i -> {
            read.incrementAndGet();
            ahead.accumulateAndGet(read.get() - counting.appended.get(), Math::max);
            return Recipient.of("", "p" + i + "@example.net").merge("first", "P" + i);
        });
        ScheduleReceipt receipt = large.schedule(Broadcast.compose(mail -> mail.from("jo@customer.example")
                                .subject("Hi {{first}}")
                                .text("Hello {{first}} {{unsubscribe}}")
                                .attach(Attachment.of("a.bin", file)))
                        .audience(crowd)
                        .build())
                .at(in(Duration.ofHours(1)));
        assertThat(receipt.total()).isEqualTo(100_000);
        assertThat(read).hasValue(100_000);
        assertThat(ahead.get()).isLessThanOrEqualTo(1_101);
        assertThat(counting.largestChunk.get()).isLessThanOrEqualTo(1_100);
    }

    @Test
    void a_template_that_is_none_is_refused_before_the_audience_is_opened() {
        Broadcast broken = Broadcast.compose(mail ->
                        mail.from("jo@customer.example").subject("Hi {{").text("x"))
                .audience(() -> {
                    throw new AssertionError("opened");
                })
                .build();
        assertThat(account.schedule(broken).at(in(Duration.ofHours(1))).explain())
                .contains("TEMPLATE_MALFORMED");
    }

    @Test
    void a_conflicting_broadcast_reads_no_more_than_it_must() {
        account.schedule(newsletter(crowd(200))).requestKey("spring").at(in(Duration.ofHours(1)));
        AtomicInteger read = new AtomicInteger();
        ScheduleReceipt same = account.schedule(newsletter(crowd(5_000, read)))
                .requestKey("spring")
                .at(in(Duration.ofHours(1)));
        assertThat(same.report().findings()).extracting(Finding::code).containsExactly("ALREADY_SCHEDULED");
        assertThat(same.total()).isEqualTo(200);
        assertThat(read).hasValue(101);
        assertThatThrownBy(() -> account.schedule(newsletter(crowd(1))).requestKey("k".repeat(300)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String linkOf(String person) {
        return Office.LINKS
                .link(ONE, EmailAddress.parse(person), Optional.empty(), NOW)
                .url()
                .toString();
    }

    private static MergeData deep() {
        MergeData nested = MergeData.none();
        for (int depth = 0; depth < 1_000; depth++) {
            nested = MergeData.of("deeper", nested);
        }
        return nested;
    }

    private static Broadcast greeting(Audience audience) {
        return Broadcast.compose(mail -> mail.from("Jo Berg", "jo@customer.example")
                        .subject("Hi {{first|you}}")
                        .text("Hello {{first|you}} {{unsubscribe}}"))
                .audience(audience)
                .build();
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

    private static Audience crowd(int size) {
        return crowd(size, new AtomicInteger());
    }

    private static Audience crowd(int size, AtomicInteger read) {
        return () -> IntStream.range(0, size)
                .peek(i -> read.incrementAndGet())
                .mapToObj(i -> Recipient.of("", "p" + i + "@example.net"));
    }

    private static List<String> codes(ScheduleReceipt receipt) {
        return receipt.report().findings().stream().map(Finding::code).toList();
    }

    private static String text(FrozenSending frozen, StoredEntry entry) {
        return ((Thawed.Intact) frozen.mail(entry.data())).mail().text().orElseThrow();
    }

    private List<StoredEntry> entries(ScheduleReceipt receipt) {
        return outbox.entries(ONE, EntryQuery.all(receipt.id(), 0, 1_000));
    }

    private List<Sending> sendings() {
        return outbox.list(SendingQuery.newest(ONE, 100));
    }

    private ZonedDateTime in(Duration ahead) {
        return NOW.plus(ahead).atZone(ZoneOffset.UTC);
    }

    private static Outbox calling(InMemoryOutbox store, java.util.function.BiConsumer<String, Object[]> before) {
        return (Outbox) Proxy.newProxyInstance(
                Outbox.class.getClassLoader(), new Class<?>[] {Outbox.class}, (proxy, method, arguments) -> {
                    before.accept(method.getName(), arguments);
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Away for one call: that of a certain number. */
    private record FailingOnce(InMemoryOutbox store, AtomicInteger left) {

        FailingOnce(InMemoryOutbox store, int step) {
            this(store, new AtomicInteger(step));
        }

        Outbox outbox() {
            return calling(store, (method, arguments) -> {
                if (left.getAndDecrement() == 0) {
                    throw new OutboxException("away", new IllegalStateException("away"));
                }
            });
        }
    }

    private final class CountingOutbox {

        private final InMemoryOutbox store = new InMemoryOutbox(time::get);
        private final AtomicInteger appended = new AtomicInteger();
        private final AtomicInteger largestChunk = new AtomicInteger();

        Outbox outbox() {
            return calling(store, (method, arguments) -> {
                if (method.equals("append")) {
                    int size = ((List<?>) arguments[1]).size();
                    appended.addAndGet(size);
                    largestChunk.accumulateAndGet(size, Math::max);
                }
            });
        }
    }
}
