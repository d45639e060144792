package io.sendwell.dnsauth.dmarc;

import io.sendwell.address.DomainName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where reports go: one address of {@code rua} or {@code ruf} (RFC 9989 section 4.6).
 *
 * @param uri as it stands in the record, without a size limit
 * @param domain where the mailbox of a {@code mailto:} URI is; empty for every other scheme, which receivers need not know
 * @param maxOctets the size limit of RFC 7489 section 6.2, such as {@code !10m}; today's receivers ignore it
 */
public record ReportAddress(String uri, Optional<DomainName> domain, OptionalLong maxOctets) {

    private static final String MAILTO = "mailto:";

    /** Characters in one address; as long as a record that fits an answer over UDP. */
    private static final int MAX_LENGTH = 1024;

    /** The address in a piece of {@code rua} or {@code ruf}; empty when it is none. */
    static Optional<ReportAddress> read(String piece) {
        int mark = piece.indexOf('!');
        String uri = mark < 0 ? piece : piece.substring(0, mark);
        OptionalLong limit = mark < 0 ? OptionalLong.empty() : octets(piece.substring(mark + 1));
        if (!isUri(uri) || mark >= 0 && limit.isEmpty()) {
            return Optional.empty();
        }
        if (!uri.toLowerCase(Locale.ROOT).startsWith(MAILTO)) {
            return Optional.of(new ReportAddress(uri, Optional.empty(), limit));
        }
        return mailDomain(uri).map(domain -> new ReportAddress(uri, Optional.of(domain), limit));
    }

    // The local part is the business of those who write there; ours is stricter than theirs.
    private static Optional<DomainName> mailDomain(String uri) {
        int query = uri.indexOf('?');
        String address = percentDecoded(uri.substring(MAILTO.length(), query < 0 ? uri.length() : query));
        int at = address.lastIndexOf('@');
        if (at < 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(DomainName.parse(address.substring(at + 1)));
        } catch (IllegalArgumentException noDomain) {
            return Optional.empty();
        }
    }

    /** A scheme, a colon and something after it, in the characters of RFC 3986. */
    private static boolean isUri(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1 || text.length() > MAX_LENGTH) {
            return false;
        }
        boolean scheme = isLetter(text.charAt(0))
                && text.substring(0, colon)
                        .chars()
                        .allMatch(c -> isLetter(c) || c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.');
        return scheme && text.chars().allMatch(c -> c > ' ' && c <= '~' && "\"<>\\^`{|}".indexOf(c) < 0);
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /** RFC 7489 section 6.4: digits and one of k, m, g, t, in powers of 1024. */
    private static OptionalLong octets(String limit) {
        int digits = 0;
        while (digits < limit.length() && limit.charAt(digits) >= '0' && limit.charAt(digits) <= '9') {
            digits++;
        }
        String unit = limit.substring(digits).toLowerCase(Locale.ROOT);
        int power = unit.isEmpty() ? 0 : 1 + "kmgt".indexOf(unit);
        // 6 digits of terabytes still fit 63 bits.
        if (digits == 0
                || digits > 6 && power == 4
                || digits > 9
                || unit.length() > 1
                || !unit.isEmpty() && power == 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(limit.substring(0, digits)) << 10 * power);
    }

    private static String percentDecoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int high = c == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            if (low < 0) {
                octets.write(c);
            } else {
                octets.write(high << 4 | low);
                i += 2;
            }
        }
        return octets.toString(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return uri;
    }
}
