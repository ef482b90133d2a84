package dev.orrery.factorizationmachines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.MemorySource;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.ScalarBackend;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** States: saved, merged, forked, gone on from; and threads. */
class StatesTest {

  private static final Ratings RATINGS = Ratings.of(60, 40, 1, 3, 2100, 500, 0.5);

  private static Hyperparameters hp(String optimizer, Object... more) {
    Object[] settings = {
      "feature_dim",
      120,
      "num_factors",
      3,
      "epochs",
      2,
      "mini_batch_size",
      200,
      "linear_lr",
      0.05,
      "factors_lr",
      0.05,
      "factors_init_sigma",
      0.1,
      "orrery_optimizer",
      optimizer
    };
    Object[] all = Arrays.copyOf(settings, settings.length + more.length);
    System.arraycopy(more, 0, all, settings.length, more.length);
    return Trained.hp(all);
  }

  private static FactorizationMachinesState again(FactorizationMachinesState state) {
    try {
      return Trained.FM.readState(
          new DataInputStream(new ByteArrayInputStream(Trained.bytes(state))));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"adam", "sgd", "adagrad", "ftrl", "als"})
  void aStateThatIsSavedInTheMiddleGoesOnToTheSameBits(String optimizer) throws IOException {
    Hyperparameters hp = hp(optimizer, "orrery_early_stopping_patience", 1);
    RunContext context = Trained.quiet();
    var validation = Optional.of(new MemorySource("v", RATINGS.test()));
    FactorizationMachinesState whole =
        Trained.train(hp, RATINGS.train(), validation.map(v -> v), context);

    FactorizationMachinesState state = Trained.start(hp, RATINGS.train(), context);
    for (int epoch = 0; epoch < 2; epoch++) {
      for (int from = 0; from < 2100; from += 200) {
        Batch batch = RATINGS.train().slice(from, Math.min(2100, from + 200));
        Trained.FM.update(hp, state, batch, context);
        state = again(state);
      }
      Trained.FM.endPass(hp, state, epoch, validation.map(v -> v), context);
      state = again(state);
    }
    assertThat(state.weights.factors).isEqualTo(whole.weights.factors);
    assertThat(state.rowsSeen()).isEqualTo(4200);
    if (!optimizer.equals("als")) {
      assertThat(Trained.bytes(state)).isEqualTo(Trained.bytes(whole));
    }
  }

  /** Stopped in a sweep of ALS, or while the validation channel is scored. */
  @ParameterizedTest
  @CsvSource({"adam, true", "als, true", "als, false"})
  void aStopWhileAPassEndsRepeatsNothing(String optimizer, boolean validating) throws IOException {
    Hyperparameters hp = hp(optimizer);
    MemorySource validation = new MemorySource("v", RATINGS.test());
    FactorizationMachinesState whole =
        Trained.train(hp, RATINGS.train(), Optional.of(validation), Trained.quiet());

    FactorizationMachinesState state = Trained.start(hp, RATINGS.train(), Trained.quiet());
    for (int epoch = 0; epoch < 2; epoch++) {
      Trained.pass(hp, state, RATINGS.train(), Trained.quiet());
      Cancellation cancellation = new Cancellation();
      if (!validating) {
        cancellation.request("test");
      }
      RunContext stopped =
          new RunContext(
              new ScalarBackend().kernels(),
              new RandomStreams(0),
              new Parallel(1),
              EventListener.none(),
              cancellation);
      FactorizationMachinesState stopping = state;
      int pass = epoch;
      assertThatThrownBy(
              () ->
                  Trained.FM.endPass(
                      hp, stopping, pass, Optional.of(stopper(validation, cancellation)), stopped))
          .isInstanceOf(Cancellation.Cancelled.class);
      state = again(state);
      Trained.FM.endPass(hp, state, epoch, Optional.of(validation), Trained.quiet());
    }
    assertThat(state.weights.factors).isEqualTo(whole.weights.factors);
    assertThat(state.weights.linear).isEqualTo(whole.weights.linear);
    assertThat(state.steps).isEqualTo(whole.steps);
    assertThat(state.pass).isEqualTo(2);
    assertThat(state.last.rows()).isEqualTo(whole.last.rows());
    assertThat(state.last.meanLoss()).isEqualTo(whole.last.meanLoss());
  }

