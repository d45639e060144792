package io.sendwell.examples.quickstart;

import io.sendwell.AccountSettings;
import io.sendwell.Receipt;
import io.sendwell.Sendwell;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.identity.Operator;
import io.sendwell.identity.StaticAuthorFacts;
import io.sendwell.message.Mail;
import io.sendwell.route.Route;
import io.sendwell.smtp.SmtpServer;
import io.sendwell.smtp.SmtpTransport;

/** The first mail of the README, as it stands there. */
final class FirstMail {

    private FirstMail() {}

    static Receipt send(SmtpServer server) {
        // README: begin
        try (Sendwell sendwell = Sendwell.builder()
                .operator(Operator.named("Acme CRM")
                        .senderField("mail@mail.vendor.example")
                        .build())
                .operatorServer(SmtpTransport.to(server))
                .account(AccountSettings.of("acme").withFirstRoute(Route.OPERATOR_SMTP))
                .authorFacts(StaticAuthorFacts.builder()
                        .domain("acme", "acme.example", AuthorDomainFacts.unverified(DmarcPolicy.NONE))
                        .confirmedMailbox("acme", "erik@acme.example")
                        .build())
                .build()) {
            Mail mail = Mail.compose()
                    .from("Erik Maltby", "erik@acme.example")
                    .to("Jørgen Rode", "rode@customer.example")
                    .subject("Follow up from last meeting")
                    .html("<p>Hi {{first|there}}, see you on Monday.</p>")
                    .merge("first", "Jørgen")
                    .build();
            Receipt receipt = sendwell.account("acme").send(mail);
            System.out.println(receipt.explain());
            // README: end
            return receipt;
        }
    }
}
