package dev.orrery.runstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that write to one store. */
class ProcessesTest {

  @TempDir private Path folder;

  private Process start(String what, int first, int count) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--add-modules=jdk.incubator.vector");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Writing.class.getName());
    command.addAll(List.of(file().toString(), what, "" + first, "" + count));
    return new ProcessBuilder(command)
        .redirectError(folder.resolve(first + ".err").toFile())
        .start();
  }

  private Path file() {
    return folder.resolve("shared.db");
  }

  @Test
  void twoAtOnceLoseNothing() throws Exception {
    int each = 300;
    // The file is not there yet: both make it.
    Process one = start("runs", 0, each);
    Process two = start("runs", each, each);
    for (Process process : List.of(one, two)) {
      process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
      assertThat(process.waitFor()).isZero();
    }
    try (RunStore store = RunStore.open(file())) {
      List<StoredRun> runs = store.find(RunQuery.ALL);
      assertThat(runs)
          .extracting(StoredRun::id)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, 2 * each).mapToObj(Runs::id).toList());
      assertThat(runs)
          .allSatisfy(run -> assertThat(run.labels().tags()).containsExactly("written"));
      StoredRun last = store.get(Runs.id(2 * each - 1));
      assertThat(last.with(StoredRun.Labels.NONE)).isEqualTo(Runs.run(2 * each - 1));
    }
  }

  @Test
  void oneThatIsKilledLosesNothingThatItAdded() throws Exception {
    Process process = start("trials", 0, 1_000_000);
    int last = -1;
    try (BufferedReader out = process.inputReader()) {
      while (last < 50) {
        last = Integer.parseInt(out.readLine());
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    try (RunStore store = RunStore.open(file())) {
      List<TrialOutcome> kept =
          StudyLog.open(store, Study.begun("key", "tune", "a study", "{}", null), Runs.common())
              .outcomes();
      assertThat(kept).hasSizeGreaterThan(last);
      for (int i = 0; i < kept.size(); i++) {
        assertThat(kept.get(i)).isEqualTo(Runs.trial(i));
      }
      assertThat(store.study("key").orElseThrow().status()).isEqualTo("InProgress");
    }
  }
}
