package dev.orrery.site;

import dev.orrery.site.markdown.Markdown;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.commonmark.node.BulletList;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;

/**
 * The tree of all pages, read from a nested list of links: an item leads to a page, or is the name
 * of a group. An item that leads to a folder stands for the folder's pages that are not named
 * elsewhere, by their file names but index.md first; a folder that is not there stands for none.
 */
final class Navigation {

  /**
   * An entry of the tree.
   *
   * @param page the page it leads to; empty for a group
   * @param text what it says
   * @param below what stands below it
   */
  record Entry(Optional<String> page, String text, List<Entry> below) {}

  private final List<Entry> entries;
  private final List<String> order;

  private Navigation(List<Entry> entries) {
    this.entries = entries;
    List<String> pages = new ArrayList<>();
    entries.forEach(entry -> addPages(entry, pages));
    this.order = List.copyOf(pages);
  }

  private static void addPages(Entry entry, List<String> pages) {
    entry.page().ifPresent(pages::add);
    entry.below().forEach(below -> addPages(below, pages));
  }

  /** Reads the list, and looks for pages that it leaves out. */
  static Navigation read(
      String file,
      String markdown,
      Layout layout,
      Map<String, Document> documents,
      Problems problems) {
    Reader reader = new Reader(file, layout, documents, problems);
    Node root = Markdown.read(markdown);
    reader.findNamed(root);
    List<Entry> entries = new ArrayList<>();
    for (Node node : Markdown.children(root)) {
      if (node instanceof BulletList list) {
        entries.addAll(reader.entries(list));
      }
    }
    Navigation navigation = new Navigation(entries);
    Set<String> reached = new LinkedHashSet<>();
    for (String page : navigation.order) {
      if (!reached.add(page)) {
        problems.add(file, 0, "two items lead to " + page);
      }
    }
    for (String page : layout.pages()) {
      if (!reached.contains(page)) {
        problems.add(page, 1, "no item of " + file + " leads to this page");
      }
    }
    return navigation;
  }

  /** The top of the tree. */
  List<Entry> entries() {
    return entries;
  }

  /** The page before another, in the order of the tree. */
  Optional<String> before(String page) {
    int at = order.indexOf(page);
    return at > 0 ? Optional.of(order.get(at - 1)) : Optional.empty();
  }

  /** The page behind another, in the order of the tree. */
  Optional<String> behind(String page) {
    int at = order.indexOf(page);
    return at >= 0 && at + 1 < order.size() ? Optional.of(order.get(at + 1)) : Optional.empty();
  }

  /** Makes entries of the items of a list. */
  private static final class Reader {
    private final String file;
    private final Layout layout;
    private final Map<String, Document> documents;
    private final Problems problems;
    private final Set<String> named = new LinkedHashSet<>();

    Reader(String file, Layout layout, Map<String, Document> documents, Problems problems) {
      this.file = file;
      this.layout = layout;
      this.documents = documents;
      this.problems = problems;
    }

    void findNamed(Node root) {
      Markdown.walk(
          root,
          node -> {
            if (node instanceof Link link && !link.getDestination().endsWith("/")) {
              Layout.resolve(file, link.getDestination()).ifPresent(named::add);
            }
          });
    }

    List<Entry> entries(BulletList list) {
      List<Entry> entries = new ArrayList<>();
      for (Node item : Markdown.children(list)) {
        List<Entry> below = new ArrayList<>();
        Node head = item;
        for (Node part : Markdown.children(item)) {
          switch (part) {
            case Paragraph paragraph -> head = paragraph;
            case BulletList inner -> below.addAll(entries(inner));
            default ->
                problems.add(file, Markdown.line(part), "expected an item: a link or a name");
          }
        }
        add(head, below, entries);
      }
      return entries;
    }

    private void add(Node head, List<Entry> below, List<Entry> entries) {
      if (!(head.getFirstChild() instanceof Link link)) {
        if (!below.isEmpty()) {
          entries.add(new Entry(Optional.empty(), Markdown.text(head), below));
        }
        return;
      }
      String target = Layout.resolve(file, link.getDestination()).orElse("");
      if (link.getDestination().endsWith("/")) {
        entries.addAll(folder(target));
      } else if (documents.containsKey(target)) {
        entries.add(new Entry(Optional.of(target), Markdown.text(link), below));
      } else {
        problems.add(file, Markdown.line(link), "there is no page " + target);
      }
    }

    private List<Entry> folder(String folder) {
      List<Entry> entries = new ArrayList<>();
      for (String page : layout.pages()) {
        if (!named.contains(page)
            && page.substring(0, Math.max(0, page.lastIndexOf('/'))).equals(folder)) {
          Entry entry = new Entry(Optional.of(page), documents.get(page).title(), List.of());
          entries.add(page.endsWith("/index.md") ? 0 : entries.size(), entry);
        }
      }
      return entries;
    }
  }
}
