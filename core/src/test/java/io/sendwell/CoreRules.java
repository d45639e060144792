package io.sendwell;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.nio.channels.NetworkChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What keeps core pure: an order of its packages, and nothing that reaches outside.
 *
 * <p>A rule is asked for by root package, so that the same rule can be held against planted violations.
 */
final class CoreRules {
    /** The way of a message. A package may know those of earlier steps, and nobody else of its own step. */
    private static final List<Set<String>> STEPS = List.of(
            Set.of("internal"),
            Set.of("address"),
            Set.of("account"),
            Set.of("policy", "dns", "blocklist", "domain", "signing", "credential"),
            Set.of("message"),
            Set.of("merge", "consent", "unsubscribe"),
            Set.of("campaign"),
            Set.of("check"),
            Set.of("identity"),
            Set.of("route"),
            Set.of("outbox"),
            Set.of("throttle"),
            Set.of("mime"),
            Set.of("transport"),
            Set.of("event"),
            Set.of("log"),
            Set.of("guard"),
            Set.of(""));

    private static final Map<String, Integer> STEP_OF = stepOf();

    private static final Set<String> SOCKETS = Set.of(
            "java.net.Socket",
            "java.net.ServerSocket",
            "java.net.DatagramSocket",
            "java.net.InetAddress",
            "java.net.InetSocketAddress",
            "java.net.URL",
            "java.net.URLConnection",
            "java.net.HttpURLConnection");

    private static final Set<String> FILES = Set.of(
            "java.io.File",
            "java.io.FileInputStream",
            "java.io.FileOutputStream",
            "java.io.FileReader",
            "java.io.FileWriter",
            "java.io.RandomAccessFile",
            "java.nio.channels.FileChannel",
            "java.nio.channels.AsynchronousFileChannel",
            "java.nio.file.FileSystems",
            "java.nio.file.Files");

    private static final Set<String> THREADS = Set.of(
            "java.util.Timer",
            "java.util.concurrent.Executors",
            "java.util.concurrent.ForkJoinPool",
            "java.util.concurrent.ScheduledThreadPoolExecutor",
            "java.util.concurrent.ThreadPoolExecutor");

