package dev.orrery.site.markdown;

import org.commonmark.node.CustomNode;

/** A formula in TeX inside of a paragraph. */
public final class Formula extends CustomNode {

  private final String tex;
  private final boolean display;

  Formula(String tex, boolean display) {
    this.tex = tex;
    this.display = display;
  }

  /** Its source. */
  public String tex() {
    return tex;
  }

  /** Whether it stands on lines of its own. */
  public boolean display() {
    return display;
  }
}
