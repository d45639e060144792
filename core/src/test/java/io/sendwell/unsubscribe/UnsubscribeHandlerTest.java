package io.sendwell.unsubscribe;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.AccountId;
import io.sendwell.account.Secret;
import io.sendwell.address.EmailAddress;
import io.sendwell.message.Purpose;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnsubscribeHandlerTest {

    private static final AccountId ACCOUNT = AccountId.of("one");
    private static final EmailAddress KIM = EmailAddress.parse("kim@example.net");
    private static final Optional<Purpose> NEWS = Optional.of(Purpose.of("newsletter"));
    private static final Optional<Purpose> EVENTS = Optional.of(Purpose.of("events"));
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String URLENCODED = "application/x-www-form-urlencoded";
    private static final String ONE_CLICK = "List-Unsubscribe=One-Click";

    private Instant now = NOW;
    private final InMemoryOptOutList optOuts = new InMemoryOptOutList();
    private UnsubscribeLinks links = UnsubscribeLinks.at(
                    "https://u.vendor.example/o", Secret.of("the secret of this year, made by chance"))
            .mailto("u@u.vendor.example");
    private UnsubscribeHandler handler = new UnsubscribeHandler(links, optOuts, () -> now);

    @Test
    void a_mail_client_posts_and_the_person_has_left() {
        PageReply reply = post(ONE_CLICK);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers())
                .doesNotContainKeys("Location", "Set-Cookie")
                .containsEntry("Cache-Control", "no-store");
        assertThat(optOuts.of(ACCOUNT, KIM)).singleElement().satisfies(optOut -> {
            assertThat(optOut.list()).isEqualTo(NEWS);
            assertThat(optOut.source()).isEqualTo("one-click");
            assertThat(optOut.at()).isEqualTo(NOW);
            assertThat(optOut.evidence()).isEqualTo("User-Agent \"Mail/1\"");
        });
        assertThat(optOuts.find(ACCOUNT, EVENTS, List.of(KIM))).isEmpty();
    }

    @Test
    void posting_again_changes_nothing() {
        post(ONE_CLICK);
        now = NOW.plusSeconds(60);
        assertThat(post(ONE_CLICK).status()).isEqualTo(200);
        assertThat(optOuts.of(ACCOUNT, KIM)).extracting(OptOut::at).containsExactly(NOW);
    }

    @Test
    void a_body_of_multipart_form_data_is_read_too() {
        String body =
                "--x1\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x1--\r\n";
        assertThat(posted("multipart/form-data; boundary=x1", body).status()).isEqualTo(200);
        assertThat(optOuts.of(ACCOUNT, KIM)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void opening_the_link_shows_a_page_and_changes_nothing(String method) {
        PageReply reply = answer(method, path(), Map.of(), "");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers().get("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(reply.body())
                .contains("<form method=\"post\">", "name=\"List-Unsubscribe\" value=\"One-Click\"", "k***@example.net")
                .doesNotContain("kim@example.net", token(NEWS), "http");
        assertThat(optOuts.of(ACCOUNT, KIM)).isEmpty();
    }

    @Test
    void the_button_of_the_page_leaves_and_the_next_one_comes_back() {
        PageReply left = post("List-Unsubscribe=One-Click&page=leave");
        assertThat(left.body()).contains("no more mail of the list", "value=\"come-back\"");
        assertThat(optOuts.of(ACCOUNT, KIM)).extracting(OptOut::source).containsExactly("page");

        now = NOW.plusSeconds(5);
        PageReply back = post("page=come-back");
        assertThat(back.body()).contains("gets mail of the list", "One-Click");
        assertThat(optOuts.of(ACCOUNT, KIM)).isEmpty();
        assertThat(optOuts.ended(ACCOUNT, KIM)).singleElement().satisfies(ended -> {
            assertThat(ended.by().by()).isEqualTo(OptIn.PERSON);
            assertThat(ended.by().at()).isEqualTo(now);
        });
        assertThat(post(ONE_CLICK).status()).isEqualTo(200);
        assertThat(optOuts.of(ACCOUNT, KIM)).hasSize(1);
    }

    @Test
    void who_leaves_all_lists_and_comes_back_to_one_gets_it_again() {
        assertThat(post("page=leave-all").body()).contains("no more newsletters");
        assertThat(optOuts.find(ACCOUNT, EVENTS, List.of(KIM))).hasSize(1);
        post("page=come-back");
        assertThat(optOuts.of(ACCOUNT, KIM)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "de,            de, Abmelden",
        "fr-CH,         fr, Se désabonner",
        "'es;q=0.8,de;q=0.2', es, Darse de baja",
        "nl,            en, Unsubscribe",
        "'',            en, Unsubscribe",
        "';;;q=x,,',    en, Unsubscribe",
    })
    void the_page_speaks_the_language_of_the_browser(String accepted, String language, String button) {
        PageReply reply = answer("GET", path(), Map.of("accept-language", List.of(accepted)), "");
        assertThat(reply.body()).contains("<html lang=\"" + language + "\">", "<button>" + button + "</button>");
    }

    @Test
    void every_language_has_every_text() {
        for (Locale language : UnsubscribePage.LANGUAGES) {
            assertThat(UnsubscribePage.texts(language).keySet())
                    .as(language.toString())
                    .isEqualTo(UnsubscribePage.texts(Locale.ENGLISH).keySet());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/o/", "/o", "", "/o/nonsense", "/o/../../etc/passwd", "/o/%00", "//////"})
    void what_is_none_of_our_links_is_not_found(String path) {
        assertThat(answer("POST", path, Map.of("Content-Type", List.of(URLENCODED)), ONE_CLICK)
                        .status())
                .isEqualTo(404);
        assertThat(answer("GET", path, Map.of(), "").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "OPTIONS", "post", ""})
    void other_methods_are_refused(String method) {
        PageReply reply = answer(method, path(), Map.of(), ONE_CLICK);
        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.headers()).containsEntry("Allow", "GET, HEAD, POST");
        assertThat(optOuts.of(ACCOUNT, KIM)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a=b",
                "List-Unsubscribe=One-Clicks",
                "List-Unsubscribe",
                "=One-Click",
                "%%%=%",
                "&&&&&&&&&&&&&&&&&&&&&&"
            })
    void a_form_that_asks_for_nothing_changes_nothing(String body) {
        assertThat(post(body).status()).isEqualTo(400);
        assertThat(optOuts.of(ACCOUNT, KIM)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary="})
    void a_body_that_is_no_form_is_refused(String type) {
        assertThat(posted(type, ONE_CLICK).status()).isEqualTo(415);
        assertThat(optOuts.of(ACCOUNT, KIM)).isEmpty();
    }

    @Test
    void a_body_without_end_is_refused_at_its_limit() {
        long[] read = {0};
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                read[0]++;
                return 'a';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                read[0] += length;
                Arrays.fill(buffer, offset, offset + length, (byte) 'a');
                return length;
            }
        };
        assertThat(handler.answer(new PageRequest("POST", path(), Map.of(), endless))
                        .status())
                .isEqualTo(413);
        assertThat(read[0]).isLessThanOrEqualTo(2L * UnsubscribeHandler.MAX_BODY);
    }

    @Test
    void a_body_that_breaks_off_is_answered() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw new IOException("reset");
            }
        };
        assertThat(handler.answer(new PageRequest("POST", path(), Map.of(), broken))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_link_whose_time_is_over_says_so() {
        links = links.validFor(Duration.ofDays(60));
        String path = "/o/" + token(NEWS);
        now = NOW.plus(Duration.ofDays(60));
        assertThat(handler.answer(request("GET", path, Map.of(), "")).status()).isEqualTo(200);
        now = NOW.plus(Duration.ofDays(61));
        assertThat(handler.answer(request("POST", path, Map.of(), ONE_CLICK)).status())
                .isEqualTo(410);
        assertThat(optOuts.of(ACCOUNT, KIM)).isEmpty();
    }

    @Test
    void when_the_store_is_away_they_are_asked_to_come_again() {
        handler = new UnsubscribeHandler(links, new Away(), () -> now);
        PageReply reply = post(ONE_CLICK);
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.headers()).containsKey("Retry-After");
    }

    @Test
    void a_mail_with_a_token_in_its_subject_leaves_the_list() {
        String mailto = links.link(ACCOUNT, KIM, NEWS, NOW).mail().orElseThrow().toString();
        assertThat(mailto).startsWith("mailto:u@u.vendor.example?subject=unsubscribe%20");
        String subject = "RE: unsubscribe " + mailto.substring(mailto.indexOf("%20") + 3);

        assertThat(handler.byMail(subject)).map(OptOut::source).hasValue("mail");
        assertThat(optOuts.of(ACCOUNT, KIM)).hasSize(1);
        assertThat(handler.byMail("unsubscribe me please, whoever you are")).isEmpty();
        assertThat(handler.byMail("x".repeat(100_000))).isEmpty();
        assertThat(handler.byMail(("a".repeat(40) + " ").repeat(10_000))).isEmpty();
    }

    @Test
    void the_pair_of_header_fields_is_that_of_the_standard() {
        assertThat(links.link(ACCOUNT, KIM, NEWS, NOW).headerFields())
                .satisfiesExactly(
                        field -> {
                            assertThat(field.name()).isEqualTo("List-Unsubscribe");
                            assertThat(field.body())
                                    .matches(
                                            "<https://u\\.vendor\\.example/o/[\\w-]+>, <mailto:u@u\\.vendor\\.example\\?subject=unsubscribe%20[\\w-]+>");
                        },
                        field -> {
                            assertThat(field.name()).isEqualTo("List-Unsubscribe-Post");
                            assertThat(field.body()).isEqualTo("List-Unsubscribe=One-Click");
                        });
    }

    private String token(Optional<Purpose> list) {
        String url = links.link(ACCOUNT, KIM, list, NOW).url().toString();
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private String path() {
        return "/o/" + token(NEWS);
    }

    private PageReply post(String body) {
        return posted(URLENCODED, body);
    }

    private PageReply posted(String type, String body) {
        return answer("POST", path(), Map.of("Content-Type", List.of(type), "User-Agent", List.of("Mail/1")), body);
    }

    private PageReply answer(String method, String path, Map<String, List<String>> headers, String body) {
        return handler.answer(request(method, path, headers, body));
    }

    private static PageRequest request(String method, String path, Map<String, List<String>> headers, String body) {
        return PageRequest.of(method, path, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Away implements OptOutList {

        private static OptOutListException away() {
            return new OptOutListException("away", new IOException("no route"));
        }

        @Override
        public Map<EmailAddress, OptOut> find(
                AccountId account, Optional<Purpose> list, Collection<EmailAddress> persons) {
            throw away();
        }

        @Override
        public List<OptOut> of(AccountId account, EmailAddress person) {
            throw away();
        }

        @Override
        public List<OptOut> page(AccountId account, Optional<OptOut> after, int limit) {
            throw away();
        }

        @Override
        public void add(OptOut optOut) {
            throw away();
        }

        @Override
        public Optional<OptOut> end(AccountId account, EmailAddress person, Optional<Purpose> list, OptIn decision) {
            throw away();
        }

        @Override
        public List<EndedOptOut> ended(AccountId account, EmailAddress person) {
            throw away();
        }

        @Override
        public long erase(AccountId account, EmailAddress person) {
            throw away();
        }
    }
}
