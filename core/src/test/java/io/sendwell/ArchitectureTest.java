package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
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
import planted.merge.two.Two;
import planted.strange.WithoutAPlace;

class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @ParameterizedTest
    @MethodSource
    void core_obeys(ArchRule rule) {
        rule.allowEmptyShould(true).check(CORE);
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
    void a_planted_violation_is_found(ArchRule rule, Class<?>... culprits) {
        EvaluationResult result = rule.evaluate(new ClassFileImporter().importClasses(culprits));

        assertThat(result.getFailureReport().toString()).contains(culprits[0].getName());
    }

    static Stream<Arguments> a_planted_violation_is_found() {
        return Stream.of(
                planted(CoreRules.packagesKnowEarlierStepsOnly("planted"), KnowsALaterStep.class),
                planted(CoreRules.packagesKnowEarlierStepsOnly("planted"), WithoutAPlace.class),
                planted(CoreRules.packagesKnowEarlierStepsOnly("planted"), KnowsTheDomain.class),
                planted(CoreRules.noCycles("planted"), One.class, Two.class),
                planted(CoreRules.sharedHelpersKnowTheJdkOnly("planted"), KnowsTheDomain.class),
                planted(CoreRules.noConnections(), Impure.OpensASocket.class),
                planted(CoreRules.noConnections(), Impure.LooksUpAHost.class),
                planted(CoreRules.noConnections(), Impure.MakesSockets.class),
                planted(CoreRules.filesAreOpenedByAttachmentsOnly("planted"), Impure.ReadsAFile.class),
                planted(CoreRules.noThreads(), Impure.StartsAThread.class),
                planted(CoreRules.noThreads(), Impure.OwnsAnExecutor.class),
                planted(CoreRules.noThreads(), Impure.UsesTheCommonPool.class),
                planted(CoreRules.noThreads(), Impure.GoesParallel.class),
                planted(CoreRules.noClockThatWasNotGiven("planted"), Impure.ReadsTheClock.class),
                planted(CoreRules.noClockThatWasNotGiven("planted"), Impure.NamesTheClock.class),
                planted(CoreRules.noClockThatWasNotGiven("planted"), Impure.ChoosesTheClock.class),
                planted(CoreRules.noClockThatWasNotGiven("planted"), Impure.CountsMillis.class),
                planted(CoreRules.noChance("planted"), Impure.OwnsARandom.class),
                planted(CoreRules.noChance("planted"), Impure.DrawsAnId.class),
                planted(CoreRules.noSilentDefaults(), Impure.ReadsTheEnvironment.class),
                planted(CoreRules.noPrinting(), Impure.Prints.class));
    }

    @Test
    void a_second_class_that_depends_on_chance_is_counted() {
        JavaClasses planted = new ClassFileImporter().importClasses(Impure.OwnsARandom.class, Impure.DrawsAnId.class);

        assertThat(planted.stream().filter(CoreRules::dependsOnChance).map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrder("OwnsARandom", "DrawsAnId");
    }

    private static Arguments planted(ArchRule rule, Class<?>... culprits) {
        return arguments(rule, culprits);
    }
}
