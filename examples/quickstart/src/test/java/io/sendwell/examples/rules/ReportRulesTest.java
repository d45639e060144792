package io.sendwell.examples.rules;

import static io.sendwell.examples.rules.Rows.rule;
import static io.sendwell.examples.rules.Scene.KIM;
import static io.sendwell.examples.rules.Scene.mail;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.Secret;
import io.sendwell.address.EmailAddress;
import io.sendwell.address.Mailbox;
import io.sendwell.esp.mailjet.MailjetWebhook;
import io.sendwell.esp.webhook.WebhookGuard;
import io.sendwell.esp.webhook.WebhookRequest;
import io.sendwell.event.BounceClassifier;
import io.sendwell.event.BounceKind;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.Diagnostic;
import io.sendwell.event.EventType;
import io.sendwell.event.Listing;
import io.sendwell.identity.BounceAddresses;
import io.sendwell.identity.Operator;
import io.sendwell.log.EventQuery;
import io.sendwell.log.LoggedEvent;
import io.sendwell.smtp.report.ReportResult;
import io.sendwell.smtp.report.SmtpReports;
import io.sendwell.testkit.smtp.ReportSample;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rules of automatic replies, bounces, complaints and events: what comes back is handed in as it comes. */
class ReportRulesTest {

    private static final BounceAddresses ADDRESSES = new BounceAddresses(operator(Operator.named("Acme CRM"))
            .senderField("mail@mail.vendor.example")
            .build());
    private static final EmailAddress GRACE = EmailAddress.parse("grace@example.net");

    /** A mail that left by SMTP, and where reports of it go in. */
    private static final class Sent {

        private final Scene scene;
        private final String id;
        private final List<LoggedEvent> heard = new ArrayList<>();
        private final SmtpReports reports;

        Sent(Scene scene) {
            this.scene = scene.bySmtp()
                    .operator(ReportRulesTest::operator)
                    .with(builder -> builder.eventListener(heard::add).loggedEvents(EnumSet.allOf(EventType.class)));
            id = scene.send(mail().onlyTo(Mailbox.of("grace@example.net")).about("person/7"))
                    .id();
            reports = SmtpReports.to(scene.sendwell().events())
                    .provenBy(ADDRESSES)
                    .build();
        }

        ReportResult receive(String sample) {
            return reports.receive(ReportSample.named(sample).about(id, ADDRESSES.proofOf(id)));
        }

        boolean isBlocked() {
            return scene.account().blocked(GRACE).isPresent();
        }
    }

    @TestFactory
    Stream<DynamicTest> automatic_replies() {
        return Stream.of(
                rule("D63 an automatic reply is told with the mail that it answers, for whoever wrote that", scene -> {
                    Sent sent = new Sent(scene);
                    sent.receive("auto-reply-vacation");
                    assertThat(sent.heard).singleElement().satisfies(event -> {
                        assertThat(event.messageId()).isEqualTo(sent.id);
                        assertThat(event.about()).hasValue("person/7");
                    });
                }),
                rule("D64 an automatic reply is no bounce, whatever it looks like", scene -> {
                    Sent sent = new Sent(scene);
                    List<ReportSample> samples = ReportSample.all().stream()
                            .filter(sample -> sample.name().startsWith("auto-reply"))
                            .toList();
                    assertThat(samples).hasSizeGreaterThan(8);
                    samples.forEach(sample -> sent.receive(sample.name()));
                    assertThat(sent.heard)
                            .isNotEmpty()
                            .extracting(LoggedEvent::type)
                            .containsOnly(EventType.OTHER);
                    assertThat(sent.isBlocked()).isFalse();
                }),
                rule("D65 nothing that comes in is answered", scene -> {
                    Sent sent = new Sent(scene);
                    for (String sample : List.of("auto-reply-vacation", "dsn-postfix-unknown-user", "feedback-abuse")) {
                        assertThat(sent.receive(sample)).isInstanceOf(ReportResult.Reported.class);
                    }
                    assertThat(scene.left()).hasSize(1);
                }));
    }

