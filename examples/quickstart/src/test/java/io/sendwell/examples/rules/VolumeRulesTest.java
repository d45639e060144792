package io.sendwell.examples.rules;

import static io.sendwell.examples.rules.Rows.codes;
import static io.sendwell.examples.rules.Rows.commands;
import static io.sendwell.examples.rules.Rows.gone;
import static io.sendwell.examples.rules.Rows.rule;
import static io.sendwell.examples.rules.Rows.stopped;
import static io.sendwell.examples.rules.Scene.ADDRESS;
import static io.sendwell.examples.rules.Scene.JO;
import static io.sendwell.examples.rules.Scene.KIM;
import static io.sendwell.examples.rules.Scene.MORNING;
import static io.sendwell.examples.rules.Scene.mail;
import static io.sendwell.examples.rules.Scene.newsletter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sendwell.AccountSettings;
import io.sendwell.Receipt;
import io.sendwell.ScheduleReceipt;
import io.sendwell.account.AccountId;
import io.sendwell.account.Secret;
import io.sendwell.address.DomainName;
import io.sendwell.address.EmailAddress;
import io.sendwell.address.Mailbox;
import io.sendwell.blocklist.BlockReason;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.check.CheckReport;
import io.sendwell.check.Finding;
import io.sendwell.check.FindingStatus;
import io.sendwell.consent.ConsentRecord;
import io.sendwell.consent.InMemoryConsentStore;
import io.sendwell.event.Bounce;
import io.sendwell.event.BounceKind;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.Report;
import io.sendwell.identity.BounceAddresses;
import io.sendwell.identity.Operator;
import io.sendwell.message.Mail;
import io.sendwell.outbox.Lane;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.policy.SendingPolicy.MassConsent;
import io.sendwell.testkit.VirtualClock;
import io.sendwell.throttle.Pace;
import io.sendwell.throttle.Throttle;
import io.sendwell.throttle.ThrottleLimit;
import io.sendwell.throttle.WarmUp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rules of volume, hygiene and law, and of what is told about them. */
class VolumeRulesTest {

    private static final EmailAddress KIMS = EmailAddress.parse(KIM);
    private static final DomainName CUSTOMER = DomainName.parse("customer.example");
    private static final DomainName RECEIVER = DomainName.parse("rcpt.example");
    private static final AccountId ACCOUNT = AccountId.of("cust1");

