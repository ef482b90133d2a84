package dev.orrery.pca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.RunContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatesTest {

  private static final String[][] WAYS = {
    {"algorithm_mode", "regular"},
    {"algorithm_mode", "randomized"},
    {"orrery_algorithm", "range_finder"}
  };

  private final Pca pca = new Pca();
  private final RunContext context = Data.context();

  /** Stopped in the middle of a pass, written, read and gone on with: the same to the bit. */
  @ParameterizedTest
  @CsvSource({"0, 1100", "0, 9000", "1, 1100", "1, 9000", "2, 1100", "2, 9000"})
  void aStateThatIsReadBackGoesOnToTheBit(int way, int n) throws IOException {
    DenseMatrix rows = Data.cloud(n, 40, 0.9, 2, 6);
    Hyperparameters asked = Data.hyperparameters(40, 5, WAYS[way]);
    PcaModel expected = Data.train(rows, asked, context);
    PcaState state = first(rows, asked);
    int stop = n / 1000 * 500;
    for (int pass = 0; pass < pca.passes(asked); pass++) {
      Data.update(state, rows.slice(0, stop), asked, context);
      state = again(state);
      Data.update(state, rows.slice(stop, n), asked, context);
      pca.endPass(asked, state, pass, Optional.empty(), context);
      state = again(state);
    }
    assertThat(state.rowsSeen()).isEqualTo((long) n * pca.passes(asked));
    PcaModel model = pca.finish(asked, state, Optional.empty(), context);
    assertThat(model.vectors()).isEqualTo(expected.vectors());
    assertThat(model.singularValues()).isEqualTo(expected.singularValues());
    assertThat(model.details()).isEqualTo(expected.details());
  }

  /** Shards add up to one pass, to rounding; a sketch draws other signs on every host. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void shardsMergeToOnePass(int way) {
    DenseMatrix rows = Data.cloud(3001, 45, 0.9, 2, 6);
    Hyperparameters asked = Data.hyperparameters(45, 4, WAYS[way]);
    PcaModel expected = Data.train(rows, asked, context);
    PcaState state = first(rows, asked);
    for (int pass = 0; pass < pca.passes(asked); pass++) {
      List<PcaState> hosts = new ArrayList<>(pca.fork(asked, state, 3));
      for (int host = 0; host < 3; host++) {
        Data.update(
            hosts.get(host),
            rows.slice(host * 1000, host == 2 ? 3001 : host * 1000 + 1000),
            asked,
            context);
      }
      state = pca.merge(asked, hosts, context);
      pca.endPass(asked, state, pass, Optional.empty(), context);
    }
    assertThat(state.rowsSeen()).isEqualTo(3001L * pca.passes(asked));
    PcaModel model = pca.finish(asked, state, Optional.empty(), context);
    assertThat(model.mean()).containsExactly(expected.mean(), within(1e-5f));
    assertThat(model.details().total())
        .isEqualTo(expected.details().total(), within(1e-6 * expected.details().total()));
    for (int i = 0; i < 4; i++) {
      float s = expected.singularValues()[i];
      assertThat(model.singularValues()[i]).isEqualTo(s, within((way == 1 ? 0.5f : 1e-4f) * s));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void forkAndMergeGiveTheStateBack(int way) throws IOException {
    DenseMatrix rows = Data.cloud(700, 20, 0.9, 2, 6);
    Hyperparameters asked = Data.hyperparameters(20, 4, WAYS[way]);
    PcaState state = Data.state(rows, asked, context);
    byte[] before = bytes(state);
    PcaState after = pca.merge(asked, pca.fork(asked, state, 4), context);
    assertThat(bytes(after)).isEqualTo(before);
  }

  @Test
  void hostsDrawOtherSigns() {
    DenseMatrix rows = Data.cloud(600, 20, 0.9, 2, 6);
    Hyperparameters asked = Data.hyperparameters(20, 4, WAYS[1]);
    List<PcaState> hosts = pca.fork(asked, first(rows, asked), 2);
    for (PcaState host : hosts) {
      Data.update(host, rows, asked, context);
      pca.endPass(asked, host, 0, Optional.empty(), context);
    }
    assertThat(((SketchState) hosts.get(0)).signs).isNotEqualTo(((SketchState) hosts.get(1)).signs);
  }

  @Test
  void trainingGoesOnWithMoreRows() {
    DenseMatrix rows = Data.cloud(2000, 40, 0.9, 2, 6);
    Hyperparameters asked = Data.hyperparameters(40, 5);
    PcaState state = Data.state(rows.slice(0, 1200), asked, context);
    state = pca.continueFrom(asked, state, context);
    Data.update(state, rows.slice(1200, 2000), asked, context);
    pca.endPass(asked, state, 0, Optional.empty(), context);
    PcaModel model = pca.finish(asked, state, Optional.empty(), context);
    PcaModel expected = Data.train(rows, asked, context);
    for (int i = 0; i < 5; i++) {
      float s = expected.singularValues()[i];
      assertThat(model.singularValues()[i]).isEqualTo(s, within(1e-5f * s));
    }
  }

  @Test
  void theRangeFinderGoesOnFromItsSubspace() {
    DenseMatrix rows = Data.cloud(2000, 60, 0.97, 2, 6);
    Hyperparameters asked =
        Data.hyperparameters(
            60, 5, "orrery_algorithm", "range_finder", "orrery_power_iterations", "0");
    double cold = Data.kept(Data.train(rows, asked, context), rows);
    PcaState state = pca.continueFrom(asked, Data.state(rows, asked, context), context);
    Data.update(state, rows, asked, context);
    double warm = Data.kept(pca.finish(asked, state, Optional.empty(), context), rows);
    assertThat(warm).isGreaterThan(cold);
  }

  @Test
  void aStateOfAnotherKindIsRefused() {
    DenseMatrix rows = Data.cloud(50, 8, 0.9, 2, 6);
    PcaState state = Data.state(rows, Data.hyperparameters(8, 3), context);
    for (Hyperparameters other :
        List.of(
            Data.hyperparameters(9, 3),
            Data.hyperparameters(8, 3, WAYS[1]),
            Data.hyperparameters(8, 3, "subtract_mean", "false"))) {
      assertThatThrownBy(() -> pca.continueFrom(other, state, context))
          .isInstanceOf(CustomerError.class)
          .hasMessageContaining("The state to go on from has 8 features");
    }
  }

  @Test
  void damagedStatesAreRefused() throws IOException {
    byte[] bytes =
        bytes(Data.state(Data.cloud(50, 8, 0.9, 2, 6), Data.hyperparameters(8, 3), context));
    bytes[7] = 9;
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("format version 9");
    bytes[0] = 0;
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("not the state of a PCA training");
  }

  /** Who listens must not change what is found. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void stepsAreToldAndChangeNothing(int way) {
    List<Event.AlgorithmStep> steps = new ArrayList<>();
    EventListener listener =
        new EventListener() {
          @Override
          public void on(Event event) {
            if (event instanceof Event.AlgorithmStep step) {
              steps.add(step);
            }
          }

          @Override
          public boolean wantsSteps() {
            return true;
          }
        };
    DenseMatrix rows = Data.cloud(3000, 40, 0.9, 2, 6);
    Hyperparameters asked = Data.hyperparameters(40, 5, WAYS[way]);
    PcaModel watched = Data.train(rows, asked, Data.context(1, listener));
    assertThat(watched.vectors()).isEqualTo(Data.train(rows, asked, context).vectors());
    assertThat(steps).hasSizeGreaterThan(4);
    for (Event.AlgorithmStep step : steps) {
      assertThat(step.why()).endsWith(".").doesNotContain("NaN");
      assertThat(step.title()).isNotBlank();
      assertThat(step.drawing().lines()).hasSize(3);
      assertThat(step.drawing().points().getFirst().positions().getFirst()).hasSize(40);
    }
    assertThat(steps.getLast()).isInstanceOf(PcaStep.ComponentsFound.class);
  }

  /** What a sketch loses is measured and told. */
  @Test
  void aSketchSaysHowFarItIsFromTheOptimum() throws IOException {
    DenseMatrix digits = Data.sample("digits.csv.gz", "label");
    Hyperparameters asked = Data.hyperparameters(64, 10, WAYS[1]);
    PcaModel model = Data.train(digits, asked, context);
    List<String> notes = new ArrayList<>();
    RunContext listening =
        Data.context(
            1,
            event -> {
              if (event instanceof Event.Note note) {
                notes.add(note.message());
              }
            });
    var metrics = pca.evaluate(asked, model, "train", Data.source(digits), listening);
    assertThat(metrics.get(0).key()).isEqualTo("orrery:train_explained_variance_ratio");
    assertThat(metrics.get(0).value()).isBetween(0.45, 0.72);
    assertThat(metrics.get(2).key()).isEqualTo("orrery:train_optimal_variance_ratio");
    assertThat(metrics.get(2).value()).isEqualTo(0.7382268, within(1e-6));
    assertThat(notes).singleElement().asString().contains("0.7382", "is lost");
    // More rows of the sketch come nearer.
    PcaModel wide =
        Data.train(digits, 10, "algorithm_mode", "randomized", "extra_components", "400");
    assertThat(Data.kept(wide, digits)).isGreaterThan(metrics.get(0).value() + 0.05);
  }

  private PcaState first(DenseMatrix rows, Hyperparameters asked) {
    return pca.initialize(asked, Batch.unlabelled(rows.slice(0, 500)), context);
  }

  private PcaState again(PcaState state) throws IOException {
    return read(bytes(state));
  }

  private byte[] bytes(PcaState state) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    pca.writeState(state, new DataOutputStream(out));
    return out.toByteArray();
  }

  private PcaState read(byte[] bytes) throws IOException {
    return pca.readState(new DataInputStream(new ByteArrayInputStream(bytes)));
  }
}
