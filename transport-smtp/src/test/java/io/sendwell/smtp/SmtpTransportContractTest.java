package io.sendwell.smtp;

import io.sendwell.testkit.contract.TransportContract;
import io.sendwell.testkit.fixtures.Mailboxes;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.transport.Transport;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class SmtpTransportContractTest implements TransportContract {

    private final FakeSmtp smtp = FakeSmtp.start();

    @BeforeEach
    void refuseWhoIsGone() {
        smtp.script().rejects(Mailboxes.GONE.address().toString(), "550 5.1.1 User unknown");
    }

    @AfterEach
    void close() {
        smtp.close();
    }

    @Override
    public Transport newTransport() {
        return transportTo(smtp);
    }

    @Override
    public Transport newTransportToNowhere() {
        try (FakeSmtp gone = FakeSmtp.start()) {
            return transportTo(gone);
        }
    }

    @Override
    public List<String> takenByTheHop() {
        return smtp.received().stream()
                .map(mail -> mail.header("Message-ID").orElseThrow())
                .map(messageId -> messageId.substring(1, messageId.indexOf('@')))
                .toList();
    }

    private static Transport transportTo(FakeSmtp server) {
        return SmtpTransport.to(SmtpServer.plainTextWithoutEncryption(server.host(), server.port()));
    }
}
