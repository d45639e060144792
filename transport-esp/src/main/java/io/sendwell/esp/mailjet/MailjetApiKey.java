package io.sendwell.esp.mailjet;

import io.sendwell.account.ProviderAccount;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * An API key as {@code /v3/REST/apikey} tells of it. It shows nothing of its secret.
 *
 * @param secret {@code SecretKey}; empty where Mailjet does not show it, which it may do at its creation alone
 * @param runLevel {@code Normal}, or a lock of Mailjet's
 */
record MailjetApiKey(
        String id,
        String name,
        String apiKey,
        String secret,
        boolean isActive,
        boolean isMain,
        String runLevel,
        Instant createdAt) {

    private static final String NORMAL = "Normal";

    /** @param askedAt stands in where Mailjet does not say when the key was made */
    static MailjetApiKey of(Map<String, String> row, Instant askedAt) {
        return new MailjetApiKey(
                row.getOrDefault("ID", ""),
                row.getOrDefault("Name", ""),
                row.getOrDefault("APIKey", ""),
                row.getOrDefault("SecretKey", ""),
                isOn(row, "IsActive"),
                isOn(row, "IsMaster"),
                row.getOrDefault("Runlevel", NORMAL),
                time(row.getOrDefault("CreatedAt", ""), askedAt));
    }

    boolean isLocked() {
        return !runLevel.isEmpty() && !runLevel.equals(NORMAL);
    }

    ProviderAccount asProviderAccount() {
        return new ProviderAccount(MailjetOptions.PROVIDER, id, name, createdAt);
    }

    // Samples have booleans in quotes and as numbers, too.
    private static boolean isOn(Map<String, String> row, String name) {
        String value = row.getOrDefault(name, "");
        return value.equalsIgnoreCase("true") || value.equals("1");
    }

    // With a zone and without one: both occur.
    private static Instant time(String text, Instant otherwise) {
        try {
            return text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException notOne) {
            return otherwise;
        }
    }

    @Override
    public String toString() {
        return "\"" + name + "\" (id " + id + ", created " + createdAt + ")";
    }
}
