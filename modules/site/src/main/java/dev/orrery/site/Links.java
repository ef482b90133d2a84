package dev.orrery.site;

import dev.orrery.site.markdown.Markdown;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;

/**
 * Follows every link and picture of the pages: turns their addresses into those of the site,
 * collects the files that the site has to hold for them, and tells of those that lead nowhere.
 */
final class Links {

  private final Layout layout;
  private final Map<String, Document> documents;
  private final Problems problems;
  private final SortedSet<String> files = new TreeSet<>();
  private final SortedSet<String> external = new TreeSet<>();

  Links(Layout layout, Map<String, Document> documents, Problems problems) {
    this.layout = layout;
    this.documents = documents;
    this.problems = problems;
  }

  /** Follows those of a page, and changes them in its tree. */
  void follow(Document page) {
    Markdown.walk(
        page.tree(),
        node -> {
          if (node instanceof Image image) {
            if (Markdown.children(image).isEmpty() || spoken(image).isBlank()) {
              page.problem(
                  problems,
                  node,
                  "the picture "
                      + image.getDestination()
                      + " has no alternative text, expected ![what it shows](...)");
            }
            image.setDestination(target(page, node, image.getDestination(), true));
          } else if (node instanceof Link link) {
            link.setDestination(target(page, node, link.getDestination(), false));
          }
        });
  }

  /** The alternative text of a picture. */
  static String spoken(Image image) {
    StringBuilder text = new StringBuilder();
    Markdown.children(image).forEach(child -> text.append(Markdown.text(child)).append(' '));
    return text.toString().strip();
  }

  private String target(Document page, Node node, String address, boolean picture) {
    if (address.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")) {
      checkExternal(page, node, address, picture);
      return address;
    }
    int hash = address.indexOf('#');
    String path = decoded(hash < 0 ? address : address.substring(0, hash));
    String anchor = hash < 0 ? "" : decoded(address.substring(hash + 1));
    Optional<String> resolved =
        path.isEmpty() ? Optional.of(page.file()) : Layout.resolve(page.file(), path);
    String file = resolved.map(found -> found.replaceAll("/+$", "")).orElse("");
    String problem = resolved.isEmpty() ? "leaves the repository" : problem(file, anchor, picture);
    if (problem != null) {
      page.problem(
          problems, node, "the " + (picture ? "picture " : "link ") + address + " " + problem);
      return address;
    }
    String found = index(file) != null ? index(file) : file;
    if (!documents.containsKey(found)) {
      files.add(found);
      layout.listing(found).ifPresent(files::addAll);
    }
    String way = path.isEmpty() ? "" : Layout.way(layout.target(page.file()), layout.target(found));
    return way + (anchor.isEmpty() ? "" : "#" + anchor);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** What is wrong with a link to a file of the repository, or null. */
  private String problem(String file, String anchor, boolean picture) {
    if (!Files.exists(layout.file(file))) {
      return "leads to nothing: there is no " + (file.isEmpty() ? "such file" : file);
    }
    boolean folder = Files.isDirectory(layout.file(file));
    if (folder && index(file) == null && layout.listing(file).isEmpty()) {
      return "leads to a folder that has no README.md as a page nor code alone; link to its files";
    }
    String found = index(file) != null ? index(file) : file;
    Document document = documents.get(found);
    if (document == null) {
      if (found.equals(Layout.NAVIGATION) || !Layout.mayBeLinked(found)) {
        return "leads to a file that is not part of the site";
      }
      return anchor.isEmpty() || picture ? null : "has an anchor, but no page is there";
    }
    return anchor.isEmpty() || document.has(anchor)
        ? null
        : "leads to nothing: " + found + " has no heading with the anchor " + anchor;
  }

  private String index(String folder) {
    for (String name : new String[] {"index.md", "README.md"}) {
      String file = folder.isEmpty() ? name : folder + "/" + name;
      if (documents.containsKey(file)) {
        return file;
      }
    }
    return null;
  }

  /** Nobody asks the network: the form is looked at, and the list is in the result. */
  private void checkExternal(Document page, Node node, String address, boolean picture) {
    if (picture) {
      page.problem(
          problems,
          node,
          "the picture " + address + " is elsewhere; the site reads without a network");
      return;
    }
    try {
      URI uri = new URI(address);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (web && uri.getHost() != null) {
        external.add(address);
        return;
      }
    } catch (URISyntaxException e) {
      // told below
    }
    page.problem(
        problems,
        node,
        "the link " + address + " is not an address of the web, expected https://...");
  }

  /** The files that are no pages and that the pages lead to. */
  SortedSet<String> files() {
    return files;
  }

  /** The addresses outside of the repository. */
  SortedSet<String> external() {
    return external;
  }
}
