package io.sendwell.message;

import io.sendwell.address.DomainName;
import io.sendwell.internal.text.VisibleText;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A file that an {@link AttachmentHost} keeps.
 *
 * @param link where it is; whoever has the link has the file
 * @param end until when; empty when it stays
 */
public record HostedFile(URI link, Optional<Instant> end) {

    // It stands in one line of a mail; RFC 5322 section 2.1.1 allows 998.
    private static final int MAX_LENGTH = 900;

    /**
     * @throws IllegalArgumentException when the link is no absolute URL in ASCII of the scheme https, with a domain name of two labels
     *     or more as its host and without user, or is longer than 900 characters
     */
    public HostedFile {
        String text = link.toString();
        boolean isHttps = link.getScheme() != null
                && link.getScheme().toLowerCase(Locale.ROOT).equals("https");
        boolean isAscii = text.chars().allMatch(c -> c > ' ' && c < 127);
        if (!isHttps || !isAscii || text.length() > MAX_LENGTH || link.getRawUserInfo() != null || !isNamed(link)) {
            throw new IllegalArgumentException("The link to a file is an https URL in ASCII with a domain name as its"
                    + " host, without user, of at most " + MAX_LENGTH + " characters; found one of " + text.length()
                    + " that begins with " + VisibleText.quote(text.substring(0, Math.min(12, text.length()))) + ".");
        }
    }

    private static boolean isNamed(URI link) {
        String host = link.getHost();
        if (host == null || host.indexOf('.') < 0 || host.matches("[0-9.]+")) {
            return false;
        }
        try {
            DomainName.parse(host);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A file that stays. */
    public static HostedFile at(URI link) {
        return new HostedFile(link, Optional.empty());
    }

    /** A file that is there until then. */
    public static HostedFile until(URI link, Instant end) {
        return new HostedFile(link, Optional.of(end));
    }

    /** Its host alone, since who has the rest has the file. */
    @Override
    public String toString() {
        return "HostedFile[" + link.getHost()
                + end.map(time -> " until " + time).orElse("") + "]";
    }
}