    @TestFactory
    Stream<DynamicTest> bounces_complaints_and_events() {
        return Stream.of(
                rule("D67 a delivery status is read for each recipient, international ones too", scene -> {
                    Sent sent = new Sent(scene);
                    assertThat(((ReportResult.Reported) sent.receive("dsn-three-recipients")).events())
                            .hasSize(3);
                    assertThat(sent.receive("dsn-international")).isInstanceOf(ReportResult.Reported.class);
                    assertThat(((ReportResult.Reported) sent.receive("dsn-postfix-unknown-user")).events())
                            .singleElement()
                            .isInstanceOf(DeliveryEvent.HardBounced.class);
                }),
                rule("D68 what a reply says goes before its code, and 4yz is never hard", scene -> {
                    assertThat(kind("554", "5.7.1", "No such user here")).isEqualTo(BounceKind.HARD);
                    assertThat(kind("550", "5.1.1", "Mailbox full, over quota")).isEqualTo(BounceKind.SOFT);
                    assertThat(kind("450", "4.1.1", "User unknown").listing()).isNotEqualTo(Listing.AT_ONCE);
                    assertThat(kind("550", "5.1.1", "")).isEqualTo(BounceKind.HARD);
                }),
                rule("D69 a policy's refusal says nothing of the mailbox", scene -> {
                    Sent sent = new Sent(scene);
                    for (String policy : List.of(
                            "dsn-policy-with-a-hard-code",
                            "dsn-gmail-spam",
                            "dsn-outlook-block-list",
                            "dsn-gmail-unauthenticated",
                            "dsn-gmail-over-quota")) {
                        sent.receive(policy);
                    }
                    assertThat(sent.isBlocked()).isFalse();
                    sent.receive("dsn-postfix-unknown-user");
                    assertThat(sent.isBlocked()).isTrue();
                }),
                rule("D70 a report is believed for its code alone", scene -> {
                    Sent sent = new Sent(scene);
                    ReportSample bounce = ReportSample.named("dsn-postfix-unknown-user");
                    for (String made : List.of(sent.id, sent.id + ".0123456789abcdef", "somebody")) {
                        assertThat(sent.reports.receive(bounce.about(sent.id, made)))
                                .isNotInstanceOf(ReportResult.Reported.class);
                    }
                    assertThat(sent.heard).isEmpty();
                    assertThat(sent.isBlocked()).isFalse();
                }),
                rule("D71 a complaint is read, and whoever says that it was none suppresses nothing", scene -> {
                    Sent sent = new Sent(scene);
                    sent.receive("feedback-not-spam");
                    assertThat(sent.isBlocked()).isFalse();
                    sent.receive("feedback-abuse-redacted");
                    assertThat(sent.heard).extracting(LoggedEvent::type).contains(EventType.COMPLAINED);
                    assertThat(sent.isBlocked()).isTrue();
                }),
                rule("D73 what a webhook says twice counts once, alone or among others", scene -> {
                    String id = scene.send().id();
                    MailjetWebhook webhook = MailjetWebhook.to(scene.sendwell().events())
                            .guardedBy(WebhookGuard.basicAuth("mailjet", Secret.of("a password of the webhook")))
                            .build();
                    String event = "{\"event\":\"spam\",\"time\":"
                            + Instant.now().getEpochSecond()
                            + ",\"MessageID\":17,\"Message_GUID\":\"g\",\"email\":\"" + KIM
                            + "\",\"mj_campaign_id\":1,\"mj_contact_id\":1,\"customcampaign\":\"\",\"CustomID\":\"" + id
                            + "\",\"Payload\":\"\",\"source\":\"JMRPP\"}";
                    for (String body : List.of(event, "[" + event + "]", "[" + event + "," + event + "]")) {
                        assertThat(webhook.receive(WebhookRequest.of(
                                                "/",
                                                Map.of("Authorization", List.of("Basic " + basic())),
                                                body.getBytes(StandardCharsets.UTF_8)))
                                        .status())
                                .isEqualTo(200);
                    }
                    assertThat(scene.account().events().totals().complaints()).isEqualTo(1);
                    assertThat(scene.account()
                                    .events()
                                    .find(EventQuery.latest(10).type(EventType.COMPLAINED))
                                    .events())
                            .hasSize(1);
                }));
    }

    private static String basic() {
        return Base64.getEncoder().encodeToString("mailjet:a password of the webhook".getBytes(StandardCharsets.UTF_8));
    }

    private static BounceKind kind(String code, String enhanced, String text) {
        return BounceClassifier.shipped()
                .classify(Diagnostic.reply(code, enhanced, text))
                .kind();
    }

    private static Operator.Builder operator(Operator.Builder operator) {
        return operator.rewritingDomain("via.vendor.example")
                .bounceDomain("b.vendor.example")
                .bounceSecret(Secret.of("a secret of the operator"));
    }
}
