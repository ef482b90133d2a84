package dev.orrery.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which files of the repository are pages of the site, which may be reached from it, and where each
 * lies in it. Files are named from the root of the repository, with slashes.
 */
final class Layout {

  /** The list of all pages, which is no page itself. */
  static final String NAVIGATION = "docs/navigation.md";

  private static final String INDEX = "docs/index.md";

  /** Folders beside {@code docs} whose own Markdown files and notebooks are pages. */
  private static final List<String> FOLDERS = List.of("", "datasets", "benchmarks", "notebooks");

  /** What begins the path of a file that a page may lead to. */
  private static final List<String> LINKED =
      List.of("docs/", "datasets/", "notebooks/", "modules/", "benchmarks/", "bench/");

  /** Endings of files that are shown as pages of code. */
  private static final Set<String> CODE =
      Set.of(
          "java", "xml", "sql", "cl", "sh", "json", "jsonl", "properties", "js", "css", "md", "");

  private final Path root;
  private final List<String> pages;

  private Layout(Path root, List<String> pages) {
    this.root = root;
    this.pages = pages;
  }

  /** Looks at the files below {@code root}. */
  static Layout of(Path root) throws IOException {
    List<String> pages = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root.resolve("docs"))) {
      files.map(file -> name(root, file)).filter(Layout::isPage).forEach(pages::add);
    }
    for (String folder : FOLDERS) {
      Path place = root.resolve(folder);
      if (Files.isDirectory(place)) {
        try (Stream<Path> files = Files.list(place)) {
          files.map(file -> name(root, file)).filter(Layout::isPage).forEach(pages::add);
        }
      }
    }
    return new Layout(root, pages.stream().sorted().toList());
  }

  private static String name(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  private static boolean isPage(String file) {
    return (file.endsWith(".md") && !file.equals(NAVIGATION))
        || (file.endsWith(".ipynb") && !file.contains(".ipynb_checkpoints"));
  }

  /** All pages, by name. */
  List<String> pages() {
    return pages;
  }

  /** The page that the site opens with. */
  String front() {
    return pages.contains(INDEX) ? INDEX : "README.md";
  }

  /** A file of the repository. */
  Path file(String name) {
    return root.resolve(name);
  }

  /** Whether a file that is no page is shown as a page of code. */
  static boolean isCode(String file) {
    return CODE.contains(ending(file));
  }

  /** The files of a folder that holds code alone, which is shown as a list of them. */
  Optional<List<String>> listing(String folder) {
    if (!Files.isDirectory(root.resolve(folder)) || !mayBeLinked(folder + "/")) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(root.resolve(folder))) {
      List<Path> found = files.sorted().toList();
      boolean code =
          found.stream().allMatch(file -> Files.isRegularFile(file) && isCode(name(root, file)));
      return code && !found.isEmpty()
          ? Optional.of(found.stream().map(file -> name(root, file)).toList())
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a file that is no page may be copied to the site or shown there. */
  static boolean mayBeLinked(String file) {
    boolean licence = !file.contains("/") && isCode(file);
    return licence || LINKED.stream().anyMatch(file::startsWith);
  }

  /** The letters behind the last dot of a file's name, in small letters. */
  static String ending(String file) {
    String last = file.substring(file.lastIndexOf('/') + 1);
    return last.contains(".")
        ? last.substring(last.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)
        : "";
  }

  /** Where a page or another file lies in the site. */
  String target(String file) {
    if (file.equals(front())) {
      return "index.html";
    }
    String inSite = file.startsWith("docs/") ? file.substring("docs/".length()) : file;
    if (!pages.contains(file)) {
      return isCode(file) ? "source/" + file + ".html" : inSite;
    }
    String stem = inSite.substring(0, inSite.lastIndexOf('.'));
    if (stem.endsWith("/README")) {
      return stem.substring(0, stem.length() - "README".length()) + "index.html";
    }
    return (file.contains("/") ? stem : stem.toLowerCase(Locale.ROOT)) + ".html";
  }

  /** The way from a file of the site to another of it. */
  static String way(String from, String to) {
    Path folder = Path.of("/" + from).getParent();
    return folder.relativize(Path.of("/" + to)).toString().replace('\\', '/');
  }

  /** The file that a relative link of a file leads to; empty when it leaves the repository. */
  static Optional<String> resolve(String from, String link) {
    Path folder = Path.of("/" + from).getParent();
    int up = Path.of(from).getNameCount() - 1;
    for (Path part : Path.of(link)) {
      up += part.toString().equals("..") ? -1 : part.toString().equals(".") ? 0 : 1;
      if (up < 0) {
        return Optional.empty();
      }
    }
    String file = folder.resolve(link).normalize().toString().replace('\\', '/');
    return Optional.of(file.substring(1));
  }
}
