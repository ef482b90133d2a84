package dev.orrery.site.reference;

import dev.orrery.site.markdown.Markdown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The references of the code. In the Javadoc of a source a work is cited as {@code Authors, "Title"
 * (venue, year)} or, within brackets, {@code Authors, "Title", venue, year}; the venue may be left
 * out. What looks like a citation and has another form is an error.
 */
public final class Bibliography {

  private static final Pattern JAVADOC = Pattern.compile("(?s)/\\*\\*(.*?)\\*/");
  private static final String NAME = "\\p{Lu}[\\p{L}'’.-]*(?: \\p{Lu}[\\p{L}'’.-]*){0,3}";
  private static final String AUTHORS =
      "(?<authors>" + NAME + "(?:, " + NAME + ")*(?:,? and " + NAME + ")?(?: et al\\.)?)";
  private static final String YEAR = "(?<year>(?:19|20)\\d\\d)\\b";
  private static final Pattern FORM =
      Pattern.compile(
          AUTHORS + ", \"(?<title>[^\"]{8,300})\"(?: \\(|, )(?<venue>[^()\";]{0,80}?),? ?" + YEAR);
  private static final Pattern LOOKS_LIKE =
      Pattern.compile("\"(\\p{Lu}[^\"]{15,300})\"[^\"]{1,60}?\\b(?:19|20)\\d\\d\\b");

  private final Path root;

  /** The references of the sources below {@code root}. */
  public Bibliography(Path root) {
    this.root = root;
  }

  /**
   * All of them, by file.
   *
   * @throws IllegalArgumentException naming the first that is not in the form
   */
  public List<Citation> citations() throws IOException {
    List<Citation> found = new ArrayList<>();
    try (Stream<Path> modules = Files.list(root.resolve("modules"))) {
      for (Path module : modules.sorted().toList()) {
        Path sources = module.resolve("src/main/java");
        if (Files.isDirectory(sources)) {
          try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
              String name = root.relativize(file).toString().replace('\\', '/');
              found.addAll(citations(name, Files.readString(file)));
            }
          }
        }
      }
    }
    return found;
  }

  /** Those of one source. */
  static List<Citation> citations(String file, String java) {
    List<Citation> found = new ArrayList<>();
    Matcher javadoc = JAVADOC.matcher(java);
    while (javadoc.find()) {
      String text =
          javadoc
              .group(1)
              .replaceAll("(?m)^\\s*\\*", " ")
              .replaceAll("</?\\w+>", " ")
              .replaceAll("\\s+", " ");
      List<String> titles = new ArrayList<>();
      Matcher form = FORM.matcher(text);
      while (form.find()) {
        titles.add(form.group("title"));
        found.add(
            new Citation(
                form.group("authors"),
                form.group("title"),
                form.group("venue"),
                Integer.parseInt(form.group("year")),
                file));
      }
      Matcher like = LOOKS_LIKE.matcher(text);
      while (like.find()) {
        if (!titles.contains(like.group(1))) {
          throw new IllegalArgumentException(
              file
                  + " cites \""
                  + like.group(1)
                  + "\" in another form than Authors, \"Title\" (venue, year)");
        }
      }
    }
    return found;
  }

  /**
   * The list, by authors and year, each with the sources that cite it.
   *
   * @param rest must be empty
   */
  public String markdown(String rest) {
    if (!rest.isEmpty()) {
      throw new IllegalArgumentException("the directive bibliography takes no more words");
    }
    Map<String, List<Citation>> byTitle = new TreeMap<>();
    try {
      for (Citation citation : citations()) {
        byTitle
            .computeIfAbsent(citation.title().toLowerCase(Locale.ROOT), title -> new ArrayList<>())
            .add(citation);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<List<Citation>> works = new ArrayList<>(byTitle.values());
    works.sort(
        Comparator.comparing((List<Citation> work) -> longest(work).authors())
            .thenComparing(work -> longest(work).year()));
    StringBuilder list = new StringBuilder();
    for (List<Citation> work : works) {
      Citation citation = longest(work);
      list.append("- ")
          .append(Markdown.escaped(citation.authors()))
          .append(", *")
          .append(Markdown.escaped(citation.title()))
          .append("*, ")
          .append(Markdown.escaped(citation.venue()))
          .append(citation.venue().isEmpty() ? "" : citation.venue().contains(" ") ? ", " : " ")
          .append(citation.year())
          .append(". Cited in ")
          .append(String.join(", ", work.stream().map(c -> link(c.file())).distinct().toList()))
          .append(".\n");
    }
    return list.toString();
  }

  /** The citation of a work that says most. */
  private static Citation longest(List<Citation> work) {
    return work.stream()
        .max(Comparator.comparingInt(c -> c.authors().length() + c.venue().length()))
        .orElseThrow();
  }

  private static String link(String file) {
    Path path = Path.of(file);
    String name = path.getFileName().toString().replace(".java", "");
    String shown = name.equals("package-info") ? path.getParent().getFileName().toString() : name;
    return Markdown.code(shown);
  }
}
