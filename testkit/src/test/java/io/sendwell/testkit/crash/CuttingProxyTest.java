package io.sendwell.testkit.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.testkit.crash.CuttingProxy.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CuttingProxyTest {

    private static final byte[] TEN = "0123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final int DEADLINE = 30_000;

    private ServerSocket echo;
    private CuttingProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Thread server = new Thread(this::echoAll, "echo");
        server.setDaemon(true);
        server.start();
        proxy = CuttingProxy.to("127.0.0.1", echo.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void octets_pass_unchanged_both_ways_and_so_does_the_end() throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write(TEN);
            client.shutdownOutput();

            assertThat(client.getInputStream().readAllBytes()).isEqualTo(TEN);
            assertThat(proxy.cuts()).isZero();
        }
    }

    @Test
    void a_cut_resets_every_open_connection_and_no_later_one() throws IOException {
        try (Socket first = connect();
                Socket second = connect()) {
            exchange(first);
            exchange(second);

            proxy.cutNow();

            assertThatThrownBy(() -> exchange(first)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> exchange(second)).isInstanceOf(IOException.class);
            assertThat(proxy.cuts()).isEqualTo(2);
            assertThat(proxy.open()).isZero();
        }
        try (Socket third = connect()) {
            exchange(third);
        }
    }

    @Test
    void a_cut_after_some_octets_to_the_client_lets_those_arrive_and_none_more() throws IOException {
        proxy.cutAfter(Direction.TO_CLIENT, 14);
        try (Socket client = connect()) {
            exchange(client);
            client.getOutputStream().write(TEN);

            InputStream in = client.getInputStream();
            assertThat(readUntilTheEnd(in)).isEqualTo("0123");
            assertThat(proxy.cuts()).isEqualTo(1);
        }
        try (Socket next = connect()) {
            exchange(next);
            exchange(next);
        }
    }

    @Test
    void a_cut_to_the_server_lets_it_have_only_the_octets_before() throws IOException {
        proxy.cutAfter(Direction.TO_SERVER, 0);
        try (Socket client = connect()) {
            client.getOutputStream().write(TEN);
            assertThat(readUntilTheEnd(client.getInputStream())).isEmpty();
        }
    }

    @Test
    void a_cut_somewhere_happens_within_its_bound() throws IOException {
        Random random = new Random(7);
        for (int round = 1; round <= 50; round++) {
            proxy.cutSomewhere(random, 10);
            try (Socket client = connect()) {
                client.getOutputStream().write(TEN);
                readUntilTheEnd(client.getInputStream());
            }
            assertThat(proxy.cuts()).isEqualTo(round);
        }
    }

    @Test
    void who_is_refused_learns_it_until_the_proxy_is_restored() throws IOException {
        proxy.refuse();
        assertThatThrownBy(() -> {
                    try (Socket client = connect()) {
                        exchange(client);
                    }
                })
                .isInstanceOf(IOException.class);

        proxy.restore();
        try (Socket client = connect()) {
            exchange(client);
        }
    }

    @Test
    void a_delay_holds_what_flows_and_loses_nothing() throws IOException {
        proxy.delay(Direction.TO_CLIENT, Duration.ofMillis(20));
        try (Socket client = connect()) {
            long start = System.nanoTime();
            exchange(client);
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(20_000_000L);
        }
    }

    @Test
    void a_server_that_is_away_is_a_cut_connection() throws IOException {
        echo.close();
        try (Socket client = connect()) {
            assertThatThrownBy(() -> exchange(client)).isInstanceOf(IOException.class);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(DEADLINE);
        return socket;
    }

    private static void exchange(Socket client) throws IOException {
        client.getOutputStream().write(TEN);
        if (client.getInputStream().readNBytes(TEN.length).length < TEN.length) {
            throw new IOException("The connection ended.");
        }
    }

    private static String readUntilTheEnd(InputStream in) {
        StringBuilder read = new StringBuilder();
        try {
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                read.append((char) octet);
            }
        } catch (IOException e) {
            // A reset is an end, here.
        }
        return read.toString();
    }

    private void echoAll() {
        while (!echo.isClosed()) {
            try {
                Socket socket = echo.accept();
                Thread thread = new Thread(() -> echo(socket), "echo-one");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void echo(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // Cut, as it was asked for.
        }
    }
}
