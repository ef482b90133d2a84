package dev.orrery.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.run.RandomStreams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ReservoirTest {

  private static final RandomStreams STREAMS = new RandomStreams(5);

  /** Rows i, 10 i with the label -i, for i in a range. */
  private static Batch numbers(int from, int to) {
    float[] values = new float[2 * (to - from)];
    float[] labels = new float[to - from];
    for (int i = from; i < to; i++) {
      values[2 * (i - from)] = i;
      values[2 * (i - from) + 1] = 10 * i;
      labels[i - from] = -i;
    }
    return new Batch(new DenseMatrix(values, to - from, 2), labels, 1);
  }

  private static Reservoir sample(int capacity, int from, int to, long seed) {
    Reservoir reservoir = new Reservoir(capacity, 2, 1);
    RandomGenerator random = STREAMS.stream("test", seed);
    reservoir.add(numbers(from, (from + to) / 2), random);
    reservoir.add(numbers((from + to) / 2, to), random);
    return reservoir;
  }

  private static void rowsBelongTogether(Reservoir reservoir) {
    DenseMatrix rows = reservoir.rows();
    for (int i = 0; i < rows.rows(); i++) {
      assertThat(rows.get(i, 1)).isEqualTo(10 * rows.get(i, 0));
      assertThat(reservoir.labels()[i]).isEqualTo(-rows.get(i, 0));
    }
  }

  @Test
  void keepsAllInOrderWhileTheyFit() {
    Reservoir reservoir = sample(10, 0, 10, 0);
    assertThat(reservoir.size()).isEqualTo(10);
    for (int i = 0; i < 10; i++) {
      assertThat(reservoir.rows().get(i, 0)).isEqualTo(i);
    }
    rowsBelongTogether(reservoir);
  }

  /** Each of 20 rows should be in a sample of 5 in a quarter of 4000 trials. */
  @Test
  void everyRowHasTheSameChance() {
    int[] count = new int[20];
    for (int trial = 0; trial < 4000; trial++) {
      Reservoir reservoir = sample(5, 0, 20, trial);
      rowsBelongTogether(reservoir);
      for (int i = 0; i < 5; i++) {
        count[(int) reservoir.rows().get(i, 0)]++;
      }
    }
    for (int c : count) {
      assertThat(c).isCloseTo(1000, within(130)); // 4.7 standard deviations
    }
  }

  /** A shard of 15 rows and one of 5: each row has the same chance in the merged sample. */
  @Test
  void mergedSamplesAreUniformOverBothStreams() {
    int[] count = new int[20];
    for (int trial = 0; trial < 4000; trial++) {
      Reservoir merged =
          Reservoir.merge(
              4,
              List.of(sample(4, 0, 15, 2L * trial), sample(4, 15, 20, 2L * trial + 1)),
              STREAMS.stream("merge", trial));
      assertThat(merged.size()).isEqualTo(4);
      assertThat(merged.seen()).isEqualTo(20);
      rowsBelongTogether(merged);
      List<Integer> kept = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        kept.add((int) merged.rows().get(i, 0));
      }
      assertThat(kept).doesNotHaveDuplicates();
      kept.forEach(row -> count[row]++);
    }
    for (int c : count) {
      assertThat(c).isCloseTo(800, within(120));
    }
  }

  @Test
  void mergingWhatFitsKeepsTheOrder() {
    Reservoir merged =
        Reservoir.merge(
            10, List.of(sample(10, 0, 4, 0), sample(10, 4, 9, 0)), STREAMS.stream("unused"));
    assertThat(merged.size()).isEqualTo(9);
    for (int i = 0; i < 9; i++) {
      assertThat(merged.rows().get(i, 0)).isEqualTo(i);
    }
    assertThat(merged.capacity()).isEqualTo(10);
  }

  @Test
  void sparseRowsAreKeptDensely() {
    Reservoir reservoir = new Reservoir(2, 3, 0);
    RandomGenerator random = STREAMS.stream("sparse");
    reservoir.add(Batch.unlabelled(new DenseMatrix(new float[] {9, 9, 9, 9, 9, 9}, 2, 3)), random);
    CsrMatrix row = new CsrMatrix(1, 3, new int[] {0, 1}, new int[] {1}, new float[] {5});
    for (int i = 0; i < 50; i++) {
      reservoir.add(Batch.unlabelled(row), random);
    }
    assertThat(reservoir.rows().slice(0, 1).toDense().get(0, 0)).isZero();
    assertThat(reservoir.rows().get(0, 1)).isEqualTo(5);
    assertThat(reservoir.rows().get(0, 2)).isZero();
  }

  @Test
  void writtenAndReadItGoesOnAsItWas() throws IOException {
    Reservoir reservoir = sample(5, 0, 30, 3);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    reservoir.write(new DataOutputStream(bytes));
    Reservoir copy =
        Reservoir.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    reservoir.add(numbers(30, 90), STREAMS.stream("on"));
    copy.add(numbers(30, 90), STREAMS.stream("on"));
    assertThat(copy.seen()).isEqualTo(90);
    assertThat(copy.labels()).isEqualTo(reservoir.labels());
    for (int i = 0; i < 5; i++) {
      assertThat(copy.rows().get(i, 1)).isEqualTo(reservoir.rows().get(i, 1));
    }
  }

  @Test
  void lengthsThatNothingStandsBehindTakeNoMemory() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(1 << 29);
    out.writeInt(3);
    out.writeInt(1);
    out.writeInt(1 << 28);
    out.writeLong(1L << 40);
    assertThatThrownBy(() -> read(bytes)).isInstanceOf(EOFException.class);
    bytes.reset();
    for (int value : new int[] {10, 3, 1, 11, 0, 20}) {
      out.writeInt(value);
    }
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("it says 11 of 10 rows of 3 features and 1 labels, of 20 seen");
  }

  private static Reservoir read(ByteArrayOutputStream bytes) throws IOException {
    return Reservoir.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  /** As those of many hosts, each with room for all. */
  @Test
  void samplesAreMergedByWhatTheyHoldNotByTheirRoom() {
    List<Reservoir> parts = new ArrayList<>();
    for (int host = 0; host < 3; host++) {
      parts.add(sample(1 << 29, 10 * host, 10 * host + 10, host));
    }

    Reservoir merged = Reservoir.merge(1 << 29, parts, STREAMS.stream("merge"));

    assertThat(merged.size()).isEqualTo(30);
    assertThat(merged.capacity()).isEqualTo(1 << 29);
    rowsBelongTogether(merged);
  }
}
