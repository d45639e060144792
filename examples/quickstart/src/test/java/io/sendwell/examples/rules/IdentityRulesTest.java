package io.sendwell.examples.rules;

import static io.sendwell.examples.rules.Rows.refused;
import static io.sendwell.examples.rules.Rows.rule;
import static io.sendwell.examples.rules.Rows.stopped;
import static io.sendwell.examples.rules.Scene.JO;
import static io.sendwell.examples.rules.Scene.mail;
import static io.sendwell.examples.rules.Scene.newsletter;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.Receipt;
import io.sendwell.account.Secret;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.AuthorDomainFacts.Existence;
import io.sendwell.identity.AuthorDomainFacts.Verification;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.message.MessageClass;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rules of sender identity. The table of identities is in {@link IdentityTableTest}. */
class IdentityRulesTest {

    @TestFactory
    Stream<DynamicTest> sender_identity() {
        return Stream.of(
                rule("D1 one From field with one mailbox", scene -> {
                    scene.bySmtp().send(mail().from("Ann Lee", JO).from("Jo Berg", JO));
                    assertThat(scene.server().received().get(0).headers("From"))
                            .containsExactly("Jo Berg <" + JO + ">");
                    refused(scene, mail().from("Jo Berg", JO + ", ann@customer.example"), "From");
                    refused(scene, mail().header("From", "ann@customer.example"), "From");
                }),
                rule("D2 a Sender field that differs from From, or none", scene -> {
                    scene.bySmtp().confirmed("mail@mail.vendor.example");
                    scene.domain("mail.vendor.example", AuthorDomainFacts.unverified(DmarcPolicy.NONE));
                    scene.send();
                    scene.send(mail().from("Acme CRM", "mail@mail.vendor.example"));
                    scene.send(mail().from("Acme CRM", "Mail@mail.vendor.example"));
                    assertThat(scene.server().received())
                            .extracting(received -> received.headers("Sender"))
                            .containsExactly(List.of("Acme CRM <mail@mail.vendor.example>"), List.of(), List.of());
                }),
                rule("D3 a Sender field does not stand in for DMARC", scene -> {
                    scene.bySmtp().jo(AuthorDomainFacts.unverified(DmarcPolicy.QUARANTINE));
                    scene.send();
                    assertThat(scene.onlyOne().senderField()).isEmpty();
                    assertThat(scene.onlyOne().from()).doesNotContain(JO);
                }),
                rule("D4 Reply-To only where replies go elsewhere than to From, and one mailbox", scene -> {
                    scene.bySmtp();
                    scene.send();
                    scene.send(mail().replyTo("Jo again", JO));
                    scene.send(mail().replyTo("Jo again", "JO@customer.example"));
                    scene.send(mail().replyTo("Ann Lee", "ann@customer.example"));
                    refused(scene, mail().replyTo("ann@customer.example, " + JO), "Reply-To");
                    assertThat(scene.left())
                            .extracting(wire -> wire.replyTo().orElse("none"))
                            .containsExactly("none", "none", "none", "Ann Lee <ann@customer.example>");
                }),
                rule("D4 Reply-To of a rewritten From is the author's mailbox", scene -> {
                    scene.jo(AuthorDomainFacts.unverified(DmarcPolicy.REJECT)).send();
                    assertThat(scene.onlyOne().replyTo()).contains("Jo Berg <" + JO + ">");
                }),
                rule("D5 the reverse-path is the operator's, not From", scene -> {
                    Receipt receipt = scene.bySmtp().send();
                    assertThat(scene.onlyOne().reversePath()).contains("b+" + receipt.id() + "@b.vendor.example");
                }),
                rule("D6 the reverse-path names the copy and is signed, in 64 octets", scene -> {
                    scene.bySmtp()
                            .operator(operator -> operator.bounceDomain("b.vendor.example")
                                    .bounceSecret(Secret.of("a secret of the operator")));
                    Receipt receipt = scene.send();
                    String path = scene.onlyOne().reversePath().orElseThrow();
                    assertThat(path).matches("b\\+" + receipt.id() + "\\.[0-9a-f]{16}@b\\.vendor\\.example");
                    assertThat(path.indexOf('@')).isLessThanOrEqualTo(64);
                }),
                rule("D7 no mail has the null reverse-path", scene -> {
                    scene.bySmtp();
                    for (MessageClass each : MessageClass.values()) {
                        scene.send(each == MessageClass.MASS ? newsletter() : mail().messageClass(each));
                    }
                    assertThat(scene.server().received())
                            .hasSize(3)
                            .noneMatch(received -> received.reversePath().isEmpty());
                }),
                rule("D8 a mailbox that nobody confirmed does not stand in From", scene -> {
                    stopped(scene, mail().from("Ann Lee", "ann@customer.example"), "FROM_MAILBOX_UNCONFIRMED");
                    scene.send();
                    assertThat(scene.left()).hasSize(1);
                }),
                rule("D9 a mailbox provider's domain never stands in From", scene -> {
                    List<String> providers = List.of(
                            "gmail.com",
                            "googlemail.com",
                            "yahoo.com",
                            "yahoo.co.uk",
                            "yahoo.fr",
                            "aol.com",
                            "outlook.com",
                            "hotmail.com",
                            "hotmail.co.uk",
                            "live.com",
                            "live.nl",
                            "msn.com",
                            "icloud.com",
                            "me.com",
                            "mac.com",
                            "gmx.de",
                            "gmx.net",
                            "web.de",
                            "proton.me");
                    for (String provider : providers) {
                        scene.confirmed("jo@" + provider)
                                .domain(provider, AuthorDomainFacts.unverified(DmarcPolicy.NONE));
                    }
                    for (String provider : providers) {
                        scene.send(mail().from("Jo Berg", "jo@" + provider));
                    }
                    assertThat(scene.left())
                            .hasSize(providers.size())
                            .allMatch(wire -> wire.from().endsWith("@cust1.via.vendor.example>"));
                }),
                rule("D9 a domain of the customer's own that begins like a provider's is the customer's", scene -> {
                    scene.confirmed("jo@live.customer.example")
                            .domain("live.customer.example", AuthorDomainFacts.unverified(DmarcPolicy.NONE))
                            .send(mail().from("Jo Berg", "jo@live.customer.example"));
                    assertThat(scene.onlyOne().from()).isEqualTo("Jo Berg <jo@live.customer.example>");
                }),
                rule("D10 a rewritten From names user and vendor, always the same for the same author", scene -> {
                    scene.jo(AuthorDomainFacts.unverified(DmarcPolicy.REJECT)).confirmed("ann@customer.example");
                    scene.send();
                    scene.send();
                    scene.send(mail().from("Jo Berg", "ann@customer.example"));
                    List<String> from = scene.left().stream().map(Wire::from).toList();
                    assertThat(from.get(0))
                            .matches("Jo Berg via Acme CRM <jo\\.[0-9a-f]{8}@cust1\\.via\\.vendor\\.example>")
                            .isEqualTo(from.get(1))
                            .isNotEqualTo(from.get(2));
                }),
                rule("D12 the firm behind a broadcast is seen, whatever stands in From", scene -> {
                    scene.send(newsletter().from("Jo's Shop", JO));
                    assertThat(scene.onlyOne().from()).startsWith("Jo's Shop via Acme CRM <");
                    assertThat(scene.onlyOne().replyTo()).contains("Jo's Shop <" + JO + ">");
                }),
                rule("D14 a domain that takes no mail does not stand in From", scene -> {
                    scene.jo(AuthorDomainFacts.verified(DmarcPolicy.NONE).withExistence(Existence.DEAD));
                    stopped(scene, mail(), "FROM_DOMAIN_DEAD");
                }),
                rule("D15 a domain is used only by the account that proved it", scene -> {
                    scene.jo(AuthorDomainFacts.unverified(DmarcPolicy.NONE)
                            .withVerification(Verification.OF_ANOTHER_ACCOUNT));
                    stopped(scene, mail(), "DOMAIN_NOT_OWNED_BY_ACCOUNT");
                }),
                rule("D15 a key at the ESP is no proof", scene -> {
                    Receipt receipt = scene.espSigns("customer.example").send();
                    assertThat(scene.onlyOne().from()).doesNotContain(JO);
                    assertThat(receipt.plan().chosen().orElseThrow().identity().alarm())
                            .isPresent();
                }));
    }
}
