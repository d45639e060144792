package io.sendwell.merge;

import io.sendwell.internal.html.HtmlTokenizer;
import java.util.Locale;
import java.util.Set;

/** Plain text made from HTML, for the text part of a mail that was written in HTML only. */
public final class PlainText {

    private static final Set<String> PARAGRAPHS =
            Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "dl", "figure", "fieldset", "table", "address");

    private static final Set<String> LINES = Set.of(
            "div",
            "section",
            "article",
            "header",
            "footer",
            "main",
            "nav",
            "aside",
            "center",
            "form",
            "tr",
            "caption",
            "dt",
            "dd",
            "figcaption",
            "legend",
            "option",
            "body",
            "html");

    private static final Set<String> VOID = Set.of(
            "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
            "wbr");

    private final HtmlTokenizer tokens;
    private final TextLayout layout = new TextLayout();

    /** The element whose content is not shown, empty when all is; and how many of its name are open. */
    private String hidden = "";

    private int hiddenDepth;
    private int tableDepth;
    private String link = "";
    private int linkStart;

    private PlainText(String html) {
        tokens = new HtmlTokenizer(html);
    }

    /**
     * The readable text of an HTML body.
     *
     * <p>Paragraphs and headings stand between empty lines, items behind {@code -} or their number, quotations behind
     * {@code >}, cells of a table behind tabs; a link is followed by its {@code <URL>} unless that is what it says, an
     * image is its {@code alt} text. Hidden elements, styles and scripts are left out. Lines are separated by LF and
     * not wrapped, the last one is not ended.
     *
     * <p>Takes any HTML, broken or hostile, in time proportional to its length.
     *
     * @return empty text when there is nothing to read
     */
    public static String fromHtml(String html) {
        return new PlainText(html).convert();
    }

    private String convert() {
        HtmlTokenizer.Token token = tokens.next();
        while (token != HtmlTokenizer.Token.END) {
            if (!hidden.isEmpty()) {
                skip(token);
            } else if (token == HtmlTokenizer.Token.TEXT) {
                layout.text(tokens.text());
            } else if (token == HtmlTokenizer.Token.START_TAG) {
                start(tokens.name());
            } else {
                end(tokens.name());
            }
            token = tokens.next();
        }
        endLink();
        return layout.toString();
    }

    private void skip(HtmlTokenizer.Token token) {
        if (!tokens.name().equals(hidden) || token == HtmlTokenizer.Token.TEXT) {
            return;
        }
        if (token == HtmlTokenizer.Token.END_TAG) {
            hiddenDepth--;
        } else if (hidden.equals("p")) {
            // A paragraph has no paragraphs in it; its end tag may be left out.
            hidden = "";
            start("p");
            return;
        } else {
            hiddenDepth++;
        }
        hidden = hiddenDepth == 0 ? "" : hidden;
    }

    private void start(String name) {
        if (isHidden(name)) {
            if (!VOID.contains(name)) {
                hidden = name;
                hiddenDepth = 1;
            }
            return;
        }
        switch (name) {
            case "br" -> layout.lineBreak();
            case "hr" -> layout.rule();
            case "pre" -> layout.beginPreformatted();
            case "blockquote" -> layout.beginQuote();
            case "ul", "menu", "dir" -> layout.beginList(0);
            case "ol" -> layout.beginList(firstNumber());
            case "li" -> layout.item();
            case "td", "th" -> layout.cell();
            case "img" -> layout.text(tokens.attribute("alt"));
            case "a" -> startLink();
            case "table" -> layout.block(tableDepth++ == 0 ? 2 : 1);
            default -> block(name);
        }
    }

    private void end(String name) {
        switch (name) {
            case "pre" -> layout.endPreformatted();
            case "blockquote" -> layout.endQuote();
            case "ul", "ol", "menu", "dir" -> layout.endList();
            case "li" -> layout.block(1);
            case "a" -> endLink();
            case "br" -> layout.lineBreak();
            case "table" -> {
                tableDepth = Math.max(0, tableDepth - 1);
                layout.block(tableDepth == 0 ? 2 : 1);
            }
            default -> block(name);
        }
    }

    private void block(String name) {
        if (PARAGRAPHS.contains(name)) {
            layout.block(2);
        } else if (LINES.contains(name)) {
            layout.block(1);
        }
    }

    private boolean isHidden(String name) {
        if (name.equals("head") || name.equals("title") || name.equals("template") || tokens.hasAttribute("hidden")) {
            return true;
        }
        String style = tokens.attribute("style");
        if (style.isEmpty()) {
            return false;
        }
        String declarations = style.toLowerCase(Locale.ROOT).replaceAll("\\s+", "");
        return declarations.contains("display:none")
                || declarations.contains("visibility:hidden")
                || declarations.contains("mso-hide:all");
    }

    private int firstNumber() {
        String start = tokens.attribute("start").strip();
        // Up to six digits, so that no list counts beyond what an int holds.
        return start.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(start) : 1;
    }

    private void startLink() {
        endLink();
        link = shownUrl(tokens.attribute("href"));
        linkStart = layout.mark();
    }

    private void endLink() {
        if (link.isEmpty()) {
            return;
        }
        String text = layout.textSince(linkStart);
        if (text.isEmpty()) {
            layout.text("<" + link + ">");
        } else if (!sameAddress(text, link)) {
            layout.suffix(" <" + link + ">");
        }
        link = "";
    }

    /** A URL that leads somewhere from a text, or nothing. */
    private static String shownUrl(String href) {
        String url = href.replaceAll("[\\p{Cntrl}\\s]+", "").replace("<", "%3C").replace(">", "%3E");
        return url.startsWith("#") || Urls.refusal(url) != null ? "" : url;
    }

    private static boolean sameAddress(String text, String url) {
        return bare(text).equalsIgnoreCase(bare(url));
    }

    private static String bare(String url) {
        String bare = url.replaceFirst("^(?i:https?://|mailto:|tel:)", "");
        return bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
    }
}
