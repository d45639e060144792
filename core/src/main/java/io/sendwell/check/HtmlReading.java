package io.sendwell.check;

import io.sendwell.internal.html.HtmlTokenizer;
import io.sendwell.internal.text.CodePoints;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What a reader sees of an HTML part, and what there is besides: links, images, hidden text, elements that do something. */
final class HtmlReading {

    // More of them tell nothing new; the HTML may be made to have millions.
    private static final int MAX_LINKS = 2_000;
    private static final int MAX_LINK_TEXT = 300;

    private static final Set<String> ACTIVE =
            Set.of("script", "iframe", "frame", "frameset", "form", "object", "embed", "applet");
    private static final List<String> HANDLERS = List.of("onclick", "onload", "onerror", "onmouseover", "onfocus");
    private static final Set<String> VOID = Set.of(
            "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
            "wbr");
    private static final Set<String> NEVER_SHOWN = Set.of("head", "title", "template");

    private static final Pattern HIDING = Pattern.compile("display:none|visibility:hidden|color:transparent"
            + "|(?:font-size|opacity|max-height|max-width):0(?:\\.0+)?(?:px|pt|em|rem|%)?(?:;|!|$)");

    private final HtmlTokenizer tokens;
    private final Consumer<String> reader;
    private final List<Link> links = new ArrayList<>();
    private final Set<String> active = new LinkedHashSet<>();
    private final Set<String> images = new LinkedHashSet<>();
    private int imageCount;
    private int imagesWithoutAlt;
    private int visible;
    private int hiddenCharacters;

    private String hidden = "";
    private int hiddenDepth;
    private String href = "";
    private StringBuilder linkText = new StringBuilder();

    /**
     * A link and what it says.
     *
     * @param target the value of {@code href}, as browsers read it: without white space and controls
     * @param text what stands between its tags
     */
    record Link(String target, String text) {}

    private HtmlReading(String html, Consumer<String> reader) {
        tokens = new HtmlTokenizer(html);
        this.reader = reader;
    }

    static HtmlReading of(String html) {
        return of(html, text -> {});
    }

    /** Reads the HTML and hands on each piece of text that a reader sees. */
    static HtmlReading of(String html, Consumer<String> reader) {
        HtmlReading reading = new HtmlReading(html, reader);
        reading.read();
        return reading;
    }

    /** The links, each in its place. */
    List<Link> links() {
        return links;
    }

    /** Names of the elements and attributes that run something or ask for something. */
    Set<String> active() {
        return active;
    }

    /** Where images are fetched. */
    Set<String> images() {
        return images;
    }

    int imageCount() {
        return imageCount;
    }

    int imagesWithoutAlt() {
        return imagesWithoutAlt;
    }

    /** How many characters a reader sees, blanks not counted. */
    int visible() {
        return visible;
    }

    /** How many characters of text are hidden from readers, blanks not counted. */
    int hiddenCharacters() {
        return hiddenCharacters;
    }

    private void read() {
        HtmlTokenizer.Token token = tokens.next();
        while (token != HtmlTokenizer.Token.END) {
            switch (token) {
                case TEXT -> text(tokens.text());
                case START_TAG -> start(tokens.name());
                default -> end(tokens.name());
            }
            token = tokens.next();
        }
        endLink();
    }

    private void text(String text) {
        int seen = readable(text);
        if (NEVER_SHOWN.contains(hidden)) {
            return;
        }
        if (!hidden.isEmpty()) {
            hiddenCharacters += seen;
            return;
        }
        visible += seen;
        reader.accept(text);
        if (!href.isEmpty() && linkText.length() < MAX_LINK_TEXT) {
            linkText.append(text, 0, Math.min(text.length(), MAX_LINK_TEXT));
        }
    }

    private void start(String name) {
        noteActive(name);
        if (name.equals("a") || name.equals("area")) {
            endLink();
            href = compact(tokens.attribute("href"));
            if (name.equals("area")) {
                endLink();
            }
        }
        if (!hidden.isEmpty()) {
            hiddenDepth += name.equals(hidden) ? 1 : 0;
            return;
        }
        if (name.equals("img")) {
            image();
        }
        if (!VOID.contains(name) && (NEVER_SHOWN.contains(name) || isHiding())) {
            hidden = name;
            hiddenDepth = 1;
        }
    }

    private void end(String name) {
        if (name.equals("a")) {
            endLink();
        }
        if (name.equals(hidden) && --hiddenDepth == 0) {
            hidden = "";
        }
    }

    private void endLink() {
        if (!href.isEmpty() && links.size() < MAX_LINKS) {
            links.add(new Link(href, linkText.toString().strip()));
        }
        href = "";
        linkText = new StringBuilder();
    }

    private void image() {
        imageCount++;
        String source = compact(tokens.attribute("src"));
        if (!source.isEmpty() && images.size() < MAX_LINKS) {
            images.add(source);
        }
        // A pixel that counts openings shows nothing, so nobody misses its words.
        boolean pixel = tokens.attribute("width").equals("1")
                && tokens.attribute("height").equals("1");
        if (!tokens.hasAttribute("alt") && !pixel) {
            imagesWithoutAlt++;
        }
    }

    private void noteActive(String name) {
        if (ACTIVE.contains(name)) {
            active.add(name);
        }
        for (String handler : HANDLERS) {
            if (tokens.hasAttribute(handler)) {
                active.add(handler);
            }
        }
    }

    private boolean isHiding() {
        return tokens.hasAttribute("hidden")
                || HIDING.matcher(compact(tokens.attribute("style")).toLowerCase(Locale.ROOT))
                        .find();
    }

    /** The text without white space and controls, which browsers leave out of URLs and styles do not need. */
    static String compact(String text) {
        return text.codePoints()
                .filter(c -> c > ' ')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** How many characters there are to read: blanks, controls and characters without a shape are not. */
    static int readable(String text) {
        return (int) text.codePoints()
                .filter(c -> !Character.isWhitespace(c)
                        && !Character.isSpaceChar(c)
                        && !CodePoints.isDefaultIgnorable(c)
                        && !CodePoints.isControl(c))
                .count();
    }
}
