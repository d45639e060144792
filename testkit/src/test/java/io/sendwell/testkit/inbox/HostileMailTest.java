package io.sendwell.testkit.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sendwell.testkit.fixtures.HostileTexts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What mail, and other websites, must not be able to do through the page. */
class HostileMailTest {

    @Test
    void every_answer_keeps_the_browser_from_guessing_running_and_telling() throws Exception {
        try (Scene scene = new Scene()) {
            scene.post(message -> message.put("HTMLPart", "<p>x</p>"));
            String id = scene.newestId();
            for (String path : List.of(
                    "",
                    "inbox.js",
                    "inbox.css",
                    "icon.svg",
                    "api/mails",
                    "api/mails/" + id,
                    "api/changes?since=0",
                    "mails/" + id + "/html",
                    "mails/" + id + "/source",
                    "nothing",
                    "api/mails/nothing")) {
                HttpResponse<String> reply = scene.get(path);
                assertThat(reply.headers().map())
                        .as(path)
                        .containsEntry("x-content-type-options", List.of("nosniff"))
                        .containsEntry("referrer-policy", List.of("no-referrer"))
                        .containsEntry("cache-control", List.of("no-store"))
                        .doesNotContainKeys("access-control-allow-origin", "set-cookie");
                assertThat(policy(reply))
                        .as(path)
                        .contains("default-src 'none'")
                        .doesNotContain("unsafe-eval");
            }
            assertThat(policy(scene.get(""))).doesNotContain("unsafe-inline").contains("script-src 'self'");
            assertThat(scene.get("").body()).doesNotContainPattern("<script(?! src)|<style| style=| on[a-z]+=");
        }
    }

    @Test
    void the_frame_of_a_mail_runs_nothing_and_loads_pictures_on_request_alone() throws Exception {
        try (Scene scene = new Scene()) {
            scene.post(
                    message -> message.put(
                            "HTMLPart",
                            "<LINK rel=preconnect href=https://spy.example><script>alert(1)</script><img src=https://spy.example/x>"));
            String path = "mails/" + scene.newestId() + "/html";

            assertThat(policy(scene.get(path)))
                    .isEqualTo("sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:;"
                            + " base-uri 'none'; form-action 'none'; frame-ancestors 'self'");
            assertThat(policy(scene.get(path + "?pictures=shown"))).contains("img-src data: http: https:;");
            assertThat(policy(scene.get(path + "?pictures=shown%3b+script-src+*")))
                    .contains("img-src data:;");
            assertThat(scene.get(path).body()).doesNotContainIgnoringCase("<link");
            assertThat(scene.newest().path("remotePictures").asBoolean()).isTrue();
        }
    }

