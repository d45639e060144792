package io.sendwell.examples.crm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.AccountId;
import io.sendwell.examples.crm.data.Database.DatabaseException;
import io.sendwell.examples.crm.data.MailServer.Encryption;
import io.sendwell.examples.jdbc.H2Database;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which SMTP server a customer has. */
class MailServersTest {

    private static final AccountId BRIGHTWATER = AccountId.of("Brightwater_10231");
    private static final AccountId LINDQVIST = AccountId.of("Lindqvist_20417");
    private static final int LONGEST_HOST = 255;

    @TempDir
    Path directory;

    private H2Database connections;
    private MailServers servers;

    @BeforeEach
    void open() {
        connections = H2Database.at(directory.resolve("crm"));
        servers = new MailServers(Database.open(connections));
    }

    @AfterEach
    void close() {
        connections.close();
    }

    @Test
    void a_server_takes_the_place_of_the_one_before_and_of_no_other_customers() {
        servers.save(BRIGHTWATER, server("smtp.brightwater.example"));
        servers.save(LINDQVIST, server("smtp.lindqvist.example"));

        servers.save(BRIGHTWATER, server("mail.brightwater.example"));

        assertThat(servers.find(BRIGHTWATER)).contains(server("mail.brightwater.example"));
        assertThat(servers.find(LINDQVIST)).contains(server("smtp.lindqvist.example"));
    }

    // The database refuses the new one as late as it can: where the old one is gone by then, a process that dies there
    // loses it, too.
    @Test
    void whoever_has_a_server_keeps_it_until_the_new_one_is_kept() {
        servers.save(BRIGHTWATER, server("smtp.brightwater.example"));

        assertThatThrownBy(() -> servers.save(BRIGHTWATER, server("a".repeat(LONGEST_HOST + 1))))
                .isInstanceOf(DatabaseException.class);

        assertThat(servers.find(BRIGHTWATER)).contains(server("smtp.brightwater.example"));
    }

    private static MailServer server(String host) {
        return new MailServer(host, 587, Encryption.STARTTLS, "crm", Instant.parse("2026-03-01T08:00:00Z"));
    }
}
