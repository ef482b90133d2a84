package dev.orrery.kernels;

import java.util.Locale;

/**
 * The operations of {@link Kernels}, by the names of its methods. Searches within a limit count as
 * their plain form, the excess along a chain as {@link #EXCESS}.
 */
public enum Operation {
  /** {@link Kernels#pack}. */
  PACK,
  /** {@link Kernels#nearest}. */
  NEAREST,
  /** {@link Kernels#nearestSparse}. */
  NEAREST_SPARSE,
  /** {@link Kernels#squaredDistances}. */
  SQUARED_DISTANCES,
  /** {@link Kernels#topK}. */
  TOP_K,
  /** {@link Kernels#topKInnerProduct}. */
  TOP_K_INNER_PRODUCT,
  /** {@link Kernels#multiplyTransposed}. */
  MULTIPLY_TRANSPOSED,
  /** {@link Kernels#addGram}. */
  ADD_GRAM,
  /** {@link Kernels#multiplySparse}. */
  MULTIPLY_SPARSE,
  /** {@link Kernels#addTransposedProduct}. */
  ADD_TRANSPOSED_PRODUCT,
  /** {@link Kernels#addSparseTransposedProduct}. */
  ADD_SPARSE_TRANSPOSED_PRODUCT,
  /** {@link Kernels#addRowsByLabel}. */
  ADD_ROWS_BY_LABEL,
  /** {@link Kernels#squaredNorms}. */
  SQUARED_NORMS,
  /** {@link Kernels#dot}. */
  DOT,
  /** {@link Kernels#squaredDistance}. */
  SQUARED_DISTANCE,
  /** {@link Kernels#excess}. */
  EXCESS,
  /** {@link Kernels#outside}. */
  OUTSIDE,
  /** {@link Kernels#enclose}. */
  ENCLOSE,
  /** {@link Kernels#adamRows}. */
  ADAM_ROWS,
  /** {@link Kernels#adaGradRows}. */
  ADA_GRAD_ROWS,
  /** {@link Kernels#axpy}. */
  AXPY;

  /** The method's name, such as {@code multiplyTransposed}. */
  public String method() {
    StringBuilder out = new StringBuilder();
    boolean upper = false;
    for (char c : name().toCharArray()) {
      if (c == '_') {
        upper = true;
      } else {
        out.append(upper ? c : Character.toLowerCase(c));
        upper = false;
      }
    }
    return out.toString();
  }

  /**
   * The operation of a method's name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Operation ofMethod(String method) {
    return valueOf(method.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT));
  }
}
