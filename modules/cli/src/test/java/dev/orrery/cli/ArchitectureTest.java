package dev.orrery.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.orrery.core.algorithm.Algorithms;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may know whom. The reasons are in docs/architecture.md. */
class ArchitectureTest {

  private static final JavaClasses ORRERY =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.orrery");

  /** The packages of all algorithms on the class path but those of tests. */
  private static final List<String> ALGORITHMS =
      Algorithms.all().stream()
          .map(algorithm -> algorithm.getClass().getPackageName())
          .filter(name -> !name.startsWith("dev.orrery.cli"))
          .toList();

  /** Where an algorithm's module may keep the layout of its model file and its pictures. */
  private static final String OWN_ARTIFACTS = "dev.orrery.*.artifacts..";

  private static final String OWN_REPORT = "dev.orrery.*.report..";
  private static final List<String> TOPS =
      List.of("dev.orrery.report..", "dev.orrery.site..", "dev.orrery.cli..");

  @Test
  void everyModuleIsLookedAt() {
    for (String module :
        List.of(
            "kernels",
            "core",
            "formats",
            "datasets",
            "kmeans",
            "artifacts",
            "training",
            "api",
            "runstore",
            "tuning",
            "report",
            "site",
            "cli")) {
      assertThat(
              ORRERY.stream().anyMatch(c -> c.getPackageName().startsWith("dev.orrery." + module)))
          .as(module)
          .isTrue();
    }
  }

  @Test
  void kernelsKnowNobody() {
    onlyKnows("dev.orrery.kernels..");
  }

  @Test
  void coreKnowsKernels() {
    onlyKnows("dev.orrery.core..", "dev.orrery.kernels..");
  }

  @Test
  void formatsKnowCore() {
    onlyKnows("dev.orrery.formats..", "dev.orrery.core..", "dev.orrery.kernels..");
  }

  @Test
  void dataSetsKnowFormats() {
    onlyKnows(
        "dev.orrery.datasets..",
        "dev.orrery.core..",
        "dev.orrery.kernels..",
        "dev.orrery.formats..");
  }

  @Test
  void anAlgorithmKnowsCoreAndKernelsOnly() {
    assertThat(ALGORITHMS).hasSizeGreaterThanOrEqualTo(6);
    for (String algorithm : ALGORITHMS) {
      onlyKnows(algorithm + "..", "dev.orrery.core..", "dev.orrery.kernels..");
    }
  }

  @Test
  void trainingKnowsNoAlgorithm() {
    onlyKnows(
        "dev.orrery.training..",
        "dev.orrery.core..",
        "dev.orrery.kernels..",
        "dev.orrery.formats..",
        "dev.orrery.artifacts..");
  }

  @Test
  void theApiDrivesTraining() {
    Stream<String> below =
        Stream.of("core", "kernels", "formats", "artifacts", "training")
            .map(module -> "dev.orrery." + module + "..");
    Stream<String> algorithms = ALGORITHMS.stream().map(name -> name + "..");
    onlyKnows("dev.orrery.api..", Stream.concat(below, algorithms).toArray(String[]::new));
  }

  @Test
  void onlyNotebooksKnowTheApi() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.orrery.api..", "dev.orrery.notebook..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.orrery.api..")
        .check(ORRERY);
  }

  @Test
  void theRunStoreKnowsTraining() {
    onlyKnows(
        "dev.orrery.runstore..",
        "dev.orrery.core..",
        "dev.orrery.kernels..",
        "dev.orrery.formats..",
        "dev.orrery.training..");
  }

  @Test
  void tuningDrivesTraining() {
    onlyKnows(
        "dev.orrery.tuning..",
        "dev.orrery.core..",
        "dev.orrery.kernels..",
        "dev.orrery.formats..",
        "dev.orrery.training..");
  }

  @Test
  void theSiteKnowsCore() {
    onlyKnows("dev.orrery.site..", "dev.orrery.core..", "dev.orrery.kernels..");
  }

  @Test
  void nobodyKnowsTheTops() {
    for (String top : TOPS) {
      noClasses()
          .that()
          .resideOutsideOfPackages(top, OWN_REPORT, "dev.orrery.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(top)
          .check(ORRERY);
    }
  }

  @Test
  void theVectorApiIsUsedInKernelsAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.orrery.kernels..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator.vector..")
        .check(ORRERY);
  }

  @Test
  void picturesAreDrawnInReportAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.orrery.report..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.jfree..", "org.apache.batik..", "java.awt..")
        .check(ORRERY);
  }

  @Test
  void onlyTheCommandLinePrintsAndExits() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.orrery.cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(ORRERY);
  }

  @Test
  void nobodyReadsJavaObjectsOrUsesUnseededRandomness() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.ObjectInputStream")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Random")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
        .orShould()
        .callMethod(Math.class, "random")
        .check(ORRERY);
  }

  /** What programs read has a decimal point in every locale: {@code core.text.Text} formats it. */
  @Test
  void figuresAreTheSameInEveryLocale() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.orrery.kernels..", "dev.orrery.report..")
        .should()
        .callMethod(String.class, "formatted", Object[].class)
        .orShould()
        .callMethod(String.class, "format", String.class, Object[].class)
        .orShould()
        .callMethod(PrintWriter.class, "printf", String.class, Object[].class)
        .check(ORRERY);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.orrery.(*)..").should().beFreeOfCycles().check(ORRERY);
  }

  private static void onlyKnows(String own, String... others) {
    String[] allowed = new String[others.length + 1];
    allowed[0] = own;
    System.arraycopy(others, 0, allowed, 1, others.length);
    DescribedPredicate<JavaClass> foreign =
        JavaClass.Predicates.resideInAPackage("dev.orrery..")
            .and(JavaClass.Predicates.resideOutsideOfPackages(allowed));
    noClasses()
        .that()
        .resideInAPackage(own)
        .and()
        .resideOutsideOfPackages(OWN_ARTIFACTS, OWN_REPORT)
        .should()
        .dependOnClassesThat(foreign)
        .allowEmptyShould(true)
        .check(ORRERY);
  }
}
