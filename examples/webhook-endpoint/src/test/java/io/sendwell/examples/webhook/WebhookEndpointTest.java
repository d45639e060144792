package io.sendwell.examples.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.SendingAccount;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlockReason;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.event.EventType;
import io.sendwell.log.EventQuery;
import io.sendwell.log.LoggedEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookEndpointTest {

    private static final EmailAddress GONE = EmailAddress.parse("gone@customer.example");
    private static final String BOUNCE = """
            [{"event": "bounce", "time": 1764000000, "MessageID": 7, "email": "gone@customer.example", "hard_bounce": true,
              "error_related_to": "recipient", "error": "user unknown", "CustomID": "m1",
              "Payload": "{\\"account\\":\\"acme\\"}"}]""";

    @TempDir
    Path directory;

    private final List<LoggedEvent> heard = new CopyOnWriteArrayList<>();

    @Test
    void what_mailjet_posts_stands_in_the_database_when_it_is_answered() throws Exception {
        try (Program program = start()) {
            assertThat(post(program, "secret-of-the-hook", BOUNCE)).isEqualTo(200);
            assertThat(post(program, "secret-of-the-hook", BOUNCE))
                    .as("once more")
                    .isEqualTo(200);
            assertThat(heard).hasSize(1);
        }
        try (Program reopened = start()) {
            SendingAccount acme = reopened.sendwell().account("acme");
            assertThat(acme.blocked(GONE)).map(BlocklistEntry::reason).hasValue(BlockReason.HARD_BOUNCE);
            assertThat(acme.events().find(EventQuery.latest(10)).events())
                    .extracting(LoggedEvent::type)
                    .containsExactly(EventType.HARD_BOUNCED);
            assertThat(acme.events().totals().hardBounced()).isEqualTo(1);
        }
    }

    @Test
    void whoever_does_not_know_the_password_changes_nothing() throws Exception {
        try (Program program = start()) {
            assertThat(post(program, "guessed", BOUNCE)).isEqualTo(401);
            assertThat(heard).isEmpty();
            assertThat(program.sendwell().account("acme").blocked(GONE)).isEmpty();
        }
    }

    private Program start() throws IOException {
        return Program.start(directory, 0, "secret-of-the-hook", heard::add);
    }

    private static int post(Program program, String password, String body) throws Exception {
        URI url = URI.create(program.url());
        String credentials = "mailjet:" + password;
        HttpRequest request = HttpRequest.newBuilder(
                        new URI("http", null, url.getHost(), url.getPort(), url.getPath(), null, null))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
