package io.sendwell.account;

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
import java.util.Objects;
import java.util.Properties;

/**
 * The rules that somebody accepts before an account may send, in one wording of a version. Immutable.
 *
 * <p>The shipped ones are a default: no bought, third-party or scraped lists, and only people who opted in. An application with
 * terms of its own hands in {@link #of}. Whoever changes a wording changes the version, so that everybody accepts again
 * before the next enabling; accounts that are enabled stay so.
 *
 * @param version names the wording, such as {@code 2026-11}; what is accepted is this
 * @param texts the whole text by language, plain; English is among them
 */
public record Rules(String version, Map<Locale, String> texts) {

    /** English, French, German and Spanish: the languages of the texts that are shipped, and of the ESP's dashboard. */
    public static final List<Locale> LANGUAGES =
            List.of(Locale.ENGLISH, Locale.FRENCH, Locale.GERMAN, Locale.forLanguageTag("es"));

    private static final String SHIPPED_VERSION = "sendwell-1";

    private static final List<String> RULES = List.of("intro", "lists", "optIn", "evidence", "signOff", "suspension");

    private static final List<String> GUIDANCE = List.of("personal", "size", "recognisable", "old", "figures");

    public Rules {
        texts = Map.copyOf(texts);
        if (version.isBlank() || !texts.containsKey(Locale.ENGLISH)) {
            throw new IllegalArgumentException(
                    "Rules have a version, and a text in English for everybody whose language is missing.");
        }
    }

    /** The rules that are shipped, in four languages. */
    public static Rules shipped() {
        Map<Locale, String> texts = new HashMap<>();
        LANGUAGES.forEach(language -> texts.put(language, paragraphs(language, RULES)));
        return new Rules(SHIPPED_VERSION, texts);
    }

    /**
     * Rules of the application's own.
     *
     * @param texts by language; English is among them
     * @throws IllegalArgumentException when the version is blank or English is missing
     */
    public static Rules of(String version, Map<Locale, String> texts) {
        return new Rules(version, texts);
    }

    /** The text in the language of this locale; in English when there is none. */
    public String text(Locale locale) {
        return Objects.requireNonNull(texts.getOrDefault(language(locale), texts.get(Locale.ENGLISH)));
    }

    /** The language in which {@link #text} is for this locale. */
    public Locale language(Locale locale) {
        return texts.keySet().stream()
                .filter(language -> language.getLanguage().equals(locale.getLanguage()))
                .findFirst()
                .orElse(Locale.ENGLISH);
    }

    /**
     * What to show people who write to many: how their mail arrives and nobody takes it for spam. Advice, which nobody accepts.
     *
     * @return paragraphs in the language of this locale, in English when there are none
     */
    public static List<String> guidance(Locale locale) {
        return List.of(paragraphs(shippedLanguage(locale), GUIDANCE).split("\n\n", -1));
    }

    /** One of {@link #LANGUAGES} for this locale: its own, or English. */
    public static Locale shippedLanguage(Locale locale) {
        return LANGUAGES.stream()
                .filter(language -> language.getLanguage().equals(locale.getLanguage()))
                .findFirst()
                .orElse(Locale.ENGLISH);
    }

    private static String paragraphs(Locale language, List<String> keys) {
        Properties bundle = bundle(language);
        return String.join(
                "\n\n",
                keys.stream()
                        .map(key -> Objects.requireNonNull(bundle.getProperty(key), key + " in " + language))
                        .toList());
    }

    static Properties bundle(Locale language) {
        String suffix = language.equals(Locale.ENGLISH) ? "" : "_" + language.getLanguage();
        Properties bundle = new Properties();
        try (InputStream in = Rules.class.getResourceAsStream("rules" + suffix + ".properties");
                Reader reader = new InputStreamReader(
                        Objects.requireNonNull(in, "rules" + suffix + ".properties"), StandardCharsets.UTF_8)) {
            bundle.load(reader);
            return bundle;
        } catch (IOException e) {
            throw new UncheckedIOException("The rules in " + language + " cannot be read.", e);
        }
    }
}
