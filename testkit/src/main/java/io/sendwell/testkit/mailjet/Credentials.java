package io.sendwell.testkit.mailjet;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pair of HTTP Basic authentication (RFC 7617): public API key and secret key. */
record Credentials(String apiKey, String secretKey) {

    /** Reads an {@code Authorization} header; empty when it is absent or not a well-formed Basic one. */
    static Optional<Credentials> parse(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            byte[] pair = Base64.getDecoder().decode(authorization.substring(6).trim());
            String text = new String(pair, StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Credentials(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "Basic " + apiKey + ":***";
    }
}
