package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.ErasureReceipt.Why;
import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.campaign.Audience;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.event.Bounce;
import io.sendwell.event.BounceKind;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.EventType;
import io.sendwell.event.Report;
import io.sendwell.event.Visit;
import io.sendwell.log.EventLog;
import io.sendwell.log.EventLogException;
import io.sendwell.log.EventQuery;
import io.sendwell.log.InMemoryEventLog;
import io.sendwell.log.LoggedEvent;
import io.sendwell.log.MessageQuery;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.log.RecipientStatus;
import io.sendwell.log.Totals;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.EntryQuery;
import io.sendwell.outbox.EntryResult;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import io.sendwell.outbox.StoredEntry;
import io.sendwell.transport.DispatchMark;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PersonalDataTest {

    private static final EmailAddress KIM = EmailAddress.parse("kim@example.net");
    private static final EmailAddress LEE = EmailAddress.parse("lee@example.net");

    private final PostOffice post = new PostOffice();
    private final InMemoryEventLog eventLog = new InMemoryEventLog();
    private final Sendwell sendwell = post.builder().eventLog(eventLog).build();
    private final SendingAccount account = sendwell.account("one");

    @Test
    void everything_that_is_held_about_a_person_is_handed_out_and_nothing_of_others() {
        Receipt sent = account.send(
                Office.mail().cc("lee@example.net").about("person/8812").build());
        sendwell.events().receive(List.of(clicked(sent.id(), KIM), clicked(sent.id(), LEE)));
        account.schedule(newsletter("kim", "lee")).at(later());
        sendwell.blocklist().add(BlocklistEntry.manual(KIM, "asked", Office.NOW));
        sendwell.blocklist().lift(KIM, "asked again", "Erik");
        sendwell.blocklist().add(BlocklistEntry.hardBounce(KIM, "550", "unknown", "mailjet", Office.NOW));

        PersonalDataExport held =
                account.personalData(EmailAddress.parse("Kim@EXAMPLE.net")).export();

        assertThat(held.messages())
                .hasSize(2)
                .allSatisfy(message -> assertThat(message.logged().outcomes()).containsOnlyKeys(KIM));
        PersonalDataExport.Message waiting = held.messages().get(0);
        assertThat(waiting.copy()).hasValueSatisfying(copy -> {
            assertThat(copy.state()).isEqualTo(EntryState.DUE);
            assertThat(copy.subject()).isEqualTo("Hi kim");
            assertThat(copy.html()).hasValueSatisfying(html -> assertThat(html).contains("For kim"));
        });
        assertThat(held.messages().get(1).status().seen()).contains(EventType.CLICKED);
        assertThat(held.messages().get(1).copy()).isEmpty();
        assertThat(held.events()).extracting(LoggedEvent::recipient).containsExactly(KIM);
        assertThat(held.blocked()).isPresent();
        assertThat(held.lifted()).hasSize(1);
        assertThat(held.explain())
                .contains("about person/8812", "For kim", "192.0.2.10", "HARD_BOUNCE", "Erik")
                .doesNotContain("lee");
    }

    @Test
    void bounces_that_count_against_the_address_are_handed_out_and_stay() {
        Receipt sent = account.send(Office.mail().build());
        sendwell.events()
                .receive(List.of(new DeliveryEvent.SoftBounced(
                        Report.of(Office.NOW.plusSeconds(60), "mailjet", "{}")
                                .account(PostOffice.ACCOUNT)
                                .messageId(sent.id())
                                .recipient(KIM),
                        new Bounce(BounceKind.SOFT, "B7", "452 4.2.2", "Mailbox full"))));

        assertThat(account.personalData(KIM).export().bounces()).hasSize(1);
        assertThat(account.personalData(KIM).export().explain()).contains("452 4.2.2 Mailbox full");
        assertThat(account.personalData(KIM).erase().kept())
                .singleElement()
                .satisfies(kept -> assertThat(kept.what()).contains("1 bounce"));
        assertThat(account.personalData(KIM).erase().isComplete()).isTrue();
    }

    @Test
    void entries_of_other_accounts_are_not_handed_out() {
        sendwell.blocklist()
                .add(BlocklistEntry.manual(KIM, "asked two", Office.NOW).onlyFor(AccountId.of("two")));
        sendwell.account("two").send(Office.mail().to("lee@example.net").build());
        sendwell.blocklist().lift(KIM, "asked again", "Erik");

        PersonalDataExport held = account.personalData(KIM).export();

        assertThat(held.messages()).isEmpty();
        assertThat(held.lifted()).isEmpty();
    }

    @Test
    void a_person_who_was_written_to_often_is_handed_out_whole() {
        for (int mail = 0; mail < 501; mail++) {
            account.send(Office.mail().build());
        }

        assertThat(account.personalData(KIM).export().messages()).hasSize(501);
        assertThat(account.personalData(KIM).erase().messages()).isEqualTo(501);
        assertThat(account.messages(MessageQuery.latest(1))).isEmpty();
    }

    @Test
    void after_erasing_nothing_of_the_person_is_left_but_the_blocklist_and_the_totals() {
        Receipt sent = account.send(Office.mail().build());
        SendingId scheduled =
                account.schedule(Office.mail().build()).at(later()).id();
        sendwell.events().receive(List.of(clicked(sent.id(), KIM)));
        sendwell.blocklist().add(BlocklistEntry.hardBounce(KIM, "550", "unknown", "mailjet", Office.NOW));
        Totals totals = account.events().totals();

        ErasureReceipt receipt = account.personalData(KIM).erase();

        assertThat(receipt.messages()).isEqualTo(2);
        assertThat(receipt.events()).isEqualTo(1);
        assertThat(receipt.cancelled()).isEqualTo(1);
        assertThat(receipt.isComplete()).isTrue();
        assertThat(receipt.explain())
                .contains("2 messages, 1 event, 1 mail that waited", "HARD_BOUNCE", "name nobody")
                .doesNotContain("kim@example.net");
        PersonalDataExport held = account.personalData(KIM).export();
        assertThat(held.messages()).isEmpty();
        assertThat(held.events()).isEmpty();
        assertThat(eventLog.status(PostOffice.ACCOUNT, sent.id(), KIM)).isEqualTo(RecipientStatus.nothing());
        assertThat(post.outbox.find(PostOffice.ACCOUNT, scheduled)).hasValueSatisfying(sending -> {
            assertThat(sending.state()).isEqualTo(SendingState.DONE);
            assertThat(sending.summary().to()).isEmpty();
            assertThat(sending.summary().subject()).isEmpty();
        });
        assertThat(post.outbox.content(scheduled, 0)).isEmpty();
        assertThat(account.blocked(KIM)).isPresent();
        assertThat(account.events().totals()).isEqualTo(totals);
    }

    @Test
    void of_a_broadcast_the_others_get_their_mail() {
        SendingId sending =
                account.schedule(newsletter("kim", "lee")).at(later()).id();

        account.personalData(KIM).erase();
        post.pass(Duration.ofHours(2));
        post.release().prepare(post.claim(sending)).submit(DispatchMark.recorded());

        assertThat(post.office.esp.recipients()).containsExactly("lee@example.net");
        assertThat(account.personalData(KIM).export().messages()).isEmpty();
        assertThat(stored(sending).get(0).data()).isEqualTo(Octets.none());
    }

    @Test
    void a_mail_in_a_workers_hands_stays_until_it_has_ended_and_is_erased_then() {
        SendingId sending = account.schedule(Office.mail().build()).at(later()).id();
        post.pass(Duration.ofHours(2));
        Claim claim = post.claim(sending);

        ErasureReceipt early = account.personalData(KIM).erase();
        assertThat(early.isComplete()).isFalse();
        assertThat(early.kept()).extracting(ErasureReceipt.Kept::why).containsExactly(Why.LEAVING);
        assertThat(early.cancelled()).isZero();
        assertThat(account.personalData(KIM).export().messages()).hasSize(1);

        List<EntryOutcome> outcomes = post.release().prepare(claim).submit(DispatchMark.recorded());
        post.outbox.complete(outcomes.stream()
                .map(outcome ->
                        EntryResult.ended(outcome.entry(), claim.token(), outcome.state(), "", "", outcome.memo()))
                .toList());
        assertThat(post.office.esp.recipients()).containsExactly("kim@example.net");

        ErasureReceipt late = account.personalData(KIM).erase();
        assertThat(late.isComplete()).isTrue();
        assertThat(late.messages()).isEqualTo(1);
        assertThat(stored(sending).get(0).data()).isEqualTo(Octets.none());
    }

    @Test
    void a_mail_that_waits_for_others_too_stays_and_is_named_and_goes_with_its_end() {
        SendingId sending = account.schedule(Office.mail().cc("lee@example.net").build())
                .at(later())
                .id();

        assertThat(account.personalData(KIM).erase().kept()).singleElement().satisfies(kept -> {
            assertThat(kept.why()).isEqualTo(Why.SHARED);
            assertThat(kept.what()).contains(sending.toString(), "DUE");
        });
        assertThat(stored(sending).get(0).state()).isEqualTo(EntryState.DUE);

        account.scheduled().cancel(sending);
        assertThat(account.personalData(KIM).erase().isComplete()).isTrue();
        assertThat(account.personalData(KIM).export().messages()).isEmpty();
    }

    @Test
    void of_a_mail_to_several_that_left_the_others_stay_known() {
        Receipt sent = account.send(Office.mail().cc("lee@example.net").build());

        assertThat(account.personalData(KIM).erase().messages()).isEqualTo(1);

        assertThat(account.messages(MessageQuery.byId(sent.id())).get(0).outcomes())
                .containsOnlyKeys(LEE)
                .allSatisfy((who, outcome) -> assertThat(outcome).isInstanceOf(RecipientOutcome.Submitted.class));
    }

    @Test
    void an_erasure_that_broke_off_is_finished_by_calling_it_again() {
        Receipt sent = account.send(Office.mail().build());
        account.schedule(Office.mail().build()).at(later());
        sendwell.events().receive(List.of(clicked(sent.id(), KIM)));
        boolean[] away = {true};
        SendingAccount troubled = post.builder()
                .eventLog((EventLog) Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {EventLog.class}, (proxy, method, arguments) -> {
                            if (away[0] && method.getName().equals("erase")) {
                                throw new EventLogException("Away.", new IllegalStateException());
                            }
                            try {
                                return method.invoke(eventLog, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }))
                .build()
                .account("one");

        assertThatThrownBy(() -> troubled.personalData(KIM).erase()).isInstanceOf(EventLogException.class);
        away[0] = false;
        ErasureReceipt second = troubled.personalData(KIM).erase();

        assertThat(second.events()).isEqualTo(1);
        assertThat(account.events().find(EventQuery.latest(1).to(KIM)).events()).isEmpty();
        ErasureReceipt third = troubled.personalData(KIM).erase();
        assertThat(third.messages() + third.events() + third.cancelled()).isZero();
        assertThat(third.isComplete()).isTrue();
    }

    private ZonedDateTime later() {
        return post.clock.instant().plus(Duration.ofHours(2)).atZone(ZoneOffset.UTC);
    }

    private List<StoredEntry> stored(SendingId sending) {
        return post.outbox.entries(PostOffice.ACCOUNT, EntryQuery.all(sending, 0, 10));
    }

    private static Broadcast newsletter(String... persons) {
        return Broadcast.compose(mail -> mail.from("Jo Berg", "jo@customer.example")
                        .subject("Hi {{first}}")
                        .html("<p>For {{first}}: <a href=\"{{unsubscribe}}\">Sign off</a></p>"))
                .audience(Audience.from(
                        () -> Stream.of(persons),
                        person -> Recipient.of(person, person + "@example.net").merge("first", person)))
                .build();
    }

    private static DeliveryEvent clicked(String messageId, EmailAddress person) {
        return new DeliveryEvent.Clicked(
                Report.of(Office.NOW.plusSeconds(60), "mailjet", "{}")
                        .account(PostOffice.ACCOUNT)
                        .messageId(messageId)
                        .recipient(person),
                "https://customer.example/spring",
                Visit.of("192.0.2.10", "SE", "Mozilla/5.0"));
    }
}
