package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.AccountId;
import io.sendwell.account.ConfigurationException;
import io.sendwell.address.EmailAddress;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.check.Finding;
import io.sendwell.consent.ConsentEvidence;
import io.sendwell.consent.ConsentRecord;
import io.sendwell.consent.ConsentRecord.Confirmation;
import io.sendwell.consent.InMemoryConsentStore;
import io.sendwell.message.Mail;
import io.sendwell.message.MergeData;
import io.sendwell.message.MessageClass;
import io.sendwell.message.Purpose;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.SendingId;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.policy.SendingPolicy.MassConsent;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who agreed to get broadcasts, and what becomes of those for people who did not. */
class ConsentTest {

    private static final EmailAddress KIM = EmailAddress.parse("kim@example.net");
    private static final EmailAddress BO = EmailAddress.parse("bo@example.net");
    private static final Optional<Purpose> NEWS = Optional.of(Purpose.of("newsletter"));

    private final PostOffice post = new PostOffice();
    private final InMemoryConsentStore store = new InMemoryConsentStore();
    private final Sendwell sendwell = post.builder().consentStore(store).build();
    private final SendingAccount account = sendwell.account("one");

    @Test
    void a_broadcast_goes_to_those_who_agreed_and_withholds_it_from_the_others() {
        account.consents().add(given(KIM).list("newsletter"));
        account.consents().add(given(BO).list("offers"));

        ScheduleReceipt receipt = account.schedule(newsletter("kim", "bo")).asSoonAsPossible();

        assertThat(receipt.isScheduled()).isTrue();
        assertThat(receipt.withheld()).isEqualTo(Map.of("CONSENT_MISSING", 1L));
        assertThat(receipt.withheldSample())
                .singleElement()
                .satisfies(person -> assertThat(person.mailbox().address()).isEqualTo(BO));
    }

    @Test
    void a_broadcast_that_is_sent_at_once_asks_too() {
        account.consents().add(given(KIM).list("newsletter"));

        List<Receipt> receipts = account.send(newsletter("kim", "bo")).receipts();

        assertThat(receipts.get(0).allAccepted()).isTrue();
        assertThat(stops(receipts.get(1))).containsExactly("CONSENT_MISSING");
        assertThat(post.office.esp.recipients()).containsExactly("kim@example.net");
    }

    @Test
    void mail_from_one_person_to_another_needs_no_consent() {
        assertThat(account.send(Office.mail().build()).allAccepted()).isTrue();
        assertThat(account.send(Office.mail().messageClass(MessageClass.SYSTEM).build())
                        .allAccepted())
                .isTrue();
        assertThat(stops(account.send(oneOfMany()))).containsExactly("CONSENT_MISSING");
    }

    @Test
    void who_takes_consent_back_before_it_leaves_gets_nothing() {
        account.consents().addAll(List.of(given(KIM), given(BO)));
        SendingId id =
                account.schedule(newsletter("kim", "bo")).asSoonAsPossible().id();
        account.consents().withdraw(KIM, NEWS, "by phone");

        Departure departure = sendwell.release().prepare(post.claim(id));

        assertThat(departure.ready()).isEqualTo(1);
        assertThat(departure.stopped()).singleElement().satisfies(outcome -> {
            assertThat(outcome.state()).isEqualTo(EntryState.WITHHELD);
            assertThat(outcome.code()).isEqualTo("CONSENT_MISSING");
        });
    }

