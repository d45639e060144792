package io.sendwell.examples.rules;

import static io.sendwell.examples.rules.Scene.JO;
import static io.sendwell.examples.rules.Scene.mail;
import static io.sendwell.examples.rules.Scene.newsletter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sendwell.OwnServer;
import io.sendwell.Receipt;
import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.address.Mailbox;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.identity.IdentityOutcome;
import io.sendwell.identity.OnBehalfOf;
import io.sendwell.message.MailBuilder;
import io.sendwell.message.MessageClass;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.policy.SendingPolicy.MailboxConfirmation;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The table of sender identities, each of its cells a mail that is sent and read on the far side. */
class IdentityTableTest {

    private static final List<DmarcPolicy> POLICIES = List.of(
            DmarcPolicy.ABSENT, DmarcPolicy.NONE, DmarcPolicy.QUARANTINE, DmarcPolicy.REJECT, DmarcPolicy.UNKNOWN);

    private static final Mailbox KIM_AT_LA_POSTE = Mailbox.of("kim@laposte.net");
    private static final String JO_AT_GMAIL = "jo.berg@gmail.com";
    private static final String JO_AT_NEWS = "jo@news.customer.example";

    private static final String REWRITTEN = "Jo Berg via Acme CRM <jo\\.[0-9a-f]{8}@cust1\\.via\\.vendor\\.example>";
    private static final String TOKEN = "b\\+[0-9a-f-]{36}";

    /**
     * One row of the table.
     *
     * @param outcomes for the policies absent, none, quarantine, reject and unknown: I1 to I6, {@code w} with a warning,
     *     {@code !} with an alarm for the operator
     */
    private record Row(String name, String outcomes, Consumer<Scene> setUp, UnaryOperator<AuthorDomainFacts> facts) {

        Row(String name, String outcomes, Consumer<Scene> setUp) {
            this(name, outcomes, setUp, facts -> facts);
        }

        Row verified() {
            return new Row(
                    name,
                    outcomes,
                    setUp,
                    known -> facts.apply(known.withVerification(AuthorDomainFacts.Verification.VERIFIED)));
        }

        Row withBounceDomain() {
            return new Row(
                    name,
                    outcomes,
                    setUp,
                    known -> facts.apply(known.withOrganizationalDomain(DomainName.parse("customer.example"))
                            .withBounceDomain(DomainName.parse("bounce.customer.example"))));
        }

        Stream<DynamicTest> cells() {
            String[] expected = outcomes.split(" ", -1);
            return IntStream.range(0, POLICIES.size())
                    .mapToObj(i -> dynamicTest(
                            name + ", policy " + POLICIES.get(i) + ": " + expected[i],
                            () -> verify(POLICIES.get(i), expected[i])));
        }

        private void verify(DmarcPolicy policy, String expected) throws Exception {
            try (Scene scene = new Scene()) {
                scene.jo(facts.apply(AuthorDomainFacts.unverified(policy)));
                setUp.accept(scene);
                Receipt receipt = scene.send();
                if (expected.equals("I6")) {
                    assertThat(scene.left()).isEmpty();
                    assertThat(receipt.report().stops())
                            .extracting(finding -> finding.code())
                            .containsExactly("IDENTITY_NOT_SENDABLE");
                    return;
                }
                var identity = receipt.plan().chosen().orElseThrow().identity();
                assertThat(Outcome.of(identity.outcome())
                                + (identity.warnings().isEmpty() ? "" : "w")
                                + (identity.alarm().isPresent() ? "!" : ""))
                        .isEqualTo(expected);
                Outcome.valueOf(expected.substring(0, 2))
                        .assertOnWire(scene.onlyOne(), facts.apply(AuthorDomainFacts.unknown()));
            }
        }
    }

