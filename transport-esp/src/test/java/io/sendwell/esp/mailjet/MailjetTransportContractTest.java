package io.sendwell.esp.mailjet;

import io.sendwell.account.Secret;
import io.sendwell.testkit.contract.TransportContract;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.Mailboxes;
import io.sendwell.testkit.mailjet.AcceptedMessage;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import io.sendwell.testkit.mailjet.MailjetError;
import io.sendwell.transport.Transport;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class MailjetTransportContractTest implements TransportContract {

    private final FakeMailjet mailjet = FakeMailjet.start();
    private final FakeMailjetAccount acme = mailjet.account(Accounts.ACME.value());
    private final FakeMailjetAccount globex = mailjet.account(Accounts.GLOBEX.value());

    @BeforeEach
    void refuseWhoIsGone() {
        for (FakeMailjetAccount account : List.of(acme, globex)) {
            account.allowSender(Mailboxes.ERIK.address().toString());
            account.rejectRecipient(Mailboxes.GONE.address().toString(), MailjetError.MJ_0013);
        }
    }

    @AfterEach
    void close() {
        mailjet.close();
    }

    @Override
    public Transport newTransport() {
        return transportTo(mailjet);
    }

    @Override
    public Transport newTransportToNowhere() {
        try (FakeMailjet gone = FakeMailjet.start()) {
            return transportTo(gone);
        }
    }

    @Override
    public List<String> takenByTheHop() {
        return Stream.of(acme, globex)
                .flatMap(account -> account.accepted().stream())
                .map(AcceptedMessage::customId)
                .toList();
    }

    private Transport transportTo(FakeMailjet server) {
        return MailjetTransport.builder()
                .baseUrl(server.baseUrl())
                .credentials(account -> Optional.of(keyOf(account.equals(Accounts.ACME) ? acme : globex)))
                .build();
    }

    private static MailjetCredentials keyOf(FakeMailjetAccount account) {
        return MailjetCredentials.of(account.apiKey(), Secret.of(account.secretKey()));
    }
}
