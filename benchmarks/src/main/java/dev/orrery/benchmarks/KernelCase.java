package dev.orrery.benchmarks;

import java.util.List;

/**
 * A kernel and the shape it works on.
 *
 * @param kernel name of the method, or {@code nearestWithDistance}
 * @param rows rows of x; for a kernel on two vectors, rows that are walked through
 * @param columns columns of x
 * @param k rows of the right-hand matrix; columns of the dense one for {@code multiplySparse}; for
 *     the transposed products columns of the other block, which is the left one for {@code
 *     addTransposedProduct}
 */
record KernelCase(String kernel, int rows, int columns, int k) {

  /** Elements of each sparse row. */
  static final int SPARSE_ELEMENTS = 32;

  /** Neighbours that are looked for. */
  static final int NEIGHBORS = 10;

  /** What the report measures: in the caches first, then out of them. */
  static final List<KernelCase> ALL =
      List.of(
          new KernelCase("dot", 8, 256, 1),
          new KernelCase("dot", 200_000, 256, 1),
          new KernelCase("squaredDistance", 8, 256, 1),
          new KernelCase("squaredDistance", 200_000, 256, 1),
          new KernelCase("nearest", 1000, 256, 64),
          new KernelCase("nearest", 4096, 64, 100),
          new KernelCase("nearestWithDistance", 4096, 64, 100),
          new KernelCase("nearest", 4096, 128, 256),
          new KernelCase("nearestWithDistance", 4096, 128, 256),
          new KernelCase("nearest", 4096, 784, 256),
          new KernelCase("nearest", 200_000, 256, 64),
          new KernelCase("squaredDistances", 1000, 256, 64),
          new KernelCase("squaredDistances", 4096, 128, 256),
          new KernelCase("topK", 100, 64, 100_000),
          new KernelCase("topK", 100, 784, 20_000),
          new KernelCase("topKInnerProduct", 100, 64, 100_000),
          new KernelCase("multiplyTransposed", 1000, 100, 1),
          new KernelCase("multiplyTransposed", 1000, 100, 32),
          new KernelCase("packAndMultiplyTransposed", 1000, 100, 32),
          new KernelCase("addTransposedProduct", 1000, 100, 1),
          new KernelCase("addTransposedProduct", 1000, 100, 32),
          new KernelCase("addTransposedProduct", 1000, 784, 60),
          new KernelCase("addGram", 4096, 64, 1),
          new KernelCase("addGram", 1024, 256, 1),
          new KernelCase("addGram", 4096, 784, 1),
          new KernelCase("multiplySparse", 1000, 1000, 64),
          new KernelCase("multiplySparse", 20_000, 500_000, 64),
          new KernelCase("addSparseTransposedProduct", 1000, 1000, 32),
          new KernelCase("addRowsByLabel", 1000, 256, 64),
          new KernelCase("addRowsByLabel", 200_000, 256, 64),
          new KernelCase("squaredNorms", 200_000, 256, 1),
          new KernelCase("axpy", 1, 1 << 24, 1));

  /** What shows the most in the least time. */
  static final List<KernelCase> QUICK =
      List.of(
          new KernelCase("nearest", 4096, 64, 100),
          new KernelCase("nearest", 4096, 128, 256),
          new KernelCase("nearest", 200_000, 256, 64),
          new KernelCase("topK", 100, 64, 100_000),
          new KernelCase("multiplyTransposed", 1000, 100, 32),
          new KernelCase("addGram", 1024, 256, 1),
          new KernelCase("addGram", 4096, 784, 1),
          new KernelCase("multiplySparse", 20_000, 500_000, 64),
          new KernelCase("addRowsByLabel", 200_000, 256, 64),
          new KernelCase("squaredNorms", 200_000, 256, 1),
          new KernelCase("axpy", 1, 1 << 24, 1));

