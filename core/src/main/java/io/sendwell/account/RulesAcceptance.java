package io.sendwell.account;

import java.time.Instant;
import java.util.Locale;

/**
 * Somebody accepted the rules of sending for an account.
 *
 * @param rulesVersion the {@linkplain Rules#version() version} that was accepted
 * @param language in which it was shown
 * @param by the person who accepted, in the application's words; not blank
 * @param at when
 */
public record RulesAcceptance(String rulesVersion, Locale language, String by, Instant at) {

    public RulesAcceptance {
        if (rulesVersion.isBlank() || by.isBlank()) {
            throw new IllegalArgumentException("Who accepts rules, and which version, cannot be left out.");
        }
    }
}
