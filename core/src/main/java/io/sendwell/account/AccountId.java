package io.sendwell.account;

import io.sendwell.internal.text.Ascii;
import io.sendwell.internal.text.VisibleText;

/**
 * Names one customer of the operator, for example {@code YourCompany_12345}.
 *
 * <p>The application chooses it and never changes it: logs, limits and the blocklist refer to it. Letters, digits,
 * dot, underscore and hyphen, 1 to 64 of them, so that it is safe in a file name, a header field and a URL.
 *
 * @param value the name; compared with regard to case
 */
public record AccountId(String value) implements Comparable<AccountId> {

    private static final int MAX_LENGTH = 64;

    public AccountId {
        if (value.isEmpty() || value.length() > MAX_LENGTH || !Ascii.isMadeOf(value, "_-.")) {
            throw new IllegalArgumentException("An account id has 1 to " + MAX_LENGTH
                    + " letters (A-Z, a-z), digits, dots, underscores or hyphens; found " + VisibleText.quote(value)
                    + ", "
                    + value.length() + " characters.");
        }
    }

    /**
     * The account of this name.
     *
     * @throws IllegalArgumentException when the name breaks the rule above
     */
    public static AccountId of(String value) {
        return new AccountId(value);
    }

    @Override
    public int compareTo(AccountId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