  static KernelCase parse(String text) {
    String[] parts = text.split(" ");
    return new KernelCase(
        parts[0],
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]),
        Integer.parseInt(parts[3]));
  }

  /** Whether the kernel works on two vectors; {@link PairBenchmark} measures those. */
  boolean isPair() {
    return kernel.equals("dot") || kernel.equals("squaredDistance");
  }

  /** Whether the rows are sparse ones. */
  boolean isSparse() {
    return kernel.equals("multiplySparse") || kernel.equals("addSparseTransposedProduct");
  }

  /** As a JMH parameter. */
  String text() {
    return kernel + " " + rows + " " + columns + " " + k;
  }

  /** Values of x, 0 for a sparse x. */
  long values() {
    return isSparse() ? 0 : (long) rows * columns;
  }

  /** Floating-point operations of one call, additions and multiplications counted apart. */
  double flops() {
    return switch (kernel) {
      case "dot" -> 2.0 * columns;
      case "squaredDistance" -> 3.0 * columns;
      // A symmetric matrix: half of it and the diagonal.
      case "addGram" -> (double) rows * columns * (columns + 1);
      case "multiplySparse", "addSparseTransposedProduct" -> 2.0 * rows * SPARSE_ELEMENTS * k;
      case "addRowsByLabel" -> (double) rows * columns;
      case "squaredNorms", "axpy" -> 2.0 * rows * columns;
      // As by the products alone, whatever else the kernel does.
      default -> 2.0 * rows * columns * k;
    };
  }

  /**
   * Bytes that one call must move when nothing of its operands is in a cache, each value read or
   * written once; what is gathered counts each time.
   */
  double bytes() {
    double x = 4.0 * values();
    double right = 4.0 * k * columns;
    double elements = (double) rows * SPARSE_ELEMENTS;
    return switch (kernel) {
      // a row for each call; the other operand stays where it is
      case "dot", "squaredDistance" -> 4.0 * columns;
      case "squaredNorms" -> x;
      case "axpy" -> 3 * x;
      case "addRowsByLabel" -> x + 4.0 * rows;
      case "addGram" -> x + 16.0 * columns * (columns + 1) / 2;
      case "multiplySparse" -> elements * (8 + 4.0 * k) + 4.0 * rows * k;
      case "addSparseTransposedProduct" -> elements * (8 + 8.0 * k) + 4.0 * rows * k;
      case "addTransposedProduct" -> x + 4.0 * rows * k + 2 * right;
      case "squaredDistances", "multiplyTransposed", "packAndMultiplyTransposed" ->
          x + right + 4.0 * rows * k;
      case "topK", "topKInnerProduct" -> x + right + 8.0 * rows * NEIGHBORS;
      default -> x + right + 4.0 * rows;
    };
  }

  /** Floating-point operations for each byte. */
  double intensity() {
    return flops() / bytes();
  }

  /** The shape as the report shows it. */
  String shape() {
    return switch (kernel) {
      case "dot", "squaredDistance" -> columns + (rows > 1000 ? " (" + rows + " rows)" : "");
      case "addGram", "squaredNorms" -> rows + " x " + columns;
      case "axpy" -> columns + " values";
      case "multiplySparse", "addSparseTransposedProduct" ->
          rows + " rows of " + SPARSE_ELEMENTS + " of " + columns + ", dense " + k;
      case "topK", "topKInnerProduct" ->
          rows + " x " + columns + ", " + k + " points, k " + NEIGHBORS;
      case "addTransposedProduct" -> rows + " rows, " + k + " x " + columns;
      default -> rows + " x " + columns + ", k " + k;
    };
  }

  /** Whether everything lies in the caches of a core: 2 MiB and less. */
  boolean inCache() {
    long dense = (long) columns * k + (kernel.equals("addGram") ? 2L * columns * columns : 0);
    long block = kernel.equals("squaredDistances") ? values() + (long) rows * k : values();
    long other = kernel.equals("addTransposedProduct") ? (long) rows * k : 0;
    return 4 * (dense + block + other) <= 2 << 20;
  }
}
