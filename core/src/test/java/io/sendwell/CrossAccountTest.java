package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlockReason;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.consent.ConsentRecord;
import io.sendwell.consent.InMemoryConsentStore;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.EventType;
import io.sendwell.event.Report;
import io.sendwell.event.Visit;
import io.sendwell.guard.GuardDecision;
import io.sendwell.guard.GuardRate;
import io.sendwell.guard.GuardRecord;
import io.sendwell.guard.GuardScope;
import io.sendwell.guard.InMemoryGuardStore;
import io.sendwell.log.CampaignQuery;
import io.sendwell.log.EventQuery;
import io.sendwell.log.InMemoryEventLog;
import io.sendwell.log.MessageQuery;
import io.sendwell.message.CampaignName;
import io.sendwell.message.Mail;
import io.sendwell.message.MailBuilder;
import io.sendwell.message.MessageClass;
import io.sendwell.message.Purpose;
import io.sendwell.message.Sms;
import io.sendwell.outbox.EntryQuery;
import io.sendwell.outbox.SendingId;
import io.sendwell.route.Route;
import io.sendwell.throttle.InMemoryThrottleStore;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * No call of one account reads, blocks, cancels, unsubscribes or spends anything of another.
 *
 * <p>Account {@code two} calls every public method that an account has, with whatever it may have learned of account {@code one}:
 * ids, addresses, references, campaigns. Nothing that it hears may name what is one's, and all of one's has to be as before.
 */
class CrossAccountTest {

    /** In everything that is of account one. */
    private static final String MARK = "secret";

    private static final EmailAddress PERSON = EmailAddress.parse("kim@example.net");
    private static final String ABOUT = "person/7";
    private static final CampaignName CAMPAIGN = CampaignName.of("Spring");
    private static final Optional<Purpose> OTHERS = Optional.of(Purpose.of("others"));
    private static final Optional<Purpose> ENDED = Optional.of(Purpose.of("ended"));

    /** What an account can be asked for. A class that it newly hands out is named here. */
    private static final List<Class<?>> OF_AN_ACCOUNT = List.of(
            SendingAccount.class,
            ScheduledList.class,
            ScheduleRequest.class,
            EventReports.class,
            AccountBlocklist.class,
            AccountConsents.class,
            AccountOptOuts.class,
            PersonalData.class);

    private interface Call {
        Object by(Scene scene, SendingAccount two) throws Exception;
    }

    private static final Map<String, Call> CALLS = calls();

    @Test
    void every_public_method_of_an_account_has_a_row() {
        Set<String> methods = new TreeSet<>();
        for (Class<?> type : OF_AN_ACCOUNT) {
            Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                    .map(CrossAccountTest::signature)
                    .forEach(methods::add);
        }

        assertThat(CALLS.keySet()).containsExactlyInAnyOrderElementsOf(methods);
    }

    @Test
    void every_class_that_an_account_hands_out_is_looked_at() {
        Set<Class<?>> handedOut = Arrays.stream(SendingAccount.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .<Class<?>>map(Method::getReturnType)
                .filter(type -> type.getPackageName().equals("io.sendwell") && !type.isRecord() && !type.isInterface())
                .collect(Collectors.toSet());

        assertThat(OF_AN_ACCOUNT).containsAll(handedOut);
    }

    @TestFactory
    Stream<DynamicTest> an_account_learns_and_changes_nothing_of_another() {
        return CALLS.entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(row.getKey(), () -> {
                    Scene scene = new Scene();
                    String before = scene.stateOfOne();
                    assertThat(before).contains(MARK);

                    String heard = heard(row.getValue(), scene);

                    assertThat(heard).as("what it hears").doesNotContain(MARK);
                    assertThat(scene.stateOfOne())
                            .as("all that is of the other account")
                            .isEqualTo(before);
                }));
    }

