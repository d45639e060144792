package io.sendwell.examples.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide that follows this CRM says what the CRM does. */
class FromZeroTest {

    private static final Path DOCS = Path.of("../../docs");
    private static final Pattern EXCERPT = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    @Test
    void every_excerpt_of_the_guide_is_code_of_this_crm() throws IOException {
        List<String> sources;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            sources = files.filter(Files::isRegularFile)
                    .map(FromZeroTest::withoutIndentation)
                    .toList();
        }
        assertThat(found(EXCERPT))
                .isNotEmpty()
                .allSatisfy(excerpt -> assertThat(sources)
                        .as(excerpt)
                        .anyMatch(source -> source.contains(withoutIndentation(excerpt))));
    }

    @Test
    void what_the_guide_leads_to_is_there() throws IOException {
        assertThat(found(LINK))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(DOCS.resolve(link)).exists());
    }

    private static List<String> found(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(DOCS.resolve("from-zero.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String withoutIndentation(Path file) {
        try {
            return withoutIndentation(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutIndentation(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n", "\n", "\n"));
    }
}
