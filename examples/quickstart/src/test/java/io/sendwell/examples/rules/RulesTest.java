package io.sendwell.examples.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sendwell.check.MailRule;
import io.sendwell.check.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The list of rules is whole and true, each MUST has a row in a table, and the page says what the list says. */
class RulesTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "rules.md");

    private static final List<Class<?>> TABLES = List.of(
            IdentityRulesTest.class,
            DomainRulesTest.class,
            UnsubscribeRulesTest.class,
            ReportRulesTest.class,
            FormatRulesTest.class,
            SecurityRulesTest.class,
            ContentRulesTest.class,
            VolumeRulesTest.class,
            RulesTest.class);

    @Test
    void every_rule_is_listed_and_in_order() {
        assertThat(ListedRule.all())
                .extracting(ListedRule::id)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 141).mapToObj(i -> "D" + i).toList());
    }

    @Test
    void every_rule_says_where_it_comes_from_and_who_applies_it() {
        assertThat(ListedRule.all()).allSatisfy(rule -> {
            assertThat(rule.source()).as(rule.id()).isNotBlank();
            assertThat(rule.classes().size() + rule.remark().length())
                    .as(rule.id())
                    .isPositive();
        });
    }

    @Test
    void every_class_that_is_said_to_apply_a_rule_exists() {
        assertThat(ListedRule.all())
                .flatExtracting(ListedRule::classes)
                .allSatisfy(name -> Class.forName("io.sendwell." + name, false, RulesTest.class.getClassLoader()));
    }

    @Test
    void every_number_that_a_check_names_is_listed() {
        Set<String> listed = ListedRule.all().stream().map(ListedRule::id).collect(Collectors.toSet());
        assertThat(Arrays.stream(MailRule.values())
                        .flatMap(rule -> rule.ids().stream())
                        .filter(id -> id.startsWith("D")))
                .allMatch(listed::contains);
    }

    @TestFactory
    Stream<DynamicTest> must() {
        return Stream.of(dynamicTest("D141 each MUST has a row, and each row a rule", () -> {
            Map<String, Set<String>> rows = rows();
            assertThat(rows.keySet())
                    .isSubsetOf(ListedRule.all().stream().map(ListedRule::id).toList())
                    .containsAll(ListedRule.all().stream()
                            .filter(rule -> rule.severity() == Severity.MUST)
                            .map(ListedRule::id)
                            .toList());
        }));
    }

    /** With {@code -Dsendwell.write=docs} the page is written anew. */
    @Test
    void the_page_says_what_the_list_says() throws IOException {
        String page = page();
        if (System.getProperty("sendwell.write", "").equals("docs")) {
            Files.writeString(PAGE, page, StandardCharsets.UTF_8);
        }
        assertThat(Files.readString(PAGE, StandardCharsets.UTF_8)).isEqualTo(page);
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # The rules of deliverability

                What keeps mail from being refused, lost or thought of as spam, as of November 2026: each rule, where it comes from, where it is applied, and
                which table of tests fails when it is switched off. Made of `rules.txt` beside those tables; `mvn -pl examples/quickstart -am test
                -Dtest=RulesTest -Dsendwell.write=docs` writes it anew. What a check tells of a mail is in [checks.md](checks.md).

                | Severity | Means |
                |---|---|
                | MUST | mail is refused, lost or unsafe otherwise |
                | SHOULD | costs placement or grief |
                | NOTE | good to know |

                Classes stand below `io.sendwell`, codes in capitals are findings, and the last column is a test class in `examples/quickstart`.
                """);
        Map<String, Set<String>> rows = rows();
        String section = "";
        for (ListedRule rule : ListedRule.all()) {
            if (!rule.section().equals(section)) {
                section = rule.section();
                page.append("\n## ")
                        .append(section)
                        .append(
                                "\n\n| # | Severity | Rule | Source | Applied in | Shown by |\n|---|---|---|---|---|---|\n");
            }
            page.append(row(rule, rows.getOrDefault(rule.id(), Set.of())));
        }
        return page.toString();
    }

    private static String row(ListedRule rule, Set<String> tables) {
        Stream<String> codes = rule.checks().stream().map(check -> code(check.name()));
        Stream<String> classes = rule.classes().stream().map(RulesTest::code);
        String applied = Stream.concat(classes, codes).collect(Collectors.joining(", "));
        String where = Stream.of(applied, rule.remark())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(". "));
        String shown = tables.stream().map(RulesTest::code).collect(Collectors.joining(", "));
        return "| "
                + String.join(" | ", rule.id(), rule.severity().name(), rule.sentence(), rule.source(), where, shown)
                + " |\n";
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    /** The tables that have a row of a rule, by its number. */
    private static Map<String, Set<String>> rows() {
        Map<String, Set<String>> rows = new TreeMap<>();
        for (Class<?> table : TABLES) {
            Arrays.stream(table.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(TestFactory.class))
                    .flatMap(method -> names(table, method.getName()))
                    .forEach(name -> rows.computeIfAbsent(name.substring(0, name.indexOf(' ')), id -> new TreeSet<>())
                            .add(table.getSimpleName()));
        }
        return rows;
    }

    private static Stream<String> names(Class<?> table, String factory) {
        try {
            var constructor = table.getDeclaredConstructor();
            var method = table.getDeclaredMethod(factory);
            return ((Stream<?>) method.invoke(constructor.newInstance()))
                    .map(row -> ((DynamicTest) row).getDisplayName());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
