package io.sendwell.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Runs in every published module (build-helper adds this source folder there): what a user can see shows types of the
 * JDK and of Sendwell, so that a library below can change its major version without our users noticing.
 */
class PublicSignaturesTest {
    /** An application may hand in the HTTP client it already has: the one place where a library's type is the point. */
    private static final String HANDED_IN_CLIENT = "okHttpClient(okhttp3.OkHttpClient)";

    private static final ArchRule NO_LIBRARY_SHOWS = classes()
            .that()
            .resideOutsideOfPackage("..internal..")
            .should(showTypesOfTheJdkAndSendwellOnly())
            .allowEmptyShould(true);

    @Test
    void a_user_meets_types_of_the_jdk_and_of_sendwell_only() {
        JavaClasses module = new ClassFileImporter().importPath(Path.of("target", "classes"));

        NO_LIBRARY_SHOWS.check(module);
    }

    @Test
    void a_planted_type_of_a_library_is_found_wherever_it_shows() {
        JavaClasses planted = new ClassFileImporter().importClasses(Showing.class);

        assertThat(NO_LIBRARY_SHOWS.evaluate(planted).getFailureReport().getDetails())
                .anyMatch(line -> line.contains("Showing extends"))
                .anyMatch(line -> line.contains("returned()"))
                .anyMatch(line -> line.contains("taken(java.util.List)"))
                .anyMatch(line -> line.contains("Showing.field"))
                .noneMatch(line -> line.contains("hidden"));
    }

    private static ArchCondition<JavaClass> showTypesOfTheJdkAndSendwellOnly() {
        return new ArchCondition<>("show types of the JDK and of Sendwell only") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!isVisible(type)) {
                    return;
                }
                supertypes(type)
                        .filter(shown -> isForeign(type, shown))
                        .forEach(shown -> report(events, type, type.getName() + " extends " + shown.getName()));
                type.getMembers().stream()
                        .filter(PublicSignaturesTest::isOpen)
                        .filter(member -> !member.getFullName().endsWith("." + HANDED_IN_CLIENT))
                        .forEach(member -> typesIn(member)
                                .filter(shown -> isForeign(type, shown))
                                .forEach(shown ->
                                        report(events, type, member.getFullName() + " shows " + shown.getName())));
            }
        };
    }

    private static void report(ConditionEvents events, JavaClass type, String finding) {
        events.add(SimpleConditionEvent.violated(type, finding));
    }

    private static boolean isVisible(JavaClass type) {
        return isOpen(type)
                && type.getEnclosingClass().map(PublicSignaturesTest::isVisible).orElse(true);
    }

    private static boolean isOpen(HasModifiers element) {
        return element.getModifiers().contains(JavaModifier.PUBLIC)
                || element.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaClass> supertypes(JavaClass type) {
        return Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream());
    }

    private static Stream<JavaClass> typesIn(JavaMember member) {
        if (!(member instanceof JavaCodeUnit unit)) {
            return member.getAllInvolvedRawTypes().stream();
        }
        return Stream.concat(unit.getAllInvolvedRawTypes().stream(), unit.getExceptionTypes().stream());
    }

    private static boolean isForeign(JavaClass user, JavaClass shown) {
        String name = shown.getBaseComponentType().getPackageName();
        boolean ours = shown.getBaseComponentType().isPrimitive()
                || isBelow(name, "java")
                || isBelow(name, "javax")
                || isBelow(name, "io.sendwell");
        // The testkit is for tests: its extensions are JUnit's, its assertions are AssertJ's.
        boolean testLibrary = isBelow(user.getPackageName(), "io.sendwell.testkit")
                && (isBelow(name, "org.junit.jupiter.api") || isBelow(name, "org.assertj.core"));
        // Micrometer is optional: the application hands in its registry.
        boolean registry = user.getPackageName().equals("io.sendwell.scheduling.micrometer")
                && name.equals("io.micrometer.core.instrument");
        return !ours && !testLibrary && !registry;
    }

    private static boolean isBelow(String name, String root) {
        return name.equals(root) || name.startsWith(root + ".");
    }
}
