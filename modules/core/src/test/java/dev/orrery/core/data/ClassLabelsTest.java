package dev.orrery.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.error.CustomerError;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ClassLabelsTest {

  private static Batch labelled(float... labels) {
    return new Batch(new DenseMatrix(new float[labels.length], labels.length, 1), labels, 1);
  }

  @Test
  void unlabelledRowsAreToldInSageMakersWords() {
    Batch rows = Batch.unlabelled(new DenseMatrix(new float[2], 2, 1));
    assertThatThrownBy(() -> ClassLabels.one(rows, "test"))
        .isInstanceOf(CustomerError.class)
        .hasMessage(
            "Labeled test data required with label size equal 1. Label size on test dataset found"
                + " to be 0. Please provide a properly labeled test dataset.");
  }

  @Test
  void classesAreWholeNumbersInTheirRange() {
    assertThat(ClassLabels.classes(labelled(0, 2, 1), 3, "train")).containsExactly(0, 2, 1);
    for (float bad : new float[] {3, -1, 0.5f, Float.NaN}) {
      assertThatThrownBy(() -> ClassLabels.classes(labelled(0, bad), 3, "train"))
          .isInstanceOf(CustomerError.class)
          .hasMessageContaining("expected whole numbers from 0 to 2");
    }
    assertThatThrownBy(() -> ClassLabels.classes(labelled(2), 2, "validation"))
        .hasMessageContaining("validation dataset has the label 2; a binary classifier expects");
  }

  @Test
  void theGreatestLabelCountsTheClasses() throws IOException {
    assertThat(ClassLabels.greatest(new MemorySource("rows", labelled(0, 4, 1)))).isEqualTo(4);
  }
}
