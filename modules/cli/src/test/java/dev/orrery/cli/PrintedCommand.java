package dev.orrery.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * A command line that a page prints: a line of a block {@code sh} or of an indented block, or code
 * in a table's cell, that begins with {@code ./orrery}. Code in a cell may have words that the
 * reader fills in ({@code RUN}, {@code my.csv}) and is then no command. Other lines of a block
 * {@code sh} prepare commands.
 *
 * @param page the page, from the root of the repository
 * @param line where its block or cell begins
 * @param text the line, with its continuations
 * @param slow whether it stands in a block {@code sh long}, is a benchmark, or starts Jupyter
 */
record PrintedCommand(String page, int line, String text, boolean slow) {

  private static final String ORRERY = "./orrery";
  private static final Pattern EXPECTED = Pattern.compile("\\s#\\s*exits (\\d+)\\s*$");
  private static final Pattern COMMENT = Pattern.compile("\\s#\\s.*$");
  private static final Pattern REDIRECTED = Pattern.compile("\\s>\\s*(\\S+)\\s*$");
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\b(?:[A-Z]{3,}|my[.-]\\S+)\\b|\\.\\.\\.");
  private static final Pattern WORD =
      Pattern.compile("(?:[^\\s'\"\\\\]|\\\\.|'[^']*'|\"(?:[^\"\\\\]|\\\\.)*\")+");
  private static final Pattern PART =
      Pattern.compile("\\\\(.)|'([^']*)'|\"((?:[^\"\\\\]|\\\\.)*)\"");

  private static final Parser PARSER =
      Parser.builder()
          .extensions(List.of(TablesExtension.create()))
          .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
          .build();

  /** The pages that print commands, from the root of the repository. */
  static List<String> pages(Path root) throws IOException {
    List<String> pages = new ArrayList<>(List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md"));
    for (String folder : List.of("datasets", "benchmarks", "notebooks")) {
      try (Stream<Path> files = Files.list(root.resolve(folder))) {
        files.forEach(file -> pages.add(folder + "/" + file.getFileName()));
      }
    }
    try (Stream<Path> files = Files.walk(root.resolve("docs"))) {
      files.forEach(file -> pages.add(root.relativize(file).toString().replace('\\', '/')));
    }
    return pages.stream().filter(page -> page.endsWith(".md")).sorted().toList();
  }

  /** What a page prints, in order. */
  static List<PrintedCommand> of(String page, String markdown) {
    List<PrintedCommand> found = new ArrayList<>();
    PARSER
        .parse(markdown)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(FencedCodeBlock block) {
                String[] info = block.getInfo().strip().split("\\s+");
                if (info[0].equals("sh")) {
                  add(block, block.getLiteral(), info.length > 1 && info[1].equals("long"));
                }
              }

              @Override
              public void visit(IndentedCodeBlock block) {
                if (block.getLiteral().startsWith(ORRERY + " ")) {
                  add(block, block.getLiteral(), false);
                }
              }

              @Override
              public void visit(Code code) {
                boolean cell = false;
                for (Node at = code; at != null; at = at.getParent()) {
                  cell |= at instanceof TableCell;
                }
                boolean whole = !PLACEHOLDER.matcher(code.getLiteral()).find();
                if (cell && whole && code.getLiteral().startsWith(ORRERY + " ")) {
                  add(code, code.getLiteral(), false);
                }
              }

              private void add(Node node, String lines, boolean slow) {
                Node place = node;
                while (place.getSourceSpans().isEmpty()) {
                  place = place.getParent();
                }
                int line = place.getSourceSpans().getFirst().getLineIndex() + 1;
                for (String text : lines.replaceAll("\\\\\n\\s*", " ").strip().split("\n")) {
                  if (!text.isBlank() && !text.strip().startsWith("#")) {
                    boolean known = (text + " ").matches("\\./orrery (bench|notebook) .*");
                    found.add(new PrintedCommand(page, line, text.strip(), slow || known));
                  }
                }
              }
            });
    return found;
  }

  /** Whether it calls Orrery; if not, it is for the shell. */
  boolean isOrrery() {
    return text.equals(ORRERY) || text.startsWith(ORRERY + " ");
  }

  /** The exit code that the page announces by {@code # exits 2} behind it, or 0. */
  int exitCode() {
    Matcher expected = EXPECTED.matcher(text);
    return expected.find() ? Integer.parseInt(expected.group(1)) : 0;
  }

  /** The file that its standard output goes to. */
  Optional<String> output() {
    Matcher redirected = REDIRECTED.matcher(COMMENT.matcher(text).replaceFirst(""));
    return redirected.find() ? Optional.of(redirected.group(1)) : Optional.empty();
  }

  /** The words behind the program's name, as a shell would make them. */
  String[] arguments() {
    String line = REDIRECTED.matcher(COMMENT.matcher(text).replaceFirst("")).replaceFirst("");
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      String written = word.group();
      if (written.replaceAll("'[^']*'|\"[^\"]*\"", "").matches(".*[$`|;&<>].*")) {
        throw new AssertionError(this + ": only words, quotes and '> FILE' are understood here");
      }
      words.add(
          PART.matcher(written)
              .replaceAll(
                  part ->
                      Matcher.quoteReplacement(
                          part.group(1) != null
                              ? part.group(1)
                              : part.group(2) != null
                                  ? part.group(2)
                                  : part.group(3).replaceAll("\\\\(.)", "$1"))));
    }
    return words.subList(1, words.size()).toArray(String[]::new);
  }

  @Override
  public String toString() {
    return page + ":" + line + ": " + text;
  }
}
