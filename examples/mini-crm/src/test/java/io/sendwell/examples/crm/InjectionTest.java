package io.sendwell.examples.crm;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.examples.crm.outside.Stage;
import io.sendwell.examples.crm.web.Pages;
import io.sendwell.examples.crm.web.Role;
import io.sendwell.testkit.mailjet.FakeVisitor;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever people and programs write into names, subjects, reasons, links and addresses shows as text, stored or reflected. */
class InjectionTest {

    private static final String HOSTILE = "<img src=x onerror=alert(7)>\"'</title></textarea><script>alert(7)</script>";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    @Test
    void what_is_stored_and_what_is_reflected_shows_as_text_on_every_page() throws IOException, InterruptedException {
        Path played = Files.createDirectories(directory.resolve("stage"));
        Settings settings = new Settings(directory, 0, Optional.empty(), Optional.of(played), Optional.empty());
        try (Stage stage = Stage.open(played, 0);
                MiniCrm crm = MiniCrm.start(settings, Map.of())) {
            Visitor erik = Visitor.loggedIn(crm.url(), "erik");
            Visitor rosa = Visitor.loggedIn(crm.url(), "rosa");
            stage.mailjet()
                    .clicks(
                            "person1@customer.example",
                            "https://www.brightwater.example/?q="
                                    + HOSTILE.replace(" ", "%20").replace("\"", "%22"),
                            new FakeVisitor("198.51.100.7", "DK", HOSTILE));
            store(erik, rosa);
            awaitClick(erik);

            for (Pages.Address address : crm.pages().addresses()) {
                if (address.method().equals("GET") && !address.path().contains("static")) {
                    Visitor visitor = address.role().equals(Optional.of(Role.OPERATOR)) ? rosa : erik;
                    String path = address.path().replaceAll("\\{\\w+}", "1");
                    assertHarmless(path, visitor.get(path).body());
                    String encoded = URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8);
                    for (String field :
                            List.of("q", "email", "campaign", "link", "segment", "copy", "report", "type")) {
                        String reflected = path + "?" + field + "=" + encoded;
                        assertHarmless(reflected, visitor.get(reflected).body());
                    }
                }
            }
            assertThat(erik.read("/dashboard")).as("it is shown").contains("&lt;img src=x");
            assertThat(erik.read("/events")).contains("alert(7)");
        }
    }

    private static void store(Visitor erik, Visitor rosa) {
        String version = erik.get("/settings").body().replaceAll("(?s).*name=\"version\" value=\"([^\"]+)\".*", "$1");
        erik.fill("/settings/accept", Map.of("version", version));
        erik.fill("/settings/enable", Map.of());
        String said = Visitor.text(erik.fill(
                        "/compose/send",
                        Map.of(
                                "to",
                                "person1@customer.example",
                                "subject",
                                HOSTILE,
                                "text",
                                "Hello {{first}} " + HOSTILE))
                .body());
        assertThat(said).contains("accepted");
        erik.fill("/persons/1/consent", Map.of("how", HOSTILE, "source", HOSTILE));
        rosa.fill("/operator/blocklist/add", Map.of("address", "x@customer.example", "reason", HOSTILE));
        rosa.fill("/operator/accounts/Brightwater_10231/suspend", Map.of("reason", HOSTILE));
        rosa.fill("/operator/accounts/Brightwater_10231/resume", Map.of("reason", HOSTILE));
        erik.fill("/reports/segment", Map.of("report", "\u001f\u001f\u001f", "segment", HOSTILE));
    }

    private static void awaitClick(Visitor erik) throws InterruptedException {
        Instant until = InstantSource.system().instant().plus(PATIENCE);
        while (!erik.read("/events").contains("Clicked brightwater")
                && !erik.get("/events").body().contains("<td data-name=\"Type\">Clicked")) {
            assertThat(InstantSource.system().instant())
                    .as("no click was reported")
                    .isBefore(until);
            Thread.sleep(200);
        }
    }

    private static void assertHarmless(String path, String page) {
        assertThat(Stream.of("<img src=x", "<script>", "</title></textarea>").filter(page::contains))
                .as(path)
                .isEmpty();
    }
}