    private static final Set<String> CHANCE = Set.of(
            "java.security.SecureRandom",
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.concurrent.ThreadLocalRandom");

    private static final Set<String> SURROUNDINGS = Set.of(
            "java.lang.System.exit",
            "java.lang.System.getenv",
            "java.lang.System.getProperty",
            "java.lang.System.getProperties",
            "java.lang.System.lineSeparator",
            "java.nio.charset.Charset.defaultCharset",
            "java.time.ZoneId.systemDefault",
            "java.util.Locale.getDefault",
            "java.util.TimeZone.getDefault");

    private CoreRules() {}

    static ArchRule packagesKnowEarlierStepsOnly(String root) {
        return classes().that().resideInAPackage(root + "..").should(knowEarlierStepsOnly(root));
    }

    static ArchRule noCycles(String root) {
        return slices().matching(root + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
    }

    static ArchRule sharedHelpersKnowTheJdkOnly(String root) {
        return classes()
                .that()
                .resideInAPackage(root + ".internal..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax.crypto..", "org.jspecify..", root + ".internal..")
                .allowEmptyShould(true);
    }

    static ArchRule noConnections() {
        return noClasses()
                .should()
                .dependOnClassesThat(named(SOCKETS)
                        .or(JavaClass.Predicates.assignableTo(NetworkChannel.class))
                        .or(JavaClass.Predicates.resideInAnyPackage(
                                "java.net.http..", "java.rmi..", "javax.net..", "javax.naming..")));
    }

    /** An attachment may come from a path; its file is opened when it is streamed, and nowhere else. */
    static ArchRule filesAreOpenedByAttachmentsOnly(String root) {
        String attachment = root + ".message.Attachment";
        return noClasses()
                .that(describe(
                        "are not part of " + attachment,
                        type -> !outermost(type).equals(attachment)))
                .should()
                .dependOnClassesThat(named(FILES));
    }

    static ArchRule noThreads() {
        return noClasses()
                .should()
                .dependOnClassesThat(named(THREADS))
                .orShould()
                .accessTargetWhere(describe("a thread is started or put to sleep", CoreRules::usesThreads));
    }

    /** The one default clock is chosen where a user may hand in another: in the root package. */
    static ArchRule noClockThatWasNotGiven(String root) {
        return noClasses()
                .should()
                .accessTargetWhere(describe(
                        "the system's clock is read",
                        access -> readsClock(access) && !choosesDefaultClock(access, root)));
    }

    static ArchRule noChance(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(root, root + ".transport")
                .should()
                .dependOnClassesThat(drawLots())
                .orShould()
                .accessTargetWhere(describe("a random value is drawn", CoreRules::drawsLots));
    }

    static ArchRule noSilentDefaults() {
        return noClasses()
                .should()
                .accessTargetWhere(describe(
                        "the machine's settings are read or changed",
                        access -> SURROUNDINGS.contains(fullName(access.getTarget()))));
    }

    static ArchRule noPrinting() {
        return GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
    }

    /** Whether this class depends on chance, which core needs for message ids only. */
    static boolean dependsOnChance(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(d -> drawLots().test(d.getTargetClass()))
                || type.getAccessesFromSelf().stream().anyMatch(CoreRules::drawsLots);
    }

    static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(CoreRules::outermost).orElse(type.getName());
    }

    private static ArchCondition<JavaClass> knowEarlierStepsOnly(String root) {
        return new ArchCondition<>("know packages of earlier steps only") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String own = conceptOf(type, root);
                if (!STEP_OF.containsKey(own)) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getName() + " is in a package that has no place in CoreRules.STEPS yet"));
                    return;
                }
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (isBelow(target, root) && !mayKnow(own, conceptOf(target, root))) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean mayKnow(String own, String other) {
        return own.equals(other) || STEP_OF.getOrDefault(other, Integer.MAX_VALUE) < STEP_OF.get(own);
    }

    private static boolean isBelow(JavaClass type, String root) {
        return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
    }

    /** The first package below the root: {@code merge} for {@code io.sendwell.merge.text}. */
    private static String conceptOf(JavaClass type, String root) {
        String below = type.getPackageName().substring(root.length());
        return below.isEmpty() ? "" : below.substring(1).split("\\.", 2)[0];
    }

    private static Map<String, Integer> stepOf() {
        Map<String, Integer> steps = new HashMap<>();
        for (int step = 0; step < STEPS.size(); step++) {
            for (String concept : STEPS.get(step)) {
                steps.put(concept, step);
            }
        }
        return Map.copyOf(steps);
    }

    private static boolean usesThreads(JavaAccess<?> access) {
        AccessTarget target = access.getTarget();
        boolean thread = target.getOwner().isAssignableTo(Thread.class)
                && Set.of("<init>", "start", "sleep", "startVirtualThread").contains(target.getName());
        boolean commonPool = target.getOwner().getName().equals("java.util.concurrent.CompletableFuture")
                && target.getName().endsWith("Async")
                && !takes(target, "java.util.concurrent.Executor");
        boolean parallel = Set.of("parallelStream", "parallel").contains(target.getName())
                && target.getOwner().getPackageName().startsWith("java.util");
        return thread || commonPool || parallel;
    }

    private static boolean readsClock(JavaAccess<?> access) {
        AccessTarget target = access.getTarget();
        String owner = target.getOwner().getName();
        boolean now =
                owner.startsWith("java.time.") && target.getName().equals("now") && !takes(target, "java.time.Clock");
        boolean systemClock = Set.of("java.time.Clock", "java.time.InstantSource")
                        .contains(owner)
                && (target.getName().startsWith("system") || target.getName().startsWith("tick"));
        boolean millis = Set.of("java.lang.System.currentTimeMillis", "java.lang.System.nanoTime")
                .contains(fullName(target));
        boolean date = fullName(target).equals("java.util.Date.<init>")
                && parametersOf(target).isEmpty();
        return now || systemClock || millis || date;
    }

    private static boolean choosesDefaultClock(JavaAccess<?> access, String root) {
        return Set.of("java.time.InstantSource.system", "java.lang.System.nanoTime")
                        .contains(fullName(access.getTarget()))
                && access.getOriginOwner().getPackageName().equals(root);
    }

    private static DescribedPredicate<JavaClass> drawLots() {
        return named(CHANCE).or(JavaClass.Predicates.resideInAPackage("java.util.random"));
    }

    private static boolean drawsLots(JavaAccess<?> access) {
        return Set.of("java.util.UUID.randomUUID", "java.lang.Math.random").contains(fullName(access.getTarget()));
    }

    private static DescribedPredicate<JavaClass> named(Set<String> names) {
        return describe("are one of " + names, type -> names.contains(type.getName()));
    }

    private static String fullName(AccessTarget target) {
        return target.getOwner().getName() + "." + target.getName();
    }

    private static boolean takes(AccessTarget target, String parameterType) {
        return parametersOf(target).stream().anyMatch(type -> type.getName().equals(parameterType));
    }

    private static List<JavaClass> parametersOf(AccessTarget target) {
        return target instanceof AccessTarget.CodeUnitAccessTarget unit ? unit.getRawParameterTypes() : List.of();
    }
}
