package dev.orrery.site.markdown;

import org.commonmark.node.CustomBlock;

/** A formula in TeX that is a block of its own. */
public final class FormulaBlock extends CustomBlock {

  private String tex = "";
  private boolean closed;

  FormulaBlock() {}

  void set(String source, boolean ends) {
    tex = source;
    closed = ends;
  }

  /** Its source. */
  public String tex() {
    return tex;
  }

  /** Whether it ends before the page does. */
  public boolean closed() {
    return closed;
  }
}
