package io.sendwell.examples.crm;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.examples.crm.data.MailServer;
import io.sendwell.examples.crm.data.MailServer.Encryption;
import io.sendwell.examples.crm.outside.Outside;
import io.sendwell.examples.crm.outside.RealOutside;
import io.sendwell.examples.crm.outside.Stage;
import io.sendwell.examples.jdbc.H2Database;
import io.sendwell.smtp.ConnectionProblem.Kind;
import io.sendwell.smtp.SmtpTransport;
import io.sendwell.testkit.mailjet.AcceptedMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A customer's own SMTP server: entered, tried, used for all of its mail and nobody else's, and removed. */
class OwnServerTest {

    @TempDir
    Path directory;

    @Test
    void mail_leaves_by_a_customers_own_server_for_as_long_as_it_has_one() throws IOException, InterruptedException {
        Path played = Files.createDirectories(directory.resolve("stage"));
        Settings settings = new Settings(directory, 0, Optional.empty(), Optional.of(played), Optional.empty());
        try (Stage stage = Stage.open(played, 0)) {
            try (MiniCrm crm = MiniCrm.start(settings, Map.of())) {
                Visitor erik = Visitor.loggedIn(crm.url(), "erik");
                Visitor anna = Visitor.loggedIn(crm.url(), "anna");
                Story.enable(erik);
                Story.enable(anna);

                assertThat(Story.said(erik, "/server", server("wrong")))
                        .contains("refused the login", "535", "Nothing was saved");
                assertThat(erik.read("/server")).contains("Mail leaves by the CRM's way out");
                Story.send(erik, "Before");

                assertThat(Story.said(erik, "/server/test", server(Stage.OWN_PASSWORD)))
                        .contains("It works", "logged in", "Nothing was saved");
                assertThat(erik.read("/server")).contains("Mail leaves by the CRM's way out");

                assertThat(Story.said(erik, "/server", server(Stage.OWN_PASSWORD)))
                        .contains("All mail leaves by smtp.brightwater.example");
                assertThat(erik.get("/server").body()).doesNotContain(Stage.OWN_PASSWORD);
                assertThat(Story.said(erik, "/compose/plan", mail("Planned"))).contains("own SMTP server");
                Story.send(erik, "By our own");
                schedule(erik, "Later by our own");
                stage.skip(Duration.ofMinutes(6));
                Story.await(
                        "two have left by it", () -> subjects(stage).equals(List.of("By our own", "Later by our own")));

                assertThat(anna.read("/server")).doesNotContain("smtp.brightwater.example");
                Story.send(anna, "Of somebody else");
                assertThat(Story.said(anna, "/server/remove", Map.of())).contains("There is no server to be removed");
            }
            try (MiniCrm crm = MiniCrm.start(settings, Map.of())) {
                Visitor erik = Visitor.loggedIn(crm.url(), "erik");
                assertThat(Story.said(erik, "/server/test-again", Map.of()))
                        .contains("can be used over TLSv1.3, logged in");
                Story.send(erik, "After a restart");
                assertThat(subjects(stage)).containsExactly("By our own", "Later by our own", "After a restart");

                assertThat(Story.said(erik, "/server/remove", Map.of())).contains("its password is forgotten");
                Story.send(erik, "By the ESP again");
                assertThat(subjects(stage)).hasSize(3);
                assertThat(stage.accepted().stream().map(AcceptedMessage::subject))
                        .containsExactlyInAnyOrder("Before", "Of somebody else", "By the ESP again");
            }
        }
    }

    @Test
    void a_password_is_offered_only_where_it_was_given_for() throws Exception {
        Path played = Files.createDirectories(directory.resolve("stage"));
        Settings settings = new Settings(directory, 0, Optional.empty(), Optional.of(played), Optional.empty());
        try (Stage stage = Stage.open(played, 0)) {
            try (MiniCrm crm = MiniCrm.start(settings, Map.of())) {
                Visitor erik = Visitor.loggedIn(crm.url(), "erik");
                Story.enable(erik);
                assertThat(Story.said(erik, "/server", server(Stage.OWN_PASSWORD)))
                        .contains("All mail leaves by");
            }
            // As a process leaves it that dies while it replaces one server by another.
            try (H2Database database = H2Database.at(directory.resolve("crm"));
                    Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                assertThat(statement.executeUpdate("UPDATE crm_server SET login = 'another'"))
                        .isEqualTo(1);
            }
            try (MiniCrm crm = MiniCrm.start(settings, Map.of())) {
                Visitor erik = Visitor.loggedIn(crm.url(), "erik");
                assertThat(Story.said(erik, "/server/test-again", Map.of()))
                        .contains("can be used over TLSv1.3, without a login");
                assertThat(subjects(stage)).isEmpty();
            }
        }
    }

    static Map<String, String> server(String password) {
        return Map.of(
                "host",
                Stage.OWN_SERVER.host(),
                "port",
                Integer.toString(Stage.OWN_SERVER.port()),
                "encryption",
                "STARTTLS",
                "user",
                Stage.OWN_SERVER.user(),
                "password",
                password);
    }

    private static Map<String, String> mail(String subject) {
        return Map.of("to", "person1@customer.example", "subject", subject, "text", "Hello {{first}}");
    }

    private static void schedule(Visitor visitor, String subject) {
        assertThat(Story.said(
                        visitor,
                        "/compose/schedule",
                        Map.of(
                                "to",
                                "person1@customer.example",
                                "subject",
                                subject,
                                "text",
                                "Hello {{first}}",
                                "request",
                                subject,
                                "at",
                                LocalDateTime.now(ZoneId.of("Europe/Copenhagen"))
                                        .plusMinutes(5)
                                        .withNano(0)
                                        .toString())))
                .contains("scheduled for");
    }

    private static List<String> subjects(Stage stage) {
        return stage.ownServer().received().stream()
                .map(mail -> mail.header("Subject").orElse(""))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Encryption.class)
    void in_the_real_world_a_customers_server_is_none_of_our_own_machines(Encryption encryption) {
        Outside real = RealOutside.of(Map.of(
                        "CRM_MAILJET_KEY", "k",
                        "CRM_MAILJET_SECRET", "s",
                        "CRM_SMTP_HOST", "smtp.vendor.example",
                        "CRM_SMTP_USER", "u",
                        "CRM_SMTP_PASSWORD", "p",
                        "CRM_OPERATOR_DOMAIN", "vendor.example",
                        "CRM_PUBLIC_URL", "https://crm.vendor.example"))
                .orElseThrow();
        MailServer near = new MailServer("localhost", 25, encryption, "", Instant.EPOCH);

        try (SmtpTransport transport = SmtpTransport.to(real.customerServer(near))) {
            assertThat(transport.testConnection().problem().orElseThrow().kind())
                    .isEqualTo(Kind.ADDRESS_NOT_PUBLIC);
        }
    }
}
