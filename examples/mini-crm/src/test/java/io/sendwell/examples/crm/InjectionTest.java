package io.sendwell.examples.crm;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.examples.crm.outside.Stage;
import io.sendwell.examples.crm.web.Pages;
import io.sendwell.examples.crm.web.Role;
import io.sendwell.testkit.mailjet.FakeVisitor;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever people and programs write into names, subjects, reasons, links and addresses shows as text, stored or reflected. */
class InjectionTest {

    private static final String HOSTILE = "<img src=x onerror=alert(7)>\"'</title></textarea><script>alert(7)</script>";

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
            store(erik, rosa, stage);

            for (Pages.Address address : crm.pages().addresses()) {
                if (address.method().equals("GET") && !address.path().contains("static")) {
                    Visitor visitor = address.role().equals(Optional.of(Role.OPERATOR)) ? rosa : erik;
                    String path = filledIn(address.path(), erik);
                    assertHarmless(path, visitor.get(path));
                    // Those that refuse what is no address or no id stand alone.
                    for (List<String> fields : List.of(
                            List.of("q", "campaign", "link", "segment", "type", "to", "show"),
                            List.of("email"),
                            List.of("copy", "report"))) {
                        String reflected = path + "?" + hostile(fields);
                        assertHarmless(reflected, visitor.get(reflected));
                    }
                }
            }
            assertThat(erik.read("/dashboard")).as("it is shown").contains("&lt;img src=x");
            assertThat(erik.read("/events")).contains("/?q=&lt;img");
            assertThat(erik.get("/events").body())
                    .as("the program")
                    .contains("title=\"")
                    .contains("onerror=alert(7)&gt;");
        }
    }

    private static void store(Visitor erik, Visitor rosa, Stage stage) throws IOException, InterruptedException {
        String link = "https://www.brightwater.example/?q="
                + HOSTILE.replace(" ", "%20").replace("\"", "").replace("'", "");
        stage.mailjet().clicks("person1@customer.example", link, new FakeVisitor("198.51.100.7", "DK", HOSTILE));
        Story.enable(erik);
        Story.verifyDomain(erik, stage.url());
        rosa.fill("/operator/pace", Map.of("account", "Brightwater_10231", "permits", Integer.toString(Story.FAST)));
        assertThat(Story.schedule(
                        erik, Map.of("subject", HOSTILE, "campaign", HOSTILE, "html", """
                                <p>{{first}}: <a href="LINK">look</a></p><p>Brightwater A/S, Havnegade 12, 1058 Copenhagen, Denmark
                                <a href="{{unsubscribe}}">Unsubscribe</a></p>
                                """.replace("LINK", link))))
                .contains("scheduled for");
        erik.fill("/persons/1/consent", Map.of("how", HOSTILE, "source", HOSTILE));
        rosa.fill("/operator/blocklist/add", Map.of("address", "x@customer.example", "reason", HOSTILE));
        rosa.fill("/operator/accounts/Brightwater_10231/suspend", Map.of("reason", HOSTILE));
        rosa.fill("/operator/accounts/Brightwater_10231/resume", Map.of("reason", HOSTILE));
        erik.fill("/reports/segment", Map.of("report", "\u001f\u001f\u001f", "segment", HOSTILE));
        stage.skip(Duration.ofMinutes(35));
        Story.await("it has left", () -> erik.read("/scheduled?show=finished").contains("Done, "));
        stage.skip(Duration.ofMinutes(5));
        Story.await("a click is reported", () -> erik.get("/events").body().contains("data-name=\"Type\">Clicked"));
    }

    private static String hostile(List<String> fields) {
        String encoded = URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8);
        return fields.stream().map(field -> field + "=" + encoded).collect(Collectors.joining("&"));
    }

    private static String filledIn(String path, Visitor erik) {
        String sending = erik.get("/scheduled?show=finished")
                .body()
                .replaceAll("(?s).*?<a href=\"/scheduled/([^\"?/]+)\">View.*", "$1");
        return path.replace("scheduled/{id}", "scheduled/" + sending)
                .replace("domains/{domain}", "domains/brightwater.example")
                .replaceAll("\\{\\w+}", "1");
    }

    // A mail as it was written is a page without scripts in a frame of its own, or a file to keep.
    private static void assertHarmless(String path, HttpResponse<String> reply) {
        boolean shutIn = reply.headers()
                        .firstValue("Content-Security-Policy")
                        .orElse("")
                        .contains("sandbox")
                || reply.headers().firstValue("Content-Disposition").orElse("").startsWith("attachment");
        assertThat(Stream.of("<img src=x", "<script>", "</title></textarea>")
                        .filter(part -> !shutIn && reply.body().contains(part)))
                .as(path)
                .isEmpty();
    }
}
