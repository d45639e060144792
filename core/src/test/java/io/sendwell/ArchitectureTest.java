package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import planted.address.KnowsALaterStep;
import planted.check.Impure;
import planted.internal.KnowsTheDomain;
import planted.merge.one.One;
import planted.strange.WithoutAPlace;

class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter().importPath(Path.of("target", "classes"));

    private static final JavaClasses PLANTED =
            new ClassFileImporter().importPath(Path.of("target", "test-classes", "planted"));

    @ParameterizedTest
    @MethodSource
    void core_obeys(ArchRule rule) {
        rule.check(CORE);
    }

    static Stream<ArchRule> core_obeys() {
        return Stream.of(
                CoreRules.packagesKnowEarlierStepsOnly("io.sendwell"),
                CoreRules.noCycles("io.sendwell"),
                CoreRules.sharedHelpersKnowTheJdkOnly("io.sendwell"),
                CoreRules.noConnections(),
                CoreRules.filesAreOpenedByAttachmentsOnly("io.sendwell"),
                CoreRules.noThreads(),
                CoreRules.noClockThatWasNotGiven("io.sendwell"),
                CoreRules.noChance("io.sendwell"),
                CoreRules.noSilentDefaults(),
                CoreRules.noPrinting());
    }

    @Test
    void one_class_at_most_depends_on_chance() {
        assertThat(CORE.stream()
                        .filter(CoreRules::dependsOnChance)
                        .map(CoreRules::outermost)
                        .collect(Collectors.toSet()))
                .hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource
    void a_planted_violation_is_found(ArchRule rule, Class<?> culprit) {
        assertThat(rule.evaluate(PLANTED).getFailureReport().getDetails())
                .anyMatch(line -> line.contains(culprit.getName()));
    }

    static Stream<Arguments> a_planted_violation_is_found() {
        return Stream.of(
                arguments(CoreRules.packagesKnowEarlierStepsOnly("planted"), KnowsALaterStep.class),
                arguments(CoreRules.packagesKnowEarlierStepsOnly("planted"), WithoutAPlace.class),
                arguments(CoreRules.packagesKnowEarlierStepsOnly("planted"), KnowsTheDomain.class),
                arguments(CoreRules.noCycles("planted"), One.class),
                arguments(CoreRules.sharedHelpersKnowTheJdkOnly("planted"), KnowsTheDomain.class),
                arguments(CoreRules.noConnections(), Impure.OpensASocket.class),
                arguments(CoreRules.noConnections(), Impure.LooksUpAHost.class),
                arguments(CoreRules.noConnections(), Impure.MakesSockets.class),
                arguments(CoreRules.filesAreOpenedByAttachmentsOnly("planted"), Impure.ReadsAFile.class),
                arguments(CoreRules.noThreads(), Impure.StartsAThread.class),
                arguments(CoreRules.noThreads(), Impure.OwnsAnExecutor.class),
                arguments(CoreRules.noThreads(), Impure.UsesTheCommonPool.class),
                arguments(CoreRules.noThreads(), Impure.GoesParallel.class),
                arguments(CoreRules.noClockThatWasNotGiven("planted"), Impure.ReadsTheClock.class),
                arguments(CoreRules.noClockThatWasNotGiven("planted"), Impure.NamesTheClock.class),
                arguments(CoreRules.noClockThatWasNotGiven("planted"), Impure.ChoosesTheClock.class),
                arguments(CoreRules.noClockThatWasNotGiven("planted"), Impure.CountsMillis.class),
                arguments(CoreRules.noChance("planted"), Impure.OwnsARandom.class),
                arguments(CoreRules.noChance("planted"), Impure.DrawsAnId.class),
                arguments(CoreRules.noSilentDefaults(), Impure.ReadsTheEnvironment.class),
                arguments(CoreRules.noPrinting(), Impure.Prints.class));
    }

    @Test
    void a_second_class_that_depends_on_chance_is_counted() {
        assertThat(PLANTED.stream().filter(CoreRules::dependsOnChance).map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrder("OwnsARandom", "DrawsAnId");
    }
}
