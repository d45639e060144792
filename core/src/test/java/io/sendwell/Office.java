package io.sendwell;

import io.sendwell.account.Secret;
import io.sendwell.blocklist.InMemoryBlocklist;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.identity.Operator;
import io.sendwell.identity.StaticAuthorFacts;
import io.sendwell.log.InMemoryMessageLog;
import io.sendwell.message.Mail;
import io.sendwell.message.MailBuilder;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.policy.SendingPolicy.MassPostalAddress;
import io.sendwell.unsubscribe.InMemoryOptOutList;
import io.sendwell.unsubscribe.UnsubscribeLinks;
import java.time.Instant;
import java.time.InstantSource;

/** An operator with the accounts {@code one} and {@code two}, an ESP and an SMTP server that take everything. */
final class Office {

    static final Instant NOW = Instant.parse("2026-11-30T23:30:00Z");

    static final UnsubscribeLinks LINKS =
            UnsubscribeLinks.at("https://u.vendor.example/o", Secret.of("the secret of the links to unsubscribe"));

    final FakeTransport esp = new FakeTransport("esp");
    final FakeTransport smtp = new FakeTransport("smtp");
    final InMemoryBlocklist blocklist = new InMemoryBlocklist(InstantSource.fixed(NOW));
    final InMemoryOptOutList optOuts = new InMemoryOptOutList();
    final InMemoryMessageLog log = new InMemoryMessageLog();

    SendwellBuilder builder() {
        return Sendwell.builder()
                .operator(operator())
                .esp(esp)
                .operatorServer(smtp)
                .account(AccountSettings.of("one"))
                .account(AccountSettings.of("two"))
                .authorFacts(facts())
                .consentStore(new EverybodyAgrees())
                .policy(policy())
                .unsubscribe(LINKS)
                .optOutList(optOuts)
                .blocklist(blocklist)
                .messageLog(log)
                .clock(InstantSource.fixed(NOW));
    }

    /** What the product sets, and the office's post is nobody's business. */
    static SendingPolicy policy() {
        return SendingPolicy.defaults()
                .with(figures -> figures.massPostalAddress(MassPostalAddress.LEFT_TO_THE_APPLICATION));
    }

    StaticAuthorFacts facts() {
        return StaticAuthorFacts.builder()
                .domain("one", "customer.example", AuthorDomainFacts.unverified(DmarcPolicy.NONE))
                .confirmedMailbox("one", "jo@customer.example")
                .domain("two", "customer.example", AuthorDomainFacts.unverified(DmarcPolicy.NONE))
                .confirmedMailbox("two", "jo@customer.example")
                .build();
    }

    SendingAccount account() {
        return builder().build().account("one");
    }

    static Operator operator() {
        return Operator.named("Acme CRM")
                .senderField("mail@mail.vendor.example")
                .rewritingDomain("via.vendor.example")
                .bounceDomain("b.vendor.example")
                .build();
    }

    static MailBuilder mail() {
        return Mail.compose()
                .from("Jo Berg", "jo@customer.example")
                .to("kim@example.net")
                .subject("Monday")
                .text("See you on Monday.");
    }
}
