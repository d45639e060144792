package io.sendwell.testkit.crash;

import io.sendwell.testkit.contract.TransportContract;
import io.sendwell.testkit.fixtures.Mailboxes;
import io.sendwell.transport.Transport;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

class CountingEspTransportTest implements TransportContract {

    private final CountingEsp esp = CountingEsp.builder()
            .script(call ->
                    new EspAnswer.Answered(Set.of(Mailboxes.GONE.address().normalForm()), EspAnswer.Order.AS_ASKED, 0))
            .start();

    @AfterEach
    void stop() {
        esp.close();
    }

    @Override
    public Transport newTransport() {
        return CountingEspTransport.to(esp.url()).build();
    }

    @Override
    public Transport newTransportToNowhere() {
        CountingEsp closed = CountingEsp.start();
        closed.close();
        return CountingEspTransport.to(closed.url()).build();
    }

    @Override
    public List<String> takenByTheHop() {
        return esp.counts().submissions();
    }
}