    @TestFactory
    Stream<DynamicTest> volume() {
        return Stream.of(
                rule("D42 a young domain that is complained of sends no more the next day", scene -> {
                    VirtualClock clock = VirtualClock.at(MORNING);
                    scene.bySmtp()
                            .at(clock)
                            .with(builder ->
                                    builder.pace(Pace.perDomain(new ThrottleLimit(60_000, Duration.ofMinutes(1)))
                                            .withWarmUp(new WarmUp(10, 1.5, 0.05, 0.001, 30))));
                    Throttle throttle = scene.sendwell().throttle();
                    assertThat(leaving(throttle)).isEqualTo(10);
                    clock.advance(Duration.ofDays(1));
                    assertThat(leaving(throttle)).as("without complaints").isEqualTo(15);
                    throttle.complained(CUSTOMER, RECEIVER);
                    clock.advance(Duration.ofDays(1));
                    assertThat(leaving(throttle)).as("after a complaint").isEqualTo(15);
                }),
                rule(
                        "D42 an account that is complained of sends no broadcasts, until somebody says why it may",
                        scene -> {
                            complained(scene, 9);
                            scene.send(newsletter());
                            complained(scene, 1);
                            stopped(scene, newsletter(), "COMPLAINTS_TOO_MANY");
                            assertThat(scene.send().allAccepted())
                                    .as("an invoice")
                                    .isTrue();
                            scene.sendwell()
                                    .guard()
                                    .held(10)
                                    .forEach(held -> scene.sendwell()
                                            .guard()
                                            .release(held.scope(), "the list was cleaned", "Ann Lee"));
                            assertThat(scene.send(newsletter()).allAccepted()).isTrue();
                        }),
                rule("D117 a campaign of which much comes back is held", scene -> {
                    bounced(scene, 19);
                    scene.send(newsletter());
                    bounced(scene, 1);
                    stopped(scene, newsletter(), "BOUNCES_TOO_MANY");
                }),
                rule("D45 what is refused for good is not tried again", scene -> {
                    VirtualClock clock = VirtualClock.at(MORNING);
                    scene.bySmtp().at(clock);
                    scene.server().script().rejects(KIM, "550 5.7.1 not wanted here");
                    schedule(scene, mail().build());
                    for (int hour = 0; hour < 48; hour++) {
                        scene.release();
                        clock.advance(Duration.ofHours(1));
                    }
                    assertThat(commands(scene).stream().filter(line -> line.contains("RCPT TO")))
                            .hasSize(1);
                }),
                rule("D112 so many mails leave in a quarter of an hour, and no more", scene -> {
                    VirtualClock clock = VirtualClock.at(MORNING);
                    scene.at(clock).policy(SendingPolicy.defaults().with(figures -> figures.throttlePermits(30)));
                    IntStream.range(0, 40).forEach(i -> scene.send());
                    assertThat(scene.left()).hasSizeLessThanOrEqualTo(30);
                    clock.advance(Duration.ofMinutes(16));
                    int before = scene.left().size();
                    scene.send();
                    assertThat(scene.left()).hasSize(before + 1);
                }),
                rule("D112 more than a hundred leave by schedule alone, ten minutes ahead", scene -> {
                    scene.at(VirtualClock.at(MORNING)).withLinks();
                    Broadcast large = to(IntStream.range(0, 101)
                            .mapToObj(i -> "p" + i + "@rcpt.example")
                            .toList());
                    assertThat(scene.account().send(large).report().stops())
                            .extracting(Finding::code)
                            .containsExactly("BROADCAST_TOO_LARGE_FOR_NOW");
                    ScheduleReceipt soon = scene.account()
                            .schedule(large)
                            .at(MORNING.plus(Duration.ofMinutes(9)).atZone(ZoneOffset.UTC));
                    assertThat(soon.report().stops()).extracting(Finding::code).containsExactly("SCHEDULED_TOO_SOON");
                }),
                rule("D114 a receiver that has enough gets nothing for ten minutes, and others get theirs", scene -> {
                    VirtualClock clock = VirtualClock.at(MORNING);
                    scene.bySmtp()
                            .at(clock)
                            .with(builder ->
                                    builder.pace(Pace.perDomain(new ThrottleLimit(60_000, Duration.ofMinutes(1)))));
                    scene.server().script().defers(KIM, "421 4.7.28 unusual rate of unsolicited mail");
                    schedule(scene, mail().build());
                    scene.release();
                    int asked = recipients(scene, "rcpt.example");
                    schedule(scene, to("lee@rcpt.example"));
                    schedule(scene, to("lee@other.example"));
                    clock.advance(Duration.ofMinutes(9));
                    scene.release();
                    assertThat(recipients(scene, "rcpt.example")).isEqualTo(asked);
                    assertThat(recipients(scene, "other.example")).isEqualTo(1);
                    clock.advance(Duration.ofMinutes(2));
                    scene.release();
                    assertThat(recipients(scene, "rcpt.example")).isGreaterThan(asked);
                }),
                rule("D116 what is refused for now is tried again, later and later, and not for ever", scene -> {
                    VirtualClock clock = VirtualClock.at(MORNING);
                    scene.bySmtp().at(clock);
                    scene.server().script().defers(KIM, "451 4.3.0 come again");
                    schedule(scene, mail().build());
                    scene.release();
                    assertThat(recipients(scene, "rcpt.example")).isEqualTo(1);
                    scene.release();
                    assertThat(recipients(scene, "rcpt.example"))
                            .as("not at once")
                            .isEqualTo(1);
                    for (int i = 0; i < 6 * 24 * 5; i++) {
                        clock.advance(Duration.ofMinutes(10));
                        scene.release();
                    }
                    int tried = recipients(scene, "rcpt.example");
                    assertThat(tried).isBetween(3, 40);
                    clock.advance(Duration.ofDays(1));
                    scene.release();
                    assertThat(recipients(scene, "rcpt.example")).isEqualTo(tried);
                }));
    }

