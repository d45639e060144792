package io.sendwell.smtp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real Postfix with a configuration and a queue of its own, which passes all mail on to a server of the test. It touches
 * no Postfix that the machine may run.
 */
final class Postfix implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/postfix");

    private final Path directory;
    private final int port;

    private Postfix(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /** Starts one, or skips the test and says what is missing. */
    static Postfix relayingTo(int nextHopPort) throws IOException, InterruptedException {
        assumeTrue(
                Files.isExecutable(PROGRAM) && "root".equals(System.getProperty("user.name")),
                "Skipped: for this peer install Postfix (apt-get install postfix) and run the tests as root.");
        Path directory = Files.createTempDirectory("sendwell-postfix");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path configuration = Files.createDirectory(directory.resolve("etc"));
        int port = freePort();
        Files.writeString(configuration.resolve("main.cf"), main(directory, nextHopPort));
        Files.writeString(configuration.resolve("master.cf"), master(port));
        Files.createDirectory(directory.resolve("queue"));
        Postfix postfix = new Postfix(directory, port);
        postfix.command("start");
        return postfix;
    }

    private static String main(Path directory, int nextHopPort) {
        return String.join(
                "\n",
                "compatibility_level = 3.6",
                "queue_directory = " + directory.resolve("queue"),
                "data_directory = " + directory.resolve("data"),
                "daemon_directory = /usr/lib/postfix/sbin",
                "command_directory = /usr/sbin",
                "shlib_directory = /usr/lib/postfix",
                "meta_directory = /etc/postfix",
                "mail_owner = postfix",
                "setgid_group = postdrop",
                "myhostname = relay.example.net",
                "mydestination =",
                "inet_interfaces = 127.0.0.1",
                "inet_protocols = ipv4",
                "mynetworks = 127.0.0.0/8",
                "smtpd_relay_restrictions = permit_mynetworks, reject",
                "smtpd_recipient_restrictions = check_recipient_access inline:{{refused@example.org=554 5.7.1 not here}}",
                "relayhost = [127.0.0.1]:" + nextHopPort,
                "smtp_dns_support_level = disabled",
                "smtpd_peername_lookup = no",
                "local_recipient_maps =",
                "alias_maps =",
                "alias_database =",
                "message_size_limit = 20000000",
                "");
    }

    private static String master(int port) {
        return String.join(
                "\n",
                "127.0.0.1:" + port + " inet n - n - - smtpd",
                "cleanup unix n - n - 0 cleanup",
                "qmgr unix n - n 300 1 qmgr",
                "tlsmgr unix - - n 1000? 1 tlsmgr",
                "rewrite unix - - n - - trivial-rewrite",
                "bounce unix - - n - 0 bounce",
                "defer unix - - n - 0 bounce",
                "trace unix - - n - 0 bounce",
                "verify unix - - n - 1 verify",
                "flush unix n - n 1000? 0 flush",
                "proxymap unix - - n - - proxymap",
                "smtp unix - - n - - smtp",
                "error unix - - n - - error",
                "retry unix - - n - - error",
                "anvil unix - - n - 1 anvil",
                "scache unix - - n - 1 scache",
                "pickup unix n - n 60 1 pickup",
                "");
    }

    SmtpServer server() {
        return SmtpServer.plainTextWithoutEncryption("127.0.0.1", port);
    }

    private void command(String command) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(
                        PROGRAM.toString(), "-c", directory.resolve("etc").toString(), command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("postfix " + command + " failed:\n" + Files.readString(output));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            command("stop");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
    }
}
