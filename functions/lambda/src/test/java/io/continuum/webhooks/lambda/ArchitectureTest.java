package io.continuum.webhooks.lambda;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The seams of docs/architecture.md, held by the build. */
class ArchitectureTest {
    private static final String ROOT = "io.continuum.webhooks";
    private static final String RULER = "software.amazon.event.ruler..";
    private static final String STARTS = "io\\.continuum\\.webhooks\\.lambda\\.LambdaProcess";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages(ROOT + ".core", ROOT + ".lambda");

    @Test
    void core_knows_no_aws_no_sockets_and_no_other_module() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".core..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "software.amazon..",
                                "com.amazonaws..",
                                "java.net.http..",
                                "org.apache..",
                                ROOT + ".lambda..")
                        .and(not(resideInAPackage(RULER))))
                .check(CLASSES);
    }

    /** It calls no service: it only reads and matches event patterns. */
    @Test
    void event_ruler_is_known_to_filters_only() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".core.event..")
                .should()
                .dependOnClassesThat(resideInAPackage(RULER))
                .check(CLASSES);
    }

    @Test
    void no_packages_of_core_depend_on_each_other_in_a_circle() {
        slices().matching(ROOT + ".core.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void handlers_and_adapters_do_not_know_each_other() {
        slices().matching(ROOT + ".lambda.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(resideInAnyPackage(handlers()), resideInAPackage(ROOT + ".lambda.sqs.."))
                .check(CLASSES);
    }

    private static String[] handlers() {
        return new String[] {ROOT + ".lambda.emitter..", ROOT + ".lambda.delivery.."};
    }

    @Test
    void the_clock_is_read_only_where_processes_are_put_together() {
        noClasses()
                .that()
                .haveNameNotMatching(STARTS)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod("java.time.InstantSource", "system")
                .check(CLASSES);
    }

    @Test
    void the_environment_is_read_only_where_processes_are_put_together() {
        noClasses()
                .that()
                .haveNameNotMatching(STARTS)
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(CLASSES);
    }

    @Test
    void nothing_prints_but_the_journal_that_is_given_a_stream() {
        noClasses()
                .that()
                .haveNameNotMatching(STARTS)
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }

    @Test
    void nothing_sleeps_and_no_generator_is_seeded_by_itself() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callConstructor(java.util.Random.class)
                .check(CLASSES);
    }

    @Test
    void every_class_of_an_interface_named_store_or_queue_is_an_adapter_or_a_port() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Store")
                .and()
                .areInterfaces()
                .should()
                .resideInAPackage(ROOT + ".core..")
                .check(CLASSES);
    }
}
