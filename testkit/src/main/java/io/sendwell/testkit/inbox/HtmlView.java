package io.sendwell.testkit.inbox;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The HTML of a mail as a document of its own, for a sandboxed frame. The policy that goes with it lets no script run, and loads nothing
 * from anywhere; pictures of other machines on request. Inline pictures are put into the document, since a frame without an origin
 * brings no cookie along to ask for them.
 */
final class HtmlView {

    static final String BLOCKED = "blocked";
    static final String SHOWN = "shown";

    private static final int LARGEST_PICTURE = 5 * 1024 * 1024;
    private static final Pattern PICTURE_TYPE = Pattern.compile("image/[a-z0-9.+-]{1,60}");
    private static final Pattern CONTENT_ID =
            Pattern.compile("(?<=[\"'(=\\s])cid:([^\"'\\s>)]{1,500})", Pattern.CASE_INSENSITIVE);
    // A connection that is made ahead is governed by no policy, and tells the other machine that the mail is read.
    private static final Pattern LINK_ELEMENT = Pattern.compile("<link(?=[\\s/>])", Pattern.CASE_INSENSITIVE);
    private static final Pattern DOCTYPE = Pattern.compile("^\\s*<!doctype[^>]*>", Pattern.CASE_INSENSITIVE);
    // In a sandbox nothing opens: a click on a link leaves the mail where it is, and not a message of the browser in
    // its place.
    private static final String NOWHERE = "<base target=\"_blank\">";
    private static final Pattern REMOTE = Pattern.compile(
            "(?:\\b(?:src|srcset|background|poster)\\s*=\\s*[\"']?|url\\(\\s*[\"']?)\\s*(?:https?:)?//",
            Pattern.CASE_INSENSITIVE);

    private HtmlView() {}

    /** Whether it has pictures that would be loaded from another machine. */
    static boolean hasRemotePictures(String html) {
        return REMOTE.matcher(html).find();
    }

    static String document(MailContent content) {
        String html = LINK_ELEMENT.matcher(content.html().orElse("")).replaceAll("<x-link");
        Matcher doctype = DOCTYPE.matcher(html);
        int start = doctype.find() ? doctype.end() : 0;
        return CONTENT_ID
                .matcher(html.substring(0, start) + NOWHERE + html.substring(start))
                .replaceAll(found -> Matcher.quoteReplacement(
                        picture(content.files(), found.group(1)).orElse(found.group())));
    }

    private static Optional<String> picture(List<MailFile> files, String reference) {
        String id = HeaderText.text(ParameterText.unescaped(reference));
        return files.stream()
                .filter(file -> file.contentId().filter(id::equals).isPresent() && file.size() <= LARGEST_PICTURE)
                .findFirst()
                .flatMap(HtmlView::dataUrl);
    }

    private static Optional<String> dataUrl(MailFile file) {
        String type = ParameterText.parse(file.type()).value().toLowerCase(Locale.ROOT);
        return PICTURE_TYPE.matcher(type).matches()
                ? file.octets()
                        .get()
                        .map(octets -> "data:" + type + ";base64,"
                                + Base64.getEncoder().encodeToString(octets))
                : Optional.empty();
    }

    static String policy(String pictures) {
        String from = pictures.equals(SHOWN) ? "data: http: https:" : "data:";
        return "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src " + from
                + "; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
    }
}
