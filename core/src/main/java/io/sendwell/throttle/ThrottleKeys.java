package io.sendwell.throttle;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Under which keys the throttle's state stands in the store. */
final class ThrottleKeys {

    static final String OPERATOR = "operator";

    /** What every prefix leaves. */
    private static final int ROOM = 180;

    private ThrottleKeys() {}

    static String account(AccountId account) {
        return "account:" + account;
    }

    static String route(String routeKey) {
        return named("route:", routeKey);
    }

    static String receiver(String receiver) {
        return named("receiver:", shortened(receiver));
    }

    static String receiverStop(String receiver) {
        return named("receiver-stop:", shortened(receiver));
    }

    static String warmUp(DomainName sendingDomain, String receiver) {
        return named("warm-up:", shortened(sendingDomain.ascii() + ":" + receiver));
    }

    /** Domain names have up to 253 octets; those too long for a store are told apart by their SHA-256. */
    private static String shortened(String name) {
        return name.length() <= ROOM ? name : hash(name);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private static String named(String prefix, String name) {
        if (name.isBlank() || prefix.length() + name.length() > ThrottleStore.MAX_LENGTH) {
            throw new IllegalArgumentException("A name in the throttle has 1 to "
                    + (ThrottleStore.MAX_LENGTH - prefix.length()) + " characters; found " + name.length() + ".");
        }
        return prefix + name;
    }
}