    private static void complained(Scene scene, int many) {
        reported(scene, many, report -> new DeliveryEvent.Complained(report, "abuse"));
    }

    private static void bounced(Scene scene, int many) {
        Bounce gone = new Bounce(BounceKind.HARD, "B9", "550 5.1.1", "user unknown");
        reported(scene, many, report -> new DeliveryEvent.HardBounced(report, gone));
    }

    /** Sends so many newsletters, each to somebody else, and has each of them reported. */
    private static void reported(Scene scene, int many, Function<Report, DeliveryEvent> kind) {
        for (int i = 0; i < many; i++) {
            Receipt sent = scene.send(newsletter().onlyTo(Mailbox.of("p" + many + "-" + i + "@rcpt.example")));
            scene.sendwell()
                    .events()
                    .receive(List.of(
                            kind.apply(Report.of(Instant.now(), "smtp", "raw").messageId(sent.id()))));
        }
    }

    @TestFactory
    Stream<DynamicTest> hygiene() {
        return Stream.of(
                rule("D118 blocklist, opt-outs and consent are asked again when it leaves", scene -> {
                    VirtualClock clock = VirtualClock.at(MORNING);
                    InMemoryConsentStore consents = new InMemoryConsentStore();
                    scene.at(clock)
                            .withLinks()
                            .with(builder -> builder.consentStore(consents))
                            .withPolicy(figures -> figures.massConsent(MassConsent.REQUIRED));
                    List<String> persons = List.of("stays", "bounced", "left", "took-back").stream()
                            .map(name -> name + "@rcpt.example")
                            .toList();
                    persons.forEach(person -> scene.account()
                            .consents()
                            .add(ConsentRecord.given(ACCOUNT, EmailAddress.parse(person), MORNING)));
                    assertThat(scene.account()
                                    .schedule(to(persons))
                                    .at(MORNING.plus(Duration.ofHours(1)).atZone(ZoneOffset.UTC))
                                    .total())
                            .isEqualTo(4);
                    scene.sendwell().blocklist().add(gone("bounced@rcpt.example"));
                    scene.account().optOuts().add(address("left"), Optional.empty(), "by telephone");
                    clock.advance(Duration.ofHours(1));
                    scene.account().consents().withdraw(address("took-back"), Optional.empty(), "by telephone");
                    scene.release();
                    assertThat(scene.onlyOne().recipients()).containsExactly("stays@rcpt.example");
                }),
                rule("D119 an address is known however it is written, with what was said of it", scene -> {
                    scene.sendwell().blocklist().add(gone("Kim@RCPT.example"));
                    Receipt receipt = scene.send(mail().onlyTo(Mailbox.of("kiM@rcpt.EXAMPLE")));
                    assertThat(codes(receipt)).containsExactly("RECIPIENTS_BLOCKED");
                    BlocklistEntry entry = scene.account().blocked(KIMS).orElseThrow();
                    assertThat(entry.reason()).isEqualTo(BlockReason.HARD_BOUNCE);
                    assertThat(List.of(entry.code(), entry.text(), entry.source()))
                            .containsExactly("550 5.1.1", "user unknown", "smtp");
                    assertThat(entry.since()).isEqualTo(Instant.EPOCH);
                }),
                rule("D120 whoever lifts an entry says who and why", scene -> {
                    scene.sendwell().blocklist().add(gone(KIM));
                    for (List<String> decision : List.of(List.of(" ", "Ann Lee"), List.of("wrote to us", " "))) {
                        assertThatIllegalArgumentException()
                                .isThrownBy(() ->
                                        scene.sendwell().blocklist().lift(KIMS, decision.get(0), decision.get(1)));
                    }
                    stopped(scene, mail(), "RECIPIENTS_BLOCKED");
                    scene.sendwell().blocklist().lift(KIMS, "wrote to us", "Ann Lee");
                    scene.send();
                    assertThat(scene.left()).hasSize(1);
                    assertThat(scene.sendwell().blocklist().lifted(KIMS))
                            .singleElement()
                            .satisfies(record -> {
                                assertThat(record.reason()).isEqualTo("wrote to us");
                                assertThat(record.liftedBy()).isEqualTo("Ann Lee");
                            });
                }),
                rule("D121 who complains gets no broadcast of that account again", scene -> {
                    String id = scene.send(newsletter()).id();
                    scene.sendwell()
                            .events()
                            .receive(List.of(new DeliveryEvent.Complained(
                                    Report.of(Instant.now(), "smtp", "raw")
                                            .messageId(id)
                                            .recipient(KIMS),
                                    "abuse")));
                    stopped(scene, newsletter(), "RECIPIENTS_BLOCKED");
                }),
                rule("D123 a broadcast goes to whoever agreed", scene -> {
                    scene.with(builder -> builder.consentStore(new InMemoryConsentStore()))
                            .withPolicy(figures -> figures.massConsent(MassConsent.REQUIRED));
                    stopped(scene, newsletter(), "CONSENT_MISSING");
                    scene.account().consents().add(ConsentRecord.given(ACCOUNT, KIMS, Instant.now()));
                    scene.send(newsletter());
                    assertThat(scene.left()).hasSize(1);
                }),
                rule("D124 no server is asked whether an address exists", scene -> {
                    scene.bySmtp();
                    scene.account().check(mail().build());
                    scene.account().check(newsletter().build());
                    scene.account().plan(mail().build());
                    assertThat(scene.server().sessions()).isEmpty();
                    scene.send();
                    assertThat(commands(scene)).noneMatch(line -> line.contains("VRFY") || line.contains("EXPN"));
                    assertThat(recipients(scene, "rcpt.example"))
                            .isEqualTo(scene.server().receivedCount());
                }));
    }

