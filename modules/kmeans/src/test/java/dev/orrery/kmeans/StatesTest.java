package dev.orrery.kmeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.Event;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatesTest {

  private final KMeans kmeans = new KMeans();
  private final RunContext context = RunContext.quiet(Data.textbook(), 0);

  private byte[] bytes(KMeansState state) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      kmeans.writeState(state, new DataOutputStream(out));
      return out.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private KMeansState read(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    KMeansState state = kmeans.readState(in);
    assertThat(in.read()).isEqualTo(-1);
    return state;
  }

  @Test
  void aStateIsReadBackToTheBitAndTrainsOn() throws IOException {
    DenseMatrix rows = Data.blobs(400, 5, 6, 0.2, 0, 1);
    Hyperparameters hp = Data.hp(5, 4, "mini_batch_size", 100, "half_life_time_size", 33);
    KMeansState state = Data.state(hp, rows, context);
    KMeansState copy = read(bytes(state));
    assertThat(bytes(copy)).isEqualTo(bytes(state));
    kmeans.update(hp, state, Batch.unlabelled(rows), context);
    kmeans.update(hp, copy, Batch.unlabelled(rows), context);
    assertThat(bytes(copy)).isEqualTo(bytes(state));
    assertThat(kmeans.finish(hp, copy, Optional.empty(), context).centers())
        .isEqualTo(kmeans.finish(hp, state, Optional.empty(), context).centers());
  }

  @Test
  void aDamagedStateIsAClearError() {
    KMeansState state = Data.state(Data.hp(2, 2), Data.blobs(30, 2, 2, 0.2, 0, 1), context);
    byte[] bytes = bytes(state);
    byte[] other = bytes.clone();
    other[0] ^= 1;
    assertThatThrownBy(() -> read(other))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("not the state of a k-means");
    byte[] later = bytes.clone();
    later[7] = 9;
    assertThatThrownBy(() -> read(later))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("version 9");
    byte[] negative = bytes.clone();
    negative[13] = -1;
    assertThatThrownBy(() -> read(negative))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("damaged");
  }

  /** Stops at every possible place, through the bytes of the state, and ends in the same model. */
  @ParameterizedTest
  @ValueSource(strings = {"lloyd", "hamerly", "elkan", "exponion", "shallot"})
  void aStoppedFinishGoesOnToTheSameModel(String algorithm) throws IOException {
    DenseMatrix rows = Data.blobs(600, 4, 8, 0.15, 0, 1);
    Hyperparameters hp =
        Data.hp(
            4,
            6,
            "orrery_algorithm",
            algorithm,
            "orrery_restarts",
            3,
            "orrery_tol",
            0,
            "init_method",
            "kmeans++");
    KMeansState whole = Data.state(hp, rows, context);
    KMeansModel undisturbed = kmeans.finish(hp, whole, Optional.empty(), context);
    KMeansState state = Data.state(hp, rows, context);
    KMeansModel model = null;
    int stops = 0;
    while (model == null) {
      int[] left = {2};
      Cancellation cancellation = new Cancellation();
      try (Parallel parallel = new Parallel(1)) {
        RunContext stopping =
            new RunContext(
                Data.textbook(),
                new RandomStreams(0),
                parallel,
                event -> {
                  if (event instanceof Event.Measured && --left[0] == 0) {
                    cancellation.request("test");
                  }
                },
                cancellation);
        model = kmeans.finish(hp, state, Optional.empty(), stopping);
      } catch (Cancellation.Cancelled e) {
        stops++;
        state = read(bytes(state));
      }
    }
    assertThat(stops).isGreaterThan(5);
    assertThat(model.centers()).isEqualTo(undisturbed.centers());
    assertThat(model.training().subList(0, 2)).isEqualTo(undisturbed.training().subList(0, 2));
    assertThat(kmeans.finish(hp, state, Optional.empty(), context).centers())
        .isEqualTo(undisturbed.centers());
  }

  @Test
  void anotherWishBeginsAnew() {
    DenseMatrix rows = Data.blobs(300, 4, 8, 0.3, 0, 1);
    Hyperparameters hp = Data.hp(4, 6, "orrery_algorithm", "lloyd");
    KMeansState state = Data.state(hp, rows, context);
    Cancellation cancellation = new Cancellation();
    cancellation.request("test");
    try (Parallel parallel = new Parallel(1)) {
      RunContext stopping =
          new RunContext(
              Data.textbook(), new RandomStreams(0), parallel, event -> {}, cancellation);
      assertThatThrownBy(() -> kmeans.finish(hp, state, Optional.empty(), stopping))
          .isInstanceOf(Cancellation.Cancelled.class);
    }
    Hyperparameters other = hp.with(KMeansHyperparameters.K, 3);
    assertThat(kmeans.finish(other, state, Optional.empty(), context).centers())
        .isEqualTo(
            kmeans
                .finish(other, Data.state(hp, rows, context), Optional.empty(), context)
                .centers());
  }

  @Property(tries = 60, seed = "20261121")
  void aForkMergedAtOnceGivesTheStateBack(
      @ForAll @IntRange(min = 1, max = 9) int hosts,
      @ForAll @IntRange(min = 2, max = 6) int k,
      @ForAll @IntRange(min = 0, max = 50) int halfLife) {
    RunContext quiet = RunContext.quiet(Data.textbook(), hosts);
    DenseMatrix rows = Data.blobs(157, 3, 4, 0.3, 0, k);
    Hyperparameters hp = Data.hp(3, k, "mini_batch_size", 60, "half_life_time_size", halfLife);
    KMeansState state = Data.state(hp, rows, quiet);
    byte[] before = bytes(state);
    List<KMeansState> forked = kmeans.fork(hp, state, hosts);
    assertThat(forked).hasSize(hosts);
    assertThat(forked.stream().mapToLong(KMeansState::rowsSeen).sum()).isEqualTo(157);
    assertThat(bytes(kmeans.merge(hp, forked, quiet))).isEqualTo(before);
  }

  @Property(tries = 40, seed = "20261121")
  void nothingIsCountedTwice(
      @ForAll @IntRange(min = 1, max = 5) int hosts,
      @ForAll @IntRange(min = 1, max = 5) int k,
      @ForAll @IntRange(min = 1, max = 3) int epochs) {
    RunContext quiet = RunContext.quiet(Data.textbook(), epochs);
    DenseMatrix rows = Data.blobs(300, 3, 4, 0.3, 0, k);
    Hyperparameters hp = Data.hp(3, k, "extra_center_factor", 4);
    List<KMeansState> states = new ArrayList<>();
    int share = 300 / hosts;
    for (int host = 0; host < hosts; host++) {
      Batch shard = Batch.unlabelled(rows.slice(host * share, (host + 1) * share));
      states.add(kmeans.initialize(hp, shard, quiet));
    }
    StreamingState merged = null;
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int host = 0; host < hosts; host++) {
        Batch shard = Batch.unlabelled(rows.slice(host * share, (host + 1) * share));
        kmeans.update(hp, states.get(host), shard, quiet);
      }
      merged = (StreamingState) kmeans.merge(hp, states, quiet);
      long expected = (long) share * hosts * (epoch + 1);
      assertThat(merged.rowsSeen()).isEqualTo(expected);
      assertThat(Arrays.stream(merged.weights()).sum()).isCloseTo(expected, within(1e-6));
      assertThat(merged.count()).isEqualTo(4 * k);
      states = new ArrayList<>(kmeans.fork(hp, merged, hosts));
    }
    KMeansModel model = kmeans.finish(hp, merged, Optional.empty(), quiet);
    assertThat(model.k()).isEqualTo(k);
    assertThat(model.centers()).doesNotContain(Float.NaN);
  }

  @Test
  void fourHostsDoAboutAsWellAsOne() {
    DenseMatrix rows = Data.blobs(4000, 4, 8, 0.05, 0, 3);
    Hyperparameters hp = Data.hp(4, 8, "mini_batch_size", 1000);
    double one = Data.inertia(Data.train(hp, rows, context), rows, context);
    List<KMeansState> hosts = new ArrayList<>();
    for (int host = 0; host < 4; host++) {
      hosts.add(Data.state(hp, rows.slice(1000 * host, 1000 * (host + 1)), context));
    }
    KMeansModel model =
        kmeans.finish(hp, kmeans.merge(hp, hosts, context), Optional.empty(), context);
    assertThat(Data.inertia(model, rows, context)).isLessThan(1.1 * one);
  }

  @Test
  void rowsOfFullBatchStatesAreForkedAndMergedInOrder() {
    DenseMatrix rows = Data.blobs(101, 3, 4, 0.3, 0, 1);
    Hyperparameters hp = Data.hp(3, 2, "orrery_algorithm", "lloyd", "mini_batch_size", 40);
    KMeansState state = Data.state(hp, rows, context);
    byte[] before = bytes(state);
    assertThat(state.rowsSeen()).isEqualTo(101);
    assertThat(bytes(kmeans.merge(hp, kmeans.fork(hp, state, 4), context))).isEqualTo(before);
  }

  @Test
  void theStateOfAStreamDoesNotGrow() {
    Hyperparameters hp = Data.hp(3, 2, "mini_batch_size", 50);
    int small = bytes(Data.state(hp, Data.blobs(100, 3, 4, 0.3, 0, 1), context)).length;
    int large = bytes(Data.state(hp, Data.blobs(5000, 3, 4, 0.3, 0, 1), context)).length;
    assertThat(large).isEqualTo(small);
  }
}
