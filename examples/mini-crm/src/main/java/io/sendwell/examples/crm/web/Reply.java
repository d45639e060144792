package io.sendwell.examples.crm.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a browser is answered. */
public record Reply(int status, Map<String, String> headers, Body body) {

    private static final String NOTICE = "crm_notice";

    // Of 4,096 octets (RFC 6265 section 6.1), where a character is up to four and Base64 makes four of three.
    private static final int LONGEST_NOTICE = 700;

    /** The octets of an answer, written when it is on its way. */
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /** A page. */
    public static Reply page(Html html) {
        return text(200, "text/html; charset=utf-8", html.toString());
    }

    /** A page with another status, such as 404. */
    public static Reply page(int status, Html html) {
        return text(status, "text/html; charset=utf-8", html.toString());
    }

    /** Goes on elsewhere, by GET. */
    public static Reply goTo(Link link) {
        return new Reply(303, Map.of("Location", link.toString()), out -> {});
    }

    /** A short text of any type. */
    public static Reply text(int status, String contentType, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return new Reply(status, Map.of("Content-Type", contentType), out -> out.write(octets));
    }

    /** A file to keep. */
    public static Reply download(String contentType, String fileName, Body body) {
        return new Reply(
                200,
                Map.of(
                        "Content-Type",
                        contentType,
                        "Content-Disposition",
                        "attachment; filename=\"" + fileName.replaceAll("[^A-Za-z0-9._-]", "_") + "\""),
                body);
    }

    /** The same, and the page that is shown next says this once, cut where it is longer than browsers let a cookie be. */
    public Reply saying(String sentence) {
        String said = sentence.codePointCount(0, sentence.length()) <= LONGEST_NOTICE
                ? sentence
                : sentence.substring(0, sentence.offsetByCodePoints(0, LONGEST_NOTICE)) + "…";
        String octets = Base64.getUrlEncoder().encodeToString(said.getBytes(StandardCharsets.UTF_8));
        return with("Set-Cookie", NOTICE + "=" + octets + "; Path=/; Max-Age=60; HttpOnly; SameSite=Strict");
    }

    Reply saidIt() {
        return with("Set-Cookie", NOTICE + "=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict");
    }

    static String notice(Request request) {
        try {
            byte[] octets = Base64.getUrlDecoder().decode(request.cookie(NOTICE).orElse(""));
            return new String(octets, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** The same with one more header field, in place of one of this name. */
    public Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, Map.copyOf(more), body);
    }
}
