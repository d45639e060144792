package io.sendwell.testkit.smtp;

import io.sendwell.testkit.smtp.Settings.AuthOffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** The AUTH exchange (RFC 4954 section 4). What the client answers never reaches the transcript. */
final class Authentication {
    private static final String OAUTH_FAILURE =
            base64("{\"status\":\"401\",\"schemes\":\"bearer\",\"scope\":\"mail\"}");

    private final SmtpConnection connection;
    private final AuthOffer offer;

    Authentication(SmtpConnection connection, AuthOffer offer) {
        this.connection = connection;
        this.offer = offer;
    }

    /** The exchange ended before there were credentials to judge. */
    private static final class Stopped extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Reply reply;

        private Stopped(Reply reply) {
            super(reply.toString());
            this.reply = reply;
        }
    }

    /** Asks for what is missing and judges it. Notes the user in the transcript on success. */
    Reply run(String argument) throws IOException {
        String[] words = argument.split(" ", 2);
        Optional<AuthMechanism> mechanism = offered(words[0]);
        if (mechanism.isEmpty()) {
            connection.violation(Violation.Kind.NOT_OFFERED, "AUTH mechanism");
            return Replies.UNKNOWN_MECHANISM;
        }
        Optional<String> initialResponse = words.length > 1 ? Optional.of(words[1]) : Optional.empty();
        try {
            Optional<String> user = switch (mechanism.get()) {
                case PLAIN -> plain(initialResponse);
                case LOGIN -> login(initialResponse);
                case XOAUTH2 -> xoauth2(initialResponse);
            };
            user.ifPresent(connection.transcript()::loggedIn);
            return user.isPresent() ? Replies.LOGGED_IN : Replies.WRONG_CREDENTIALS;
        } catch (Stopped e) {
            return e.reply;
        }
    }

    private Optional<AuthMechanism> offered(String name) {
        return offer.mechanisms().stream()
                .filter(mechanism -> mechanism.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    private Optional<String> plain(Optional<String> initialResponse) throws IOException, Stopped {
        String[] parts = response(initialResponse, "").split("\0", -1);
        boolean accepted = parts.length == 3 && offer.acceptsPassword(parts[1], parts[2]);
        return accepted ? Optional.of(parts[1]) : Optional.empty();
    }

    private Optional<String> login(Optional<String> initialResponse) throws IOException, Stopped {
        String user = response(initialResponse, base64("Username:"));
        String password = response(Optional.empty(), base64("Password:"));
        return offer.acceptsPassword(user, password) ? Optional.of(user) : Optional.empty();
    }

    private Optional<String> xoauth2(Optional<String> initialResponse) throws IOException, Stopped {
        String[] parts = response(initialResponse, "").split("\u0001", -1);
        String user = value(parts, "user=");
        if (offer.acceptsToken(user, value(parts, "auth=Bearer "))) {
            return Optional.of(user);
        }
        // The provider explains the refusal in a challenge, which the client answers with an empty line.
        response(Optional.empty(), OAUTH_FAILURE);
        return Optional.empty();
    }

    private static String value(String[] parts, String key) {
        return Arrays.stream(parts)
                .filter(part -> part.startsWith(key))
                .map(part -> part.substring(key.length()))
                .findFirst()
                .orElse("");
    }

    private String response(Optional<String> initialResponse, String challenge) throws IOException, Stopped {
        String encoded = initialResponse.isPresent() ? initialResponse.get() : ask(challenge);
        if (encoded.equals("*")) {
            throw new Stopped(Replies.AUTH_CANCELLED);
        }
        try {
            // RFC 4954 section 4: "=" stands for an empty initial response.
            byte[] octets = Base64.getDecoder().decode(encoded.equals("=") ? "" : encoded);
            return new String(octets, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Stopped(Replies.NOT_BASE64);
        }
    }

    private String ask(String challenge) throws IOException {
        connection.reply(Reply.of("334 " + challenge));
        String answer = new String(connection.readLine(), StandardCharsets.UTF_8);
        connection.transcript().client("****");
        return answer.stripTrailing();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
