package io.sendwell.unsubscribe;

import io.sendwell.account.AccountId;
import io.sendwell.account.Secret;
import io.sendwell.address.EmailAddress;
import io.sendwell.message.Purpose;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Seals tokens and opens them. A sealed token is opaque: without the secret nobody reads from it whom it is about, and nobody makes
 * another one. Immutable; threads may share it.
 *
 * <p>Sealing is a pure function, so that the same person's link on the same list is the same one, however often a mail is made.
 */
final class UnsubscribeTokens {

    /** More than the longest account, list and address take. */
    static final int MAX_LENGTH = 640;

    private static final int LEAST_SECRET = 32;
    private static final int VERSION = 1;
    private static final int NEVER = 0;
    private static final int LAST_DAY = 0xFFFF;

    private final List<TokenSeal> seals;

    private UnsubscribeTokens(List<TokenSeal> seals) {
        this.seals = List.copyOf(seals);
    }

    /**
     * Tokens under this secret.
     *
     * @throws IllegalArgumentException when it has fewer than 32 characters
     */
    static UnsubscribeTokens under(Secret secret) {
        return new UnsubscribeTokens(List.of(seal(secret)));
    }

    /** The same, which open too what was sealed under a secret of before. */
    UnsubscribeTokens formerly(Secret secret) {
        List<TokenSeal> more = new ArrayList<>(seals);
        more.add(seal(secret));
        return new UnsubscribeTokens(more);
    }

    private static TokenSeal seal(Secret secret) {
        if (secret.reveal().length() < LEAST_SECRET) {
            throw new IllegalArgumentException("The secret of the links to unsubscribe has fewer than " + LEAST_SECRET
                    + " characters, and could be guessed. Make one from a random source, such as 32 bytes in Base64.");
        }
        return new TokenSeal(secret);
    }

    /** The token, sealed under the newest secret: at most {@value #MAX_LENGTH} characters that mean nothing in a URL. */
    String seal(UnsubscribeToken token) {
        byte[] account = ascii(token.account().value());
        byte[] list = ascii(token.list().map(Purpose::value).orElse(""));
        int day = token.expires().map(UnsubscribeTokens::dayAfter).orElse(NEVER);
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        plain.write(day >> 8);
        plain.write(day);
        plain.write(account.length);
        plain.writeBytes(account);
        plain.write(list.length);
        plain.writeBytes(list);
        plain.writeBytes(token.person().normalForm().getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(seals.get(0).seal(VERSION, plain.toByteArray()));
    }

    /** What was sealed; empty when it is none of ours, whatever it is. */
    Optional<UnsubscribeToken> open(String sealed) {
        if (sealed.isEmpty() || sealed.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        byte[] octets;
        try {
            octets = Base64.getUrlDecoder().decode(sealed);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        return seals.stream()
                .flatMap(seal -> seal.open(VERSION, octets).stream())
                .findFirst()
                .map(UnsubscribeTokens::token);
    }

    // Nobody but us made it, so that it is well-formed.
    private static UnsubscribeToken token(byte[] plain) {
        ByteBuffer in = ByteBuffer.wrap(plain);
        int day = Short.toUnsignedInt(in.getShort());
        AccountId account = AccountId.of(text(in, Byte.toUnsignedInt(in.get())));
        String list = text(in, Byte.toUnsignedInt(in.get()));
        EmailAddress person = EmailAddress.parse(text(in, in.remaining()));
        return new UnsubscribeToken(
                account,
                person,
                list.isEmpty() ? Optional.empty() : Optional.of(Purpose.of(list)),
                day == NEVER ? Optional.empty() : Optional.of(Instant.EPOCH.plus(Duration.ofDays(day))));
    }

    private static String text(ByteBuffer in, int length) {
        byte[] octets = new byte[length];
        in.get(octets);
        return new String(octets, StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    // Two octets of days reach to the year 2149.
    private static int dayAfter(Instant instant) {
        long day = Math.floorDiv(instant.getEpochSecond(), Duration.ofDays(1).toSeconds()) + 1;
        return (int) Math.max(1, Math.min(LAST_DAY, day));
    }
}
