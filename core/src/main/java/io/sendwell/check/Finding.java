package io.sendwell.check;

import io.sendwell.policy.SendingPolicy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one examination found: which rule, how it ended, and the values that its words mention. The words are made when they are
 * asked for, in English or in any of {@link RuleTexts#languages()}.
 *
 * @param rule what was looked at
 * @param severity what follows when it is broken; the rule's own unless the policy weighs it otherwise
 * @param status how the examination ended
 * @param form which of the rule's wordings says it best; empty for the usual one
 * @param values what the words mention, by name; may be other people's text, and is not cleaned
 */
public record Finding(Rule rule, Severity severity, FindingStatus status, String form, Map<String, String> values) {

    public Finding {
        if (!isCode(rule.name())) {
            throw new IllegalArgumentException(
                    "A finding's code is upper-case letters, digits and underscores; found \"" + rule.name() + "\".");
        }
        values = values.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    private static boolean isCode(String name) {
        boolean plain = name.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_');
        return plain && name.length() >= 2 && name.length() <= 64 && name.charAt(0) >= 'A' && name.charAt(0) <= 'Z';
    }

    /** A rule that is kept. */
    public static Finding pass(Rule rule) {
        return new Finding(rule, rule.severity(), FindingStatus.PASS, "pass", Map.of());
    }

    /** A rule that is broken; how bad that is, the rule says. */
    public static Finding fail(Rule rule) {
        return new Finding(rule, rule.severity(), FindingStatus.FAIL, "", Map.of());
    }

    /** Something that Sendwell put right by itself. */
    public static Finding applied(Rule rule) {
        return new Finding(rule, Severity.NOTE, FindingStatus.APPLIED, "", Map.of());
    }

    /** Something that cannot be known from here; the words are those of the form {@code unknown}. */
    public static Finding notChecked(Rule rule) {
        return new Finding(rule, rule.severity(), FindingStatus.NOT_CHECKED, "unknown", Map.of());
    }

    /** A broken rule of the application's own that keeps the mail from leaving, with its words in one language. */
    public static Finding mustFail(String code, String seen, String wanted, String fix, String source) {
        return worded(code, Severity.MUST, FindingStatus.FAIL, seen, wanted, fix, source);
    }

    /** A broken rule of the application's own that is worth mending, with its words in one language. */
    public static Finding shouldFail(String code, String seen, String wanted, String fix, String source) {
        return worded(code, Severity.SHOULD, FindingStatus.FAIL, seen, wanted, fix, source);
    }

    /** Something that was put right by itself, with its words in one language. */
    public static Finding applied(String code, String seen, String wanted, String source) {
        return worded(code, Severity.NOTE, FindingStatus.APPLIED, seen, wanted, "", source);
    }

    /** Something that cannot be known from here, with its words in one language. */
    public static Finding notChecked(String code, Severity severity, String why, String wanted, String source) {
        return worded(code, severity, FindingStatus.NOT_CHECKED, why, wanted, "", source);
    }

    /** A finding with its words in one language. */
    public static Finding worded(
            String code,
            Severity severity,
            FindingStatus status,
            String seen,
            String wanted,
            String fix,
            String source) {
        return new Finding(new WordedRule(code, severity, source, seen, wanted, fix), severity, status, "", Map.of());
    }

    /** The same finding with one more value for its words. */
    public Finding with(String name, @Nullable Object value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, String.valueOf(value));
        return new Finding(rule, severity, status, form, more);
    }

    /** The same finding in another of its rule's wordings. */
    public Finding inForm(String wording) {
        return new Finding(rule, severity, status, wording, values);
    }

    /** The same finding of another severity. */
    public Finding weighing(Severity other) {
        return new Finding(rule, other, status, form, values);
    }

    /**
     * The finding as a policy weighs it.
     *
     * @return empty when the policy turns it off
     */
    public Optional<Finding> weighedBy(SendingPolicy policy) {
        SendingPolicy.Weight weight = policy.weights().get(code());
        if (weight == null) {
            return Optional.of(this);
        }
        return switch (weight) {
            case STOPS -> Optional.of(failing(Severity.MUST));
            case ADVISES -> Optional.of(failing(Severity.SHOULD));
            case NOTES -> Optional.of(weighing(Severity.NOTE));
            case OFF -> Optional.empty();
        };
    }

    // Who wants to be told wants it done by the author, and not put right in silence.
    private Finding failing(Severity weight) {
        FindingStatus told = status == FindingStatus.APPLIED ? FindingStatus.FAIL : status;
        return new Finding(rule, weight, told, form, values);
    }

    /** Names the rule for programs, such as {@code UNMERGED_PLACEHOLDER}. */
    public String code() {
        return rule.name();
    }

    /** The deliverability rules that are behind it, such as {@code D105}. */
    public List<String> ruleIds() {
        return rule.ids();
    }

    /** Where the rule comes from, such as {@code RFC 5322 section 2.1.1}. */
    public String source() {
        return rule.source();
    }

    /** What was found, in English; empty when there is nothing to show. */
    public String seen() {
        return seen(Locale.ENGLISH);
    }

    /** What was found; empty when there is nothing to show. */
    public String seen(Locale language) {
        return status == FindingStatus.PASS ? "" : words(Rule.Part.SEEN, language);
    }

    /** What the rule asks for, in English. */
    public String wanted() {
        return wanted(Locale.ENGLISH);
    }

    /** What the rule asks for. */
    public String wanted(Locale language) {
        return words(Rule.Part.WANTED, language);
    }

    /** What to do about it, in English; empty when nothing is to be done. */
    public String fix() {
        return fix(Locale.ENGLISH);
    }

    /** What to do about it; empty when nothing is to be done. */
    public String fix(Locale language) {
        return status == FindingStatus.FAIL ? words(Rule.Part.FIX, language) : "";
    }

    private String words(Rule.Part part, Locale language) {
        String words = rule.words(part, form, language);
        // The application's own words have nothing to fill in, and may hold braces.
        return rule instanceof WordedRule ? words : Wording.filledIn(words, values, language);
    }

    /** Whether this finding keeps the mail from leaving. */
    public boolean stopsSending() {
        return severity == Severity.MUST && status == FindingStatus.FAIL;
    }

    /** One line for people, in English: code, what was found, what was wanted, what to do. */
    public String explain() {
        return explain(Locale.ENGLISH);
    }

    /** One line for people: code, what was found, what was wanted, what to do. */
    public String explain(Locale language) {
        return Stream.of(
                        seen(language),
                        labelled("WANTED", wanted(language), language),
                        labelled("TO_DO", fix(language), language))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" ", code() + ": ", ""));
    }

    private static String labelled(String label, String text, Locale language) {
        return text.isEmpty() ? "" : MailRule.label(label, language) + " " + text;
    }
}
