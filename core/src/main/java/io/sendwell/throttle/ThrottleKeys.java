package io.sendwell.throttle;

import io.sendwell.account.AccountId;

/** Under which keys the throttle's state stands in the store. */
final class ThrottleKeys {

    static final String OPERATOR = "operator";

    private ThrottleKeys() {}

    static String account(AccountId account) {
        return "account:" + account;
    }

    static String route(String routeKey) {
        return named("route:", routeKey);
    }

    private static String named(String prefix, String name) {
        if (name.isBlank() || prefix.length() + name.length() > ThrottleStore.MAX_LENGTH) {
            throw new IllegalArgumentException("A name in the throttle has 1 to "
                    + (ThrottleStore.MAX_LENGTH - prefix.length()) + " characters; found " + name.length() + ".");
        }
        return prefix + name;
    }
}
