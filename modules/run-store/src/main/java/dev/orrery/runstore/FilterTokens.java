package dev.orrery.runstore;

import dev.orrery.core.error.CustomerError;
import java.util.ArrayList;
import java.util.List;

/** Cuts an expression into words, quoted texts and signs. */
final class FilterTokens {

  private static final String SIGNS = "(),=<>!";
  private static final String QUOTES = "'\"`";

  /** What a token is. */
  enum Kind {
    WORD,
    QUOTED,
    SIGN,
    END
  }

  /**
   * A part of the expression.
   *
   * @param text without quotes
   * @param at the place of its first character, from 1
   */
  record Token(Kind kind, String text, int at) {

    boolean is(String sign) {
      return kind == Kind.SIGN && text.equals(sign);
    }

    /** Whether it is this word, which is no name. */
    boolean keyword(String word) {
      return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    String shown() {
      return kind == Kind.END ? "the end" : "'" + text + "'";
    }
  }

  private final String expression;
  private final List<Token> tokens = new ArrayList<>();
  private int position;

  private FilterTokens(String expression) {
    this.expression = expression;
  }

  static List<Token> of(String expression) {
    FilterTokens tokens = new FilterTokens(expression);
    tokens.cut();
    return tokens.tokens;
  }

  static CustomerError wrong(String sentence, int at) {
    return new CustomerError(sentence, "character " + at + " of the expression");
  }

  private void cut() {
    while (true) {
      while (position < expression.length()
          && Character.isWhitespace(expression.charAt(position))) {
        position++;
      }
      int at = position + 1;
      if (position == expression.length()) {
        tokens.add(new Token(Kind.END, "", at));
        return;
      }
      char c = expression.charAt(position);
      if (QUOTES.indexOf(c) >= 0) {
        tokens.add(new Token(Kind.QUOTED, quoted(c), at));
      } else if (SIGNS.indexOf(c) >= 0) {
        tokens.add(new Token(Kind.SIGN, sign(), at));
      } else {
        tokens.add(new Token(Kind.WORD, word(), at));
      }
    }
  }

  private String quoted(char quote) {
    int begin = position++;
    StringBuilder text = new StringBuilder();
    while (position < expression.length()) {
      char c = expression.charAt(position++);
      if (c != quote) {
        text.append(c);
      } else if (position < expression.length() && expression.charAt(position) == quote) {
        text.append(quote);
        position++;
      } else {
        return text.toString();
      }
    }
    throw wrong("The quote " + quote + " is not closed", begin + 1);
  }

  private String sign() {
    for (String two : List.of("<=", ">=", "!=", "<>", "==")) {
      if (expression.startsWith(two, position)) {
        position += 2;
        return two;
      }
    }
    return String.valueOf(expression.charAt(position++));
  }

  private String word() {
    int begin = position;
    while (position < expression.length()) {
      char c = expression.charAt(position);
      if (Character.isWhitespace(c) || SIGNS.indexOf(c) >= 0 || QUOTES.indexOf(c) >= 0) {
        break;
      }
      position++;
    }
    return expression.substring(begin, position);
  }
}
