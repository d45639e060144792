package io.sendwell.smtp.report;

import io.sendwell.AccountSettings;
import io.sendwell.Receipt;
import io.sendwell.SendingAccount;
import io.sendwell.Sendwell;
import io.sendwell.account.Secret;
import io.sendwell.blocklist.InMemoryBlocklist;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.BounceAddresses;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.identity.Operator;
import io.sendwell.identity.StaticAuthorFacts;
import io.sendwell.log.InMemoryMessageLog;
import io.sendwell.log.LoggedEvent;
import io.sendwell.message.Mail;
import io.sendwell.route.Route;
import io.sendwell.smtp.SmtpServer;
import io.sendwell.smtp.SmtpTransport;
import io.sendwell.testkit.VirtualClock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An operator whose mail leaves by one SMTP server, and who reads what comes back. */
public final class SmtpDesk implements AutoCloseable {

    public static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");

    private final Operator operator = Operator.named("Acme CRM")
            .senderField("mail@mail.vendor.example")
            .rewritingDomain("via.vendor.example")
            .bounceDomain("b.vendor.example")
            .bounceSecret(Secret.of("a secret of the operator"))
            .build();
    private final List<LoggedEvent> heard = new CopyOnWriteArrayList<>();
    private final Sendwell sendwell;

    public final BounceAddresses addresses = new BounceAddresses(operator);
    public final SmtpReports reports;
    public final SendingAccount account;

    public SmtpDesk(SmtpServer server) {
        VirtualClock clock = VirtualClock.at(NOW);
        sendwell = Sendwell.builder()
                .operator(operator)
                .operatorServer(SmtpTransport.to(server))
                .account(AccountSettings.of("acme").withFirstRoute(Route.OPERATOR_SMTP))
                .authorFacts(StaticAuthorFacts.builder()
                        .domain("acme", "acme.example", AuthorDomainFacts.unverified(DmarcPolicy.NONE))
                        .confirmedMailbox("acme", "erik@acme.example")
                        .build())
                .blocklist(new InMemoryBlocklist(clock))
                .messageLog(new InMemoryMessageLog())
                .eventListener(heard::add)
                .clock(clock)
                .build();
        reports = SmtpReports.to(sendwell.events())
                .provenBy(addresses)
                .clock(clock)
                .build();
        account = sendwell.account("acme");
    }

    public Receipt sendTo(String... recipients) {
        var mail = Mail.compose().from("Erik Maltby", "erik@acme.example");
        List.of(recipients).forEach(mail::to);
        return account.send(mail.subject("Your October statement")
                .text("Your balance is 12.50 euros.")
                .build());
    }

    /** What the application was told, in its order. */
    public List<LoggedEvent> reported() {
        return List.copyOf(heard);
    }

    @Override
    public void close() {
        sendwell.close();
    }
}
