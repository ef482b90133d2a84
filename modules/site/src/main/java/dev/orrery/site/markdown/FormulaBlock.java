package dev.orrery.site.markdown;

import org.commonmark.node.CustomBlock;

/** A formula in TeX that is a block of its own. */
public final class FormulaBlock extends CustomBlock {

  private String tex = "";

  FormulaBlock() {}

  void tex(String source) {
    tex = source;
  }

  /** Its source. */
  public String tex() {
    return tex;
  }
}