  /** The same data; whoever opens it is to stop. */
  private static DataSource stopper(DataSource data, Cancellation cancellation) {
    return new DataSource() {
      @Override
      public String name() {
        return data.name();
      }

      @Override
      public BatchReader open() throws IOException {
        cancellation.request("test");
        return data.open();
      }

      @Override
      public OptionalLong rows() {
        return data.rows();
      }

      @Override
      public List<DataSource> parts() {
        return List.of(this);
      }
    };
  }

  /** The mini-batches are large enough to be dealt out to threads. */
  @ParameterizedTest
  @ValueSource(strings = {"fm", "ffm"})
  void threadsChangeNoBit(String model) {
    Hyperparameters hp =
        model.equals("fm")
            ? hp("adam", "num_factors", 257, "mini_batch_size", 2000)
            : hp(
                "adam",
                "num_factors",
                65,
                "mini_batch_size",
                2000,
                "orrery_model",
                model,
                "orrery_fields",
                "0-59,60-99,100-119");
    byte[] one = Trained.bytes(Trained.train(hp, RATINGS.train(), Trained.quiet()));
    try (Parallel parallel = new Parallel(3)) {
      RunContext threads =
          new RunContext(
              new ScalarBackend().kernels(),
              new RandomStreams(0),
              parallel,
              EventListener.none(),
              new Cancellation());
      assertThat(Trained.bytes(Trained.train(hp, RATINGS.train(), threads))).isEqualTo(one);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"adam", "als"})
  void forkedStatesMergeToWhatTheyWere(String optimizer) {
    Hyperparameters hp = hp(optimizer);
    FactorizationMachinesState state = Trained.train(hp, RATINGS.train(), Trained.quiet());
    byte[] before = Trained.bytes(state);

    List<FactorizationMachinesState> forked = Trained.FM.fork(hp, state, 3);
    assertThat(forked).extracting(s -> s.host).containsExactly(0, 1, 2);
    assertThat(forked.stream().mapToLong(FactorizationMachinesState::rowsSeen).sum())
        .isEqualTo(4200);
    FactorizationMachinesState merged = Trained.FM.merge(hp, forked, Trained.quiet());
    if (!optimizer.equals("als")) { // whose rows may lie in several pieces
      assertThat(Trained.bytes(merged)).isEqualTo(before);
    }
    assertThat(merged.weights.factors).isEqualTo(state.weights.factors);
    assertThat(merged.kept.stream().mapToInt(Batch::rows).sum())
        .isEqualTo(optimizer.equals("als") ? 2100 : 0);
  }

