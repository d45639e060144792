package io.sendwell.message;

import io.sendwell.internal.text.VisibleText;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How one person leaves the list that a mail comes from, as the header says it (RFC 8058, RFC 2369 section 3.2).
 *
 * @param url whoever posts {@code List-Unsubscribe=One-Click} to it has unsubscribed this person; whoever opens it sees a page
 * @param mail the address to write to, for programs that do not speak HTTP; empty when there is none
 */
public record UnsubscribeLink(URI url, Optional<URI> mail) {

    // Both stand in one line each, behind brackets and a comma; RFC 5322 section 2.1.1 allows 998 with the field's
    // name.
    private static final int MAX_LENGTH = 900;

    /**
     * @throws IllegalArgumentException when one of them is no absolute URI in ASCII of the scheme https or mailto, has a
     *     fragment or a user, or is longer than 900 characters
     */
    public UnsubscribeLink {
        requireSound("https", url);
        if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw refused("https", url);
        }
        mail.ifPresent(uri -> requireSound("mailto", uri));
    }

    /** By an https URL alone. */
    public static UnsubscribeLink of(URI url) {
        return new UnsubscribeLink(url, Optional.empty());
    }

    /** The same with an address to write to. */
    public UnsubscribeLink orByMail(URI mailto) {
        return new UnsubscribeLink(url, Optional.of(mailto));
    }

    /** The pair of header fields that makes mail clients show a button: {@code List-Unsubscribe} and {@code List-Unsubscribe-Post}. */
    public List<HeaderField> headerFields() {
        String uris = "<" + url + ">" + mail.map(uri -> ", <" + uri + ">").orElse("");
        return List.of(
                new HeaderField("List-Unsubscribe", uris),
                new HeaderField("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }

    private static void requireSound(String scheme, URI uri) {
        String text = uri.toString();
        boolean isAscii = text.chars().allMatch(c -> c > ' ' && c < 127 && c != '<' && c != '>');
        boolean hasScheme = uri.getScheme() != null
                && uri.getScheme().toLowerCase(Locale.ROOT).equals(scheme);
        if (!hasScheme || !isAscii || text.length() > MAX_LENGTH) {
            throw refused(scheme, uri);
        }
    }

    // Only its beginning: what follows may be a token.
    private static IllegalArgumentException refused(String scheme, URI uri) {
        String text = uri.toString();
        return new IllegalArgumentException("A link to unsubscribe is an absolute " + scheme
                + " URI in ASCII, without user and fragment, of at most " + MAX_LENGTH
                + " characters (RFC 8058 section 3.1);"
                + " found one of " + text.length() + " that begins with "
                + VisibleText.quote(text.substring(0, Math.min(12, text.length()))) + ".");
    }

    /** Its host alone, since who has the rest can unsubscribe this person. */
    @Override
    public String toString() {
        return "UnsubscribeLink[" + url.getHost() + "]";
    }
}
