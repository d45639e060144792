package io.sendwell.esp.webhook;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Knows a user name and a password (RFC 7617). */
final class BasicAuthGuard implements WebhookGuard {

    private static final String SCHEME = "Basic ";

    private final SecretDigest wanted;

    BasicAuthGuard(String user, String password) {
        this.wanted = SecretDigest.of(user + ":" + password);
    }

    @Override
    public boolean admits(WebhookRequest request) {
        return request.header("Authorization")
                .flatMap(BasicAuthGuard::credentials)
                .filter(wanted::matches)
                .isPresent();
    }

    @Override
    public WebhookReply refusal() {
        return WebhookReply.unauthorized();
    }

    private static Optional<String> credentials(String authorization) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            byte[] pair = Base64.getDecoder()
                    .decode(authorization.substring(SCHEME.length()).strip());
            return Optional.of(new String(pair, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
