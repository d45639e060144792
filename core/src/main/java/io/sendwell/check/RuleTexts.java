package io.sendwell.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The words of a set of {@link Rule}s in each language, from property files in UTF-8. Each language is read when it is asked for
 * first. Threads may share it.
 *
 * <p>Keys are {@code CODE.seen}, {@code CODE.wanted} and {@code CODE.fix}; {@code CODE.seen.form} is another form of what was
 * found. A text mentions a finding's value as {@code {name}}; {@code {name,number}} groups its digits as the language does, and
 * {@code {name,quoted}} shows it in quotes with everything invisible made visible.
 */
public final class RuleTexts {

    private static final List<Locale> LANGUAGES =
            List.of(Locale.ENGLISH, Locale.FRENCH, Locale.GERMAN, Locale.forLanguageTag("es"));

    private final String bundle;
    private final Function<String, @Nullable InputStream> resources;
    private final Map<String, Map<String, String>> languages = new ConcurrentHashMap<>();

    private RuleTexts(String bundle, Function<String, @Nullable InputStream> resources) {
        this.bundle = bundle;
        this.resources = resources;
    }

    /** The languages that have texts: English, French, German, Spanish. */
    public static List<Locale> languages() {
        return LANGUAGES;
    }

    /**
     * The texts in {@code bundle.properties} for English, and {@code bundle_fr.properties} and so on for the others.
     *
     * @param resources opens a file of the module that holds them, such as {@code MyRule.class::getResourceAsStream}
     */
    public static RuleTexts of(String bundle, Function<String, @Nullable InputStream> resources) {
        return new RuleTexts(bundle, resources);
    }

    /** The words of a rule, as {@link Rule#words} gives them. */
    public String words(Rule rule, Rule.Part part, String form, Locale language) {
        String key = rule.name() + "." + part.name().toLowerCase(Locale.ROOT);
        return own(key, form, language).or(() -> own(key, form, Locale.ENGLISH)).orElse("");
    }

    private Optional<String> own(String key, String form, Locale language) {
        Map<String, String> texts = in(language);
        String usual = texts.get(key);
        return Optional.ofNullable(form.isEmpty() ? usual : texts.getOrDefault(key + "." + form, usual));
    }

    /** What stands in the file of a language, by key; empty when it has none. */
    Map<String, String> in(Locale language) {
        return languages.computeIfAbsent(language.getLanguage(), this::load);
    }

    private Map<String, String> load(String language) {
        String suffix = language.equals("en") ? "" : "_" + language;
        if (LANGUAGES.stream().noneMatch(known -> known.getLanguage().equals(language))) {
            return Map.of();
        }
        try (InputStream in = resources.apply(bundle + suffix + ".properties")) {
            if (in == null) {
                return Map.of();
            }
            Properties texts = new Properties();
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return texts.entrySet().stream()
                    .collect(Collectors.toUnmodifiableMap(
                            text -> (String) text.getKey(), text -> (String) text.getValue()));
        } catch (IOException e) {
            throw new UncheckedIOException("The texts " + bundle + suffix + " cannot be read.", e);
        }
    }
}
