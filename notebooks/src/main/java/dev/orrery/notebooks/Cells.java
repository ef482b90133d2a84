package dev.orrery.notebooks;

import org.rapaio.jupyter.kernel.global.Global;

/** What a cell calls to answer with more than the value of its last line. */
public final class Cells {

  private Cells() {}

  /**
   * Shows values under the cell, one after the other: pictures and tables as such, the rest as
   * text. Lists and arrays of pictures or tables are shown one by one.
   */
  public static void show(Object... values) {
    for (Object value : values) {
      if (value instanceof Iterable<?> several) {
        several.forEach(Cells::show);
      } else {
        Global.display(value == null ? "null" : value);
      }
    }
  }
}
