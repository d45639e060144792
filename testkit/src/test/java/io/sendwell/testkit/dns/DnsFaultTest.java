package io.sendwell.testkit.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sendwell.dns.DnsType;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class DnsFaultTest {

    private static final int PATIENT = 20_000;
    private static final int BRIEF = 200;

    private final FakeDns dns = FakeDns.start()
            .publish("customer.example", DnsType.TXT, "v=spf1 -all")
            .publish("customer.example", DnsType.MX, "0 .");

    @AfterEach
    void stop() {
        dns.close();
    }

    @Test
    void a_fault_strikes_its_name_and_type_and_nothing_else() throws IOException {
        dns.publish("mail.customer.example", DnsType.TXT, "below")
                .inject(DnsFault.serverFailure().at("CUSTOMER.example", DnsType.TXT));
        Client client = Client.of(dns);

        assertThat(client.ask("customer.example", "TXT").getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(client.answers("customer.example", "MX")).hasSize(1);
        assertThat(client.answers("mail.customer.example", "TXT")).hasSize(1);
        dns.heal();
        assertThat(client.answers("customer.example", "TXT")).hasSize(1);
    }

    @Test
    void a_fault_may_strike_all_below_a_name_for_so_many_questions() throws IOException {
        dns.inject(
                DnsFault.refused().atOrBelow("example", DnsType.TXT, DnsType.MX).times(2));
        Client client = Client.of(dns);

        assertThat(client.ask("customer.example", "TXT").getRcode()).isEqualTo(Rcode.REFUSED);
        assertThat(client.ask("customer.example", "A").getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(client.ask("customer.example", "MX").getRcode()).isEqualTo(Rcode.REFUSED);
        assertThat(client.ask("customer.example", "TXT").getRcode()).isEqualTo(Rcode.NOERROR);
        assertThatIllegalArgumentException().isThrownBy(() -> DnsFault.refused().times(0));
    }

    @Test
    void a_fault_may_strike_one_transport() throws IOException {
        dns.inject(DnsFault.serverFailure().over(DnsTransport.TCP));

        assertThat(Client.of(dns).ask("customer.example", "TXT").getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(Client.of(dns).byTcp().ask("customer.example", "TXT").getRcode())
                .isEqualTo(Rcode.SERVFAIL);
    }

    @Test
    void of_two_faults_the_first_strikes_until_it_is_used_up() throws IOException {
        dns.inject(DnsFault.refused().times(1)).inject(DnsFault.serverFailure());
        Client client = Client.of(dns);

        assertThat(client.ask("customer.example", "TXT").getRcode()).isEqualTo(Rcode.REFUSED);
        assertThat(client.ask("customer.example", "TXT").getRcode()).isEqualTo(Rcode.SERVFAIL);
    }

    @Test
    void silence_leaves_the_client_waiting() throws IOException {
        dns.inject(DnsFault.silence());
        try (DatagramSocket socket = asking(query(4711))) {
            socket.setSoTimeout(BRIEF);

            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> receive(socket));
            assertThat(dns.questions()).hasSize(1);
        }
    }

    @Test
    void a_truncated_answer_is_whole_by_tcp() throws IOException {
        dns.inject(DnsFault.truncation());

        Message cut = Client.of(dns).ignoringTruncation().ask("customer.example", "TXT");
        assertThat(cut.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(cut.getSection(Section.ANSWER)).isEmpty();
        assertThat(Client.of(dns).answers("customer.example", "TXT")).containsExactly("TXT \"v=spf1 -all\"");
    }

    @Test
    void a_truncated_answer_may_have_no_whole_one() throws IOException {
        dns.inject(DnsFault.truncationWithoutTcp());

        assertThat(Client.of(dns)
                        .ignoringTruncation()
                        .ask("customer.example", "TXT")
                        .getHeader()
                        .getFlag(Flags.TC))
                .isTrue();
        assertThat(octetsByTcp(query(1).toWire())).isEmpty();
    }

    @Test
    void a_connection_may_be_cut_where_datagrams_are_answered() throws IOException {
        dns.inject(DnsFault.cutConnection());

        assertThat(Client.of(dns).answers("customer.example", "TXT")).hasSize(1);
        assertThat(octetsByTcp(query(1).toWire())).isEmpty();
    }

    @Test
    void a_delayed_answer_comes_after_one_that_was_asked_for_later() throws IOException {
        dns.inject(DnsFault.delay(Duration.ofMillis(50)).at("customer.example", DnsType.TXT));
        try (DatagramSocket socket = asking(query(1))) {
            send(socket, Message.newQuery(question("customer.example", Type.MX)));
            Message first = receive(socket);
            Message second = receive(socket);

            assertThat(List.of(
                            first.getQuestion().getType(), second.getQuestion().getType()))
                    .containsExactly(Type.MX, Type.TXT);
            assertThat(second.getSection(Section.ANSWER)).hasSize(1);
        }
    }

    @Test
    void a_lame_server_refers_to_the_root() throws IOException {
        dns.inject(DnsFault.lame());
        Message answer = Client.of(dns).withoutRecursion().ask("customer.example", "TXT");

        assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(answer.getHeader().getFlag(Flags.AA)).isFalse();
        assertThat(answer.getSection(Section.ANSWER)).isEmpty();
        assertThat(answer.getSection(Section.AUTHORITY))
                .extracting(Record::getName)
                .containsExactly(Name.root);
    }

    @Test
    void a_server_may_answer_without_authority() throws IOException {
        dns.inject(DnsFault.fromMemory());
        Message answer = Client.of(dns).withoutRecursion().ask("customer.example", "TXT");

        assertThat(answer.getHeader().getFlag(Flags.AA)).isFalse();
        assertThat(answer.getSection(Section.ANSWER)).isNotEmpty();
    }

    @Test
    void a_server_may_deny_what_is_there() throws IOException {
        dns.inject(DnsFault.noSuchName().at("customer.example"));

        assertThat(Client.of(dns).ask("customer.example", "TXT").getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }

    @Test
    void garbage_is_no_message() throws IOException {
        dns.inject(DnsFault.garbage());
        try (DatagramSocket socket = asking(query(4711))) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> receive(socket));
        }
    }

    @Test
    void an_answer_may_come_under_another_id_or_to_another_question() throws IOException {
        dns.inject(DnsFault.wrongId().times(1)).inject(DnsFault.wrongQuestion());
        try (DatagramSocket socket = asking(query(4711))) {
            assertThat(receive(socket).getHeader().getID()).isNotEqualTo(4711);
            send(socket, query(4712));
            Message other = receive(socket);
            assertThat(other.getHeader().getID()).isEqualTo(4712);
            assertThat(other.getQuestion().getName())
                    .isNotEqualTo(query(1).getQuestion().getName());
        }
    }

    @Test
    void a_forgery_may_come_before_the_answer() throws IOException {
        dns.inject(DnsFault.forgeryFirst());
        try (DatagramSocket socket = asking(query(4711))) {
            Message forged = receive(socket);
            assertThat(forged.getHeader().getID()).isNotEqualTo(4711);
            assertThat(forged.getRcode()).isEqualTo(Rcode.NXDOMAIN);
            Message answer = receive(socket);
            assertThat(answer.getHeader().getID()).isEqualTo(4711);
            assertThat(answer.getSection(Section.ANSWER)).hasSize(1);
        }
    }

    @Test
    void edns_may_be_unknown() throws IOException {
        dns.inject(DnsFault.ednsUnknown());

        Message puzzled = Client.of(dns).withUdpSize(1232).ask("customer.example", "TXT");
        assertThat(puzzled.getRcode()).isEqualTo(Rcode.FORMERR);
        assertThat(puzzled.getOPT()).isNull();
        assertThat(Client.of(dns).withUdpSize(0).answers("customer.example", "TXT"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 11, 12, 13, 40})
    void octets_that_are_no_question_are_noted_and_do_no_harm(int length) throws IOException {
        byte[] octets = new byte[length];
        Arrays.fill(octets, (byte) 0xC0);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(octets, length, dns.address()));
        }
        // The server reads one datagram after the other, so the answer to the next says that this one was seen.
        assertThat(Client.of(dns).answers("customer.example", "TXT")).hasSize(1);
        assertThat(dns.violations()).hasSize(1);
        assertThat(dns.questions()).hasSize(1);
    }

    @Test
    void what_is_no_question_of_the_internet_is_noted() throws IOException {
        Message update = new Message(1);
        update.getHeader().setOpcode(Opcode.UPDATE);
        Message answer = query(2);
        answer.getHeader().setFlag(Flags.QR);
        Message chaos = Message.newQuery(Record.newRecord(Name.fromString("version.bind."), Type.TXT, DClass.CH));
        Message two = query(3);
        two.addRecord(question("other.example", Type.A), Section.QUESTION);
        try (DatagramSocket socket = asking(update)) {
            assertThat(receive(socket).getRcode()).isEqualTo(Rcode.NOTIMP);
            send(socket, answer);
            send(socket, chaos);
            assertThat(receive(socket).getRcode()).isEqualTo(Rcode.FORMERR);
            send(socket, two);
            assertThat(receive(socket).getRcode()).isEqualTo(Rcode.FORMERR);
        }
        assertThat(dns.violations()).hasSize(4);
        assertThat(dns.questions()).isEmpty();
    }

    @Test
    void several_questions_go_over_one_connection() throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(framed(query(1).toWire()));
        both.writeBytes(framed(query(2).toWire()));
        try (Socket socket = new Socket(dns.host(), dns.port())) {
            socket.setSoTimeout(PATIENT);
            socket.getOutputStream().write(both.toByteArray());
            DataInputStream in = new DataInputStream(socket.getInputStream());

            for (int id = 1; id <= 2; id++) {
                Message answer = new Message(in.readNBytes(in.readUnsignedShort()));
                assertThat(answer.getHeader().getID()).isEqualTo(id);
            }
        }
    }

    private byte[] octetsByTcp(byte[] query) throws IOException {
        try (Socket socket = new Socket(dns.host(), dns.port())) {
            socket.setSoTimeout(PATIENT);
            socket.getOutputStream().write(framed(query));
            return socket.getInputStream().readAllBytes();
        }
    }

    private static byte[] framed(byte[] message) {
        byte[] framed = new byte[message.length + 2];
        framed[0] = (byte) (message.length >> 8);
        framed[1] = (byte) message.length;
        System.arraycopy(message, 0, framed, 2, message.length);
        return framed;
    }

    private static Record question(String name, int type) {
        return Record.newRecord(Names.parse(name), type, DClass.IN);
    }

    private static Message query(int id) {
        Message query = Message.newQuery(question("customer.example", Type.TXT));
        Header header = query.getHeader();
        header.setID(id);
        return query;
    }

    private DatagramSocket asking(Message query) throws IOException {
        DatagramSocket socket = new DatagramSocket();
        socket.setSoTimeout(PATIENT);
        send(socket, query);
        return socket;
    }

    private void send(DatagramSocket socket, Message query) throws IOException {
        byte[] octets = query.toWire();
        socket.send(new DatagramPacket(octets, octets.length, dns.address()));
    }

    private static Message receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        socket.receive(packet);
        return new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
    }
}
