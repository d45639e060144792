package io.sendwell.unsubscribe;

import io.sendwell.message.Purpose;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** The page behind a link to unsubscribe, in one language. Immutable; threads may share it. */
final class UnsubscribePage {

    /** The field of the forms, and what it may say. */
    static final String FIELD = "page";

    static final String LEAVE = "leave";
    static final String LEAVE_ALL = "leave-all";
    static final String COME_BACK = "come-back";

    static final List<Locale> LANGUAGES =
            List.of(Locale.ENGLISH, Locale.FRENCH, Locale.GERMAN, Locale.forLanguageTag("es"));

    // What a browser sends has a tenth of it.
    private static final int MAX_ACCEPTED = 500;

    private static final Map<Locale, UnsubscribePage> PAGES = pages();

    // The link in the address bar is the person's alone: nobody is told it, and nothing keeps it.
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type", "text/html; charset=utf-8",
            "Cache-Control", "no-store",
            "Referrer-Policy", "no-referrer",
            "X-Robots-Tag", "noindex",
            "X-Content-Type-Options", "nosniff",
            "Content-Security-Policy",
                    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none';"
                            + " frame-ancestors 'none'");

    private final Locale language;
    private final Map<String, String> texts;

    private UnsubscribePage(Locale language) {
        this.language = language;
        texts = texts(language);
    }

    private static Map<Locale, UnsubscribePage> pages() {
        Map<Locale, UnsubscribePage> pages = new HashMap<>();
        LANGUAGES.forEach(language -> pages.put(language, new UnsubscribePage(language)));
        return Map.copyOf(pages);
    }

    /** The page in the language that a browser asks for most (RFC 9110 section 12.5.4); in English when there is no such page. */
    static UnsubscribePage in(String acceptLanguage) {
        Locale wanted = Locale.ENGLISH;
        if (!acceptLanguage.isBlank() && acceptLanguage.length() <= MAX_ACCEPTED) {
            try {
                Locale found = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), LANGUAGES);
                wanted = found == null ? wanted : found;
            } catch (IllegalArgumentException malformed) {
                // Whoever writes such a header reads English.
            }
        }
        return PAGES.getOrDefault(wanted, new UnsubscribePage(Locale.ENGLISH));
    }

    static Map<String, String> texts(Locale language) {
        String name = "page" + (language.equals(Locale.ENGLISH) ? "" : "_" + language.getLanguage()) + ".properties";
        try (InputStream in = UnsubscribePage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The texts " + name + " are not there.");
            }
            Properties bundle = new Properties();
            Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
            bundle.load(reader);
            Map<String, String> texts = new HashMap<>();
            bundle.forEach((key, text) -> texts.put((String) key, (String) text));
            return Map.copyOf(texts);
        } catch (IOException e) {
            throw new UncheckedIOException("The texts " + name + " cannot be read.", e);
        }
    }

    /** To somebody who is on the list. */
    PageReply subscribed(UnsubscribeToken token) {
        String leave = button("button.leave", Map.of("List-Unsubscribe", "One-Click", FIELD, LEAVE));
        String leaveAll = token.list().isPresent() ? button("button.leaveAll", Map.of(FIELD, LEAVE_ALL)) : "";
        return page(
                200,
                sentence(token.list().isPresent() ? "subscribed.list" : "subscribed.all", token) + leave + leaveAll);
    }

    /** To somebody who has left it. */
    PageReply unsubscribed(UnsubscribeToken token, OptOut optOut) {
        String left = sentence(optOut.list().isPresent() ? "left.list" : "left.all", token);
        String leaveAll = optOut.list().isPresent() ? button("button.leaveAll", Map.of(FIELD, LEAVE_ALL)) : "";
        return page(200, left + button("button.comeBack", Map.of(FIELD, COME_BACK)) + leaveAll);
    }

    PageReply asksForNothing() {
        return problem(400, "problem.nothing");
    }

    PageReply unknown() {
        return problem(404, "problem.unknown");
    }

    PageReply otherMethod() {
        PageReply reply = problem(405, "problem.nothing");
        Map<String, String> headers = new HashMap<>(reply.headers());
        headers.put("Allow", "GET, HEAD, POST");
        return new PageReply(reply.status(), headers, reply.body());
    }

    PageReply over() {
        return problem(410, "problem.over");
    }

    PageReply tooLarge() {
        return problem(413, "problem.nothing");
    }

    PageReply noForm() {
        return problem(415, "problem.nothing");
    }

    PageReply comeAgain() {
        PageReply reply = problem(503, "problem.away");
        Map<String, String> headers = new HashMap<>(reply.headers());
        headers.put("Retry-After", "60");
        return new PageReply(reply.status(), headers, reply.body());
    }

    private PageReply problem(int status, String text) {
        return page(status, "<p>" + escaped(text(text)) + "</p>\n");
    }

    private String sentence(String key, UnsubscribeToken token) {
        String list = token.list().map(Purpose::value).orElse("");
        return "<p>"
                + escaped(text(key).replace("{person}", token.person().masked()).replace("{list}", list))
                + "</p>\n";
    }

    // Without an action a form posts to the URL that it came from, so that no token is written into the page.
    private String button(String key, Map<String, String> fields) {
        StringBuilder form = new StringBuilder("<form method=\"post\">\n");
        fields.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(field -> form.append("<input type=\"hidden\" name=\"")
                        .append(field.getKey())
                        .append("\" value=\"")
                        .append(field.getValue())
                        .append("\">\n"));
        return form.append("<button>")
                .append(escaped(text(key)))
                .append("</button>\n</form>\n")
                .toString();
    }

    private PageReply page(int status, String content) {
        String title = escaped(text("title"));
        return new PageReply(status, HEADERS, """
                <!DOCTYPE html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>body{font-family:sans-serif;max-width:32em;margin:3em auto;padding:0 1em;line-height:1.5}\
                button{font:inherit;padding:.5em 1em;margin:.3em 0}</style>
                </head>
                <body>
                <h1>%s</h1>
                %s</body>
                </html>
                """.formatted(language.getLanguage(), title, title, content));
    }

    private String text(String key) {
        String text = texts.get(key);
        if (text == null) {
            throw new IllegalStateException("The page has no text " + key + " in " + language + ".");
        }
        return text;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
