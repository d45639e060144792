package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BomTest {
    private static final Pattern MANAGED =
            Pattern.compile("<dependency>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>");

    @Test
    void the_bom_manages_the_published_modules_and_nothing_else() throws IOException {
        assertThat(managedBy(Path.of("bom", "pom.xml")))
                .containsExactlyInAnyOrder(
                        "io.sendwell:sendwell-core",
                        "io.sendwell:sendwell-transport-esp",
                        "io.sendwell:sendwell-transport-smtp",
                        "io.sendwell:sendwell-dns-auth",
                        "io.sendwell:sendwell-scheduling",
                        "io.sendwell:sendwell-testkit");
    }

    @Test
    void the_bom_and_the_build_itself_manage_the_same_modules() throws IOException {
        assertThat(managedBy(Path.of("..", "pom.xml")))
                .filteredOn(artifact -> artifact.startsWith("io.sendwell:"))
                .containsExactlyInAnyOrderElementsOf(managedBy(Path.of("bom", "pom.xml")));
    }

    private static List<String> managedBy(Path pom) throws IOException {
        String text = Files.readString(pom);
        int start = text.indexOf("<dependencyManagement>");
        int end = text.indexOf("</dependencyManagement>");
        return MANAGED.matcher(text.substring(start, end))
                .results()
                .map(BomTest::artifact)
                .toList();
    }

    private static String artifact(MatchResult dependency) {
        return dependency.group(1) + ":" + dependency.group(2);
    }
}
