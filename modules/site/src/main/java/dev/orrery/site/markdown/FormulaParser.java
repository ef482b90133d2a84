package dev.orrery.site.markdown;

import java.util.Set;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;

/**
 * Finds {@code $...$}, {@code $`...`$} and {@code $$...$$} in a paragraph. As on GitHub, a single
 * dollar opens a formula only when no space follows it and no letter or digit goes before it, and
 * closes one only when no space goes before it and no letter or digit follows: prices stay prices.
 */
final class FormulaParser implements InlineContentParser {

  /** Makes one per paragraph. */
  static final class Factory implements InlineContentParserFactory {
    @Override
    public Set<Character> getTriggerCharacters() {
      return Set.of('$');
    }

    @Override
    public InlineContentParser create() {
      return new FormulaParser();
    }
  }

  @Override
  public ParsedInline tryParse(InlineParserState state) {
    Scanner scanner = state.scanner();
    int before = scanner.peekPreviousCodePoint();
    int dollars = scanner.matchMultiple('$');
    if (dollars == 2) {
      return upTo(scanner, "$$", true);
    }
    if (dollars != 1 || Character.isLetterOrDigit(before)) {
      return ParsedInline.none();
    }
    if (scanner.next('`')) {
      return upTo(scanner, "`$", false);
    }
    return Character.isWhitespace(scanner.peek()) ? ParsedInline.none() : single(scanner);
  }

  private static ParsedInline upTo(Scanner scanner, String end, boolean display) {
    Position start = scanner.position();
    while (scanner.hasNext()) {
      Position here = scanner.position();
      if (scanner.next(end)) {
        String tex = scanner.getSource(start, here).getContent().strip();
        return tex.isEmpty()
            ? ParsedInline.none()
            : ParsedInline.of(new Formula(tex, display), scanner.position());
      }
      scanner.next();
    }
    return ParsedInline.none();
  }

  private static ParsedInline single(Scanner scanner) {
    Position start = scanner.position();
    char last = ' ';
    while (scanner.hasNext()) {
      Position here = scanner.position();
      char c = scanner.peek();
      scanner.next();
      if (c == '$') {
        return Character.isWhitespace(last) || Character.isLetterOrDigit(scanner.peek())
            ? ParsedInline.none()
            : ParsedInline.of(
                new Formula(scanner.getSource(start, here).getContent(), false),
                scanner.position());
      }
      if (c == '\\') {
        scanner.next();
      }
      last = c;
    }
    return ParsedInline.none();
  }
}
