package io.sendwell;

import io.sendwell.internal.html.HtmlTokenizer;
import io.sendwell.message.Attachment;
import io.sendwell.message.HostedFile;
import io.sendwell.message.Mail;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The list of files that stands in a mail in place of what was attached: a heading and a line for each, with its name, its size and
 * until when it is there. It is put into the mail before merging, so nothing in it may look like a placeholder.
 */
final class LinkBlock {

    static final List<Locale> LANGUAGES =
            List.of(Locale.ENGLISH, Locale.FRENCH, Locale.GERMAN, Locale.forLanguageTag("es"));

    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*attachments\\s*}}");
    private static final Pattern END_OF_BODY = Pattern.compile("(?i)</body\\s*>");
    private static final Map<Locale, Map<String, String>> TEXTS = allTexts();

    private final String text;
    private final String html;

    private LinkBlock(String text, String html) {
        this.text = text;
        this.html = html;
    }

    /** A file and where it is. */
    record Line(Attachment file, HostedFile kept) {}

    /** No list: what takes its place away. */
    static LinkBlock none() {
        return new LinkBlock("", "");
    }

    static LinkBlock of(List<Line> lines, Locale wanted, ZoneId zone) {
        Locale language = LANGUAGES.stream()
                .filter(known -> known.getLanguage().equals(wanted.getLanguage()))
                .findFirst()
                .orElse(Locale.ENGLISH);
        Map<String, String> words = TEXTS.getOrDefault(language, Map.of());
        StringBuilder text = new StringBuilder(word(words, "heading"));
        StringBuilder html = new StringBuilder("<div lang=\"" + language.getLanguage() + "\"><p><strong>"
                + escaped(word(words, "heading")) + "</strong></p><ul>");
        for (Line line : lines) {
            String name = line.file().fileName();
            String details = " (" + size(line.file().size(), words, language)
                    + line.kept()
                            .end()
                            .map(end -> ", " + word(words, "until").replace("{date}", date(end, zone, language)))
                            .orElse("")
                    + ")";
            String url = line.kept().link().toString();
            text.append("\n- ")
                    .append(withoutPlaceholder(name))
                    .append(details)
                    .append("\n  ")
                    .append(url);
            html.append("<li><a href=\"")
                    .append(escaped(url))
                    .append("\">")
                    .append(escaped(word(words, "download").replace("{name}", name)))
                    .append("</a>")
                    .append(escaped(details))
                    .append("</li>");
        }
        return new LinkBlock(
                text.append('\n').toString(), html.append("</ul></div>").toString());
    }

    /** The language that a mail's HTML says it is in. */
    static Optional<Locale> languageOf(Mail mail) {
        HtmlTokenizer html = new HtmlTokenizer(mail.html().orElse(""));
        for (HtmlTokenizer.Token token = html.next(); token != HtmlTokenizer.Token.END; token = html.next()) {
            if (token == HtmlTokenizer.Token.START_TAG) {
                return html.name().equals("html") && !html.attribute("lang").isBlank()
                        ? Optional.of(
                                Locale.forLanguageTag(html.attribute("lang").strip()))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    boolean changesText(String part) {
        return !text.isEmpty() || PLACE.matcher(part).find();
    }

    boolean changesHtml(String part) {
        return !html.isEmpty() || PLACE.matcher(part).find();
    }

    /** A text part with the list at its place, or at the end. */
    String inText(String part) {
        Matcher place = PLACE.matcher(part);
        if (place.find()) {
            return place.replaceAll(Matcher.quoteReplacement(text));
        }
        return text.isEmpty() ? part : part + (part.endsWith("\n") ? "\n" : "\n\n") + text;
    }

    /** HTML with the list at its place, or at the end of the body. */
    String inHtml(String part) {
        Matcher place = PLACE.matcher(part);
        if (place.find()) {
            return place.replaceAll(Matcher.quoteReplacement(html));
        }
        Matcher end = END_OF_BODY.matcher(part);
        int at = part.length();
        while (end.find()) {
            at = end.start();
        }
        return part.substring(0, at) + html + part.substring(at);
    }

    private static String date(Instant end, ZoneId zone, Locale language) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(language)
                .format(end.atZone(zone));
    }

    private static String size(long octets, Map<String, String> words, Locale language) {
        return octets < 1_000_000
                ? String.format(language, "%d %s", (octets + 999) / 1_000, word(words, "kilobytes"))
                : String.format(language, "%.1f %s", octets / 1e6, word(words, "megabytes"));
    }

    // With its braces as references, a file name is no placeholder of any engine.
    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder(value.length() + 16);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ("&<>\"'{}$#".indexOf(c) >= 0) {
                escaped.append("&#").append((int) c).append(';');
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String withoutPlaceholder(String name) {
        return name.replace('{', '(').replace('}', ')');
    }

    private static String word(Map<String, String> words, String key) {
        return words.getOrDefault(key, "");
    }

    private static Map<Locale, Map<String, String>> allTexts() {
        Map<Locale, Map<String, String>> all = new HashMap<>();
        LANGUAGES.forEach(language -> all.put(language, texts(language)));
        return Map.copyOf(all);
    }

    static Map<String, String> texts(Locale language) {
        String name = "links" + (language.equals(Locale.ENGLISH) ? "" : "_" + language.getLanguage()) + ".properties";
        try (InputStream in = LinkBlock.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The texts " + name + " are not there.");
            }
            Properties bundle = new Properties();
            bundle.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            Map<String, String> texts = new HashMap<>();
            bundle.forEach((key, value) -> texts.put((String) key, (String) value));
            return Map.copyOf(texts);
        } catch (IOException e) {
            throw new UncheckedIOException("The texts " + name + " cannot be read.", e);
        }
    }
}
