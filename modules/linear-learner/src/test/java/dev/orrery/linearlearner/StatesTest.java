package dev.orrery.linearlearner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.data.Batch;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Kernels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for states: threads, backends, bytes, hosts. */
class StatesTest {

  private static Hyperparameters hp(PredictorType type, String... more) {
    String[] all = java.util.Arrays.copyOf(more, more.length + 6);
    String[] fixed = {"num_classes", "4", "mini_batch_size", "100", "epochs", "3"};
    System.arraycopy(fixed, 0, all, more.length, fixed.length);
    return Data.hp(type, all);
  }

  private static byte[] bytes(LinearLearnerState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Data.LEARNER.writeState(state, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static LinearLearnerState read(byte[] bytes) throws IOException {
    return Data.LEARNER.readState(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  @ParameterizedTest
  @EnumSource(PredictorType.class)
  void threadsChangeNoBit(PredictorType type) throws IOException {
    // Wide enough that a mini-batch is cut into several chunks.
    Batch train = Data.line(2500, 150, type, 4, 1, 3);
    Hyperparameters hp = Data.hp(type, "num_classes", "4", "epochs", "2");
    byte[] alone = bytes(Data.state(hp, train, Optional.of(train), Data.quiet()));
    try (Parallel parallel = new Parallel(3)) {
      RunContext context = Data.context(Data.fastest(), parallel, EventListener.none());
      assertThat(bytes(Data.state(hp, train, Optional.of(train), context))).isEqualTo(alone);
    }
  }

  static java.util.stream.Stream<Kernels> backends() {
    return Data.backends();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void backendsAgree(Kernels kernels) {
    Batch train = Data.line(500, 9, PredictorType.BINARY, 2, 1, 4);
    RunContext context = Data.context(kernels, new Parallel(1), EventListener.none());
    Hyperparameters hp = hp(PredictorType.BINARY);
    float[] expected = Data.state(hp, train, Optional.empty(), Data.quiet()).weights;
    float[] found = Data.state(hp, train, Optional.empty(), context).weights;
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(2e-3f));
    }
  }

  @ParameterizedTest
  @EnumSource(PredictorType.class)
  void sparseRowsLeadToTheSameModels(PredictorType type) {
    Batch train = Data.line(600, 8, type, 4, 0.5f, 5);
    // Plain descent: adam would blow up rounding where a gradient is nearly 0.
    Hyperparameters hp = hp(type, "optimizer", "sgd", "learning_rate", "0.05");
    LinearLearnerState dense = Data.state(hp, train, Optional.empty(), Data.quiet());
    LinearLearnerState sparse = Data.state(hp, Data.sparse(train), Optional.empty(), Data.quiet());
    for (int i = 0; i < dense.weights.length; i++) {
      assertThat(sparse.weights[i]).isCloseTo(dense.weights[i], within(2e-4f));
    }
    for (int i = 0; i < dense.bias.length; i++) {
      assertThat(sparse.bias[i]).isCloseTo(dense.bias[i], within(2e-3f));
    }
  }

  @ParameterizedTest
  @EnumSource(PredictorType.class)
  void bytesGiveTheStateBack(PredictorType type) throws IOException {
    Batch train = Data.line(450, 6, type, 4, 1, 6);
    Hyperparameters hp = hp(type);
    LinearLearnerState state = Data.state(hp, train, Optional.of(train), Data.quiet());
    Data.pass(hp, state, train, Data.quiet());
    byte[] bytes = bytes(state);
    LinearLearnerState again = read(bytes);
    assertThat(bytes(again)).isEqualTo(bytes);
    Data.pass(hp, state, train, Data.quiet());
    Data.pass(hp, again, train, Data.quiet());
    assertThat(bytes(again)).isEqualTo(bytes(state));
  }

  @Test
  void otherBytesAreRefused() {
    assertThatThrownBy(() -> read(new byte[64]))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("not the state of a linear learner");
  }

  @Test
  void forksMergedAtOnceGiveTheStateBack() throws IOException {
    Batch train = Data.line(400, 5, PredictorType.BINARY, 2, 0, 8);
    Hyperparameters hp = hp(PredictorType.BINARY);
    LinearLearnerState state = Data.state(hp, train, Optional.empty(), Data.quiet());
    byte[] before = bytes(state);
    List<LinearLearnerState> forks = Data.LEARNER.fork(hp, state, 3);
    assertThat(forks.stream().mapToLong(LinearLearnerState::rowsSeen).sum())
        .isEqualTo(state.rowsSeen());
    LinearLearnerState merged = Data.LEARNER.merge(hp, forks, Data.quiet());
    assertThat(bytes(merged)).isEqualTo(before);
    assertThat(bytes(Data.LEARNER.merge(hp, List.of(merged), Data.quiet()))).isEqualTo(before);
  }

  @Test
  void hostsAreAveragedByTheirRows() throws IOException {
    Batch train = Data.line(400, 5, PredictorType.REGRESSOR, 2, 0, 9);
    Hyperparameters hp = hp(PredictorType.REGRESSOR);
    LinearLearnerState start = Data.LEARNER.initialize(hp, train, Data.quiet());
    List<LinearLearnerState> forks = Data.LEARNER.fork(hp, start, 2);
    Data.pass(hp, forks.get(0), train.slice(0, 300), Data.quiet());
    Data.pass(hp, forks.get(1), train.slice(300, 400), Data.quiet());
    float one = forks.get(0).weights[3];
    float other = forks.get(1).weights[3];
    LinearLearnerState merged = Data.LEARNER.merge(hp, forks, Data.quiet());
    assertThat(merged.weights[3]).isCloseTo(0.75f * one + 0.25f * other, within(1e-6f));
    assertThat(merged.rowsSeen()).isEqualTo(400);
    assertThat(merged.lossRows).isEqualTo(400);
  }

  @Test
  void goesOnFromAnEarlierTraining() throws IOException {
    Batch train = Data.line(600, 6, PredictorType.REGRESSOR, 2, 0, 10);
    Hyperparameters hp = hp(PredictorType.REGRESSOR);
    LinearLearnerState state = Data.state(hp, train, Optional.empty(), Data.quiet());
    double before = state.progress.bestValue;
    LinearLearnerState again = Data.LEARNER.continueFrom(hp, read(bytes(state)), Data.quiet());
    assertThat(again.progress.bestEpoch).isEqualTo(-1);
    Data.pass(hp, again, train, Data.quiet());
    Data.LEARNER.endPass(hp, again, 0, Optional.empty(), Data.quiet());
    assertThat(again.progress.bestValue).isLessThan(before);
    assertThatThrownBy(
            () ->
                Data.LEARNER.continueFrom(
                    hp(PredictorType.REGRESSOR, "num_models", "2"), state, Data.quiet()))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("32 models");
  }

  @Test
  void whatIsAskedForAnewCountsWhenItGoesOn() {
    Batch train = Data.line(600, 6, PredictorType.BINARY, 2, 0, 10);
    Hyperparameters hp = hp(PredictorType.BINARY, "positive_example_weight_mult", "balanced");
    LinearLearnerState state = Data.state(hp, train, Optional.empty(), Data.quiet());
    LinearLearnerState again =
        Data.LEARNER.continueFrom(
            hp(
                PredictorType.BINARY,
                "positive_example_weight_mult",
                "balanced",
                "learning_rate",
                "0.001",
                "wd",
                "0.5"),
            state,
            Data.quiet());
    assertThat(again.settings)
        .allMatch(s -> s.learningRate() == 0.001 && s.wd() == 0.5)
        .allMatch(s -> s.positiveWeight() == state.settings.getFirst().positiveWeight());
    assertThatThrownBy(
            () ->
                Data.LEARNER.continueFrom(
                    hp(PredictorType.BINARY, "optimizer", "sgd"), state, Data.quiet()))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("trained by adam");
  }

  /** The first pass finds every positive at half the precision that is asked for. */
  @Test
  void aPassThatMeetsTheTargetIsBetterThanOneThatDoesNot() throws IOException {
    Hyperparameters hp =
        Data.hp(
            PredictorType.BINARY,
            "num_models",
            "1",
            "mini_batch_size",
            "2",
            "use_bias",
            "false",
            "normalize_data",
            "false",
            "binary_classifier_model_selection_criteria",
            "recall_at_target_precision",
            "target_precision",
            "0.9");
    Batch rows = Data.batch(new float[][] {{3}, {2}, {-1}, {1}, {0}, {-2}}, 1, 1, 1, 0, 0, 0);
    LinearLearnerState state = Data.LEARNER.initialize(hp, rows, Data.quiet());
    for (int epoch = 0; epoch < 2; epoch++) {
      state.weights[0] = epoch == 0 ? -1 : 1;
      Data.LEARNER.endPass(hp, state, epoch, Optional.of(Data.source(rows)), Data.quiet());
    }

    assertThat(state.progress.bestEpoch).isEqualTo(1);
    assertThat(state.progress.bestValue).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void anotherPredictorOrLossIsRefused() {
    Batch train = Data.line(400, 5, PredictorType.BINARY, 2, 0, 8);
    LinearLearnerState state =
        Data.state(hp(PredictorType.BINARY), train, Optional.empty(), Data.quiet());
    Data.refused(
        "is of a binary_classifier with loss logistic; the hyperparameters ask for a regressor with loss squared_loss",
        () -> Data.LEARNER.continueFrom(hp(PredictorType.REGRESSOR), state, Data.quiet()));
    Data.refused(
        "ask for a binary_classifier with loss hinge_loss",
        () ->
            Data.LEARNER.continueFrom(
                hp(PredictorType.BINARY, "loss", "hinge_loss"), state, Data.quiet()));
  }

  /** The length of the scaler's means follows the settings of the models. */
  @Test
  void aLengthThatIsNotThatOfTheShapeIsRefused() throws IOException {
    Batch train = Data.line(400, 5, PredictorType.BINARY, 2, 0, 8);
    byte[] bytes =
        bytes(
            Data.state(
                hp(PredictorType.BINARY, "num_models", "1"),
                train,
                Optional.empty(),
                Data.quiet()));
    int at = 0;
    while (bytes[at] != 0 || bytes[at + 3] != 5 || at < 60) {
      at++;
    }
    bytes[at] = 0x7f;
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("damaged: it says a length of 2130706437 in place of 5");
  }
}
