package io.sendwell.esp.mailjet;

import static io.sendwell.esp.mailjet.MailjetEventKind.BOUNCE;
import static io.sendwell.esp.mailjet.MailjetEventKind.CLICK;
import static io.sendwell.esp.mailjet.MailjetEventKind.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendwell.account.AccountId;
import io.sendwell.account.ConfigurationException;
import io.sendwell.account.Secret;
import io.sendwell.esp.mailjet.MailjetEventUrls.Change;
import io.sendwell.esp.webhook.WebhookAddress;
import io.sendwell.log.Totals;
import io.sendwell.testkit.VirtualClock;
import io.sendwell.testkit.mailjet.EventPost;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import io.sendwell.testkit.mailjet.Fault;
import io.sendwell.testkit.mailjet.RecordedRequest;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Mailjet is asked and told of an account besides its mails: event URLs and figures. */
class MailjetAccountApiTest {

    private static final AccountId ACME = AccountId.of("acme");
    private static final Secret PASSWORD = Secret.of("s@fe");
    private static final WebhookAddress ADDRESS =
            WebhookAddress.basicAuth(URI.create("https://crm.example/mailjet"), "hook", PASSWORD);
    private static final EnumSet<MailjetEventKind> ALL = EnumSet.allOf(MailjetEventKind.class);

    private final VirtualClock clock = VirtualClock.at("2026-11-22T09:00:00Z");
    private final FakeMailjet mailjet = FakeMailjet.builder().clock(clock).start();
    private final FakeMailjetAccount key = mailjet.account("acme").allowSender("*@example.org");
    private final MailjetTransport transport = MailjetTransport.builder()
            .baseUrl(mailjet.baseUrl())
            .credentials(account -> account.equals(ACME)
                    ? Optional.of(MailjetCredentials.of(key.apiKey(), Secret.of(key.secretKey())))
                    : Optional.empty())
            .clock(clock)
            .build();
    private final MailjetEventUrls urls = transport.eventUrls(ACME);

    @AfterEach
    void close() {
        transport.close();
        mailjet.close();
    }

    /** A fault of whatever is asked next. */
    private void next(Fault fault) {
        mailjet.next(fault.when(request -> true));
    }

    private List<String> changesAsked() {
        return mailjet.requests().stream()
                .map(RecordedRequest::method)
                .filter(method -> !method.equals("GET"))
                .toList();
    }

    @Test
    void all_kinds_are_registered_in_groups_and_with_credentials() {
        assertThat(urls.register(ADDRESS, ALL)).hasSize(7).containsValue(Change.CREATED);

        assertThat(urls.list())
                .hasSize(7)
                .allSatisfy(url -> assertThat(url.url()).isEqualTo("https://crm.example/mailjet"))
                .allSatisfy(url -> assertThat(url.state()).isEqualTo(MailjetEventUrl.State.ALIVE));
        assertThat(changesAsked()).hasSize(7).containsOnly("POST");
    }

    @Test
    void what_is_as_wished_stays() {
        urls.register(ADDRESS, ALL);
        long before = mailjet.requestCount();

        assertThat(urls.register(ADDRESS, ALL).values()).containsOnly(Change.UNCHANGED);
        assertThat(mailjet.requestCount()).isEqualTo(before + 1);
    }

    @Test
    void what_is_not_as_wished_is_changed_and_the_rest_left_alone() {
        urls.register(ADDRESS, EnumSet.of(OPEN, CLICK));
        WebhookAddress moved = WebhookAddress.basicAuth(URI.create("https://crm.example/moved"), "hook", PASSWORD);
        WebhookAddress other =
                WebhookAddress.basicAuth(URI.create("https://crm.example/mailjet"), "hook", Secret.of("another"));

        assertThat(urls.register(moved, EnumSet.of(CLICK, BOUNCE)))
                .isEqualTo(Map.of(CLICK, Change.UPDATED, BOUNCE, Change.CREATED));
        assertThat(urls.register(other, EnumSet.of(OPEN))).isEqualTo(Map.of(OPEN, Change.UPDATED));
        assertThat(urls.list())
                .extracting(url -> url.kind() + " " + url.url())
                .containsExactlyInAnyOrder(
                        "OPEN https://crm.example/mailjet",
                        "CLICK https://crm.example/moved",
                        "BOUNCE https://crm.example/moved");
    }

    @Test
    void what_is_posted_one_by_one_is_grouped_from_then_on() {
        key.reportOneByOneTo(URI.create(ADDRESS.complete().reveal()));

        assertThat(urls.register(ADDRESS, EnumSet.of(OPEN))).containsValue(Change.UPDATED);
        assertThat(urls.register(ADDRESS, EnumSet.of(OPEN))).containsValue(Change.UNCHANGED);
    }

    @Test
    void a_kind_is_removed_once() {
        urls.register(ADDRESS, EnumSet.of(OPEN, CLICK));

        assertThat(urls.remove(EnumSet.of(OPEN, BOUNCE)))
                .isEqualTo(Map.of(OPEN, Change.REMOVED, BOUNCE, Change.UNCHANGED));
        assertThat(urls.list()).extracting(MailjetEventUrl::kind).containsExactly(CLICK);
    }

