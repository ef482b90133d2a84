package dev.orrery.site.markdown;

import org.commonmark.node.Block;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.AbstractBlockParserFactory;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/** Takes the lines from one that begins with {@code $$} to one that ends with it. */
final class FormulaBlockParser extends AbstractBlockParser {

  private static final String FENCE = "$$";

  /** Starts a block at such a line. */
  static final class Factory extends AbstractBlockParserFactory {
    @Override
    public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
      int index = state.getNextNonSpaceIndex();
      String line = state.getLine().getContent().subSequence(index, end(state)).toString().strip();
      if (state.getIndent() > 3 || !line.startsWith(FENCE)) {
        return BlockStart.none();
      }
      int next = line.indexOf(FENCE, FENCE.length());
      boolean whole = next < 0 || next == line.length() - FENCE.length();
      return whole
          ? BlockStart.of(new FormulaBlockParser()).atIndex(index + FENCE.length())
          : BlockStart.none();
    }

    private static int end(ParserState state) {
      return state.getLine().getContent().length();
    }
  }

  private final FormulaBlock block = new FormulaBlock();
  private final StringBuilder tex = new StringBuilder();
  private boolean closed;

  @Override
  public Block getBlock() {
    return block;
  }

  @Override
  public BlockContinue tryContinue(ParserState state) {
    return closed ? BlockContinue.none() : BlockContinue.atIndex(state.getIndex());
  }

  @Override
  public void addLine(SourceLine line) {
    String content = line.getContent().toString().stripTrailing();
    closed = content.endsWith(FENCE);
    tex.append(closed ? content.substring(0, content.length() - FENCE.length()) : content)
        .append('\n');
  }

  @Override
  public void closeBlock() {
    block.set(tex.toString().strip(), closed);
  }
}