    /** How an outcome looks to whoever receives it. */
    private enum Outcome {
        I1(IdentityOutcome.ALIGNED, "customer.example"),
        I2(IdentityOutcome.SPF_ONLY, "mail.vendor.example"),
        I3(IdentityOutcome.ON_BEHALF_OF, "mail.vendor.example"),
        I4(IdentityOutcome.REWRITE, "via.vendor.example"),
        I5(IdentityOutcome.OWN_SERVER, "customer.example"),
        I6(IdentityOutcome.REFUSE, "");

        private final IdentityOutcome identity;
        private final String messageIdDomain;

        Outcome(IdentityOutcome identity, String messageIdDomain) {
            this.identity = identity;
            this.messageIdDomain = messageIdDomain;
        }

        static Outcome of(IdentityOutcome identity) {
            return Arrays.stream(values())
                    .filter(outcome -> outcome.identity == identity)
                    .findFirst()
                    .orElseThrow();
        }

        void assertOnWire(Wire wire, AuthorDomainFacts facts) {
            if (this == I4) {
                assertThat(wire.from()).matches(REWRITTEN);
                assertThat(wire.replyTo()).contains("Jo Berg <" + JO + ">");
            } else {
                assertThat(wire.from()).isEqualTo("Jo Berg <" + JO + ">");
                assertThat(wire.replyTo()).isEmpty();
            }
            if (this == I3) {
                assertThat(wire.senderField()).contains("Acme CRM <mail@mail.vendor.example>");
            } else {
                assertThat(wire.senderField()).isEmpty();
            }
            wire.reversePath().ifPresent(path -> assertThat(path).matches(reversePath(facts)));
            wire.messageId().ifPresent(id -> assertThat(id).endsWith("@" + messageIdDomain + ">"));
        }

        private String reversePath(AuthorDomainFacts facts) {
            if (this == I5) {
                return JO;
            }
            boolean ofTheCustomer = facts.bounceDomain().isPresent() && (this == I1 || this == I2);
            return TOKEN + (ofTheCustomer ? "@bounce\\.customer\\.example" : "@b\\.vendor\\.example");
        }
    }

    @TestFactory
    Stream<DynamicTest> every_cell_of_the_table() {
        return Stream.concat(Stream.concat(byEsp(), bySmtp()), byOwnServer()).flatMap(Row::cells);
    }

    private static Stream<Row> byEsp() {
        Consumer<Scene> esp = scene -> {};
        Consumer<Scene> signed = scene -> scene.espSigns("customer.example");
        return Stream.of(
                new Row("ESP, verified, signed", "I1 I1 I1 I1 I1", signed).verified(),
                new Row("ESP with reverse-path, verified", "I2 I2 I2w I4 I4", Scene::byEspWithReversePath)
                        .verified()
                        .withBounceDomain(),
                new Row("ESP, verified", "I3 I3 I4 I4 I4", esp).verified().withBounceDomain(),
                new Row("ESP, signed", "I4! I4! I4! I4! I4!", signed),
                new Row("ESP", "I3 I3 I4 I4 I4", esp),
                new Row("ESP, no Sender permission", "I4 I4 I4 I4 I4", scene -> scene.esp(mailjet -> mailjet)),
                new Row(
                        "ESP, Sender permission for another account's key",
                        "I4 I4 I4 I4 I4",
                        scene -> scene.esp(mailjet -> mailjet.permitOnBehalfOf(AccountId.of("cust2")::equals))),
                new Row("ESP, on behalf of NEVER", "I4 I4 I4 I4 I4", setting(OnBehalfOf.NEVER)),
                new Row("ESP, on behalf of FORCE", "I3 I3 I4 I4 I4", setting(OnBehalfOf.FORCE)),
                new Row("no rewriting domain", "I3 I3 I6 I6 I6", IdentityTableTest::withoutRewritingDomain),
                new Row(
                        "no rewriting domain, signed: SMTP is left",
                        "I3 I3 I6 I6 I6",
                        signed.andThen(IdentityTableTest::withoutRewritingDomain)));
    }

