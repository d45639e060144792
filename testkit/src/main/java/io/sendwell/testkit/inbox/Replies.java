package io.sendwell.testkit.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Replies with the header fields that keep what is in a mail where it is. */
final class Replies {

    /** The page itself: what it runs and shows comes from its own server, and no mail is part of it. */
    private static final String PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

    private static final String DATA_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'";

    private Replies() {}

    static InboxReply json(int status, JsonNode json) {
        return octets(status, "application/json", DATA_POLICY, json.toString().getBytes(StandardCharsets.UTF_8));
    }

    static InboxReply text(int status, String text) {
        return octets(status, "text/plain; charset=utf-8", DATA_POLICY, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A part of the page, from the resources of this package. */
    static InboxReply resource(String name, String type) {
        try (InputStream resource = Replies.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("The resource " + name + " is missing in the testkit");
            }
            return octets(200, type, PAGE_POLICY, resource.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("The resource " + name + " cannot be read", e);
        }
    }

    static InboxReply html(String document, String policy) {
        return octets(200, "text/html; charset=utf-8", policy, document.getBytes(StandardCharsets.UTF_8));
    }

    /** Something to save and not to show, whatever it says it is. */
    static InboxReply download(String fileName, long length, InboxReply.Octets octets) {
        Map<String, String> headers = headers("application/octet-stream", DATA_POLICY);
        headers.put("Content-Disposition", disposition(fileName));
        return new InboxReply(200, headers, length, octets);
    }

    static InboxReply elsewhere(String path) {
        Map<String, String> headers = headers("text/plain; charset=utf-8", DATA_POLICY);
        headers.put("Location", path);
        return new InboxReply(308, headers, 0, out -> {});
    }

    // RFC 6266 appendix D: a plain name for old programs, and the real one in UTF-8. Nothing in it can end the field.
    static String disposition(String fileName) {
        String name = fileName.replaceAll("[\\p{Cntrl}/\\\\]", "_");
        String shown = name.isBlank() ? "file" : name;
        StringBuilder encoded = new StringBuilder();
        for (byte octet : shown.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            boolean plain =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
            encoded.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return "attachment; filename=\"" + shown.replaceAll("[^A-Za-z0-9. -]", "_") + "\"; filename*=UTF-8''" + encoded;
    }

    private static InboxReply octets(int status, String type, String policy, byte[] octets) {
        return new InboxReply(status, headers(type, policy), octets.length, out -> out.write(octets));
    }

    private static Map<String, String> headers(String type, String policy) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", type);
        headers.put("Content-Security-Policy", policy);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("X-DNS-Prefetch-Control", "off");
        headers.put("Cache-Control", "no-store");
        return headers;
    }
}
