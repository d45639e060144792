package io.sendwell.examples.rules;

import io.sendwell.check.MailRule;
import io.sendwell.check.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A rule of deliverability as {@code rules.txt} lists it.
 *
 * @param section the heading that it stands under
 * @param id such as {@code D14}
 * @param sentence what is asked for
 * @param stated where that comes from; empty where its checks say so
 * @param classes what applies it, by name below {@code io.sendwell}
 * @param remark what is left to the application or the operator, or why nothing is built; may be empty
 */
record ListedRule(
        String section,
        String id,
        Severity severity,
        String sentence,
        String stated,
        List<String> classes,
        String remark) {

    private static final String HEADING = "## ";

    static List<ListedRule> all() {
        List<String> lines = lines();
        String[] section = {""};
        return lines.stream()
                .filter(line -> {
                    if (line.startsWith(HEADING)) {
                        section[0] = line.substring(HEADING.length());
                    }
                    return !line.isBlank() && !line.startsWith("#");
                })
                .map(line -> of(section[0], line))
                .toList();
    }

    private static ListedRule of(String section, String line) {
        String[] columns = line.split(" \\| ?", -1);
        if (columns.length < 5 || columns.length > 6) {
            throw new IllegalStateException("A rule has five or six columns: " + line);
        }
        List<String> classes = Stream.of(columns[4].split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        return new ListedRule(
                section,
                columns[0].strip(),
                Severity.valueOf(columns[1].strip()),
                columns[2].strip(),
                columns[3].strip(),
                classes,
                columns.length == 6 ? columns[5].strip() : "");
    }

    private static List<String> lines() {
        try (InputStream file =
                Objects.requireNonNull(ListedRule.class.getResourceAsStream("rules.txt"), "rules.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The checks of a mail that apply it. */
    List<MailRule> checks() {
        return Arrays.stream(MailRule.values())
                .filter(rule -> rule.ids().contains(id))
                .toList();
    }

    /** Where it comes from; what the checks know is told by them. */
    String source() {
        return stated.isEmpty()
                ? checks().stream().map(MailRule::source).distinct().collect(Collectors.joining("; "))
                : stated;
    }
}
