package io.sendwell.testkit.inbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether a person can leave the list with one click (RFC 2369 section 3.2, RFC 8058), and the click, as a mail client makes it: a POST
 * without cookies that follows nothing. It goes to this machine or not at all.
 */
final class Unsubscribing {

    static final String ONE_CLICK = "List-Unsubscribe=One-Click";

    private static final Pattern IN_BRACKETS = Pattern.compile("<([^<>]*)>");
    private static final Pattern SIGNED = Pattern.compile("(?:^|;)\\s*h\\s*=([^;]*)");
    private static final Pattern SIGNER = Pattern.compile("(?:^|;)\\s*d\\s*=\\s*([^;\\s]*)");
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_SHOWN = 4_096;

    private final UnaryOperator<URI> leadingTo;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    Unsubscribing(UnaryOperator<URI> leadingTo) {
        this.leadingTo = leadingTo;
    }

    /** How the fields of a mail are, and whether its link can be posted to from here. */
    void tell(ObjectNode json, InboxMail mail, MailContent content) {
        String header = content.field("List-Unsubscribe");
        String post = content.field("List-Unsubscribe-Post");
        json.put("header", header).put("post", post);
        ArrayNode checks = json.putArray("checks");
        if (header.isEmpty() && post.isEmpty()) {
            return;
        }
        List<String> links = links(header);
        boolean web =
                links.stream().anyMatch(link -> link.toLowerCase(Locale.ROOT).startsWith("https://"));
        boolean mailto =
                links.stream().anyMatch(link -> link.toLowerCase(Locale.ROOT).startsWith("mailto:"));
        check(checks, web, web ? "a link of https" : "no link of https; one click needs one (RFC 8058 section 3.1)");
        check(
                checks,
                mailto ? "good" : "unknown",
                mailto ? "an address to write to" : "no address to write to, for old programs");
        check(
                checks,
                content.all("List-Unsubscribe").size() == 1
                        && content.all("List-Unsubscribe-Post").size() == 1,
                "each of the two fields stands once");
        check(
                checks,
                post.equals(ONE_CLICK),
                post.equals(ONE_CLICK)
                        ? "List-Unsubscribe-Post is as it has to be"
                        : "List-Unsubscribe-Post has to be \"" + ONE_CLICK + "\"");
        coverage(checks, mail, content);
        link(content).ifPresent(link -> {
            json.put("link", link.toString());
            Optional<URI> here = here(link);
            here.ifPresentOrElse(
                    target -> json.put("target", target.toString()),
                    () -> json.put(
                            "away",
                            "The link leads away from this machine, so it is not posted to."
                                    + " DevInbox.Builder.linksLeadTo says where it leads here."));
        });
    }

    private static void coverage(ArrayNode checks, InboxMail mail, MailContent content) {
        List<MailField> signatures = content.all("DKIM-Signature");
        if (!mail.line().road().equals("smtp")) {
            check(checks, "unknown", "signed later, where it leaves");
            return;
        }
        Optional<MailField> covering =
                signatures.stream().filter(Unsubscribing::covers).findFirst();
        check(
                checks,
                covering.isPresent(),
                covering.map(signature -> "both fields are covered by the signature of "
                                + first(SIGNER, signature.value()).orElse("?"))
                        .orElse("no DKIM signature covers both fields (RFC 8058 section 4): one click is not offered"));
    }

    private static boolean covers(MailField signature) {
        String covered = first(SIGNED, signature.value()).orElse("").toLowerCase(Locale.ROOT);
        List<String> names =
                Stream.of(covered.split(":", -1)).map(String::strip).toList();
        return names.contains("list-unsubscribe") && names.contains("list-unsubscribe-post");
    }

    private static Optional<String> first(Pattern pattern, String text) {
        return pattern.matcher(text).results().findFirst().map(found -> found.group(1));
    }

    private static void check(ArrayNode checks, boolean good, String text) {
        check(checks, good ? "good" : "bad", text);
    }

    private static void check(ArrayNode checks, String tone, String text) {
        checks.addObject()
                .put("tone", tone.equals("unknown") ? "waiting" : tone)
                .put("text", text);
    }

    private static List<String> links(String header) {
        return IN_BRACKETS
                .matcher(header)
                .results()
                .map((MatchResult found) -> found.group(1).strip())
                .toList();
    }

    /** The first link of the web in a mail. */
    static Optional<URI> link(MailContent content) {
        return links(content.field("List-Unsubscribe")).stream()
                .filter(link -> link.toLowerCase(Locale.ROOT).matches("https?://.*"))
                .findFirst()
                .flatMap(Unsubscribing::uri);
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private Optional<URI> here(URI link) {
        // By its name alone: to ask the DNS for a host that a mail names would tell somebody.
        return Optional.of(leadingTo.apply(link))
                .filter(target -> target.getHost() != null
                        && THIS_MACHINE.contains(target.getHost().toLowerCase(Locale.ROOT)));
    }

    /** Leaves the list, if the link leads to this machine; what was answered. */
    ObjectNode click(URI link, ObjectNode answer) {
        Optional<URI> target = here(link);
        if (target.isEmpty()) {
            return answer.put("problem", "The link leads away from this machine, so it is not posted to.");
        }
        HttpRequest request = HttpRequest.newBuilder(target.get())
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(ONE_CLICK))
                .build();
        try {
            HttpResponse<InputStream> reply = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = reply.body()) {
                return answer.put("status", reply.statusCode())
                        .put("message", "Posted to " + target.get() + ": answered " + reply.statusCode())
                        .put("body", HeaderText.text(body.readNBytes(MOST_SHOWN)));
            }
        } catch (IOException e) {
            return answer.put("problem", "Posted to " + target.get() + ", and there was no answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return answer.put("problem", "The page was closed before an answer came.");
        }
    }
}
