package io.sendwell.testkit.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sendwell.testkit.smtp.FakeSmtp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DevInboxTest {

    private static final String MAIL = """
            From: =?utf-8?q?J=C3=B8rgen?= <jorgen@example.com>
            To: reader@example.net
            Subject: =?utf-8?b?w4Z2bGVza2l2ZXI=?=
             =?utf-8?q?_today?=
            List-Unsubscribe: <https://u.example.com/o/7>, <mailto:leave@example.com>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click
            DKIM-Signature: v=1; d=example.com; s=s1;
             h=From:List-Unsubscribe:List-Unsubscribe-Post; b=AA==
            Content-Type: multipart/mixed; boundary="b"

            --b
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Caf=C3=A9 is=
             open
            --b
            Content-Type: text/html; charset=iso-8859-1
            Content-Transfer-Encoding: base64

            PHA+Q2Fm6TwvcD48aW1nIHNyYz0iY2lkOmxvZ28iPg==
            --b
            Content-Type: image/png
            Content-ID: <logo>
            Content-Disposition: inline; filename=logo.png
            Content-Transfer-Encoding: base64

            iVBORw0KGgo=
            --b
            Content-Type: text/plain
            Content-Disposition: attachment; filename*=utf-8''r%C3%A9sum%C3%A9.txt

            attached
            --b--
            """;

    @Test
    void mail_of_both_roads_is_listed_newest_first() throws Exception {
        try (Scene scene = new Scene()) {
            scene.deliver(MAIL);
            scene.post(message -> message.put("Subject", "By the ESP"));

            JsonNode mails = scene.json("api/mails").path("mails");

            assertThat(mails.findValuesAsText("subject")).containsExactly("By the ESP", "Ævleskiver today");
            assertThat(mails.findValuesAsText("road")).containsExactly("esp", "smtp");
            assertThat(mails.findValuesAsText("account")).containsExactly("acme", "");
            assertThat(mails.findValuesAsText("from"))
                    .containsExactly("Example News <news@example.com>", "Jørgen <jorgen@example.com>");
            assertThat(mails.findValuesAsText("state")).containsExactly("queued", "accepted");
            assertThat(scene.json("api/mails?search=aEvle").path("mails")).isEmpty();
            assertThat(scene.json("api/mails?search=%C3%A6vle+SMTP").path("mails"))
                    .hasSize(1);
        }
    }

    @Test
    void a_mail_of_smtp_is_read_part_by_part() throws Exception {
        try (Scene scene = new Scene()) {
            scene.deliver(MAIL);

            JsonNode mail = scene.newest();

            assertThat(mail.path("text").asText()).isEqualTo("Café is open");
            assertThat(mail.path("attachments").findValuesAsText("name")).containsExactly("logo.png", "résumé.txt");
            assertThat(mail.path("recipients").path(0).path("address").asText()).isEqualTo("reader@example.net");
            assertThat(mail.path("dialogue").toString()).contains("C: MAIL FROM:<bounces@example.com>");
            assertThat(mail.path("reversePath").asText()).isEqualTo("<bounces@example.com>");
            String base = "mails/" + mail.path("id").asText() + "/";
            assertThat(scene.get(base + "html").body())
                    .isEqualTo("<base target=\"_blank\"><p>Café</p><img src=\"data:image/png;base64,iVBORw0KGgo=\">");
            assertThat(scene.get(base + "files/1").body()).isEqualTo("attached");
            assertThat(scene.get(base + "source").body())
                    .isEqualTo(new String(scene.smtp.received().get(0).octets(), StandardCharsets.UTF_8));
            assertThat(scene.get(base + "files/2").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void a_page_that_waits_hears_of_new_mail_at_once() throws Exception {
        try (Scene scene = new Scene()) {
            long version = scene.json("api/mails").path("version").asLong();
            CompletableFuture<JsonNode> news = CompletableFuture.supplyAsync(() -> {
                try {
                    return scene.json("api/changes?since=" + version);
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            scene.deliver(MAIL);

            JsonNode heard = news.get(60, TimeUnit.SECONDS);

            assertThat(heard.path("version").asLong()).isGreaterThan(version);
            assertThat(heard.path("live").asBoolean()).isTrue();
        }
    }

    @Test
    void where_nobody_may_wait_the_page_is_answered_at_once() throws Exception {
        try (Scene scene = new Scene(settings -> settings.waitingPages(0))) {
            long version = scene.json("api/mails").path("version").asLong();
            assertThat(scene.json("api/changes?since=" + version).path("live").asBoolean(true))
                    .isFalse();
        }
    }

    @Test
    void a_button_lets_something_happen_to_one_copy_and_the_webhook_hears_of_it() throws Exception {
        try (Scene scene = new Scene()) {
            scene.acme.reportTo(scene.application("/hook"));
            scene.post(message -> {
                message.withArray("To").addObject().put("Email", "grace@example.net");
                return message.put("HTMLPart", "<a href=\"https://www.example.com/?a=1&amp;b=2\">x</a>");
            });
            String happenings = "api/mails/" + scene.newestId() + "/happenings";
            JsonNode copies = scene.newest().path("recipients");
            ObjectNode kim = Scene.JSON
                    .createObjectNode()
                    .put("copy", copies.path(0).path("copy").asText());
            ObjectNode grace = Scene.JSON
                    .createObjectNode()
                    .put("copy", copies.path(1).path("copy").asText());

            assertThat(scene.press(happenings, kim.put("what", "defer"))
                            .path("message")
                            .asText())
                    .contains("softbounced", "answered 200");
            scene.press(happenings, kim.put("what", "click").put("link", "https://www.example.com/?a=1&b=2"));
            scene.press(happenings, grace.put("what", "hard-bounce"));

            JsonNode mail = scene.newest();
            assertThat(mail.path("recipients").findValuesAsText("state")).containsExactly("clicked", "hardbounced");
            assertThat(mail.path("timeline").findValuesAsText("what"))
                    .containsExactly("accepted", "softbounced", "clicked", "hardbounced");
            assertThat(mail.path("state").asText()).isEqualTo("1 clicked, 1 hardbounced");
            assertThat(scene.asked).hasSize(3);
            assertThat(scene.asked.get(2)).startsWith("POST /hook ").contains("\"hard_bounce\":true");
        }
    }

    @Test
    void what_is_not_tracked_and_what_nobody_hears_of_is_said() throws Exception {
        try (Scene scene = new Scene()) {
            scene.post(message -> message.put("TrackOpens", "disabled"));
            String happenings = "api/mails/" + scene.newestId() + "/happenings";
            String copy = scene.newest().path("recipients").path(0).path("copy").asText();
            ObjectNode button = Scene.JSON.createObjectNode().put("copy", copy);

            assertThat(scene.press(happenings, button.put("what", "open"))
                            .path("problem")
                            .asText())
                    .contains("not tracked");
            assertThat(scene.press(happenings, button.put("what", "deliver"))
                            .path("message")
                            .asText())
                    .contains("Nobody was told");
            assertThat(scene.press(happenings, button.put("what", "explode"))
                            .path("problem")
                            .asText())
                    .contains("nothing of that name");
        }
    }

    @Test
    void all_that_was_not_told_yet_is_reported_by_one_button() throws Exception {
        try (Scene scene = new Scene()) {
            scene.acme.reportTo(scene.application("/hook"));
            scene.post(message -> message);
            ObjectNode nothing = Scene.JSON.createObjectNode();

            assertThat(scene.press("api/reports", nothing).path("message").asText())
                    .contains("1 event told to");
            assertThat(scene.press("api/reports", nothing).path("message").asText())
                    .contains("nothing new");
            assertThat(scene.newest().path("state").asText()).isEqualTo("sent");
        }
    }

    @Test
    void one_click_is_judged_and_made_where_the_link_leads_here() throws Exception {
        try (Scene scene = new Scene(settings -> settings)) {
            scene.deliver(MAIL);
            JsonNode away = scene.newest().path("unsubscribe");
            assertThat(away.path("checks").findValuesAsText("tone")).containsOnly("good");
            assertThat(away.path("away").asText()).contains("leads away");
            ObjectNode nothing = Scene.JSON.createObjectNode();
            assertThat(scene.press("api/mails/" + scene.newestId() + "/unsubscribe", nothing)
                            .path("problem")
                            .asText())
                    .contains("leads away");
            assertThat(scene.asked).isEmpty();
        }
        Scene[] itself = new Scene[1];
        try (Scene scene =
                new Scene(settings -> settings.linksLeadTo(link -> itself[0].application(link.getRawPath())))) {
            itself[0] = scene;
            scene.deliver(MAIL);
            JsonNode answer =
                    scene.press("api/mails/" + scene.newestId() + "/unsubscribe", Scene.JSON.createObjectNode());
            assertThat(answer.path("status").asInt()).isEqualTo(200);
            assertThat(answer.path("body").asText()).isEqualTo("You left the list.");
            assertThat(scene.asked).containsExactly("POST /o/7 List-Unsubscribe=One-Click");
        }
    }

    @Test
    void a_signature_that_leaves_the_fields_out_and_a_wrong_field_are_found() throws Exception {
        try (Scene scene = new Scene()) {
            scene.deliver(MAIL.replace(":List-Unsubscribe-Post;", ";")
                    .replace("List-Unsubscribe-Post: List-Unsubscribe=One-Click", "List-Unsubscribe-Post: yes"));

            JsonNode checks = scene.newest().path("unsubscribe").path("checks");

            assertThat(checks.findValuesAsText("tone")).containsExactly("good", "good", "good", "bad", "bad");
        }
    }

    @Test
    void who_judges_is_asked_for_mail_of_smtp() throws Exception {
        AuthenticationResult result = new AuthenticationResult("dkim", "fail", "header.d=example.com", "no key");
        try (Scene scene = new Scene(settings -> settings.authentication(mail -> List.of(result)))) {
            scene.deliver(MAIL);
            JsonNode results = scene.json("api/mails/" + scene.newestId() + "/authentication")
                    .path("results");
            assertThat(results.path(0).path("result").asText()).isEqualTo("fail");
            assertThat(results.path(0).path("reason").asText()).isEqualTo("no key");
            scene.post(message -> message);
            assertThat(scene.json("api/mails/" + scene.newestId() + "/authentication")
                            .has("why"))
                    .isTrue();
        }
    }

    @Test
    void the_list_has_the_newest_mails_and_no_more_than_it_was_told() throws Exception {
        try (Scene scene = new Scene(settings -> settings.newest(2))) {
            for (String subject : List.of("one", "two", "three")) {
                scene.post(message -> message.put("Subject", subject));
            }
            assertThat(scene.json("api/mails").path("mails").findValuesAsText("subject"))
                    .containsExactly("three", "two");
        }
    }

    @Test
    void of_a_mail_that_was_not_kept_the_header_is_shown() throws Exception {
        try (FakeSmtp small = FakeSmtp.builder().hashesContentOnly().start();
                Scene scene = new Scene(settings -> DevInbox.builder().watching(small))) {
            Scene.deliver(small, "Subject: x\n\nbody");
            assertThat(scene.newest().path("note").asText()).contains("header section alone");
            assertThat(scene.newest().path("subject").asText()).isEqualTo("x");
        }
    }

    @Test
    void it_stands_below_a_path_of_another_server() throws Exception {
        try (Scene scene = new Scene()) {
            scene.deliver(MAIL);
            InboxHandler handler = DevInbox.builder()
                    .watching(scene.smtp)
                    .basePath("/operator/inbox")
                    .handler();

            assertThat(ask(handler, "/operator/inbox").headers()).containsEntry("Location", "/operator/inbox/");
            assertThat(body(ask(handler, "/operator/inbox/"))).contains("<title>Dev inbox</title>");
            assertThat(body(ask(handler, "/operator/inbox/api/mails"))).contains("Ævleskiver");
            assertThat(ask(handler, "/operator/").status()).isEqualTo(404);
            assertThat(ask(handler, "/api/mails").status()).isEqualTo(404);
            // Nothing that the page loads begins with a slash, so that it stands below any path.
            assertThat(body(ask(handler, "/operator/inbox/"))).doesNotContainPattern("(src|href)=\"/");
        }
    }

    @Test
    void where_nothing_is_watched_the_page_expects_no_mail() throws Exception {
        try (Scene scene = new Scene()) {
            assertThat(scene.json("api/mails").path("watches").asBoolean()).isTrue();
        }
        assertThat(body(ask(DevInbox.builder().handler(), "/api/mails"))).contains("\"watches\":false");
    }

    private static InboxReply ask(InboxHandler handler, String path) {
        return handler.answer(new InboxRequest("GET", path, "", Map.of(), InputStream.nullInputStream()));
    }

    private static String body(InboxReply reply) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        reply.writeTo(body);
        assertThat(reply.length()).isEqualTo(body.size());
        return body.toString(StandardCharsets.UTF_8);
    }

    @Test
    void settings_that_make_no_sense_are_refused() {
        assertThatThrownBy(() -> DevInbox.builder().basePath("inbox")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DevInbox.builder().basePath("/a/../b?x="))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DevInbox.builder().newest(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DevInbox.builder().waitingPages(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void it_is_open_to_this_machine_alone() throws Exception {
        try (Scene scene = new Scene()) {
            assertThat(scene.inbox.uri().getHost()).isEqualTo("127.0.0.1");
            assertThat(URI.create(scene.inbox.uri() + "inbox.js")).isEqualTo(scene.url("inbox.js"));
        }
    }
}
