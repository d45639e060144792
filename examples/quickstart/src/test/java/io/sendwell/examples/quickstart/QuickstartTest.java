package io.sendwell.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.Sendwell;
import io.sendwell.message.Mail;
import io.sendwell.route.Route;
import io.sendwell.route.RoutePlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {

    @TempDir
    Path output;

    @TempDir
    Path temporary;

    @Test
    void each_mail_says_how_it_left_and_why() throws IOException {
        String said = run();
        assertThat(paragraph(said, "One mail to one person")).contains("ESP", "ON_BEHALF_OF", "publishes p=none");
        assertThat(paragraph(said, "A newsletter to a list"))
                .contains("14 scheduled", "UNMERGED_PLACEHOLDER", "Done, 14 accepted, 1 withheld");
        assertThat(paragraph(said, "A mail with 8 MB attached"))
                .contains("OPERATOR_SMTP", "8.0 MB", "7.0 MB", "TRACKING", "accepted");
        assertThat(paragraph(said, "A mail to an address that is no more")).contains("accepted");
        assertThat(paragraph(said, "A mail to a blocked address")).contains("none", "HARD_BOUNCE", "No such mailbox");
    }

    @Test
    void what_became_of_the_mail_is_reported_and_leads_to_the_next_one() throws IOException {
        String said = run();
        assertThat(paragraph(said, "What became of all that"))
                .containsPattern("HARD_BOUNCED +gone@customer.example")
                .containsPattern("CLICKED +zoe@customer.example +Tulips in red")
                .containsPattern("CLICKED +eleni@kafeneio.example .*a program")
                .containsPattern("COMPLAINED +sakura@sato.example")
                .contains("Processed 17, delivered 15, opened 3", "bounced 1, spam complaints 1")
                .containsPattern("the spring collection is here: 14 mails, .* 100.00 % clicked");
        assertThat(paragraph(said, "A mail to those who followed a link"))
                .contains("\"Tulips in red\"", "call person/2", "call person/14", "Done, 2 accepted")
                .doesNotContain("person/7", "person/3");
        assertThat(accepted().stream().filter(json -> json.contains("Your tulips")))
                .satisfiesExactlyInAnyOrder(
                        json -> assertThat(json).contains("zoe@customer.example"),
                        json -> assertThat(json).contains("grace@navy.example"));
        assertThat(paragraph(said, "Somebody asks what is kept"))
                .contains("2 messages, 1 event,")
                .doesNotContain("Erase again");
    }

    @Test
    void everything_that_was_sent_is_left_as_a_file() throws IOException {
        run();
        try (Stream<Path> files = Files.list(output)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).toList();
            assertThat(names).filteredOn(name -> name.endsWith(".eml")).hasSize(1);
            assertThat(names).filteredOn(name -> name.endsWith(".json")).hasSize(18);
            assertThat(names).contains("dkim-keys.zone");
        }
    }

    @Test
    void merged_values_stand_in_the_newsletter_as_text() throws IOException {
        run();
        String grace = accepted().stream()
                .filter(json -> json.contains("grace@navy.example") && json.contains("the spring collection is here"))
                .findFirst()
                .orElseThrow();
        assertThat(grace)
                .contains("&lt;b&gt;Cobol&lt;/b&gt; &amp; Co.")
                .contains("offers/tulip%20red?for=14")
                .contains("Sky blue &amp; white");
    }

    @Test
    void half_an_environment_is_refused_with_what_is_missing() {
        Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> RealWorld.of(Map.of("SENDWELL_MAILJET_KEY", "key")))
                .withMessageContaining("SENDWELL_SMTP_HOST")
                .withMessageContaining("SENDWELL_FROM");
    }

    @Test
    void with_real_services_a_large_mail_would_leave_by_the_authors_own_server() throws IOException {
        Map<String, String> environment = Map.of(
                "SENDWELL_MAILJET_KEY", "key",
                "SENDWELL_MAILJET_SECRET", "secret",
                "SENDWELL_SMTP_HOST", "smtp.acme.example",
                "SENDWELL_SMTP_USER", "erik",
                "SENDWELL_SMTP_PASSWORD", "password",
                "SENDWELL_FROM", "erik@acme.example");
        try (World world = RealWorld.of(environment).orElseThrow();
                State state = State.in(temporary.resolve("state"))) {
            Quickstart quickstart = new Quickstart(world, state, output, System.out);
            try (Sendwell sendwell = quickstart.sendwell()) {
                Mail mail = quickstart.largeMail();
                RoutePlan plan = sendwell.account(Quickstart.ACCOUNT).plan(mail);
                assertThat(plan.sendable()).as(plan.explain()).isTrue();
                assertThat(plan.chosen().orElseThrow().route()).isEqualTo(Route.ACCOUNT_SMTP);
                assertThat(mail.to())
                        .extracting(Object::toString)
                        .singleElement()
                        .asString()
                        .contains("erik@acme.example");
            }
        }
    }

    private String run() throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (State state = State.in(temporary.resolve("state"));
                World world = new LocalWorld(temporary.resolve("state"));
                PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            new Quickstart(world, state, output, out).run();
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    private List<String> accepted() throws IOException {
        try (Stream<Path> files = Files.list(output)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(QuickstartTest::read)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String paragraph(String said, String heading) {
        int start = said.indexOf(heading);
        int end = said.indexOf("\n\n", start);
        return said.substring(start, end < 0 ? said.length() : end);
    }
}
