package dev.orrery.linearlearner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.event.Event;
import dev.orrery.core.hyperparameter.Hyperparameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What labels are warned of or refused. */
class LabelsTest {

  @Test
  void labelsThatAreNoClassesAreRefused() {
    Batch train = Data.line(50, 3, PredictorType.REGRESSOR, 2, 0, 1);
    Data.refused(
        "a binary classifier expects the labels 0 and 1",
        () -> Data.train(Data.hp(PredictorType.BINARY, "mini_batch_size", "10"), train));
  }

  @Test
  void sortedLabelsAreWarnedOf() {
    Batch train = Data.line(400, 3, PredictorType.BINARY, 2, 0, 6);
    List<Event> events = new ArrayList<>();
    Hyperparameters hp = Data.hp(PredictorType.BINARY, "mini_batch_size", "50", "epochs", "1");
    Data.train(hp, train, Optional.empty(), Data.listening(events, false));
    assertThat(events).noneMatch(Event.Warning.class::isInstance);
    float[] x = new float[1200];
    float[] y = new float[400];
    int at = 0;
    for (int label = 0; label < 2; label++) {
      for (int i = 0; i < 400; i++) {
        if (train.labels()[i] == label) {
          DenseMatrix rows = train.features().toDense();
          System.arraycopy(rows.values(), rows.rowOffset(i), x, at * 3, 3);
          y[at++] = label;
        }
      }
    }
    Batch sorted = new Batch(new DenseMatrix(x, 400, 3), y, 1);
    Data.train(hp, sorted, Optional.empty(), Data.listening(events, false));
    assertThat(events)
        .filteredOn(Event.Warning.class::isInstance)
        .singleElement()
        .asString()
        .contains("looks sorted by label", "1 times", "shuffle");
  }

  @Test
  void oneClassIsRefusedUnlessOthersWereSeenBefore() throws IOException {
    Batch ones = Data.batch(new float[][] {{1}, {2}, {3}, {4}}, 1, 1, 1, 1);
    Hyperparameters hp = Data.hp(PredictorType.BINARY, "mini_batch_size", "2");
    Data.refused(
        "All 4 rows of the train dataset have the label 1; a binary classifier learns from rows of both",
        () -> Data.train(hp, ones));

    Batch both = Data.batch(new float[][] {{1}, {2}, {3}, {4}}, 1, 0, 1, 0);
    LinearLearnerState state = Data.state(hp, both, Optional.empty(), Data.quiet());
    List<Event> events = new ArrayList<>();
    LinearLearnerState again = Data.LEARNER.continueFrom(hp, state, Data.quiet());
    Data.pass(hp, again, ones, Data.quiet());
    Data.LEARNER.endPass(hp, again, 0, Optional.empty(), Data.listening(events, false));
    assertThat(events)
        .filteredOn(Event.Warning.class::isInstance)
        .singleElement()
        .asString()
        .contains("All 4 rows of the train dataset have the label 1");
  }

  @Test
  void classesWithoutRowsAreWarnedOf() {
    Batch train = Data.line(60, 3, PredictorType.MULTICLASS, 3, 0, 1);
    List<Event> events = new ArrayList<>();
    Data.train(
        Data.hp(PredictorType.MULTICLASS, "num_classes", "5", "mini_batch_size", "20"),
        train,
        Optional.empty(),
        Data.listening(events, false));
    assertThat(events)
        .filteredOn(Event.Warning.class::isInstance)
        .singleElement()
        .asString()
        .contains("2 of the 5 classes have no row in the train dataset (3, 4)");
  }

  @Test
  void countsAndAWeakPenaltyAreHintedAt() {
    float[][] rows = new float[40][30];
    float[] labels = new float[40];
    for (int i = 0; i < 40; i++) {
      rows[i][i % 30] = 1 + i % 3;
      labels[i] = i % 2;
    }
    List<Event> events = new ArrayList<>();
    Data.train(
        Data.hp(PredictorType.BINARY, "mini_batch_size", "20"),
        Data.sparse(Data.batch(rows, labels)),
        Optional.empty(),
        Data.listening(events, false));
    assertThat(events)
        .filteredOn(Event.Note.class::isInstance)
        .extracting(Object::toString)
        .anyMatch(note -> note.contains("normalize_data=false may do better"))
        .anyMatch(note -> note.contains("with 40 rows for 30 features a --validation channel"));
  }
}
