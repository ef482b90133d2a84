package dev.orrery.site;

import dev.orrery.core.error.CustomerError;
import dev.orrery.site.reference.Bibliography;
import dev.orrery.site.reference.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Builds the documentation site. */
public final class Site {

  /** Marks a folder as one that may be replaced. */
  private static final String MARK = ".orrery-site";

  private static final List<String> OUR_ASSETS =
      List.of("site.css", "site.js", "theme.js", "orrery.svg");

  private static final List<String> KATEX_FONTS =
      List.of(
          "AMS-Regular",
          "Caligraphic-Bold",
          "Caligraphic-Regular",
          "Fraktur-Bold",
          "Fraktur-Regular",
          "Main-Bold",
          "Main-BoldItalic",
          "Main-Italic",
          "Main-Regular",
          "Math-BoldItalic",
          "Math-Italic",
          "SansSerif-Bold",
          "SansSerif-Italic",
          "SansSerif-Regular",
          "Script-Regular",
          "Size1-Regular",
          "Size2-Regular",
          "Size3-Regular",
          "Size4-Regular",
          "Typewriter-Regular");

  private Site() {}

  /**
   * What was built.
   *
   * @param folder where the site lies
   * @param pages the pages' files, from the root of the repository
   * @param files other files of the repository that pages lead to
   * @param external addresses outside, whose form alone was checked
   */
  public record Result(
      Path folder, List<String> pages, List<String> files, List<String> external) {}

  /**
   * Builds the site of a checkout.
   *
   * @param root the root of the repository
   * @param folder where the site shall lie; replaced when it is one
   * @throws CustomerError with a sentence for each dead link, picture that is missing or has no
   *     alternative text, unknown directive and page that the navigation does not lead to, each
   *     with its file and line; or when {@code folder} holds something else
   */
  public static Result build(Path root, Path folder) throws IOException {
    if (!Files.isRegularFile(root.resolve(Layout.NAVIGATION))) {
      throw new CustomerError(
          "The list of the pages is missing; the documentation is built from a checkout of the sources",
          root.resolve(Layout.NAVIGATION).toString());
    }
    refuseOthers(folder);
    Layout layout = Layout.of(root);
    Problems problems = new Problems();
    Map<String, Document> documents = new TreeMap<>();
    Directives directives = directives(root);
    for (String page : layout.pages()) {
      documents.put(page, Document.read(page, source(page, layout), directives, problems));
    }
    Links links = new Links(layout, documents, problems);
    Navigation navigation =
        Navigation.read(
            Layout.NAVIGATION,
            Files.readString(layout.file(Layout.NAVIGATION)),
            layout,
            documents,
            problems);
    SearchIndex search = new SearchIndex();
    documents.values().forEach(page -> search.add(page, layout.target(page.file())));
    documents.values().forEach(links::follow);
    problems.refuse();

    Map<String, byte[]> files = new LinkedHashMap<>();
    Template template = new Template(layout, navigation, documents);
    for (Document page : documents.values()) {
      put(files, layout.target(page.file()), template.page(page));
    }
    for (String file : links.files()) {
      Optional<List<String>> listing = layout.listing(file);
      if (listing.isPresent()) {
        put(files, layout.target(file), template.listing(file, listing.get()));
      } else if (Layout.isCode(file)) {
        put(files, layout.target(file), template.code(file, Files.readString(layout.file(file))));
      } else {
        put(files, layout.target(file), Files.readAllBytes(layout.file(file)));
      }
    }
    put(files, "assets/search.js", search.script());
    for (String asset : OUR_ASSETS) {
      put(files, "assets/" + asset, resource(asset));
    }
    put(files, "assets/lunr.min.js", resource("libraries/lunr.min.js"));
    put(files, "assets/katex.min.js", resource("libraries/katex.min.js"));
    put(files, "assets/katex.min.css", resource("libraries/katex.min.css"));
    for (String font : KATEX_FONTS) {
      String name = "KaTeX_" + font + ".woff2";
      put(files, "assets/fonts/" + name, resource("libraries/" + name));
    }
    put(files, MARK, "Made by ./orrery docs, which replaces this folder.\n");
    write(files, folder);
    return new Result(
        folder, layout.pages(), List.copyOf(links.files()), List.copyOf(links.external()));
  }

  private static Directives directives(Path root) throws IOException {
    Map<String, Function<String, String>> known = new TreeMap<>(Reference.directives());
    known.put("bibliography", new Bibliography(root)::markdown);
    return new Directives(known);
  }

  private static Source source(String page, Layout layout) throws IOException {
    String text = Files.readString(layout.file(page));
    return page.endsWith(".ipynb") ? Notebook.read(page, text) : Source.of(text);
  }

  private static void put(Map<String, byte[]> files, String target, String text) {
    put(files, target, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void put(Map<String, byte[]> files, String target, byte[] content) {
    if (files.put(target, content) != null) {
      throw new CustomerError("Two files of the repository would come to the same place", target);
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = Site.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the resource " + name + " is missing");
      }
      return in.readAllBytes();
    }
  }

  private static void refuseOthers(Path folder) throws IOException {
    if (!Files.exists(folder) || Files.exists(folder.resolve(MARK))) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new CustomerError("It is a file, expected a folder", folder.toString());
    }
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new CustomerError(
            "The folder "
                + folder
                + " holds other files than a site, which would be lost; name another",
            folder.toString());
      }
    }
  }

  /** Writes beside the folder, then moves it there. */
  private static void write(Map<String, byte[]> files, Path folder) throws IOException {
    Path target = folder.toAbsolutePath();
    Files.createDirectories(target.getParent());
    Path beside =
        target.resolveSibling("." + target.getFileName() + "-" + ProcessHandle.current().pid());
    delete(beside);
    Files.createDirectory(beside);
    try {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path place = beside.resolve(file.getKey());
        Files.createDirectories(place.getParent());
        Files.write(place, file.getValue());
      }
      delete(target);
      Files.move(beside, target);
    } finally {
      delete(beside);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
