package dev.orrery.knn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.data.Batch;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.RunContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** States: hosts, merge, files, going on. */
class StatesTest {

  private static final RunContext CONTEXT = Data.context(2);

  private static byte[] bytes(KnnState state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Data.KNN.writeState(state, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private static KnnState read(byte[] bytes) throws IOException {
    return Data.KNN.readState(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  /** Hosts that keep everything merge to the state that has read everything. */
  @Property(tries = 40, seed = "20261121")
  void shardsAddUpToTheWhole(
      @ForAll @IntRange(min = 5, max = 200) int n,
      @ForAll @IntRange(min = 2, max = 5) int hosts,
      @ForAll long seed) {
    Batch rows = Data.blobs(n, 3, 4, 0.5, seed);
    Hyperparameters hp = Data.hp(3, 1, "mini_batch_size", 17);
    KnnState whole = Data.state(hp, rows, CONTEXT);

    List<KnnState> states =
        Data.KNN.fork(hp, Data.KNN.initialize(hp, rows.slice(0, 1), CONTEXT), hosts);
    for (int h = 0; h < hosts; h++) {
      Batch shard = rows.slice(n * h / hosts, n * (h + 1) / hosts);
      Data.read(hp, states.get(h), shard, CONTEXT);
    }
    KnnState merged = Data.KNN.merge(hp, states, CONTEXT);

    assertThat(merged.rowsSeen()).isEqualTo(n);
    assertThat(merged.sample.labels()).isEqualTo(whole.sample.labels());
    assertThat(Data.KNN.finish(hp, merged, Optional.empty(), CONTEXT).indexBytes())
        .isEqualTo(Data.KNN.finish(hp, whole, Optional.empty(), CONTEXT).indexBytes());
  }

  /** Two workers and a sample of 100: 50 rows each (spec B3.3). */
  @Test
  void everyHostHasAnEqualPartOfTheSample() {
    Hyperparameters hp = Data.hp(2, 1, "sample_size", 100, "mini_batch_size", 64);
    Batch rows = Data.blobs(1000, 2, 3, 0.5, 1);
    List<KnnState> states =
        Data.KNN.fork(hp, Data.KNN.initialize(hp, rows.slice(0, 1), CONTEXT), 2);
    Data.read(hp, states.get(0), rows.slice(0, 500), CONTEXT);
    Data.read(hp, states.get(1), rows.slice(0, 500), CONTEXT);

    assertThat(states).extracting(KnnState::size).containsExactly(50, 50);
    assertThat(states.get(0).sample.rows().values())
        .as("hosts draw from streams of their own")
        .isNotEqualTo(states.get(1).sample.rows().values());
    assertThat(Data.KNN.merge(hp, states, CONTEXT).size()).isEqualTo(100);
  }

  @Property(tries = 40, seed = "20261121")
  void mergingAForkGivesTheStateBack(
      @ForAll @IntRange(min = 1, max = 90) int n,
      @ForAll @IntRange(min = 1, max = 6) int hosts,
      @ForAll @IntRange(min = 6, max = 50) int capacity) {
    Hyperparameters hp = Data.hp(2, 1, "sample_size", capacity, "mini_batch_size", 20);
    KnnState state = Data.state(hp, Data.blobs(n, 2, 3, 0.5, n), CONTEXT);
    byte[] before = bytes(new KnnState(state.sample, 0, 1, List.of()));

    List<KnnState> forked = Data.KNN.fork(hp, state, hosts);
    assertThat(forked.stream().mapToLong(KnnState::rowsSeen).sum()).isEqualTo(n);
    KnnState merged = Data.KNN.merge(hp, forked, CONTEXT);

    assertThat(bytes(new KnnState(merged.sample, 0, 1, List.of()))).isEqualTo(before);
  }

  @Test
  void moreHostsThanRowsToKeep() {
    Hyperparameters hp = Data.hp(2, 1, "sample_size", 2);
    KnnState state = Data.KNN.initialize(hp, Data.blobs(5, 2, 1, 1, 1), CONTEXT);

    assertThatThrownBy(() -> Data.KNN.fork(hp, state, 3))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("sample_size is 2 and cannot be divided among 3 hosts");
  }

  @Test
  void aStateThatWasReadGoesOnAsIfNothingHadHappened() throws IOException {
    Hyperparameters hp = Data.hp(3, 1, "sample_size", 30, "mini_batch_size", 25);
    Batch rows = Data.blobs(200, 3, 4, 0.5, 5);
    KnnState one = Data.KNN.initialize(hp, rows.slice(0, 25), CONTEXT);
    Data.read(hp, one, rows.slice(0, 100), CONTEXT);
    KnnState other = read(bytes(one));

    assertThat(bytes(other)).isEqualTo(bytes(one));
    Data.read(hp, one, rows.slice(100, 200), CONTEXT);
    Data.read(hp, other, rows.slice(100, 200), CONTEXT);
    assertThat(bytes(other)).isEqualTo(bytes(one));
  }

  /** Written by version 1; a later Orrery must read it. */
  @Test
  void anOldStateIsRead() throws IOException {
    String written =
        "4f4b4e53" // OKNS
            + "00000001" // version
            + "00000000" // host
            + "00000001" // hosts
            + "00000000" // parts
            + "00000004" // capacity
            + "00000002" // columns
            + "00000001" // label size
            + "00000002" // rows
            + "0000000000000002" // seen
            + "3f800000400000004040000040800000" // 1 2 3 4
            + "0000000040a00000"; // labels 0 5
    KnnState state = read(HexFormat.of().parseHex(written));

    assertThat(state.size()).isEqualTo(2);
    assertThat(state.capacity()).isEqualTo(4);
    assertThat(Arrays.copyOf(state.sample.rows().values(), 4)).containsExactly(1, 2, 3, 4);
    assertThat(state.sample.labels()).containsExactly(0, 5);
    assertThatThrownBy(() -> read(HexFormat.of().parseHex("00".repeat(16))))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("not the state");
    assertThatThrownBy(
            () -> read(HexFormat.of().parseHex(written.replaceFirst("00000001", "00000009"))))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("version 9");
  }

  /** What a checksum does not know: lengths that nothing stands behind take no memory. */
  @ParameterizedTest
  @CsvSource({
    "2, 00000005, host 5 of 1",
    "3, 00000000, host 0 of 0",
    "4, 80000000, -2147483648 parts",
    "5, 00000000, of 0 rows of 2 features",
    "5, 7fffffff, of 2147483647 rows of 2 features",
    "6, 7fffffff, rows of 2147483647 features",
    "7, 7fffffff, and 2147483647 labels",
    "7, 00000000, 0 labels of a row",
    "8, 00000005, 5 of 4 rows",
    "8, ffffffff, -1 of 4 rows",
    "10, 00000001, of 1 seen"
  })
  void lengthsThatCannotBe(int word, String forged, String sentence) {
    assertThatThrownBy(() -> read(words(word, forged)))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("damaged")
        .hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @CsvSource({"4, 7fffffff", "5, 10000000"})
  void lengthsThatNothingStandsBehind(int word, String forged) {
    byte[] bytes = words(word, forged);
    if (word == 5) {
      System.arraycopy(HexFormat.of().parseHex("10000000"), 0, bytes, 32, 4); // as many rows
      bytes[36] = 1; // of more that were seen
    }
    assertThatThrownBy(() -> read(bytes)).isInstanceOf(EOFException.class);
  }

  /** A state of two rows in words of four bytes, one of them forged. */
  private static byte[] words(int word, String forged) {
    String written =
        "4f4b4e53 00000001 00000000 00000001 00000000 00000004 00000002 00000001 00000002"
            + " 00000000 00000002 3f800000 40000000 40400000 40800000 00000000 40a00000";
    String[] words = written.split(" ");
    words[word] = forged;
    return HexFormat.of().parseHex(String.join("", words));
  }

  @Test
  void goingOnFromAnEarlierSample() {
    Batch rows = Data.blobs(300, 2, 3, 0.5, 6);
    Hyperparameters hp = Data.hp(2, 1, "sample_size", 50, "mini_batch_size", 100);
    KnnState early = Data.state(hp, rows.slice(0, 200), CONTEXT);

    KnnState same = Data.KNN.continueFrom(hp, early, CONTEXT);
    Data.read(hp, same, rows.slice(200, 300), CONTEXT);
    assertThat(same.rowsSeen()).isEqualTo(300);
    assertThat(same.sample.rows().values())
        .isEqualTo(Data.state(hp, rows, CONTEXT).sample.rows().values());

    KnnState fewer = Data.KNN.continueFrom(Data.hp(2, 1, "sample_size", 10), early, CONTEXT);
    assertThat(fewer.size()).isEqualTo(10);
    assertThat(fewer.rowsSeen()).isGreaterThanOrEqualTo(200);
    assertThatThrownBy(
            () -> Data.KNN.continueFrom(Data.hp(2, 1, "sample_size", 60), early, CONTEXT))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("would need rows that are gone");
    assertThatThrownBy(() -> Data.KNN.continueFrom(Data.hp(3, 1), early, CONTEXT))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("feature_dim");
  }

  /** A model must not change when its state goes on learning. */
  @Test
  void aModelIsIndependentOfItsState() {
    Batch rows = Data.blobs(100, 2, 3, 0.5, 7);
    Hyperparameters hp = Data.hp(2, 1, "sample_size", 20, "mini_batch_size", 50);
    KnnState state = Data.state(hp, rows, CONTEXT);
    KnnModel model = Data.KNN.finish(hp, state, Optional.empty(), CONTEXT);
    byte[] before = model.indexBytes();

    Data.read(hp, state, Data.blobs(500, 2, 3, 0.5, 8), CONTEXT);

    assertThat(model.indexBytes()).isEqualTo(before);
  }
}