    @TestFactory
    Stream<DynamicTest> law() {
        return Stream.of(
                rule("D126 a broadcast shows where its sender gets post", scene -> {
                    String link = "https://customer.example/bye?person=7";
                    stopped(scene, newsletter().text("Hi. " + link), "POSTAL_ADDRESS_MISSING");
                    stopped(
                            scene,
                            newsletter().html("<a href=\"" + link + "\">Unsubscribe</a>"),
                            "POSTAL_ADDRESS_MISSING");
                    scene.send(mail());
                    scene.send(newsletter());
                    assertThat(scene.left()).hasSize(2);
                }),
                rule("D126 an account that states no address sends no broadcast", scene -> {
                    scene.account(settings -> AccountSettings.of("cust1"));
                    stopped(scene, newsletter(), "POSTAL_ADDRESS_MISSING");
                }),
                rule("D127 sender and principal are named, and unsubscribing works for 60 days", scene -> {
                    scene.send(newsletter());
                    assertThat(scene.onlyOne().from()).startsWith("Jo Berg via Acme CRM <");
                    assertThat(scene.onlyOne().text()).contains(ADDRESS);
                    assertThatIllegalArgumentException().isThrownBy(() -> Scene.LINKS.validFor(Duration.ofDays(59)));
                }),
                rule("D128 consent is proven by who, when, what, where and how, and withdrawn as easily", scene -> {
                    scene.with(builder -> builder.consentStore(new InMemoryConsentStore()));
                    Instant then = Instant.parse("2026-01-02T03:04:05Z");
                    scene.account()
                            .consents()
                            .add(ConsentRecord.given(ACCOUNT, KIMS, then)
                                    .by("form at https://customer.example/news", "192.0.2.9")
                                    .wording("v3", "Send me the newsletter.")
                                    .recordedBy("Ann Lee")
                                    .confirmed(new ConsentRecord.Confirmation(then.plusSeconds(60), "link in a mail")));
                    scene.account().consents().withdraw(KIMS, Optional.empty(), "by telephone");
                    assertThat(scene.account().consents().evidence(KIMS).explain())
                            .contains(
                                    KIM,
                                    "2026-01-02",
                                    "v3",
                                    "Send me the newsletter.",
                                    "192.0.2.9",
                                    "link in a mail",
                                    "by telephone");
                    assertThat(scene.account().consents().find(KIMS, Optional.empty()))
                            .isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> telling() {
        return Stream.of(
                rule(
                        "D135 a finding says which rule, how bad, how it ended, what was seen and wanted, and what to do",
                        scene -> {
                            CheckReport report = scene.account()
                                    .check(mail().subject("Hi {{first}}").build());
                            Finding finding = report.stops().get(0);
                            assertThat(finding.ruleIds()).containsExactly("D105");
                            assertThat(List.of(finding.seen(), finding.wanted(), finding.fix(), finding.source()))
                                    .noneMatch(String::isBlank);
                            assertThat(report.toJson(Locale.ENGLISH))
                                    .contains(
                                            "\"D105\"",
                                            "\"status\":\"FAIL\"",
                                            "\"severity\":\"MUST\"",
                                            "UNMERGED_PLACEHOLDER");
                            assertThat(report.toText(Locale.GERMAN)).contains("UNMERGED_PLACEHOLDER");
                            assertThat(report.findings())
                                    .extracting(Finding::status)
                                    .contains(FindingStatus.PASS);
                        }),
                rule("D136 what cannot be seen from here never passes, and nothing adds it up", scene -> {
                    CheckReport report = scene.account().check(mail().build());
                    assertThat(report.of(FindingStatus.NOT_CHECKED))
                            .extracting(Finding::code)
                            .contains("PLACEMENT_UNKNOWN");
                    assertThat(report.toJson(Locale.ENGLISH)).doesNotContainIgnoringCase("score");
                }),
                rule("D138 codes and tokens are not told", scene -> {
                    scene.bySmtp()
                            .operator(operator -> operator.rewritingDomain("via.vendor.example")
                                    .bounceDomain("b.vendor.example")
                                    .bounceSecret(Secret.of("a secret of the operator")));
                    Receipt receipt = scene.send();
                    BounceAddresses addresses = new BounceAddresses(Operator.named("Acme CRM")
                            .senderField("mail@mail.vendor.example")
                            .bounceSecret(Secret.of("a secret of the operator"))
                            .build());
                    String proof = addresses.proofOf(receipt.id());
                    assertThat(scene.onlyOne().reversePath().orElseThrow()).contains(proof);
                    assertThat(receipt.toString() + receipt.explain()).doesNotContain(proof);
                    assertThat(BounceAddresses.withoutCodes("for b+" + proof + "@b.vendor.example"))
                            .doesNotContain(proof);
                    assertThat(Secret.of("a secret of the operator").toString()).doesNotContain("a secret");
                }));
    }

    private static long leaving(Throttle throttle) {
        return throttle.reserveFor(Lane.BROADCAST, CUSTOMER, Collections.nCopies(40, Set.of(RECEIVER))).stream()
                .filter(wait -> wait.compareTo(Duration.ofHours(1)) < 0)
                .count();
    }

    private static EmailAddress address(String name) {
        return EmailAddress.parse(name + "@rcpt.example");
    }

    private static Mail to(String address) {
        return mail().onlyTo(Mailbox.of(address)).build();
    }

    private static Broadcast to(List<String> persons) {
        return Broadcast.compose(mail -> mail.from("Jo Berg", JO)
                        .subject("Spring")
                        .html("<p>It is here. <a href=\"{{unsubscribe}}\">Unsubscribe</a></p><p>" + ADDRESS + "</p>"))
                .audience(persons, address -> Recipient.of("", address))
                .build();
    }

    private static void schedule(Scene scene, Mail mail) {
        assertThat(scene.account().schedule(mail).asSoonAsPossible().isScheduled())
                .isTrue();
    }

    private static int recipients(Scene scene, String domain) {
        return (int) commands(scene).stream()
                .filter(line -> line.contains("RCPT TO") && line.contains("@" + domain))
                .count();
    }
}
