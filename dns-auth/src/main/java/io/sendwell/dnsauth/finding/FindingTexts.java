package io.sendwell.dnsauth.finding;

import io.sendwell.check.FindingStatus;
import io.sendwell.dnsauth.internal.text.ForeignText;
import io.sendwell.dnsauth.publish.DnsEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The words for findings in one language: what was found means, and what to do about it. Immutable; threads may share it.
 *
 * <p>A text may mention the finding's values as <code>{name}</code>. Values come from other people's DNS and are shown
 * with everything invisible made visible; the texts are plain and have to be escaped for HTML like any other.
 */
public final class FindingTexts {

    private static final List<Locale> LANGUAGES =
            List.of(Locale.ENGLISH, Locale.FRENCH, Locale.GERMAN, Locale.forLanguageTag("es"));

    /** A bundle an area, so that each lies beside its codes in one reader's mind. */
    private static final List<String> AREAS = List.of("dns", "spf", "dkim", "dmarc", "ownership", "host", "onboarding");

    static final int SHOWN_CHARACTERS = 500;

    private final Locale language;
    private final Map<String, String> texts;

    private FindingTexts(Locale language) {
        this.language = language;
        this.texts = load(language);
    }

    /** The languages that have texts: English, French, German, Spanish. */
    public static List<Locale> languages() {
        return LANGUAGES;
    }

    /** The texts in the language of this locale; in English when there are none. */
    public static FindingTexts in(Locale locale) {
        return new FindingTexts(LANGUAGES.stream()
                .filter(language -> language.getLanguage().equals(locale.getLanguage()))
                .findFirst()
                .orElse(Locale.ENGLISH));
    }

    private static Map<String, String> load(Locale language) {
        String suffix = language.equals(Locale.ENGLISH) ? "" : "_" + language.getLanguage();
        Map<String, String> texts = new HashMap<>();
        for (String area : AREAS) {
            try (InputStream in = FindingTexts.class.getResourceAsStream(area + suffix + ".properties")) {
                if (in != null) {
                    Properties bundle = new Properties();
                    Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
                    bundle.load(reader);
                    bundle.forEach((key, text) -> texts.put((String) key, (String) text));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The texts for " + area + suffix + " cannot be read.", e);
            }
        }
        return Map.copyOf(texts);
    }

    /** The language of these texts. */
    public Locale language() {
        return language;
    }

    /** What was found, and what follows from it. */
    public String meaning(DomainFinding finding) {
        return text(finding, finding.status() == FindingStatus.PASS ? ".ok" : ".means");
    }

    /** What to do; empty when nothing is to be done. */
    public String advice(DomainFinding finding) {
        return finding.status() == FindingStatus.PASS ? "" : text(finding, ".do");
    }

    /** Meaning, advice and the lines to publish, each on a line of its own. */
    public String explain(DomainFinding finding) {
        StringBuilder text = new StringBuilder(meaning(finding));
        if (!advice(finding).isEmpty()) {
            text.append('\n').append(advice(finding));
        }
        for (DnsEntry entry : finding.publish()) {
            text.append("\n    ").append(entry.zoneLine());
        }
        return text.toString();
    }

    /** The words as they stand in the bundle; empty when there are none. */
    String text(FindingCode code, String part) {
        return texts.getOrDefault(code.name() + part, "");
    }

    private String text(DomainFinding finding, String part) {
        String text = text(finding.code(), part);
        if (text.isEmpty() && !part.equals(".do")) {
            return finding.code().name() + shown(finding.values());
        }
        return filledIn(text, finding.values());
    }

    /** Each with its name and a blank before it. */
    static String shown(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> " " + value.getKey() + "=" + ForeignText.show(value.getValue(), SHOWN_CHARACTERS))
                .collect(Collectors.joining());
    }

    /** In one pass, so that a value that looks like a placeholder stays what it is. */
    private static String filledIn(String text, Map<String, String> values) {
        StringBuilder filled = new StringBuilder(text.length() + 64);
        int position = 0;
        while (position < text.length()) {
            int open = text.indexOf('{', position);
            int close = open < 0 ? -1 : text.indexOf('}', open);
            if (close < 0) {
                break;
            }
            filled.append(text, position, open).append(value(values, text.substring(open + 1, close)));
            position = close + 1;
        }
        return filled.append(text, position, text.length()).toString();
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        return value == null ? "{" + name + "}" : ForeignText.show(value, SHOWN_CHARACTERS);
    }
}