    @Test
    void what_is_registered_is_reported_to_the_webhook_and_one_that_was_given_up_comes_back() {
        List<Integer> taken = new java.util.concurrent.CopyOnWriteArrayList<>();
        boolean[] away = {true};
        try (WebhookServer server = new WebhookServer(events -> {
            if (away[0]) {
                throw new IllegalStateException("away");
            }
            taken.add(events.size());
        })) {
            WebhookAddress address = WebhookAddress.basicAuth(server.url(""), "hook", PASSWORD);
            urls.register(address, ALL);
            transport.submit(ACME, List.of(Submissions.number(1)));
            mailjet.deliverEvents();
            clock.advance(Duration.ofHours(24));
            mailjet.deliverEvents();
            assertThat(urls.list())
                    .filteredOn(url -> url.state() == MailjetEventUrl.State.DEAD)
                    .extracting(MailjetEventUrl::kind)
                    .containsExactly(MailjetEventKind.SENT);

            assertThat(urls.register(address, ALL)).containsEntry(MailjetEventKind.SENT, Change.UPDATED);
            away[0] = false;
            transport.submit(ACME, List.of(Submissions.number(2)));

            assertThat(mailjet.deliverEvents()).singleElement().matches(EventPost::isTaken);
            assertThat(taken).containsExactly(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"400, mended", "401, API key", "403, API key", "404, base URL", "429, wait", "500, own failure"})
    void a_refusal_says_what_mailjet_said_and_what_to_do(int status, String advice) {
        next(Fault.answering(
                status,
                "application/json",
                "{\"ErrorInfo\":\"\",\"ErrorMessage\":\"MJ08 Property Url is invalid: https://hook:s%40fe@crm.example/"
                        + " for " + key.secretKey() + "\\nplanted\",\"StatusCode\":" + status + "}"));

        MailjetApiException refused =
                catchThrowableOfType(MailjetApiException.class, () -> urls.register(ADDRESS, ALL));

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused)
                .hasMessageContaining("Mailjet answered " + status)
                .hasMessageContaining("MJ08 Property Url is invalid")
                .hasMessageContaining("acme")
                .hasMessageContaining(advice)
                .hasMessageNotContainingAny("s%40fe", key.secretKey(), "\n");
    }

    @Test
    void an_answer_that_is_none_of_mailjets_is_a_refusal_too() {
        next(Fault.answering(200, "text/html", "<html><body>Welcome to the hotel</body></html>"));

        assertThatThrownBy(urls::list).isInstanceOf(MailjetApiException.class).hasMessageNotContaining("hotel");
    }

    @Test
    void no_answer_leaves_open_what_was_done_and_asking_again_goes_on_from_there() {
        mailjet.next(
                Fault.resetAfterAccepting().when(request -> request.method().equals("POST")));

        assertThatThrownBy(() -> urls.register(ADDRESS, ALL))
                .isInstanceOfSatisfying(
                        MailjetApiException.class,
                        silent -> assertThat(silent.status()).isZero())
                .hasMessageContaining("ask again");
        assertThat(urls.register(ADDRESS, ALL).values()).contains(Change.UNCHANGED, Change.CREATED);
        assertThat(urls.list()).hasSize(7);
    }

    @Test
    void an_account_without_a_key_is_a_fault_of_the_set_up() {
        assertThatThrownBy(() -> transport.eventUrls(AccountId.of("other")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("other");
        assertThatThrownBy(() -> transport.figures(AccountId.of("other"))).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void figures_are_mailjets_own_and_say_how_late_they_are() {
        try (WebhookServer server = new WebhookServer(events -> {})) {
            key.reportTo(server.url());
            mailjet.hardBounces("person1@example.net");
            mailjet.softBounces("person2@example.net");
            mailjet.blocks("person3@example.net");
            mailjet.opens("person4@example.net");
            mailjet.opens("person4@example.net");
            mailjet.complains("person5@example.net");
            mailjet.unsubscribes("person5@example.net");
            transport.submit(ACME, Submissions.count(6));
            mailjet.deliverEvents();
            transport.submit(ACME, List.of(Submissions.number(6)));

            MailjetFigures figures = transport.figures(ACME);

            assertThat(figures.totals()).isEqualTo(new Totals(7, 3, 1, 0, 2, 1, 1, 0, 1, 1));
            assertThat(figures.queued()).isEqualTo(1);
            assertThat(figures.openEvents()).isEqualTo(2);
            assertThat(figures.askedAt()).isEqualTo(clock.instant());
            assertThat(figures.freshness()).contains("15 to 60 minutes");
            assertThat(figures.explain())
                    .contains("Processed 7", "delivered 3", "spam complaints 1", "2026-11-22T09:00:00Z")
                    .endsWith(figures.freshness());
        }
    }

    @Test
    void figures_are_read_as_numbers_or_as_texts_and_are_none_where_mailjet_has_none() {
        next(Fault.answering(
                200,
                "application/json",
                "{\"Count\":1,\"Data\":[{\"Total\":\"100\",\"MessageSentCount\":90,\"MessageHardBouncedCount\":3,"
                        + "\"MessageSoftBouncedCount\":2,\"MessageDeferredCount\":-1,\"Timeslice\":\"\",\"New\":{}}],"
                        + "\"Total\":1}"));
        assertThat(transport.figures(ACME).totals()).isEqualTo(new Totals(100, 90, 0, 0, 5, 3, 0, 0, 0, 0));

        next(Fault.answering(200, "application/json", "{\"Count\":0,\"Data\":[],\"Total\":0}"));
        assertThat(transport.figures(ACME).totals()).isEqualTo(Totals.none());
    }
}
