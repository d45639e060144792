package io.sendwell.esp.webhook;

import io.sendwell.account.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an ESP is to report to, with the secret by which it is known there. Both ends are made of it: the URL that the ESP is
 * given, and the guard of the webhook.
 *
 * <p>Immutable. It shows its URL and nothing of the secret.
 */
public final class WebhookAddress {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final URI shown;
    private final Secret complete;
    private final WebhookGuard guard;

    private WebhookAddress(URI shown, String complete, WebhookGuard guard) {
        this.shown = shown;
        this.complete = Secret.of(complete);
        this.guard = guard;
    }

    /**
     * A URL that is called with a user name and a password (RFC 7617).
     *
     * @param url with https, or with http for this machine; without user, query and fragment
     * @param user without colon
     * @throws IllegalArgumentException when one of them is otherwise
     */
    public static WebhookAddress basicAuth(URI url, String user, Secret password) {
        requireSound(url);
        WebhookGuard guard = WebhookGuard.basicAuth(user, password);
        String path = Optional.ofNullable(url.getRawPath()).orElse("");
        String complete = url.getScheme() + "://" + encoded(user) + ":" + encoded(password.reveal()) + "@"
                + url.getRawAuthority() + path;
        return new WebhookAddress(url, complete, guard);
    }

    /**
     * A URL whose last segment is a secret.
     *
     * @param url what comes before the secret; with https, or with http for this machine; without user, query and fragment
     * @param segment as {@link WebhookGuard#secretPath} wants it
     * @throws IllegalArgumentException when one of them is otherwise
     */
    public static WebhookAddress secretPath(URI url, Secret segment) {
        requireSound(url);
        WebhookGuard guard = WebhookGuard.secretPath(segment);
        String base = url.toString();
        return new WebhookAddress(url, base + (base.endsWith("/") ? "" : "/") + segment.reveal(), guard);
    }

    /** The whole URL, which is for the ESP alone. */
    public Secret complete() {
        return complete;
    }

    /** Admits whoever was told this address. */
    public WebhookGuard guard() {
        return guard;
    }

    private static void requireSound(URI url) {
        boolean isPlain = url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
        boolean isSafe = "https".equals(url.getScheme())
                || ("http".equals(url.getScheme()) && THIS_MACHINE.contains(url.getHost()));
        if (!isPlain || !isSafe) {
            throw new IllegalArgumentException(
                    "A webhook's address is an https URL without user, query and fragment; its"
                            + " secret is said beside it. Plain http, which everybody on the way can read, is for this machine"
                            + " only.");
        }
    }

    // RFC 3986 section 2.3: whatever is not unreserved may mean something in a URL.
    private static String encoded(String text) {
        StringBuilder url = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            boolean unreserved = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-._~".indexOf(c) >= 0;
            url.append(unreserved ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return url.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WebhookAddress that && that.complete.equals(complete);
    }

    @Override
    public int hashCode() {
        return shown.hashCode();
    }

    /** The URL without the secret. */
    @Override
    public String toString() {
        return "WebhookAddress[" + shown + "]";
    }
}