    private static String heard(Call call, Scene scene) {
        try {
            Object answer = call.by(scene, scene.two);
            if (answer instanceof Stream<?> stream) {
                return stream.toList().toString();
            }
            return String.valueOf(answer);
        } catch (IllegalArgumentException refused) {
            return refused.toString();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String signature(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** Two accounts that write to the same person, in campaigns of the same name. */
    private static final class Scene {

        final PostOffice post = new PostOffice();
        final InMemoryEventLog eventLog = new InMemoryEventLog();
        final InMemoryConsentStore consents = new InMemoryConsentStore();
        final InMemoryThrottleStore throttle = new InMemoryThrottleStore(post.clock);
        final InMemoryGuardStore guard = new InMemoryGuardStore();
        final Sendwell sendwell = post.builder()
                .eventLog(eventLog)
                .guardStore(guard)
                .consentStore(consents)
                .throttleStore(throttle)
                .build();
        final SendingAccount one = sendwell.account("one");
        final SendingAccount two = sendwell.account("two");
        final String sent;
        final SendingId mail;
        final SendingId broadcast;
        final SendingId paused;

        Scene() {
            for (SendingAccount account : List.of(one, two)) {
                account.consents()
                        .add(ConsentRecord.given(account.id(), PERSON, Office.NOW)
                                .by("form", account == one ? MARK + " page" : "page"));
            }
            one.optOuts().add(PERSON, OTHERS, MARK + " on the telephone");
            one.optOuts().add(PERSON, ENDED, MARK + " on the telephone");
            one.optOuts().end(PERSON, ENDED, MARK, MARK);
            sent = one.send(mail(MARK)).id();
            mail = one.schedule(mail(MARK))
                    .by(MARK)
                    .requestKey("key")
                    .at(tomorrow())
                    .id();
            broadcast = one.schedule(broadcast(MARK)).by(MARK).at(tomorrow()).id();
            paused = one.schedule(mail(MARK)).by(MARK).at(tomorrow()).id();
            one.scheduled().pause(paused, MARK);
            Report report = Report.of(Office.NOW, "mailjet", MARK)
                    .messageId(sent)
                    .recipient(PERSON)
                    .account(one.id());
            sendwell.events()
                    .receive(List.of(new DeliveryEvent.Clicked(
                            report, "https://customer.example/" + MARK, Visit.of("192.0.2.1", "DK", MARK))));
            post.office.blocklist.add(BlocklistEntry.of(
                            EmailAddress.parse(MARK + "@example.net"), BlockReason.COMPLAINT, MARK, Office.NOW)
                    .onlyFor(one.id()));
            guard.save(GuardRecord.of(GuardScope.of(one.id(), CAMPAIGN))
                    .with(new GuardDecision.Released(Office.NOW, MARK, MARK))
                    .with(new GuardDecision.Held(Office.NOW, GuardRate.COMPLAINTS, 1_000, 3)));
        }

        ZonedDateTime tomorrow() {
            return Office.NOW.plus(Duration.ofDays(1)).atZone(ZoneOffset.UTC);
        }

        /** All that can be known of account one, and how much it may still send. */
        String stateOfOne() {
            List<Object> all = new ArrayList<>();
            all.add(one.messages(MessageQuery.latest(100)));
            all.add(one.events().find(EventQuery.latest(100)));
            all.add(one.events().totals());
            all.add(one.events().campaigns(CampaignQuery.latest(100)));
            all.add(one.scheduled().page(1, 100));
            all.add(one.scheduled().finished().page(1, 100));
            all.add(one.blocklist().entries(100));
            all.add(one.blocked(PERSON));
            all.add(one.consents().evidence(PERSON));
            all.add(one.consents().find(PERSON, Optional.empty()));
            all.add(one.optOuts().of(PERSON));
            all.add(one.optOuts().ended(PERSON));
            all.add(guard.find(GuardScope.of(one.id(), CAMPAIGN)));
            for (SendingId id : List.of(mail, broadcast, paused)) {
                all.add(post.outbox.find(one.id(), id));
                all.add(post.outbox.entries(one.id(), EntryQuery.all(id, 0, 100)));
            }
            String spent = throttle.read("account:" + one.id()).state();
            assertThat(spent).as("what the throttle counts of account one").isNotEmpty();
            all.add(spent);
            return all.toString();
        }
    }

    private static Mail mail(String mark) {
        return builder(mark).build();
    }

    private static MailBuilder builder(String mark) {
        return Office.mail()
                .subject("Monday " + mark)
                .text("See you on Monday. " + mark)
                .about(ABOUT)
                .campaign(CAMPAIGN);
    }

    private static Broadcast broadcast(String mark) {
        return Broadcast.compose(mail -> mail.from("Jo Berg", "jo@customer.example")
                        .subject("News " + mark)
                        .text("News. " + mark + " {{unsubscribe}}")
                        .campaign(CAMPAIGN))
                .audience(List.of(PERSON), person -> Recipient.of("Kim", person.toString()))
                .build();
    }

    private static Map<String, Call> calls() {
        Map<String, Call> calls = new LinkedHashMap<>();
        calls.put("SendingAccount.id()", (s, two) -> two.id());
        calls.put("SendingAccount.capabilities(Route)", (s, two) -> two.capabilities(Route.ESP));
        calls.put("SendingAccount.plan(Mail)", (s, two) -> two.plan(mail("")));
        calls.put("SendingAccount.check(Mail)", (s, two) -> two.check(mail("")));
        calls.put("SendingAccount.preview(Mail)", (s, two) -> {
            MailPreview preview = two.preview(mail(""));
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            preview.message().writeTo(octets);
            return preview + octets.toString(StandardCharsets.UTF_8);
        });
        calls.put("SendingAccount.check(Broadcast)", (s, two) -> two.check(broadcast("")));
        calls.put("SendingAccount.send(Mail)", (s, two) -> two.send(mail("")));
        calls.put(
                "SendingAccount.sendAsync(Mail, Executor)",
                (s, two) -> two.sendAsync(mail(""), Runnable::run).join());
        calls.put("SendingAccount.send(Sms)", (s, two) -> two.send(sms()));
        calls.put("SendingAccount.send(Broadcast)", (s, two) -> two.send(broadcast("")));
        calls.put(
                "SendingAccount.schedule(Mail)",
                (s, two) -> two.schedule(mail("")).asSoonAsPossible());
        calls.put(
                "SendingAccount.schedule(Broadcast)",
                (s, two) -> two.schedule(broadcast("")).asSoonAsPossible());
        calls.put(
                "SendingAccount.schedule(Sms)", (s, two) -> two.schedule(sms()).asSoonAsPossible());
        calls.put("SendingAccount.scheduled()", (s, two) -> two.scheduled().page(1));
        calls.put(
                "SendingAccount.messages(MessageQuery)",
                (s, two) -> two.messages(MessageQuery.latest(100))
                        + "" + two.messages(MessageQuery.byId(s.sent))
                        + two.messages(
                                MessageQuery.latest(9).to(PERSON).about(ABOUT).campaign(CAMPAIGN))
                        + two.messages(MessageQuery.latest(9).sending(s.mail)));
        calls.put("SendingAccount.events()", (s, two) -> two.events().overview());
        calls.put(
                "SendingAccount.blocked(EmailAddress)",
                (s, two) ->
                        two.blocked(EmailAddress.parse(MARK + "@example.net")).isPresent());
        calls.put("SendingAccount.blocklist()", (s, two) -> two.blocklist().entries(9));
        calls.put(
                "SendingAccount.personalData(EmailAddress)",
                (s, two) -> two.personalData(PERSON).export().explain());
        calls.put("SendingAccount.consents()", (s, two) -> two.consents().evidence());
        calls.put("SendingAccount.guard()", (s, two) -> two.guard());
        calls.put("SendingAccount.hold(MessageClass)", (s, two) -> two.hold(MessageClass.MASS));
        calls.put("SendingAccount.guard(CampaignName)", (s, two) -> two.guard(CAMPAIGN));
        calls.put("SendingAccount.optOuts()", (s, two) -> two.optOuts().of(PERSON));

        calls.put(
                "ScheduledList.finished()",
                (s, two) -> two.scheduled().finished().page(1));
        calls.put("ScheduledList.page(int)", (s, two) -> two.scheduled().page(1));
        calls.put("ScheduledList.page(int, int)", (s, two) -> two.scheduled().page(1, 100));
        calls.put("ScheduledList.find(SendingId)", (s, two) -> two.scheduled().find(s.mail));
        calls.put(
                "ScheduledList.content(SendingId)", (s, two) -> two.scheduled().content(s.mail));
        calls.put(
                "ScheduledList.content(SendingId, int)",
                (s, two) -> two.scheduled().content(s.broadcast, 0));
        calls.put("ScheduledList.writeEml(SendingId, int, OutputStream)", (s, two) -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            two.scheduled().writeEml(s.mail, 0, out);
            return out.toString(StandardCharsets.UTF_8);
        });
        calls.put(
                "ScheduledList.copy(SendingId)",
                (s, two) -> two.scheduled().copy(s.mail).build().subject());
        calls.put(
                "ScheduledList.copyBroadcast(SendingId, Consumer)",
                (s, two) -> two.scheduled().copyBroadcast(s.broadcast, mail -> {}));
        calls.put("ScheduledList.cancel(SendingId)", (s, two) -> two.scheduled().cancel(s.mail));
        calls.put(
                "ScheduledList.pause(SendingId, String)",
                (s, two) -> two.scheduled().pause(s.mail, ""));
        calls.put("ScheduledList.resume(SendingId)", (s, two) -> two.scheduled().resume(s.paused));
        calls.put(
                "ScheduledList.resume(SendingId, String, String)",
                (s, two) -> two.scheduled().resume(s.paused, "why", "Erik"));
        calls.put(
                "ScheduledList.deadLetters(SendingId, int)",
                (s, two) -> two.scheduled().deadLetters(s.mail, 1));
        calls.put(
                "ScheduledList.requeue(SendingId, Collection)",
                (s, two) -> two.scheduled().requeue(s.mail, List.of(0)));
        calls.put(
                "ScheduledList.requeueAll(SendingId)",
                (s, two) -> two.scheduled().requeueAll(s.mail));

        calls.put(
                "ScheduleRequest.requestKey(String)",
                (s, two) -> two.schedule(mail(""))
                        .requestKey("key")
                        .at(s.tomorrow())
                        .explain());
        calls.put(
                "ScheduleRequest.by(String)",
                (s, two) -> two.schedule(mail("")).by("Erik").at(s.tomorrow()).explain());
        calls.put(
                "ScheduleRequest.at(ZonedDateTime)",
                (s, two) -> two.schedule(mail("")).at(s.tomorrow()));
        calls.put(
                "ScheduleRequest.asSoonAsPossible()",
                (s, two) -> two.schedule(mail("")).asSoonAsPossible());

        calls.put("EventReports.overview()", (s, two) -> two.events().overview());
        calls.put("EventReports.find(EventQuery)", (s, two) -> two.events().find(EventQuery.latest(9)));
        calls.put(
                "EventReports.clicksOf(EmailAddress, int)",
                (s, two) -> two.events().clicksOf(PERSON, 9));
        calls.put(
                "EventReports.clicksAbout(String, int)",
                (s, two) -> two.events().clicksAbout(ABOUT, 9));
        calls.put(
                "EventReports.stream(EventQuery)",
                (s, two) -> two.events().stream(EventQuery.latest(9).type(EventType.CLICKED)));
        calls.put(
                "EventReports.audience(EventQuery, Function)",
                (s, two) -> two.events()
                        .audience(EventQuery.latest(9), event -> Recipient.of(MARK, PERSON.toString()))
                        .open());
        calls.put("EventReports.forEachPerson(EventQuery, int, Consumer)", (s, two) -> {
            List<Object> persons = new ArrayList<>();
            two.events().forEachPerson(EventQuery.latest(9), 9, persons::add);
            return persons;
        });
        calls.put("EventReports.status(String, EmailAddress)", (s, two) -> {
            assertThat(two.events().status(s.sent, PERSON).standing()).isEmpty();
            return "";
        });
        calls.put(
                "EventReports.catchUp(Instant)",
                (s, two) -> two.events().catchUp(Office.NOW.minus(Duration.ofDays(1))));
        calls.put("EventReports.totals()", (s, two) -> {
            assertThat(two.events().totals().clicked()).isZero();
            return "";
        });
        calls.put(
                "EventReports.campaigns(CampaignQuery)",
                (s, two) -> two.events().campaigns(CampaignQuery.latest(9)));
        calls.put("EventReports.archive(CampaignName)", (s, two) -> two.events().archive(CAMPAIGN));
        calls.put("EventReports.restore(CampaignName)", (s, two) -> {
            s.one.events().archive(CAMPAIGN);
            boolean restored = two.events().restore(CAMPAIGN);
            s.one.events().restore(CAMPAIGN);
            assertThat(restored).isFalse();
            return "";
        });

        calls.put(
                "AccountBlocklist.find(EmailAddress)",
                (s, two) -> two.blocklist()
                        .find(EmailAddress.parse(MARK + "@example.net"))
                        .isPresent());
        calls.put("AccountBlocklist.entries(int)", (s, two) -> two.blocklist().entries(9));
        calls.put(
                "AccountBlocklist.entriesAfter(BlocklistEntry, int)",
                (s, two) -> two.blocklist()
                        .entriesAfter(
                                BlocklistEntry.of(PERSON, BlockReason.MANUAL, "", Office.NOW.plus(Duration.ofDays(9))),
                                9));

        calls.put("AccountConsents.add(ConsentRecord)", (s, two) -> {
            two.consents().add(ConsentRecord.given(AccountId.of("one"), PERSON, Office.NOW.minusSeconds(9)));
            return "";
        });
        calls.put("AccountConsents.addAll(Iterable)", (s, two) -> {
            two.consents()
                    .addAll(List.of(ConsentRecord.given(AccountId.of("one"), PERSON, Office.NOW.minusSeconds(9))));
            return "";
        });
        calls.put("AccountConsents.withdraw(EmailAddress, Optional, String)", (s, two) -> {
            two.consents().withdraw(PERSON, Optional.empty(), "by the other account");
            return "";
        });
        calls.put(
                "AccountConsents.find(EmailAddress, Optional)",
                (s, two) -> two.consents().find(PERSON, Optional.empty()));
        calls.put(
                "AccountConsents.evidence(EmailAddress)",
                (s, two) -> two.consents().evidence(PERSON).explain());
        calls.put("AccountConsents.evidence()", (s, two) -> two.consents().evidence());

        calls.put("AccountOptOuts.of(EmailAddress)", (s, two) -> two.optOuts().of(PERSON));
        calls.put(
                "AccountOptOuts.page(Optional, int)", (s, two) -> two.optOuts().page(Optional.empty(), 100));
        calls.put(
                "AccountOptOuts.ended(EmailAddress)", (s, two) -> two.optOuts().ended(PERSON));
        calls.put("AccountOptOuts.add(EmailAddress, Optional, String)", (s, two) -> {
            two.optOuts().add(PERSON, Optional.empty(), "by the other account");
            return "";
        });
        calls.put(
                "AccountOptOuts.end(EmailAddress, Optional, String, String)",
                (s, two) -> two.optOuts().end(PERSON, OTHERS, "agreed anew", "Rosa"));

        calls.put("PersonalData.export()", (s, two) -> two.personalData(PERSON).export());
        calls.put(
                "PersonalData.erase()",
                (s, two) -> two.personalData(PERSON).erase().explain());
        return calls;
    }

    private static Sms sms() {
        return Sms.compose().to("+4520123456").text("Hello").build();
    }
}