  @Test
  void hostsAreAveragedByTheRowsThatHeldAFeature() throws IOException {
    Hyperparameters hp = hp("adam");
    FactorizationMachinesState state = Trained.start(hp, RATINGS.train(), Trained.quiet());
    List<FactorizationMachinesState> hosts = Trained.FM.fork(hp, state, 2);
    Trained.FM.update(hp, hosts.get(0), RATINGS.train().slice(0, 150), Trained.quiet());
    hosts.set(0, again(hosts.get(0)));
    Trained.FM.update(hp, hosts.get(1), RATINGS.train().slice(150, 200), Trained.quiet());
    float[] first = hosts.get(0).weights.linear.clone();
    float[] second = hosts.get(1).weights.linear.clone();
    float bias = 0.75f * hosts.get(0).weights.bias[0] + 0.25f * hosts.get(1).weights.bias[0];
    DenseMatrix rows = RATINGS.train().slice(0, 200).features().toDense();

    FactorizationMachinesState merged = Trained.FM.merge(hp, hosts, Trained.quiet());
    assertThat(merged.weights.bias[0]).isCloseTo(bias, within(1e-7f));
    int ofOneHost = 0;
    for (int i = 0; i < first.length; i++) {
      float ofFirst = 0;
      float ofSecond = 0;
      for (int r = 0; r < 200; r++) {
        ofFirst += r < 150 ? rows.get(r, i) : 0;
        ofSecond += r < 150 ? 0 : rows.get(r, i);
      }
      float all = ofFirst + ofSecond;
      float expected = all == 0 ? first[i] : (ofFirst * first[i] + ofSecond * second[i]) / all;
      assertThat(merged.weights.linear[i]).isCloseTo(expected, within(1e-7f));
      ofOneHost += ofFirst > 0 && ofSecond == 0 ? 1 : 0;
    }
    assertThat(ofOneHost).isPositive();
    assertThat(merged.rowsSeen()).isEqualTo(200);
  }

  @Test
  void leastSquaresOnSeveralHostsIsThatOfOne() throws IOException {
    Hyperparameters hp = hp("als");
    FactorizationMachinesState one = Trained.train(hp, RATINGS.train(), Trained.quiet());

    FactorizationMachinesState state = Trained.start(hp, RATINGS.train(), Trained.quiet());
    for (int epoch = 0; epoch < 2; epoch++) {
      List<FactorizationMachinesState> hosts = Trained.FM.fork(hp, state, 3);
      for (int host = 0; host < 3; host++) {
        Batch shard = RATINGS.train().slice(700 * host, 700 * host + 700);
        Trained.pass(hp, hosts.get(host), shard, Trained.quiet());
      }
      state = Trained.FM.merge(hp, hosts, Trained.quiet());
      Trained.FM.endPass(hp, state, epoch, Optional.empty(), Trained.quiet());
    }
    assertThat(state.weights.factors).isEqualTo(one.weights.factors);
  }

  @Test
  void trainingGoesOnFromAnotherState() {
    Hyperparameters hp = hp("adam");
    FactorizationMachinesState state = Trained.train(hp, RATINGS.train(), Trained.quiet());
    float[] learned = state.weights.factors.clone();

    FactorizationMachinesState next = Trained.FM.continueFrom(hp, state, Trained.quiet());
    assertThat(next.weights.factors).isEqualTo(learned);
    assertThat(next.pass).isZero();
    assertThat(next.steps).isEqualTo(22);
    assertThat(next.rowsSeen()).isEqualTo(4200);

    FactorizationMachinesState other = Trained.FM.continueFrom(hp("ftrl"), state, Trained.quiet());
    assertThat(other.weights.factors).isEqualTo(learned);
    assertThat(other.steps).isZero();
    assertThat(other.factorSlots[0]).containsOnly(0);

    assertThatThrownBy(
            () -> Trained.FM.continueFrom(hp("adam", "num_factors", 4), state, Trained.quiet()))
        .isInstanceOf(CustomerError.class)
        .hasMessage("The training that is gone on from has another num_factors: 3, not 4");
  }

  @Test
  void damagedStatesAreRefused() {
    byte[] bytes = Trained.bytes(Trained.start(hp("adam"), RATINGS.train(), Trained.quiet()));
    byte[] wrongMark = bytes.clone();
    wrongMark[0]++;
    assertThatThrownBy(() -> read(wrongMark))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("not the state of a training of factorization machines");
    byte[] newer = bytes.clone();
    newer[7]++;
    assertThatThrownBy(() -> read(newer))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("has format version 2");
    byte[] damaged = bytes.clone();
    damaged[10] = 'x';
    assertThatThrownBy(() -> read(damaged))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("is damaged");
  }

  private static void read(byte[] bytes) throws IOException {
    Trained.FM.readState(new DataInputStream(new ByteArrayInputStream(bytes)));
  }
}
