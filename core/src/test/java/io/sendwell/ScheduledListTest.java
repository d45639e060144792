package io.sendwell;

import static io.sendwell.Office.NOW;
import static io.sendwell.Office.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.log.MessageQuery;
import io.sendwell.message.Mail;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.ClaimRequest;
import io.sendwell.outbox.EntryResult;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.InMemoryOutbox;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduledListTest {

    private final Office office = new Office();
    private final AtomicReference<Instant> time = new AtomicReference<>(NOW);
    private final InMemoryOutbox outbox = new InMemoryOutbox(time::get);
    private final Sendwell sendwell = office.builder()
            .account(AccountSettings.of("one").withTimeZone(ZoneId.of("Europe/Copenhagen")))
            .outbox(outbox)
            .clock(time::get)
            .build();
    private final SendingAccount account = sendwell.account("one");
    private final ScheduledList list = account.scheduled();

    @Test
    void a_row_has_the_columns_of_the_list() {
        SendingId id = account.schedule(newsletter(120))
                .by("Erik")
                .at(in(Duration.ofHours(1)))
                .id();
        ScheduledRow row = list.page(1).get(0);
        assertThat(row.id()).isEqualTo(id);
        assertThat(row.sendDeferred()).hasToString("2026-12-01T01:30+01:00[Europe/Copenhagen]");
        assertThat(row.created()).hasToString("2026-12-01T00:30+01:00[Europe/Copenhagen]");
        assertThat(row.count()).isEqualTo(120);
        assertThat(row.user()).isEqualTo("Erik");
        assertThat(row.subject()).isEqualTo("Spring");
        assertThat(row.to()).isEqualTo("* Broadcast *");
        assertThat(row.status()).isEqualTo("Scheduled");
    }

    @Test
    void pages_have_ten_rows_and_the_latest_first() {
        List<SendingId> ids = IntStream.range(0, 23)
                .mapToObj(i -> {
                    time.set(time.get().plusMillis(1));
                    return account.schedule(mail().build())
                            .at(in(Duration.ofHours(1)))
                            .id();
                })
                .toList();
        assertThat(list.page(1))
                .hasSize(10)
                .first()
                .extracting(ScheduledRow::id)
                .isEqualTo(ids.get(22));
        assertThat(list.page(3)).hasSize(3).last().extracting(ScheduledRow::id).isEqualTo(ids.get(0));
        assertThat(list.page(4)).isEmpty();
        assertThat(list.page(2, 20)).hasSize(3);
        assertThatIllegalArgumentException().isThrownBy(() -> list.page(0));
    }

    @Test
    void the_status_tells_how_far_it_has_come() {
        SendingId id = account.schedule(newsletter(4)).asSoonAsPossible().id();
        assertThat(status(id)).isEqualTo("In progress 0/4");
        complete(claim(id, 1), EntryState.ACCEPTED);
        complete(claim(id, 1), EntryState.FAILED);
        assertThat(status(id)).isEqualTo("In progress 2/4");
        assertThat(list.pause(id, "too many complaints").status()).isEqualTo("Paused: too many complaints");
        assertThat(list.page(1)).hasSize(1);
        assertThat(list.resume(id).status()).isEqualTo("In progress 2/4");
        complete(claim(id, 2), EntryState.ACCEPTED);
        outbox.settle(id);
        assertThat(status(id)).isEqualTo("Done, 3 accepted, 1 failed");
        assertThat(list.page(1)).isEmpty();
        assertThat(list.finished().page(1)).extracting(ScheduledRow::id).containsExactly(id);
    }

    @Test
    void cancelling_says_what_was_stopped_what_had_gone_and_what_is_going() {
        SendingId id = account.schedule(newsletter(5)).asSoonAsPossible().id();
        complete(claim(id, 1), EntryState.ACCEPTED);
        complete(claim(id, 1), EntryState.WITHHELD);
        Claim going = claim(id, 1);
        assertThat(outbox.dispatch(going.token(), 1, Duration.ofMinutes(1))).isTrue();
        Claim held = claim(id, 1);
        Cancellation first = list.cancel(id);
        assertThat(first).isEqualTo(new Cancellation(2, 1, 1, 1));
        assertThat(first.isFinal()).isFalse();
        assertThat(outbox.dispatch(held.token(), 1, Duration.ofMinutes(1))).isFalse();
        complete(going, EntryState.ACCEPTED);
        assertThat(list.cancel(id)).isEqualTo(new Cancellation(2, 2, 0, 1));
        assertThat(status(id)).isEqualTo("Cancelled, 2 accepted");
    }

    @Test
    void what_was_cancelled_before_it_left_is_gone_from_the_log() {
        SendingId id =
                account.schedule(mail().build()).at(in(Duration.ofHours(1))).id();
        SendingId other =
                account.schedule(mail().build()).at(in(Duration.ofHours(1))).id();
        assertThat(list.cancel(id)).isEqualTo(new Cancellation(1, 0, 0, 0));
        assertThat(account.messages(MessageQuery.latest(10)))
                .extracting(message -> message.sending().orElseThrow())
                .containsExactly(other);
        assertThat(list.page(1)).extracting(ScheduledRow::id).containsExactly(other);
    }

    @Test
    void what_is_done_can_no_longer_be_cancelled_and_stays_in_the_log() {
        SendingId id = account.schedule(mail().build()).asSoonAsPossible().id();
        complete(claim(id, 1), EntryState.ACCEPTED);
        outbox.settle(id);
        assertThat(list.cancel(id)).isEqualTo(new Cancellation(0, 1, 0, 0));
        assertThat(outbox.find(AccountId.of("one"), id).orElseThrow().state()).isEqualTo(SendingState.DONE);
        assertThat(account.messages(MessageQuery.latest(10))).hasSize(1);
    }

    @Test
    void the_content_can_be_viewed_and_copied_but_not_changed() throws IOException {
        SendingId id = account.schedule(
                        mail().subject("Hi {{first}}").merge("first", "Kim").build())
                .at(in(Duration.ofHours(1)))
                .id();
        assertThat(list.content(id).subject()).isEqualTo("Hi Kim");
        assertThat(list.content(id, 0)).isPresent();
        assertThat(list.content(id, 1)).isEmpty();
        Mail again = list.copy(id).subject("Hi again").build();
        assertThat(again.campaign()).isEmpty();
        assertThat(again.to()).isEqualTo(mail().build().to());
        assertThat(account.schedule(again).at(in(Duration.ofHours(2))).isScheduled())
                .isTrue();
        ByteArrayOutputStream eml = new ByteArrayOutputStream();
        assertThat(list.writeEml(id, 0, eml)).isTrue();
        assertThat(eml.toString(StandardCharsets.US_ASCII))
                .contains("Subject: Hi Kim")
                .contains("See you on Monday.")
                .contains("<" + id + ".0@customer.example>");
        assertThat(list.writeEml(id, 7, eml)).isFalse();
    }

    @Test
    void a_copy_keeps_the_campaign_that_somebody_chose() {
        SendingId id = account.schedule(mail().campaign("Spring").build())
                .at(in(Duration.ofHours(1)))
                .id();
        assertThat(list.copy(id).build().campaign()).hasToString("Optional[Spring]");
    }

    @Test
    void a_broadcast_is_copied_as_a_broadcast_to_whom_is_said_anew() {
        Broadcast first = newsletter(3);
        SendingId id = account.schedule(Broadcast.compose(first.template(), mail -> mail.campaign("Easter"))
                        .audience(first.audience())
                        .build())
                .at(in(Duration.ofHours(1)))
                .id();

        Broadcast again = list.copyBroadcast(id, mail -> mail.subject("Spring, with the right date"))
                .audience(newsletter(5).audience())
                .build();
        SendingId second = account.schedule(again).at(in(Duration.ofHours(2))).id();

        assertThat(again.template().campaign()).hasToString("Optional[Easter]");
        assertThat(list.find(second).orElseThrow().count()).isEqualTo(5);
        assertThat(list.content(second, 4).orElseThrow()).satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("Spring, with the right date");
            assertThat(mail.text()).contains("Hello P4 " + linkOf("p4@example.net"));
            assertThat(mail.to())
                    .singleElement()
                    .satisfies(to -> assertThat(to.address()).hasToString("p4@example.net"));
        });
    }

    @Test
    void a_copy_is_of_the_kind_that_the_sending_is() {
        SendingId broadcast = account.schedule(newsletter(3)).asSoonAsPossible().id();
        SendingId single =
                account.schedule(mail().build()).at(in(Duration.ofHours(1))).id();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> list.copy(broadcast))
                .withMessageContaining("copyBroadcast");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> list.copyBroadcast(single, mail -> {}))
                .withMessageContaining("single mail");
    }

    @Test
    void each_persons_mail_of_a_broadcast_can_be_viewed() {
        SendingId id = account.schedule(newsletter(3)).asSoonAsPossible().id();
        assertThat(list.content(id).subject()).isEqualTo("Spring");
        assertThat(list.content(id, 2).orElseThrow().text()).contains("Hello P2 " + linkOf("p2@example.net"));
    }

    @Test
    void another_accounts_sendings_are_unknown() {
        SendingId id =
                account.schedule(mail().build()).at(in(Duration.ofHours(1))).id();
        ScheduledList others = sendwell.account("two").scheduled();
        assertThat(others.page(1)).isEmpty();
        assertThat(others.find(id)).isEmpty();
        List<org.assertj.core.api.ThrowableAssert.ThrowingCallable> calls = List.of(
                () -> others.content(id),
                () -> others.content(id, 0),
                () -> others.copy(id),
                () -> others.copyBroadcast(id, mail -> {}),
                () -> others.cancel(id),
                () -> others.pause(id, "because"),
                () -> others.resume(id),
                () -> others.deadLetters(id, 1),
                () -> others.requeue(id, List.of(0)),
                () -> others.requeueAll(id));
        for (org.assertj.core.api.ThrowableAssert.ThrowingCallable call : calls) {
            assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(id.toString());
        }
        assertThat(status(id)).isEqualTo("Scheduled");
    }

    @Test
    void what_was_given_up_is_listed_and_put_back() {
        SendingId id = account.schedule(newsletter(25)).asSoonAsPossible().id();
        Claim claim = claim(id, 25);
        complete(claim, EntryState.FAILED);
        outbox.settle(id);
        List<DeadLetter> first = list.deadLetters(id, 1);
        assertThat(first).hasSize(10);
        assertThat(first.get(0).recipient().orElseThrow().address()).hasToString("p0@example.net");
        assertThat(first.get(0).about()).contains("person/0");
        assertThat(first.get(0).code()).isEqualTo("TEST");
        assertThat(first.get(0)).asString().doesNotContain("p0@example.net");
        assertThat(list.deadLetters(id, 3)).hasSize(5);
        assertThat(list.deadLetters(id, 4)).isEmpty();
        assertThat(list.requeue(id, List.of(3, 4, 99))).isEqualTo(2);
        assertThat(list.deadLetters(id, 1)).extracting(DeadLetter::place).doesNotContain(3, 4);
        assertThat(list.requeueAll(id)).isEqualTo(23);
        assertThat(status(id)).isEqualTo("In progress 0/25");
    }

    @Test
    void the_recipient_of_a_single_mail_that_was_given_up_is_told() {
        SendingId id = account.schedule(mail().about("person/7").build())
                .asSoonAsPossible()
                .id();
        complete(claim(id, 1), EntryState.UNCERTAIN);
        assertThat(list.deadLetters(id, 1)).singleElement().satisfies(letter -> {
            assertThat(letter.recipient().orElseThrow().address()).hasToString("kim@example.net");
            assertThat(letter.about()).contains("person/7");
            assertThat(letter.state()).isEqualTo(EntryState.UNCERTAIN);
        });
    }

    @Test
    void what_was_pruned_is_unknown() {
        SendingId id = account.schedule(mail().build()).asSoonAsPossible().id();
        list.cancel(id);
        time.set(NOW.plus(Duration.ofDays(1)));
        while (outbox.prune(time.get(), 100) > 0) {
            assertThat(list.find(id)).isNotNull();
        }
        assertThat(list.find(id)).isEmpty();
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> list.copy(id));
    }

    private String status(SendingId id) {
        return list.find(id).orElseThrow().status();
    }

    private Claim claim(SendingId id, int size) {
        return outbox.claim(new ClaimRequest(
                        id, List.of(UUID.randomUUID()), size, Duration.ofMinutes(5), ClaimRequest.Among.ALL))
                .get(0);
    }

    private void complete(Claim claim, EntryState state) {
        assertThat(outbox.complete(claim.entries().stream()
                        .map(entry -> EntryResult.ended(
                                entry.id(), claim.token(), state, "TEST", "for the test", Octets.none()))
                        .toList()))
                .hasSize(claim.entries().size());
    }

    private static String linkOf(String person) {
        return Office.LINKS
                .link(AccountId.of("one"), EmailAddress.parse(person), Optional.empty(), Office.NOW)
                .url()
                .toString();
    }

    private static Broadcast newsletter(int size) {
        return Broadcast.compose(mail -> mail.from("Jo Berg", "jo@customer.example")
                        .subject("Spring")
                        .text("Hello {{first}} {{unsubscribe}}"))
                .audience(() -> IntStream.range(0, size)
                        .mapToObj(i -> Recipient.of("", "p" + i + "@example.net")
                                .merge("first", "P" + i)
                                .about("person/" + i)))
                .build();
    }

    private ZonedDateTime in(Duration ahead) {
        return time.get().plus(ahead).atZone(ZoneOffset.UTC);
    }
}
