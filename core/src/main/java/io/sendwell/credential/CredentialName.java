package io.sendwell.credential;

import io.sendwell.account.AccountId;
import io.sendwell.internal.text.Ascii;
import io.sendwell.internal.text.VisibleText;
import java.util.Comparator;

/**
 * Whose login, and for what. An account has one for each transport at the most.
 *
 * @param account whose
 * @param transport the name of the transport that uses it, such as {@code mailjet} or {@code smtp}: 1 to 64 letters, digits, dots,
 *     underscores or hyphens; compared with regard to case
 */
public record CredentialName(AccountId account, String transport) implements Comparable<CredentialName> {

    private static final int MAX_LENGTH = 64;
    private static final Comparator<CredentialName> ORDER =
            Comparator.comparing(CredentialName::account).thenComparing(CredentialName::transport);

    public CredentialName {
        if (transport.isEmpty() || transport.length() > MAX_LENGTH || !Ascii.isMadeOf(transport, "_-.")) {
            throw new IllegalArgumentException("A credential is for a transport whose name has 1 to " + MAX_LENGTH
                    + " letters (A-Z, a-z), digits, dots, underscores or hyphens; found "
                    + VisibleText.quote(transport) + ".");
        }
    }

    /** By account, then by transport, character by character. */
    @Override
    public int compareTo(CredentialName other) {
        return ORDER.compare(this, other);
    }

    /** Such as {@code mailjet of YourCompany_12345}. */
    @Override
    public String toString() {
        return transport + " of " + account;
    }
}
