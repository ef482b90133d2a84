package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.core.algorithm.Algorithm;
import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.algorithm.Description;
import dev.orrery.kernels.Backends;
import dev.orrery.kernels.KernelAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of backends: by doctor, in the account of a run, in the documentation. */
class BackendsToldTest {

  @Test
  void doctorTellsOfBackendsThatAreNotLoadedAndHowToGetThem() {
    List<DoctorCommand.Row> rows = DoctorCommand.rows(List.of(Backends.select("scalar")));
    assertThat(rows)
        .extracting(DoctorCommand.Row::name)
        .containsExactly("scalar", "nd4j", "opencl");
    assertThat(rows.get(0).state()).startsWith("available: ");
    assertThat(rows.get(1).state())
        .startsWith("not available: its module kernels-nd4j is not loaded")
        .contains("--backend nd4j builds it");
    assertThat(rows.get(2).state())
        .startsWith("not available: its module kernels-opencl is not loaded")
        .endsWith("apt install pocl-opencl-icd ocl-icd-libopencl1)");
  }

  @Test
  void doctorTellsOfABackendThatIsLoadedOnce() {
    assertThat(DoctorCommand.rows(Backends.all()))
        .extracting(DoctorCommand.Row::name)
        .doesNotHaveDuplicates()
        .contains("simd", "nd4j", "opencl");
  }

  @Test
  void anAccountWithoutAnyKernelTellsWhatTheHostDid() {
    KernelAccount.Summary nothing = new KernelAccount("a device").summary();
    assertThat(AccountText.lines(nothing, description("pca")))
        .contains(
            "device: no kernel",
            "host:   covariance in double (few features, few or sparse rows), eigenvectors")
        .doesNotContain("host:   no kernel");
  }

  /** The tables of the documentation are those of {@code describe}. */
  @Test
  void theDocumentationHasTheTableOfEveryAlgorithm() throws IOException {
    String page = Files.readString(Path.of(System.getProperty("orrery.root"), "docs/backends.md"));
    for (Algorithm<?, ?> algorithm : Algorithms.all()) {
      if (algorithm instanceof NearestMean) {
        continue; // one of these tests' own
      }
      Description description = algorithm.description();
      assertThat(page)
          .as("docs/backends.md, %s; copy what describe prints", description.name())
          .contains("### " + description.title() + "\n\n" + table(description));
    }
  }

  private static String table(Description description) {
    StringBuilder table = new StringBuilder();
    BackendTable.lines(description).forEach(line -> table.append("    ").append(line).append('\n'));
    return table.toString();
  }

  private static Description description(String algorithm) {
    return Algorithms.find(algorithm).description();
  }
}
