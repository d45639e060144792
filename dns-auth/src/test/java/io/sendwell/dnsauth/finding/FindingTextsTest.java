package io.sendwell.dnsauth.finding;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.sendwell.check.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FindingTextsTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z]+)}");

    private enum Code implements FindingCode {
        DNS_WITHOUT_TEXT;

        @Override
        public Severity severity() {
            return Severity.NOTE;
        }

        @Override
        public Actor actor() {
            return Actor.NOBODY;
        }

        @Override
        public String rule() {
            return "none";
        }
    }

    static List<FindingTexts> everyLanguage() {
        return FindingTexts.languages().stream().map(FindingTexts::in).toList();
    }

    @ParameterizedTest
    @MethodSource("everyLanguage")
    void every_code_says_what_it_means_and_what_to_do(FindingTexts texts) {
        List<String> missing = new ArrayList<>();
        for (FindingCode code : codes()) {
            if (texts.text(code, ".means").isEmpty()) {
                missing.add(code.name() + ".means");
            }
            if (code.actor() != FindingCode.Actor.NOBODY
                    && texts.text(code, ".do").isEmpty()) {
                missing.add(code.name() + ".do");
            }
        }

        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyLanguage")
    void every_language_mentions_the_same_values(FindingTexts texts) {
        FindingTexts english = FindingTexts.in(Locale.ENGLISH);
        List<String> different = new ArrayList<>();
        for (FindingCode code : codes()) {
            for (String part : List.of(".means", ".do", ".ok")) {
                if (!placeholders(texts.text(code, part)).equals(placeholders(english.text(code, part)))
                        || texts.text(code, part).isEmpty()
                                != english.text(code, part).isEmpty()) {
                    different.add(code.name() + part);
                }
            }
        }

        assertThat(different).isEmpty();
    }

    @Test
    void a_language_without_texts_gets_english_ones() {
        assertThat(FindingTexts.in(Locale.JAPAN).language()).isEqualTo(Locale.ENGLISH);
        assertThat(FindingTexts.in(Locale.CANADA_FRENCH).language()).isEqualTo(Locale.FRENCH);
    }

    @Test
    void a_code_without_text_shows_what_is_known() {
        DomainFinding finding = DomainFinding.fail(Code.DNS_WITHOUT_TEXT).with("record", "a\nb\u202e{record}");

        assertThat(FindingTexts.in(Locale.ENGLISH).explain(finding))
                .isEqualTo("DNS_WITHOUT_TEXT record=a\\u{A}b\\u{202E}{record}");
    }

    /** Found in the compiled classes, so that nobody has to enter a new area here. */
    private static List<FindingCode> codes() {
        List<FindingCode> codes = new ArrayList<>();
        for (JavaClass found : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.sendwell.dnsauth")) {
            if (found.isEnum() && found.isAssignableTo(FindingCode.class)) {
                for (Object constant : found.reflect().getEnumConstants()) {
                    codes.add((FindingCode) constant);
                }
            }
        }
        return codes;
    }

    private static SortedSet<String> placeholders(String text) {
        return new TreeSet<>(
                PLACEHOLDER.matcher(text).results().map(match -> match.group(1)).toList());
    }
}
