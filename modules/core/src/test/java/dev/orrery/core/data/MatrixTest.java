package dev.orrery.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MatrixTest {

  private static final CsrMatrix SPARSE =
      new CsrMatrix(
          4, 3, new int[] {0, 2, 2, 3, 5}, new int[] {0, 2, 1, 0, 1}, new float[] {1, 2, 3, 4, 5});

  @Test
  void spreadsSparseRows() {
    assertThat(SPARSE.toDense().values()).containsExactly(1, 0, 2, 0, 0, 0, 0, 3, 0, 4, 5, 0);
  }

  @Property(seed = "20261121")
  void sliceAndSelectionMeanTheSameSparseAndDense(
      @ForAll @IntRange(min = 0, max = 4) int from,
      @ForAll @IntRange(min = 0, max = 4) int to,
      @ForAll @IntRange(min = 0, max = 5) int first,
      @ForAll @IntRange(min = 1, max = 5) int step) {
    if (from <= to) {
      assertThat(elements(SPARSE.slice(from, to)))
          .isEqualTo(elements(SPARSE.toDense().slice(from, to)));
      assertThat(elements(SPARSE.slice(from, to).everyNth(first, step)))
          .isEqualTo(elements(SPARSE.toDense().slice(from, to).everyNth(first, step)));
    }
  }

  @Property(seed = "20261121")
  void piecesMakeTheWholeAgainSparseAndDense(
      @ForAll @IntRange(min = 0, max = 4) int a, @ForAll @IntRange(min = 0, max = 4) int b) {
    int from = Math.min(a, b);
    int to = Math.max(a, b);
    List<Matrix> sparse =
        List.of(SPARSE.slice(0, from), SPARSE.slice(from, to), SPARSE.slice(to, 4));
    DenseMatrix block = SPARSE.toDense();
    List<Matrix> mixed = List.of(block.slice(0, from), block.slice(from, to), sparse.getLast());

    assertThat(Matrix.concatenate(sparse)).isInstanceOf(CsrMatrix.class);
    assertThat(elements(Matrix.concatenate(sparse))).isEqualTo(block.values());
    assertThat(elements(Matrix.concatenate(mixed))).isEqualTo(block.values());
  }

  private static float[] elements(Matrix matrix) {
    DenseMatrix dense = matrix.toDense();
    return Arrays.copyOfRange(
        dense.values(), dense.offset(), dense.offset() + dense.rows() * dense.columns());
  }

  @Test
  void picksEveryNthRow() {
    DenseMatrix m = new DenseMatrix(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 5, 2);
    assertThat(m.everyNth(1, 2).values()).containsExactly(2, 3, 6, 7);
    assertThat(m.everyNth(5, 2).rows()).isZero();
  }

  @Test
  void refusesABlockBeyondItsArray() {
    assertThatThrownBy(() -> new DenseMatrix(new float[5], 3, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new DenseMatrix(new float[5], 1 << 30, 1 << 30))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(
            () -> new CsrMatrix(2, 2, new int[] {0, 1, 9}, new int[] {0}, new float[] {1}))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void batchesKeepLabelsWithTheirRows() {
    Batch batch =
        new Batch(new DenseMatrix(new float[] {0, 1, 2, 3}, 4, 1), new float[] {9, 8, 7, 6}, 1);
    assertThat(batch.slice(1, 3).labels()).containsExactly(8, 7);
    assertThat(batch.everyNth(1, 2).labels()).containsExactly(8, 6);
    assertThatThrownBy(() -> new Batch(batch.features(), new float[3], 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void memorySourceOpensAgain() throws Exception {
    MemorySource source =
        new MemorySource("m", Batch.unlabelled(new DenseMatrix(new float[] {1, 2, 3}, 3, 1)));
    for (int pass = 0; pass < 2; pass++) {
      try (BatchReader reader = source.open()) {
        assertThat(reader.next(2).rows()).isEqualTo(2);
        assertThat(reader.next(2).rows()).isEqualTo(1);
        assertThat(reader.next(2)).isNull();
      }
    }
  }
}
