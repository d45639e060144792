package io.sendwell.esp.mailjet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.AccountId;
import io.sendwell.account.ConfigurationException;
import io.sendwell.account.Secret;
import io.sendwell.esp.webhook.WebhookGuard;
import io.sendwell.esp.webhook.WebhookReply;
import io.sendwell.esp.webhook.WebhookRequest;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.log.EventLogException;
import io.sendwell.testkit.VirtualClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailjetWebhookTest {

    private static final int LIMIT = 4 * 1024 * 1024;

    private final List<DeliveryEvent> taken = new ArrayList<>();
    private final VirtualClock clock = VirtualClock.at("2026-11-22T10:00:00Z");
    private final MailjetWebhook webhook =
            MailjetWebhook.to(taken::addAll).guardedBy(Posts.GUARD).clock(clock).build();

    private WebhookReply receive(String body) {
        return webhook.receive(Posts.post(body));
    }

    private List<String> takenIds() {
        return taken.stream()
                .map(event -> event.report().messageId().orElse("-"))
                .toList();
    }

    private static Map<String, List<String>> admittedWith(String name, String value) {
        Map<String, List<String>> headers = new HashMap<>(Posts.admitted());
        headers.put(name, List.of(value));
        return headers;
    }

    private static String loggedBy(Runnable work) {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    void version_1_is_one_event() {
        WebhookReply reply = receive(Posts.event("sent").toString());

        assertThat(reply).isEqualTo(WebhookReply.taken(1));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(takenIds()).containsExactly("mail-1");
    }

    @Test
    void version_2_is_many_of_mixed_kinds_taken_in_at_once() {
        List<Integer> calls = new ArrayList<>();
        MailjetWebhook counting = MailjetWebhook.to(events -> calls.add(events.size()))
                .guardedBy(Posts.GUARD)
                .build();

        assertThat(counting.receive(Posts.post(Posts.grouped(Posts.events()))).status())
                .isEqualTo(200);
        assertThat(calls).containsExactly(13);
    }

    @Test
    void the_same_again_is_the_same_again() {
        String body = Posts.grouped(Posts.events());
        receive(body);
        List<DeliveryEvent> first = List.copyOf(taken);
        taken.clear();
        receive(body);

        assertThat(taken).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({"basic, 401", "path, 404", "own, 403"})
    void whoever_is_not_admitted_is_told_so_and_nothing_is_read(String name, int status) {
        WebhookGuard guard = switch (name) {
            case "basic" -> Posts.GUARD;
            case "path" -> WebhookGuard.secretPath(Secret.of("0123456789abcdef"));
            default -> request -> false;
        };
        MailjetWebhook guarded =
                MailjetWebhook.to(taken::addAll).guardedBy(guard).build();
        WebhookReply reply = guarded.receive(new WebhookRequest("/mailjet", Map.of(), Bodies.untouchable()));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(taken).isEmpty();
    }

    @Test
    void a_webhook_that_anybody_could_call_is_not_made() {
        assertThatThrownBy(() -> MailjetWebhook.to(taken::addAll).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("guardedBy");
    }

    @Test
    void a_secret_path_admits_without_header_fields() {
        MailjetWebhook guarded = MailjetWebhook.to(taken::addAll)
                .guardedBy(WebhookGuard.secretPath(Secret.of("0123456789abcdef")))
                .build();
        byte[] body = Posts.event("open").toString().getBytes(StandardCharsets.UTF_8);

        assertThat(guarded.receive(WebhookRequest.of("/hooks/0123456789abcdef", Map.of(), body))
                        .status())
                .isEqualTo(200);
        assertThat(taken).hasSize(1);
    }

    @Test
    void a_body_is_read_up_to_its_limit() {
        String event = Posts.event("sent").toString();
        String padding = " ".repeat(LIMIT - event.length());

        assertThat(receive(event + padding).status()).isEqualTo(200);
        assertThat(receive(event + padding + " ").status()).isEqualTo(413);
        assertThat(taken).hasSize(1);
    }

    @Test
    void a_body_without_end_costs_no_more_than_the_limit() {
        long[] read = {0};
        InputStream endless = Bodies.endless(read);

        assertThat(webhook.receive(new WebhookRequest("/mailjet", Posts.admitted(), endless))
                        .status())
                .isEqualTo(413);
        assertThat(read[0]).isEqualTo(LIMIT + 1L);
    }

    @Test
    void a_body_that_says_it_is_too_large_is_not_read() {
        assertThat(webhook.receive(new WebhookRequest(
                                "/mailjet", admittedWith("Content-Length", "99999999999"), Bodies.untouchable()))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void a_body_that_was_cut_off_on_its_way_comes_again() {
        byte[] whole = Posts.grouped(Posts.events()).getBytes(StandardCharsets.UTF_8);
        InputStream cut = new ByteArrayInputStream(whole, 0, whole.length / 2);

        assertThat(webhook.receive(
                                new WebhookRequest("/mailjet", admittedWith("content-length", "" + whole.length), cut))
                        .status())
                .isEqualTo(503);
        assertThat(taken).isEmpty();
    }

    @Test
    void a_body_that_breaks_off_comes_again() {
        InputStream broken = Bodies.broken("Connection reset by peer");

        assertThat(webhook.receive(new WebhookRequest("/mailjet", Posts.admitted(), broken))
                        .status())
                .isEqualTo(503);
    }

    @Test
    void when_a_store_is_away_mailjet_comes_again() {
        MailjetWebhook away = MailjetWebhook.to(events -> {
                    throw new EventLogException("The database is away.", new IOException("reset"));
                })
                .guardedBy(Posts.GUARD)
                .build();
        MailjetWebhook failing = MailjetWebhook.to(events -> {
                    throw new IllegalStateException("A listener failed.");
                })
                .guardedBy(Posts.GUARD)
                .build();

        assertThat(away.receive(Posts.post(Posts.event("open").toString())).status())
                .isEqualTo(503);
        assertThat(failing.receive(Posts.post(Posts.event("open").toString())).status())
                .isEqualTo(503);
    }

    // Anything but 200 would be posted again every 30 seconds, and after a day the URL would be given up.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "true",
                "12",
                "\"event\"",
                "{}",
                "[]",
                "[[]]",
                "{\"event\":null}",
                "{\"event\":{\"event\":\"sent\"}}",
                "{\"event\":\"\"}",
                "{\"time\":1}",
                "{\"event\":\"sent\"",
                "{\"event\":\"sent\"}}",
                "{'event':'sent'}",
                "event=sent&email=kim%40example.net",
                "<html><body>503</body></html>",
                "]",
                ",",
                "\u0000\u0001"
            })
    void what_is_no_event_changes_nothing_and_does_not_come_again(String body) {
        assertThat(receive(body)).isEqualTo(WebhookReply.taken(0));
        assertThat(taken).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12",
                "null",
                "[]",
                "[{\"event\":\"sent\"}]",
                "{}",
                "{\"event\":}",
                "{\"event\":\"sent\",}",
                "{\"event\":\"sent\",\"time\":01}",
                "{\"event\":\"sent\",\"email\":\"\\x\"}",
                "{\"event\":\"sent\",\"email\":\"a\nb\"}",
                "{event:\"sent\"}",
                "sent",
                "{\"event\":\"sent\"} {\"event\":\"sent\"}",
                ""
            })
    void what_is_no_event_takes_no_other_along(String bad) {
        String body = "[" + Posts.event("sent") + "," + bad + ", " + Posts.event("spam") + "]";

        assertThat(receive(body).status()).isEqualTo(200);
        assertThat(takenIds()).containsExactly("mail-1", "mail-10");
    }

    @Test
    void what_came_before_a_tear_is_taken_in() {
        String body = Posts.grouped(List.of(Posts.event("sent"), Posts.event("spam"), Posts.event("open")));
        int inTheLast = body.lastIndexOf("\"agent\"") + 20;

        assertThat(receive(body.substring(0, inTheLast)).status()).isEqualTo(200);
        assertThat(takenIds()).containsExactly("mail-1", "mail-10");
    }

    @Test
    void an_element_of_any_depth_takes_no_other_along() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        String body = "[" + Posts.event("sent") + "," + deep + ",{\"event\":\"sent\",\"more\":" + deep + "},"
                + Posts.event("spam") + "]";

        assertThat(receive(body).status()).isEqualTo(200);
        assertThat(takenIds()).containsExactly("mail-1", "mail-10");
    }

    @Test
    void a_text_may_hold_brackets_and_quotation_marks() {
        String odd = "a\\\"],[{\"}\\u005d\\";
        String body = Posts.grouped(List.of(
                Posts.event("sent", event -> event.put("smtp_reply", odd)),
                Posts.event("spam", event -> event.put("source", odd))));

        receive(body);

        assertThat(taken)
                .extracting(event -> event instanceof DeliveryEvent.Delivered delivered
                        ? delivered.reply()
                        : ((DeliveryEvent.Complained) event).feedbackType())
                .containsExactly(odd, odd);
    }

    @Test
    void a_mark_of_byte_order_and_octets_that_are_no_utf_8_lose_no_event() {
        String event =
                Posts.event("sent", sent -> sent.put("smtp_reply", "250 ??")).toString();
        byte[] octets = ("\uFEFF" + event).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < octets.length; i++) {
            octets[i] = octets[i] == '?' ? (byte) 0xE9 : octets[i];
        }

        assertThat(webhook.receive(Posts.post(octets)).status()).isEqualTo(200);
        assertThat(taken)
                .singleElement()
                .isInstanceOfSatisfying(
                        DeliveryEvent.Delivered.class,
                        delivered -> assertThat(delivered.reply()).isEqualTo("250 \uFFFD\uFFFD"));
    }

    @Test
    void what_no_store_can_keep_is_not_handed_on() {
        String hostile = "a\u0000b\r\nc\u001b[31mSURROGATEd\u2028e";
        receive(Posts.event(
                        "bounce",
                        bounce -> bounce.put("comment", hostile)
                                .put("CustomID", hostile)
                                .put("Payload", "{\"account\":\"acme\",\"about\":\"x\\u0000y\"}"))
                .toString()
                .replace("SURROGATE", "\\uD800"));
        receive(Posts.event("click", click -> click.put("url", "https://a.example/" + "x".repeat(100_000)))
                .toString());

        DeliveryEvent bounce = taken.get(0);
        assertThat(bounce.report().messageId()).hasValue("a b  c [31m\uFFFDd e");
        assertThat(bounce.report().about()).hasValue("x y");
        assertThat(bounce.reason().orElseThrow().text()).doesNotContainPattern("[\\p{Cntrl}\\u2028\\uD800]");
        assertThat(((DeliveryEvent.Clicked) taken.get(1)).link()).hasSize(16_384);
    }

    @Test
    void a_million_fields_with_names_of_their_own_are_not_kept() {
        StringBuilder body = new StringBuilder("{\"event\":\"sent\",\"email\":\"kim@example.net\"");
        for (int i = 0; body.length() < LIMIT - 40; i++) {
            body.append(",\"f").append(Integer.toHexString(i)).append("\":0");
        }

        assertThat(receive(body.append('}').toString()).status()).isEqualTo(200);
        assertThat(taken).hasSize(1);
        assertThat(taken.get(0).report().raw()).hasSize(16_384);
    }

    @Test
    void a_log_holds_nothing_of_a_request_that_is_not_escaped() {
        String hostile = "\r\n[main] ERROR planted \u001b[31m grace.hopper@example.net";
        String log = loggedBy(() -> {
            MailjetWebhook failing = MailjetWebhook.to(events -> {
                        throw new IllegalStateException("A listener failed.");
                    })
                    .guardedBy(Posts.GUARD)
                    .build();
            for (MailjetWebhook each : List.of(webhook, failing)) {
                each.receive(WebhookRequest.of("/" + hostile, Map.of(), hostile.getBytes(StandardCharsets.UTF_8)));
                each.receive(Posts.post(hostile));
                each.receive(Posts.post(Posts.event(
                                "sent",
                                event -> event.put("event", hostile)
                                        .put("CustomID", hostile)
                                        .put("email", hostile))
                        .toString()));
                each.receive(new WebhookRequest("/", Posts.admitted(), Bodies.broken(hostile)));
            }
        });

        assertThat(log).contains("not admitted", "are no events", "broke off", "failed in the application");
        assertThat(log).doesNotContain("\n[main] ERROR planted", "\u001b", "grace.hopper");
    }

    @Test
    void an_account_of_ours_is_taken_where_a_report_names_none() {
        MailjetWebhook ours = MailjetWebhook.to(taken::addAll)
                .guardedBy(Posts.GUARD)
                .account(AccountId.of("acme"))
                .build();
        String foreign = Posts.event("open", open -> open.put("Payload", "").remove("CustomID"))
                .toString();

        ours.receive(Posts.post(foreign));
        webhook.receive(Posts.post(foreign));

        assertThat(taken)
                .extracting(event -> event.report().account())
                .containsExactly(Optional.of(AccountId.of("acme")), Optional.empty());
    }
}