    private static Stream<Row> bySmtp() {
        Consumer<Scene> smtp = Scene::bySmtp;
        Consumer<Scene> signed = scene -> scene.bySmtp().smtpSigns("customer.example");
        return Stream.of(
                new Row("SMTP, verified, signed", "I1 I1 I1 I1 I1", signed).verified(),
                new Row("SMTP, verified, signed, bounce domain", "I1 I1 I1 I1 I1", signed)
                        .verified()
                        .withBounceDomain(),
                new Row("SMTP, verified, bounce domain", "I2 I2 I2w I4 I4", smtp)
                        .verified()
                        .withBounceDomain(),
                new Row("SMTP, verified", "I3 I3 I4 I4 I4", smtp).verified(),
                new Row("SMTP, signed", "I4! I4! I4! I4! I4!", signed),
                new Row("SMTP", "I3 I3 I4 I4 I4", smtp));
    }

    private static Stream<Row> byOwnServer() {
        return Stream.of(
                ownServer("verified, signed", "I5 I5 I5 I5 I5", server -> server.signingFor("customer.example"))
                        .verified(),
                ownServer("verified", "I5 I5 I5w I6 I5w", server -> server).verified(),
                ownServer("verified, in SPF", "I5 I5 I5w I5 I5w", server -> server.inSpfOf("customer.example"))
                        .verified(),
                ownServer(
                        "allowed, signed",
                        "I5 I5 I5 I5 I5",
                        server -> server.allowing("customer.example").signingFor("customer.example")),
                ownServer("allowed", "I5w I5w I5w I6 I6", server -> server.allowing("customer.example")),
                ownServer(
                        "allowed, in SPF",
                        "I5w I5w I5w I5w I6",
                        server -> server.allowing("customer.example").inSpfOf("customer.example")),
                ownServer("signed", "I6 I6 I6 I6 I6", server -> server.signingFor("customer.example")),
                ownServer("in SPF", "I6 I6 I6 I6 I6", server -> server.inSpfOf("customer.example")));
    }

    private static Row ownServer(String name, String outcomes, UnaryOperator<OwnServer> settings) {
        return new Row("own server, " + name, outcomes, scene -> scene.byOwnServer(settings));
    }

    private static Consumer<Scene> setting(OnBehalfOf value) {
        return scene -> scene.account(account -> account.withOnBehalfOf(value));
    }

    private static void withoutRewritingDomain(Scene scene) {
        scene.operator(operator -> operator.bounceDomain("b.vendor.example"));
    }

    private record Footnote(String name, String outcome, Consumer<Scene> setUp, MailBuilder mail) {

        DynamicTest test() {
            return dynamicTest(name + ": " + outcome, () -> {
                try (Scene scene = new Scene()) {
                    setUp.accept(scene);
                    Receipt receipt = scene.send(mail);
                    assertThat(receipt.identity().map(Outcome::of).orElse(Outcome.I6) + (warned(receipt) ? "w" : ""))
                            .isEqualTo(outcome);
                    assertThat(scene.left()).hasSize(outcome.equals("I6") ? 0 : 1);
                    assertThat(scene.left().stream()
                                    .anyMatch(wire -> wire.senderField().isPresent()))
                            .isEqualTo(outcome.startsWith("I3"));
                }
            });
        }

        private static boolean warned(Receipt receipt) {
            return receipt.plan()
                    .chosen()
                    .filter(route -> !route.identity().warnings().isEmpty())
                    .isPresent();
        }
    }

