package dev.orrery.randomcutforest.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Backends;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamingForestTest {

  private static final RunContext CONTEXT =
      RunContext.quiet(Backends.select("scalar").kernels(), 7);

  private static DenseMatrix rows(int n, int d, long seed) {
    return new DenseMatrix(CutTreeTest.gaussians(n, d, seed), n, d);
  }

  private static List<List<Object>> shapes(StreamingForest forest) {
    return forest.forest().trees().stream()
        .map(tree -> CutTreeTest.shape(tree, tree.root()))
        .toList();
  }

  @Test
  void threadsAgreeToTheBit() {
    DenseMatrix rows = rows(3000, 4, 1);
    StreamingForest one = new StreamingForest(4, 50, 64, 0.001, 0);
    float[] scores = one.scoreThenUpdate(rows, CONTEXT);
    try (Parallel parallel = new Parallel(3)) {
      RunContext three =
          new RunContext(
              CONTEXT.kernels(),
              new RandomStreams(7),
              parallel,
              EventListener.none(),
              new Cancellation());
      StreamingForest other = new StreamingForest(4, 50, 64, 0.001, 0);
      assertThat(other.scoreThenUpdate(rows, three)).containsExactly(scores);
      assertThat(shapes(other)).isEqualTo(shapes(one));
      assertThat(other.forest().scores(rows, three))
          .containsExactly(one.forest().scores(rows, CONTEXT));
    }
  }

  @Test
  void updatingWithAndWithoutScoringLearnsTheSame() {
    DenseMatrix rows = rows(1000, 3, 2);
    StreamingForest scored = new StreamingForest(3, 50, 32, 0.01, 0);
    StreamingForest silent = new StreamingForest(3, 50, 32, 0.01, 0);
    float[] scores = scored.scoreThenUpdate(rows, CONTEXT);
    silent.update(rows, CONTEXT);
    assertThat(shapes(silent)).isEqualTo(shapes(scored));
    assertThat(scores[0]).isZero();
    assertThat(scores[999]).isPositive();
  }

  @Test
  void aForestReadBackGoesOnAsIfNothingHadHappened() throws IOException {
    DenseMatrix rows = rows(2000, 3, 3);
    StreamingForest undisturbed = new StreamingForest(3, 50, 32, 0.01, 0);
    undisturbed.update(rows.slice(0, 1000), CONTEXT);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    undisturbed.write(new DataOutputStream(bytes));
    StreamingForest back =
        StreamingForest.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(shapes(back)).isEqualTo(shapes(undisturbed));
    undisturbed.update(rows.slice(1000, 2000), CONTEXT);
    back.update(rows.slice(1000, 2000), CONTEXT);
    assertThat(shapes(back)).isEqualTo(shapes(undisturbed));
    assertThat(back.clock()).isEqualTo(2000);
    assertThatThrownBy(
            () ->
                StreamingForest.read(
                    new DataInputStream(
                        new ByteArrayInputStream(bytes.toByteArray(), 0, bytes.size() / 2))))
        .isInstanceOf(IOException.class);
  }

  /**
   * Where rows are forgotten, a new level is soon as usual; where they are not, it stays strange.
   */
  @Test
  void decayForgets() {
    float[] values = CutTreeTest.gaussians(4000, 1, 4);
    for (int i = 2000; i < 4000; i++) {
      values[i] += 40;
    }
    DenseMatrix rows = new DenseMatrix(values, 4000, 1);
    StreamingForest fast = new StreamingForest(1, 50, 64, 0.02, 0);
    StreamingForest never = new StreamingForest(1, 50, 64, 0, 0);
    fast.update(rows, CONTEXT);
    never.update(rows, CONTEXT);
    assertThat(share(fast)).isGreaterThan(0.999);
    assertThat(share(never)).isBetween(0.44, 0.56);
  }

  /** Share of the kept rows that are of the second half. */
  private static double share(StreamingForest forest) {
    double late = 0;
    double all = 0;
    for (CutTree tree : forest.forest().trees()) {
      float[] points = new float[tree.leaves()];
      tree.copyPoints(points, 0);
      for (float point : points) {
        late += point > 20 ? 1 : 0;
        all++;
      }
    }
    return late / all;
  }

  @Test
  void hostsMergeIntoASampleOfAllTheirRows() {
    StreamingForest head = new StreamingForest(1, 50, 64, 0.001, 0);
    List<StreamingForest> hosts = head.fork(3);
    for (int h = 0; h < 3; h++) {
      float[] values = CutTreeTest.gaussians(500, 1, h);
      for (int i = 0; i < 500; i++) {
        values[i] += 100 * h;
      }
      hosts.get(h).update(new DenseMatrix(values, 500, 1), CONTEXT);
    }
    StreamingForest merged = StreamingForest.merge(hosts, CONTEXT);
    int[] of = new int[3];
    for (CutTree tree : merged.forest().trees()) {
      assertThat(tree.size()).isEqualTo(64);
      float[] points = new float[tree.leaves()];
      tree.copyPoints(points, 0);
      for (float point : points) {
        of[Math.round(point / 100)]++;
      }
    }
    for (int count : of) {
      assertThat(count / (50.0 * 64)).isBetween(0.29, 0.38);
    }
    merged.update(rows(200, 1, 9), CONTEXT);
    assertThat(merged.forest().trees().getFirst().size()).isEqualTo(64);
  }

  @Test
  void mergingAForkAtOnceGivesTheForestBack() {
    StreamingForest forest = new StreamingForest(2, 50, 16, 0.01, 0);
    forest.update(rows(300, 2, 5), CONTEXT);
    List<List<Object>> before = shapes(forest);
    assertThat(shapes(StreamingForest.merge(forest.fork(4), CONTEXT))).isEqualTo(before);
  }
}
