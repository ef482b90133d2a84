package dev.orrery.site;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Marks comments, texts, words and numbers of code with small classes; what it does not know stays
 * plain.
 */
final class Highlighter {

  private static final String STRING =
      "(?<string>\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])*')";
  private static final String NUMBER = "(?<number>\\b\\d[\\w.]*\\b)";

  private static final Pattern JAVA =
      Pattern.compile(
          "(?<comment>//[^\\n]*|/\\*[\\s\\S]*?\\*/)|"
              + STRING
              + "|(?<word>\\b(?:abstract|boolean|break|byte|case|catch|char|class|continue|default|do|double|else|enum|extends|"
              + "final|finally|float|for|if|implements|import|instanceof|int|interface|long|new|null|package|permits|private|"
              + "protected|public|record|return|sealed|short|static|super|switch|this|throw|throws|true|false|try|var|void|while|"
              + "yield)\\b)|"
              + NUMBER);
  private static final Pattern SHELL =
      Pattern.compile(
          "(?m)(?<comment>(?:^|(?<=\\s))#[^\\n]*)|"
              + STRING
              + "|(?<word>^(?:\\./orrery|mvn|java|sh|sudo|git)\\b)|(?<number>(?<=\\s)--?[a-zA-Z][\\w-]*)");
  private static final Pattern JSON =
      Pattern.compile(
          "(?<comment>\"(?:\\\\.|[^\"\\\\])*\"(?=\\s*:))|"
              + STRING
              + "|(?<word>\\b(?:true|false|null)\\b)|"
              + NUMBER);
  private static final Pattern XML =
      Pattern.compile(
          "(?<comment><!--[\\s\\S]*?-->)|(?<string>\"[^\"]*\")|(?<word></?[\\w:.-]+|/?>)|(?<number>$^)");

  private static final Map<String, Pattern> LANGUAGES =
      Map.of(
          "java", JAVA, "sh", SHELL, "bash", SHELL, "json", JSON, "jsonl", JSON, "xml", XML, "js",
          JAVA, "cl", JAVA);

  private Highlighter() {}

  /** Code as HTML. */
  static String html(String code, String language) {
    Pattern pattern = LANGUAGES.get(language);
    if (pattern == null) {
      return Html.escaped(code);
    }
    StringBuilder html = new StringBuilder();
    Matcher token = pattern.matcher(code);
    int at = 0;
    while (token.find()) {
      html.append(Html.escaped(code.substring(at, token.start())));
      for (String kind : List.of("comment", "string", "word", "number")) {
        if (token.group(kind) != null) {
          html.append("<span class=\"")
              .append(kind)
              .append("\">")
              .append(Html.escaped(token.group(kind)))
              .append("</span>");
        }
      }
      at = token.end();
    }
    return html.append(Html.escaped(code.substring(at))).toString();
  }
}
