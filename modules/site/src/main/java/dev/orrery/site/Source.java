package dev.orrery.site;

import java.util.List;

/**
 * What a page is read from: Markdown, or a notebook as Markdown.
 *
 * @param markdown the text
 * @param cells for a notebook, the first line of each cell, from 1; empty for Markdown
 * @param outputs what cells put out, as HTML, in the order of the blocks that stand for them
 */
record Source(String markdown, List<Integer> cells, List<String> outputs) {

  /** The language of the blocks that stand for an output, with its number behind. */
  static final String OUTPUT = "orrery-output";

  /** Plain Markdown. */
  static Source of(String markdown) {
    return new Source(markdown, List.of(), List.of());
  }

  /** The line of the file; 0 for a notebook, whose lines nobody reads. */
  int line(int lineOfMarkdown) {
    return cells.isEmpty() ? lineOfMarkdown : 0;
  }

  /** What tells the place where {@link #line} does not: the cell, from 1. */
  String place(int lineOfMarkdown) {
    if (cells.isEmpty()) {
      return "";
    }
    long cell = cells.stream().filter(line -> line <= lineOfMarkdown).count();
    return "cell " + Math.max(1, cell) + ": ";
  }
}
