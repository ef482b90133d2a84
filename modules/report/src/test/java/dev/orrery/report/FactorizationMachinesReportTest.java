package dev.orrery.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.MemorySource;
import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.factorizationmachines.FactorizationMachines;
import dev.orrery.factorizationmachines.FactorizationMachinesModel;
import dev.orrery.factorizationmachines.FactorizationMachinesState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The report meets the real factorization machines: their models and their steps. */
class FactorizationMachinesReportTest {

  private static final int USERS = 20;
  private static final int ITEMS = 15;

  /** Users of two tastes and items of two kinds, one-hot; label 1 where they go together. */
  private static Batch tastes(int rows, long seed) {
    RandomGenerator random = new RandomStreams(seed).stream("test.tastes");
    int n = USERS + ITEMS;
    float[] values = new float[rows * n];
    float[] labels = new float[rows];
    for (int r = 0; r < rows; r++) {
      int user = random.nextInt(USERS);
      int item = random.nextInt(ITEMS);
      values[r * n + user] = 1;
      values[r * n + USERS + item] = 1;
      boolean noise = random.nextInt(10) == 0;
      labels[r] = (user % 2 == item % 2) != noise ? 1 : 0;
    }
    return new Batch(new DenseMatrix(values, rows, n), labels, 1);
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < USERS + ITEMS; i++) {
      names.add(i < USERS ? "user" + i : "item" + (i - USERS));
    }
    return names;
  }

  private static List<Picture> pictures(String type, int factors, boolean channels)
      throws Exception {
    List<Event> events = new ArrayList<>();
    EventListener listener =
        new EventListener() {
          @Override
          public void on(Event event) {
            events.add(event);
          }

          @Override
          public boolean wantsSteps() {
            return true;
          }
        };
    Batch train = tastes(400, 1);
    DataSource held = new MemorySource("held", tastes(200, 2));
    try (Parallel parallel = new Parallel(1)) {
      RunContext context =
          new RunContext(
              SyntheticRun.KERNELS, new RandomStreams(0), parallel, listener, new Cancellation());
      FactorizationMachines machines = new FactorizationMachines();
      Hyperparameters values =
          machines
              .hyperparameters()
              .validate(
                  new HashMap<>(
                      Map.of(
                          "feature_dim", Integer.toString(USERS + ITEMS),
                          "num_factors", Integer.toString(factors),
                          "predictor_type", type,
                          "linear_lr", "0.05",
                          "factors_lr", "0.05",
                          "factors_init_sigma", "0.1",
                          "mini_batch_size", "50")));
      FactorizationMachinesState state = machines.initialize(values, train.slice(0, 50), context);
      for (int epoch = 0; epoch < 25; epoch++) {
        for (int from = 0; from < 400; from += 50) {
          machines.update(values, state, train.slice(from, from + 50), context);
        }
        machines.endPass(values, state, epoch, Optional.of(held), context);
      }
      FactorizationMachinesModel model = machines.finish(values, state, Optional.empty(), context);
      DenseMatrix rows =
          channels
              ? (DenseMatrix) train.features()
              : new DenseMatrix(new float[0], 0, USERS + ITEMS);
      return ModelPictures.find("factorization-machines")
          .orElseThrow()
          .pictures(
              new PictureContext(
                  model,
                  rows,
                  channels ? train.labels() : new float[0],
                  channels ? names() : List.of(),
                  List.of(),
                  values.asMap(),
                  channels ? Map.of("test", held) : Map.of(),
                  events.stream()
                      .filter(Event.Measured.class::isInstance)
                      .map(Event.Measured.class::cast)
                      .toList(),
                  events.stream()
                      .filter(Event.AlgorithmStep.class::isInstance)
                      .map(Event.AlgorithmStep.class::cast)
                      .toList(),
                  Projection.of(rows, List.of(), Optional.empty()),
                  context));
    }
  }

  private static Picture named(List<Picture> pictures, String name) {
    return pictures.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void aClassifierShowsItsLossItsFactorsItsInteractionsAndItsErrors() throws Exception {
    List<Picture> pictures = pictures("binary_classifier", 4, true);

    assertThat(pictures)
        .extracting(Picture::name)
        .containsExactly("loss", "factors", "interactions", "roc", "precision-recall", "confusion");
    for (Picture picture : pictures) {
      assertThat(PictureFormats.png(picture, PictureFormats.WIDE, 1).length).isGreaterThan(2000);
    }
    String interactions = PictureFormats.svg(named(pictures, "interactions"), PictureFormats.WIDE);
    assertThat(interactions).contains("user").contains("\u00d7 item");
    // Two users never occur in one row, so that their product means nothing.
    assertThat(interactions).doesNotContainPattern("user\\d+ \u00d7 user");
    assertThat(named(pictures, "loss").description())
        .contains("on the validation rows it is least after pass")
        .contains("from there on the model learns its rows by heart");
  }

  @Test
  void aRegressorShowsItsResiduals() throws Exception {
    List<Picture> pictures = pictures("regressor", 4, true);
    assertThat(pictures)
        .extracting(Picture::name)
        .containsExactly("loss", "factors", "interactions", "residuals");
  }

  @Test
  void withoutASampleNamesOrChannelsThereIsStillSomethingToSee() throws Exception {
    for (int factors : new int[] {1, 2, 4}) {
      List<Picture> pictures = pictures("regressor", factors, false);
      assertThat(pictures)
          .extracting(Picture::name)
          .containsExactly("loss", "factors", "interactions");
      for (Picture picture : pictures) {
        assertThat(PictureFormats.png(picture, PictureFormats.NARROW, 1).length)
            .isGreaterThan(2000);
      }
    }
  }
}
