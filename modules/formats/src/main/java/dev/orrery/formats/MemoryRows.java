package dev.orrery.formats;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DenseMatrix;

/** Rows that are in memory, one after the other. */
final class MemoryRows extends VectorRows {

  private final String name;
  private final Batch all;
  private int next;

  MemoryRows(String name, Batch all, Expected expected) {
    super(expected);
    this.name = name;
    this.all = all;
  }

  @Override
  String file() {
    return name;
  }

  @Override
  String position() {
    return "row " + (next - 1);
  }

  @Override
  boolean skip() {
    if (next == all.rows()) {
      return false;
    }
    next++;
    return true;
  }

  @Override
  boolean parse(Vector into) {
    if (!skip()) {
      return false;
    }
    int row = next - 1;
    into.width = all.features().columns();
    switch (all.features()) {
      case DenseMatrix dense -> {
        for (int j = 0; j < dense.columns(); j++) {
          into.value(dense.get(row, j));
        }
      }
      case CsrMatrix sparse -> {
        into.sparse = true;
        for (int at = sparse.rowStart()[row]; at < sparse.rowStart()[row + 1]; at++) {
          into.key(sparse.column()[at]);
          into.value(sparse.value()[at]);
        }
      }
    }
    for (int j = 0; j < all.labelSize(); j++) {
      into.label(all.labels()[row * all.labelSize() + j]);
    }
    return true;
  }

  @Override
  public void close() {}
}
