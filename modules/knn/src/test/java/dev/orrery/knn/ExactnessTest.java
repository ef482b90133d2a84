package dev.orrery.knn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Backend;
import dev.orrery.kernels.Backends;
import dev.orrery.kernels.Kernels;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact indexes against the textbook and each other; what must not change an answer. */
class ExactnessTest {

  static final String[][] ALL = {
    {"index_type", "faiss.Flat"},
    {"index_type", "faiss.IVFFlat"},
    {"index_type", "faiss.IVFPQ"},
    {"orrery_index_type", "hnsw"},
    {"orrery_index_type", "kdtree"}
  };

  static Stream<Kernels> backends() {
    return Backends.all().stream().filter(b -> b.unavailable().isEmpty()).map(Backend::kernels);
  }

  /** Small whole numbers: every distance is exact, and most tie, so that only the index decides. */
  @Property(tries = 60, seed = "20261121")
  void exactIndexesFindWhatTheTextbookFinds(
      @ForAll @IntRange(min = 1, max = 300) int n,
      @ForAll @IntRange(min = 1, max = 9) int d,
      @ForAll @IntRange(min = 1, max = 40) int wanted,
      @ForAll long seed) {
    Batch rows = Data.lattice(n, d, 4, seed);
    Batch queries = Data.lattice(37, d, 5, seed + 1);
    int k = Math.min(wanted, n);

    Neighbors flat = neighbors(Data.train(rows, k), queries, k);

    assertThat(neighbors(Data.train(rows, k, ALL[4][0], ALL[4][1]), queries, k))
        .usingRecursiveComparison()
        .isEqualTo(flat);
    KnnTextbook.Row[] textbook = textbook(rows);
    List<KnnTextbook.Row> order = List.of(textbook);
    for (int q = 0; q < 37; q++) {
      KnnTextbook.Row[] near = KnnTextbook.nearest(textbook, row(queries, q), k, "L2");
      int[] expected = Arrays.stream(near).mapToInt(r -> identity(order, r)).toArray();
      assertThat(Arrays.copyOfRange(flat.indexes(), q * k, (q + 1) * k)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"L2", "INNER_PRODUCT", "COSINE"})
  void answersAreThoseOfTheTextbook(String metric) {
    Batch rows = Data.blobs(700, 13, 9, 0.4, 3);
    Batch queries = Data.blobs(200, 13, 9, 0.5, 3);
    KnnTextbook.Row[] textbook = textbook(rows);
    KnnModel classifier = Data.train(rows, 7, "index_metric", metric);
    KnnModel regressor = Data.train(rows, 7, "index_metric", metric, "predictor_type", "regressor");

    float[] classes = answers(classifier, queries);
    float[] means = answers(regressor, queries);

    for (int q = 0; q < queries.rows(); q++) {
      KnnTextbook.Row[] near = KnnTextbook.nearest(textbook, row(queries, q), 7, metric);
      assertThat(classes[q]).isEqualTo((float) KnnTextbook.classify(near));
      assertThat(means[q]).isEqualTo((float) KnnTextbook.average(near), within(1e-5f));
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void productsDecideAsIfOneByOne(Kernels kernels) {
    Batch rows = Data.blobs(5000, 24, 5, 0.01, 4);
    Batch queries = Data.blobs(60, 24, 5, 0.01, 4);
    RunContext context = RunContext.quiet(kernels, 0);
    DenseMatrix x = rows.features().toDense();
    DenseMatrix q = queries.features().toDense();
    KnnModel model = Data.train(Data.hp(24, 10, "index_metric", "INNER_PRODUCT"), rows, context);

    Neighbors found = model.neighbors(q, 10, context);

    for (int i = 0; i < 60; i++) {
      int at = i * 24;
      int[] expected =
          IntStream.range(0, 5000)
              .boxed()
              .sorted(
                  (a, b) ->
                      Float.compare(
                          kernels.dot(q.values(), at, x.values(), b * 24, 24),
                          kernels.dot(q.values(), at, x.values(), a * 24, 24)))
              .limit(10)
              .mapToInt(Integer::intValue)
              .toArray();
      assertThat(Arrays.copyOfRange(found.indexes(), i * 10, i * 10 + 10)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void threadsDoNotChangeABit(int type) {
    Batch rows = Data.blobs(3000, 12, 20, 0.2, 5);
    Batch queries = Data.blobs(1100, 12, 20, 0.2, 5);
    Object[] more = {
      ALL[type][0],
      ALL[type][1],
      "mini_batch_size",
      700,
      "sample_size",
      2000,
      "dimension_reduction_type",
      "sign",
      "dimension_reduction_target",
      8
    };
    Neighbors[] found = new Neighbors[2];
    byte[][] bytes = new byte[2][];
    for (int t = 0; t < 2; t++) {
      try (Parallel parallel = new Parallel(t == 0 ? 1 : 4)) {
        RunContext context = Data.context(9, parallel, EventListener.none());
        KnnModel model = Data.train(Data.hp(12, 5, more), rows, context);
        found[t] = model.neighbors(queries.features(), 5, context);
        bytes[t] = model.indexBytes();
      }
    }
    assertThat(found[1]).usingRecursiveComparison().isEqualTo(found[0]);
    assertThat(bytes[1]).isEqualTo(bytes[0]);
  }

  /** Every backend, and a loop over the rows of the cells that a query visits, find the same. */
  @ParameterizedTest
  @MethodSource("backends")
  void cellsAreSearchedAsIfOneByOne(Kernels kernels) {
    Batch rows = Data.lattice(700, 5, 4, 21);
    Batch queries = Data.lattice(300, 5, 5, 22);
    for (String metric : new String[] {"L2", "INNER_PRODUCT"}) {
      Object[] more = {"index_metric", metric, "index_type", "faiss.IVFFlat", "orrery_nprobe", 4};
      RunContext context = RunContext.quiet(kernels, 3);
      KnnModel model = Data.train(Data.hp(5, 6, more), rows, Data.context(3));
      Neighbors whole = model.neighbors(queries.features(), 6, context);
      for (int q = 0; q < 300; q += 7) {
        Neighbors one = model.neighbors(queries.features().slice(q, q + 1), 6, context);
        assertThat(one.indexes()).isEqualTo(Arrays.copyOfRange(whole.indexes(), 6 * q, 6 * q + 6));
        float last = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < 6; j++) {
          float[] row = new float[5];
          for (int e = 0; e < 5; e++) {
            row[e] = rows.features().toDense().get(one.indexes()[j], e);
          }
          float[] x = queries.features().toDense().values();
          float direct = model.index().similarity().distance(kernels, x, q * 5, row, 0, 5);
          assertThat(one.distances()[j]).isEqualTo(direct).isGreaterThanOrEqualTo(last);
          assertThat(j > 0 && direct == last && one.indexes()[j] < one.indexes()[j - 1]).isFalse();
          last = direct;
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void sparseRowsAnswerAsDenseOnes(int type) {
    Batch rows = Data.lattice(400, 10, 3, 6);
    Batch queries = Data.lattice(50, 10, 3, 7);
    KnnModel dense = Data.train(rows, 5, ALL[type][0], ALL[type][1]);
    KnnModel sparse = Data.train(Data.sparse(rows), 5, ALL[type][0], ALL[type][1]);

    assertThat(sparse.indexBytes()).isEqualTo(dense.indexBytes());
    assertThat(neighbors(sparse, Data.sparse(queries), 5))
        .usingRecursiveComparison()
        .isEqualTo(neighbors(dense, queries, 5));
  }

  /** Visiting every cell, or every candidate, leaves nothing out. */
  @ParameterizedTest
  @ValueSource(strings = {"L2", "INNER_PRODUCT", "COSINE"})
  void approximateIndexesAreExactWhenTheyLookEverywhere(String metric) {
    Batch rows = Data.blobs(600, 6, 8, 0.3, 8);
    Batch queries = Data.blobs(80, 6, 8, 0.3, 8);
    int[] flat = neighbors(Data.train(rows, 9, "index_metric", metric), queries, 9).indexes();

    KnnModel cells =
        Data.train(
            rows, 9, "index_metric", metric, "index_type", "faiss.IVFFlat", "orrery_nprobe", 1000);
    assertThat(neighbors(cells, queries, 9).indexes()).isEqualTo(flat);
    KnnModel graph =
        Data.train(
            rows,
            9,
            "index_metric",
            metric,
            "orrery_index_type",
            "hnsw",
            "orrery_hnsw_ef_construction",
            400,
            "orrery_hnsw_m",
            32,
            "orrery_hnsw_ef_search",
            600);
    assertThat(neighbors(graph, queries, 9).indexes()).isEqualTo(flat);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void equalRowsAndKOfAllRows(int type) {
    Batch same = Data.rows(300, 3, i -> new float[] {1, 2, 3, i % 2});
    KnnModel model = Data.train(same, 300, ALL[type][0], ALL[type][1]);

    Neighbors found = neighbors(model, same.slice(0, 2), 300);

    assertThat(found.indexes()).startsWith(0, 1, 2, 3).hasSize(600);
    assertThat(Arrays.stream(found.indexes()).limit(300).distinct().count()).isEqualTo(300);
    assertThat(answers(model, same.slice(0, 2))).containsExactly(0, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void chunksOfAnyRequestAnswerAlike(int type) {
    Batch rows = Data.blobs(2000, 18, 12, 0.3, 11);
    Batch queries = Data.blobs(600, 18, 12, 0.3, 11);
    KnnModel model = Data.train(rows, 4, ALL[type][0], ALL[type][1], "orrery_nprobe", 3);

    Neighbors whole = neighbors(model, queries, 4);

    for (int q : new int[] {0, 255, 256, 599}) {
      Neighbors one = neighbors(model, queries.slice(q, q + 1), 4);
      assertThat(one.indexes()).isEqualTo(Arrays.copyOfRange(whole.indexes(), 4 * q, 4 * q + 4));
      assertThat(one.distances())
          .isEqualTo(Arrays.copyOfRange(whole.distances(), 4 * q, 4 * q + 4));
    }
  }

  private static Neighbors neighbors(KnnModel model, Batch queries, int k) {
    return model.neighbors(queries.features(), k, Data.context(0));
  }

  private static float[] answers(KnnModel model, Batch queries) {
    return model.predict(queries.features(), Data.context(0)).keys().getFirst().values();
  }

  private static KnnTextbook.Row[] textbook(Batch rows) {
    return IntStream.range(0, rows.rows())
        .mapToObj(i -> new KnnTextbook.Row(row(rows, i), rows.labels()[i]))
        .toArray(KnnTextbook.Row[]::new);
  }

  private static double[] row(Batch rows, int i) {
    DenseMatrix dense = rows.features().toDense();
    return IntStream.range(0, dense.columns()).mapToDouble(j -> dense.get(i, j)).toArray();
  }

  private static int identity(List<KnnTextbook.Row> rows, KnnTextbook.Row row) {
    return IntStream.range(0, rows.size())
        .filter(i -> rows.get(i) == row)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theReservoirDrawsAsTheTextbook() {
    Batch rows = Data.blobs(500, 2, 3, 0.5, 12);
    KnnState state =
        Data.state(Data.hp(2, 1, "sample_size", 40, "mini_batch_size", 500), rows, Data.context(3));

    KnnTextbook.Row[] kept =
        KnnTextbook.sample(
            List.of(textbook(rows)), 40, new RandomStreams(3).stream("knn.reservoir", 0, 0));

    for (int i = 0; i < 40; i++) {
      assertThat((double) state.sample.rows().get(i, 0)).isEqualTo(kept[i].features()[0]);
    }
  }
}
