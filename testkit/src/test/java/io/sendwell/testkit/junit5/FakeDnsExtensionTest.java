package io.sendwell.testkit.junit5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.testkit.dns.FakeDns;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Execution(ExecutionMode.SAME_THREAD)
class FakeDnsExtensionTest {
    @RegisterExtension
    static final FakeDnsExtension DNS = new FakeDnsExtension(() ->
            FakeDns.builder().zone("customer.example", "@ IN A 192.0.2.80").start());

    private static @Nullable FakeDns serverOfFirstTest;

    @Test
    @Order(1)
    void a_test_is_given_a_running_server_as_described(FakeDns dns) throws IOException {
        serverOfFirstTest = dns;
        Record question = Record.newRecord(Name.fromString("customer.example."), Type.A, DClass.IN);

        Message answer = new SimpleResolver(dns.address()).send(Message.newQuery(question));

        assertThat(answer.getSection(Section.ANSWER)).hasSize(1);
    }

    @Test
    @Order(2)
    void the_next_test_is_given_another_one_and_the_first_is_closed(FakeDns dns) {
        FakeDns first = serverOfFirstTest;

        assertThat(dns).isNotSameAs(first);
        assertThat(first).isNotNull();
        assertThatThrownBy(() -> new Socket(first.host(), first.port()).close()).isInstanceOf(ConnectException.class);
    }
}