    @TestFactory
    Stream<DynamicTest> every_condition_of_on_behalf_of() {
        Consumer<Scene> nothing = scene -> {};
        Consumer<Scene> forced = setting(OnBehalfOf.FORCE);
        return Stream.of(
                        new Footnote("individual mail", "I3", nothing, mail()),
                        new Footnote("a broadcast", "I4", nothing, newsletter()),
                        new Footnote("a triggered mail", "I4", nothing, mail().messageClass(MessageClass.SYSTEM)),
                        new Footnote("a broadcast, forced", "I3w", forced, newsletter()),
                        new Footnote(
                                "mailbox not confirmed",
                                "I4",
                                scene -> scene.policy(SendingPolicy.defaults()
                                        .with(p -> p.mailboxConfirmation(MailboxConfirmation.LEFT_TO_THE_APPLICATION))),
                                mail().from("Ann Lee", "ann@customer.example")),
                        new Footnote("a receiver that insists", "I4", nothing, mail().onlyTo(KIM_AT_LA_POSTE)),
                        new Footnote("one of several receivers insists", "I4", nothing, mail().cc(KIM_AT_LA_POSTE)),
                        new Footnote("a receiver that insists, forced", "I3w", forced, mail().onlyTo(KIM_AT_LA_POSTE)),
                        new Footnote(
                                "a provider's domain", "I4", IdentityTableTest::joAtGmail, mail().from(JO_AT_GMAIL)),
                        new Footnote(
                                "a provider's domain, forced",
                                "I4",
                                forced.andThen(IdentityTableTest::joAtGmail),
                                mail().from(JO_AT_GMAIL)),
                        new Footnote(
                                "a provider's domain that an account claims",
                                "I4",
                                scene -> scene.espSigns("gmail.com")
                                        .confirmed(JO_AT_GMAIL)
                                        .domain("gmail.com", AuthorDomainFacts.verified(DmarcPolicy.NONE)),
                                mail().from(JO_AT_GMAIL)),
                        new Footnote(
                                "SPF alone, to a receiver that insists on DKIM",
                                "I4",
                                scene -> scene.bySmtp()
                                        .jo(AuthorDomainFacts.verified(DmarcPolicy.NONE)
                                                .withOrganizationalDomain(DomainName.parse("customer.example"))
                                                .withBounceDomain(DomainName.parse("bounce.customer.example"))),
                                mail().onlyTo(Mailbox.of("kim@gmx.example"))),
                        new Footnote(
                                "the organizational domain signs, relaxed",
                                "I1",
                                scene -> scene.bySmtp()
                                        .smtpSigns("customer.example")
                                        .confirmed(JO_AT_NEWS)
                                        .domain("news.customer.example", related()),
                                mail().from(JO_AT_NEWS)),
                        new Footnote(
                                "the organizational domain signs, strict",
                                "I3",
                                scene -> scene.bySmtp()
                                        .smtpSigns("customer.example")
                                        .confirmed(JO_AT_NEWS)
                                        .domain(
                                                "news.customer.example",
                                                related().withStrictAlignment()),
                                mail().from(JO_AT_NEWS)),
                        new Footnote(
                                "own server that is not the provider's",
                                "I6",
                                scene -> scene.byOwnServer(server -> server.allowing("gmail.com"))
                                        .domain("gmail.com", AuthorDomainFacts.unverified(DmarcPolicy.NONE)),
                                mail().from(JO_AT_GMAIL)),
                        new Footnote(
                                "own server that is the provider's",
                                "I5w",
                                scene -> scene.byOwnServer(server ->
                                                server.allowing("gmail.com").ofMailboxProvider())
                                        .domain("gmail.com", AuthorDomainFacts.unverified(DmarcPolicy.NONE)),
                                mail().from(JO_AT_GMAIL)))
                .map(Footnote::test);
    }

    private static AuthorDomainFacts related() {
        return AuthorDomainFacts.verified(DmarcPolicy.NONE)
                .withOrganizationalDomain(DomainName.parse("customer.example"));
    }

    private static void joAtGmail(Scene scene) {
        scene.confirmed(JO_AT_GMAIL).domain("gmail.com", AuthorDomainFacts.unverified(DmarcPolicy.NONE));
    }
}
