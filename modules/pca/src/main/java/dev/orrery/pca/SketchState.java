package dev.orrery.pca;

import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.run.RunContext;
import java.util.random.RandomGenerator;

/**
 * The state of {@code randomized}: the sketch {@code X^T H^T}, {@code d x l}, where H has a column
 * of l random signs over sqrt(l) for every row of the data (spec B4.3).
 */
final class SketchState extends PcaState {

  private static final int ROWS = 512;

  /** Columns of the sketch. */
  final int l;

  /** {@code d x l}, row-major. */
  final double[] sketch;

  /** Sum of the columns of H. */
  final double[] signs;

  /** Which host draws, so that no two draw the same signs. */
  int host;

  /** Rows that signs were drawn for, here or before the states went apart. */
  long drawn;

  SketchState(int d, float[] shift, int l) {
    super(d, shift);
    this.l = l;
    sketch = new double[Math.multiplyExact(d, l)];
    signs = new double[l];
  }

  @Override
  boolean keepsSparse(CsrMatrix sparse) {
    return true;
  }

  /** What some rows add. */
  private record Part(float[] sketch, double[] signs, double[] columnSums) {}

  @Override
  void fold(float[] x, int count, RunContext context) {
    long before = drawn;
    context
        .parallel()
        .reduce(
            count,
            ROWS,
            (from, to) -> {
              float[] h = draw(before + from, to - from, context);
              float[] out = new float[d * l];
              context.kernels().addTransposedProduct(x, from * d, d, h, 0, l, to - from, out, 0);
              return new Part(out, columnSumsOf(h), columnSums(x, from, to, d));
            },
            part -> {
              take(part);
              addColumnSums(part.columnSums);
            });
    drawn += count;
  }

  @Override
  void foldSparse(CsrMatrix sparse, RunContext context) {
    long before = drawn;
    context
        .parallel()
        .reduce(
            sparse.rows(),
            SPARSE_ROWS,
            (from, to) -> {
              float[] h = draw(before + from, to - from, context);
              float[] out = new float[d * l];
              context
                  .kernels()
                  .addSparseTransposedProduct(
                      sparse.rowStart(),
                      sparse.column(),
                      sparse.value(),
                      from,
                      to - from,
                      h,
                      0,
                      l,
                      out);
              return new Part(out, columnSumsOf(h), null);
            },
            this::take);
    drawn += sparse.rows();
  }

  private void take(Part part) {
    for (int i = 0; i < sketch.length; i++) {
      sketch[i] += part.sketch[i];
    }
    for (int i = 0; i < l; i++) {
      signs[i] += part.signs[i];
    }
  }

  private double[] columnSumsOf(float[] h) {
    double[] sums = new double[l];
    for (int i = 0; i < h.length; i++) {
      sums[i % l] += h[i];
    }
    return sums;
  }

  /** Random signs over sqrt(l), {@code count x l}; they depend on seed, host and row alone. */
  private float[] draw(long firstRow, int count, RunContext context) {
    float one = (float) (1 / Math.sqrt(l));
    float[] h = new float[count * l];
    RandomGenerator random = context.random().stream("pca.signs", host, firstRow);
    long bits = 0;
    for (int i = 0; i < h.length; i++) {
      if ((i & 63) == 0) {
        bits = random.nextLong();
      }
      h[i] = (bits & 1) == 0 ? one : -one;
      bits >>>= 1;
    }
    return h;
  }

  @Override
  SketchState empty() {
    SketchState empty = new SketchState(d, shift, l);
    empty.host = host;
    empty.drawn = drawn;
    return empty;
  }

  @Override
  void addSums(PcaState other) {
    addCounts(other);
    SketchState o = (SketchState) other;
    for (int i = 0; i < sketch.length; i++) {
      sketch[i] += o.sketch[i];
    }
    for (int i = 0; i < l; i++) {
      signs[i] += o.signs[i];
    }
    drawn = Math.max(drawn, o.drawn);
  }
}