    @Test
    void who_takes_consent_back_after_the_gates_is_found_right_before_the_handing_over() {
        account.consents().add(given(KIM));
        SendingId id = account.schedule(newsletter("kim")).asSoonAsPossible().id();
        Departure departure = sendwell.release().prepare(post.claim(id));
        account.consents().withdraw(KIM, Optional.empty(), "by phone");

        assertThat(departure.submit(submissions -> true))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.code()).isEqualTo("NOT_LEFT"));
        assertThat(post.office.esp.submissions()).isEmpty();
    }

    @Test
    void consent_that_was_given_anew_holds_again() {
        account.consents().add(given(KIM));
        account.consents().withdraw(KIM, Optional.empty(), "by phone");
        post.pass(Duration.ofDays(1));
        account.consents().add(ConsentRecord.given(account.id(), KIM, post.clock.instant()));

        assertThat(account.send(newsletter("kim")).receipts().get(0).allAccepted())
                .isTrue();
    }

    @Test
    void a_policy_may_ask_for_confirmed_consent() {
        SendingAccount strict =
                with(MassConsent.CONFIRMED).consentStore(store).build().account("one");
        strict.consents().add(given(KIM));
        assertThat(stops(strict.send(newsletter("kim")).receipts().get(0))).containsExactly("CONSENT_NOT_CONFIRMED");

        strict.consents().add(given(KIM).confirmed(new Confirmation(Office.NOW, "link")));
        assertThat(strict.send(newsletter("kim")).receipts().get(0).allAccepted())
                .isTrue();
    }

    @Test
    void without_a_store_a_broadcast_is_refused_as_a_whole_with_what_to_do() {
        Sendwell without = builderWithoutStore().build();
        SendingAccount one = without.account("one");

        Finding why = one.send(newsletter("kim")).report().stops().get(0);
        assertThat(why.code()).isEqualTo("CONSENT_NOT_KNOWN");
        assertThat(why.fix()).contains("consentStore(...)", "massConsent(LEFT_TO_THE_APPLICATION)");
        assertThat(one.schedule(newsletter("kim")).asSoonAsPossible().report().stops())
                .extracting(Finding::code)
                .containsExactly("CONSENT_NOT_KNOWN");
        assertThat(stops(one.send(oneOfMany()))).containsExactly("CONSENT_NOT_KNOWN");
        assertThat(one.send(Office.mail().build()).allAccepted()).isTrue();
        assertThatThrownBy(one::consents)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("consentStore");
    }

    @Test
    void an_application_that_answers_for_consent_itself_is_not_asked() {
        SendingAccount one = builderWithoutStore()
                .policy(policy(MassConsent.LEFT_TO_THE_APPLICATION))
                .build()
                .account("one");

        assertThat(one.send(newsletter("kim")).receipts().get(0).allAccepted()).isTrue();
    }

    @Test
    void consents_are_asked_for_many_at_a_time() {
        CountingStore counting = new CountingStore();
        SendingAccount one = post.builder().consentStore(counting).build().account("one");
        String[] readers = IntStream.range(0, 1_000).mapToObj(i -> "p" + i).toArray(String[]::new);

        one.schedule(newsletter(readers)).at(inAnHour());

        assertThat(counting.questions).isLessThanOrEqualTo(20);
    }

    @Test
    void evidence_of_one_person_and_of_everybody_is_handed_out() {
        ConsentRecord kim = given(KIM)
                .list("newsletter")
                .by("form", "https://customer.example/news, 192.0.2.7")
                .wording("2026-10", "Yes, please.")
                .recordedBy("the website")
                .confirmed(new Confirmation(Office.NOW, "link, 192.0.2.9"));
        account.consents().addAll(List.of(kim, given(BO)));
        account.consents().withdraw(BO, Optional.empty(), "by phone");
        sendwell.account("two").consents().add(ConsentRecord.given(AccountId.of("two"), KIM, Office.NOW));

        assertThat(account.consents().evidence(KIM)).isEqualTo(new ConsentEvidence(KIM, List.of(kim), List.of()));
        assertThat(account.consents().evidence(KIM).explain())
                .contains("kim@example.net", "list newsletter", "form", "192.0.2.7", "2026-10: \"Yes, please.\"")
                .contains("confirmed at 2026-11-30T23:30:00Z by link, 192.0.2.9", "the website");
        assertThat(account.consents().evidence())
                .extracting(ConsentEvidence::person)
                .containsExactly(BO, KIM);
        assertThat(account.consents().evidence(BO).explain()).contains("withdrawn for all broadcasts: by phone");
        assertThat(account.personalData(KIM).export().explain()).contains("Yes, please.");
    }

    @Test
    void evidence_of_hundreds_is_read_page_by_page() {
        account.consents()
                .addAll(IntStream.range(0, 1_234)
                        .mapToObj(i -> given(EmailAddress.parse("p" + i + "@example.net")))
                        .toList());

        assertThat(account.consents().evidence()).hasSize(1_234);
    }

    @Test
    void an_erased_person_is_written_to_no_more_and_evidence_stays_until_claims_have_lapsed() {
        account.consents().add(given(KIM));

        ErasureReceipt receipt = account.personalData(KIM).erase();

        assertThat(receipt.isComplete()).isTrue();
        assertThat(receipt.explain()).contains("evidence", "1461 days");
        assertThat(stops(account.send(newsletter("kim")).receipts().get(0))).containsExactly("CONSENT_MISSING");
        assertThat(account.consents().evidence(KIM).given()).hasSize(1);

        account.personalData(KIM).erase();
        assertThat(account.consents().evidence(KIM).withdrawn()).hasSize(1);
        post.pass(Duration.ofDays(1_461).plusSeconds(1));
        assertThat(account.personalData(KIM).erase().kept()).isEmpty();
        assertThat(account.consents().evidence(KIM).isEmpty()).isTrue();
    }

    @Test
    void a_consent_of_another_account_or_of_tomorrow_is_not_recorded() {
        assertThatThrownBy(() -> account.consents().add(ConsentRecord.given(AccountId.of("two"), KIM, Office.NOW)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> account.consents().add(ConsentRecord.given(account.id(), KIM, Office.NOW.plusMillis(1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private SendwellBuilder with(MassConsent consent) {
        return post.builder().policy(policy(consent));
    }

    private static SendingPolicy policy(MassConsent consent) {
        return Office.policy().with(policy -> policy.massConsent(consent));
    }

    /** An operator who set up no store of consents. */
    private SendwellBuilder builderWithoutStore() {
        return Sendwell.builder()
                .unsubscribe(Office.LINKS)
                .operator(Office.operator())
                .esp(post.office.esp)
                .account(AccountSettings.of("one"))
                .authorFacts(post.office.facts())
                .policy(Office.policy())
                .clock(post.clock);
    }

    private ConsentRecord given(EmailAddress person) {
        return ConsentRecord.given(account.id(), person, Office.NOW);
    }

    private ZonedDateTime inAnHour() {
        return Office.NOW.plus(Duration.ofHours(1)).atZone(ZoneOffset.UTC);
    }

    private static Mail oneOfMany() {
        return Office.mail()
                .messageClass(MessageClass.MASS)
                .text("News. {{unsubscribe}}")
                .merge(MergeData.none())
                .build();
    }

    private static Broadcast newsletter(String... persons) {
        return Broadcast.compose(mail -> mail.from("Jo Berg", "jo@customer.example")
                        .subject("News")
                        .text("News. {{unsubscribe}}")
                        .purpose("newsletter"))
                .audience(List.of(persons), person -> Recipient.of("", person + "@example.net"))
                .build();
    }

    private static List<String> stops(Receipt receipt) {
        return receipt.report().stops().stream().map(Finding::code).toList();
    }

    /** Everybody agreed, and each question is counted. */
    private static final class CountingStore extends EverybodyAgrees {

        int questions;

        @Override
        public Map<EmailAddress, ConsentRecord> find(
                AccountId account, Optional<Purpose> list, Collection<EmailAddress> persons) {
            questions++;
            return super.find(account, list, persons);
        }
    }
}