    @Test
    void hostile_texts_come_back_as_texts_of_json() throws Exception {
        try (Scene scene = new Scene()) {
            for (String text : HostileTexts.oneLine()) {
                scene.post(message -> message.put("Subject", text).put("TextPart", text));
                HttpResponse<String> reply = scene.get("api/mails/" + scene.newestId());
                assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/json");
                JsonNode mail = Scene.JSON.readTree(reply.body());
                assertThat(mail.path("subject").asText()).isEqualTo(text);
                assertThat(mail.path("text").asText()).isEqualTo(text);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "a\"; x=\"b.html",
                "x\r\nSet-Cookie: a=b",
                "<script>.html",
                "\u202Egnp.exe",
                " ",
                "%0d%0a",
                "naïve £.txt"
            })
    void an_attachment_is_saved_and_never_shown_whatever_its_name_and_type_say(String name) throws Exception {
        try (Scene scene = new Scene()) {
            scene.post(message -> {
                message.withArray("Attachments")
                        .addObject()
                        .put("Filename", name)
                        .put("ContentType", "text/html")
                        .put("Base64Content", "PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==");
                return message;
            });
            HttpResponse<String> reply = scene.get("mails/" + scene.newestId() + "/files/0");

            assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
            assertThat(policy(reply)).startsWith("sandbox;");
            assertThat(reply.headers().map()).doesNotContainKey("set-cookie");
            assertThat(reply.headers().firstValue("Content-Disposition").orElseThrow())
                    .matches("attachment; filename=\"[A-Za-z0-9. _-]+\"; filename\\*=UTF-8''[A-Za-z0-9.%-]+")
                    .doesNotContain("/", "%2F", "%5C", "%0D", "%0A");
        }
    }

    @Test
    void a_picture_is_what_its_type_says_or_none() throws Exception {
        try (Scene scene = new Scene()) {
            scene.post(message -> {
                message.withArray("InlinedAttachments")
                        .addObject()
                        .put("Filename", "a")
                        .put("ContentID", "a")
                        .put("ContentType", "text/html")
                        .put("Base64Content", "PHA+");
                return message.put("HTMLPart", "<img src=\"cid:a\"><img src=cid:b>");
            });
            assertThat(scene.get("mails/" + scene.newestId() + "/html").body())
                    .isEqualTo("<base target=\"_blank\"><img src=\"cid:a\"><img src=cid:b>");
        }
    }

    @Test
    void another_website_can_press_no_button() throws Exception {
        try (Scene scene = new Scene()) {
            scene.acme.reportTo(scene.application("/hook"));
            scene.post(message -> message);
            URI reports = scene.url("api/reports");

            assertThat(scene.send(HttpRequest.newBuilder(reports).header("Content-Type", "text/plain"), "{}")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(scene.send(
                                    HttpRequest.newBuilder(reports)
                                            .header("X-Dev-Inbox", "1")
                                            .header("Sec-Fetch-Site", "cross-site"),
                                    "{}")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(scene.get("api/reports").statusCode()).isEqualTo(404);
            assertThat(scene.asked).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attacker.example",
                "127.0.0.1.attacker.example:80",
                "attacker.example:127",
                "127.0.0.1@attacker.example",
                ""
            })
    void a_name_that_was_led_here_is_refused(String host) throws Exception {
        try (Scene scene = new Scene()) {
            assertThat(status(scene.inbox.uri(), host)).isEqualTo(421);
            assertThat(status(scene.inbox.uri(), "localhost:1")).isEqualTo(200);
        }
    }

    private static int status(URI inbox, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), inbox.getPort())) {
            String request = "GET /api/mails HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(reply.substring(9, 12));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../inbox.js",
                "%2e%2e/module-info.class",
                "mails/..%2f..%2fetc/source",
                "api/mails/../../x",
                "DevInbox.class",
                "mails//html",
                "mails/esp1-1/files/99999999999",
                "api/changes?since=99999999999999999999999",
                "inbox.html",
                "api",
                "api/",
                "api/previews/0",
                "api/previews/99999999999"
            })
    void there_is_nothing_but_the_page(String path) throws Exception {
        try (Scene scene = new Scene(settings -> settings.waitingPages(0))) {
            assertThat(scene.get(path).statusCode())
                    .isIn(path.startsWith("../") || path.startsWith("api/changes") ? List.of(200, 404) : List.of(404));
        }
    }

    @Test
    void octets_that_are_no_mail_are_read_all_the_same() {
        Random random = new Random(7);
        String[] words = {
            "Content-Type: multipart/mixed; boundary=b\r\n",
            "\r\n",
            "--b",
            "--b--",
            "--",
            ":",
            "=?utf-8?q?=Z",
            "=?",
            "?=",
            "\0",
            "Content-Transfer-Encoding: base64\r\n",
            "Content-Transfer-Encoding: quoted-printable\r\n",
            "=",
            "%",
            "filename*0*=",
            "''",
            "\"",
            "Content-Disposition: attachment; filename*1=\"\\",
            "é",
            "\n",
            "\t",
            "Content-Type: multipart/alternative; boundary=\"\"\n"
        };
        for (int round = 0; round < 20_000; round++) {
            StringBuilder octets = new StringBuilder();
            for (int i = random.nextInt(20); i >= 0; i--) {
                octets.append(words[random.nextInt(words.length)]);
            }
            byte[] mail = octets.toString().getBytes(StandardCharsets.ISO_8859_1);
            MailContent content = MimeEntity.read(mail).content();
            content.files().forEach(file -> assertThat(file.octets().get()).isPresent());
        }
    }

    @Test
    void a_mail_of_boundaries_alone_has_an_end() {
        String nested = "Content-Type: multipart/mixed; boundary=b\n\n--b\n".repeat(2_000);
        String flat = "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\n".repeat(100_000);

        assertThat(MimeEntity.read(nested.getBytes(StandardCharsets.UTF_8))
                        .content()
                        .files())
                .hasSizeLessThan(600);
        assertThat(MimeEntity.read(flat.getBytes(StandardCharsets.UTF_8))
                        .content()
                        .files())
                .hasSizeLessThan(600);
    }

    private static String policy(HttpResponse<String> reply) {
        return reply.headers().firstValue("Content-Security-Policy").orElse("");
    }
}
