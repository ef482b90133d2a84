package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A page of the documentation as its reader follows it: the files that it prints, the edits that it
 * asks for, the commands, and what they print.
 *
 * @param path the page
 * @param blocks its fenced blocks, in order
 */
record Page(Path path, List<Block> blocks) {

  /**
   * A fenced block.
   *
   * @param language the first word behind the fence
   * @param info the rest of that line: the path of a printed file, or {@code long}
   * @param above the last line before the fence that is not empty
   * @param content its lines
   */
  record Block(String language, String info, String above, List<String> content) {

    /** Whether it prints a file, whole. */
    boolean isFile() {
      return info.contains(".") && !language.equals("diff");
    }

    /** Its commands, one a line; lines that a backslash ends are joined. */
    List<String> commands() {
      String joined = String.join("\n", content).replaceAll("\\\\\\n\\s*", "");
      return joined.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
  }

  /** Reads a page, whose blocks that are files must be named in the text above, too. */
  static Page read(Path path) throws IOException {
    List<Block> blocks = new ArrayList<>();
    String above = "";
    List<String> lines = Files.readAllLines(path);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("```")) {
        String[] words = line.substring(3).strip().split("\\s+", 2);
        int from = i + 1;
        do {
          i++;
        } while (!lines.get(i).startsWith("```"));
        String info = words.length > 1 ? words[1] : "";
        blocks.add(new Block(words[0], info, above, List.copyOf(lines.subList(from, i))));
      } else if (!line.isBlank()) {
        above = line;
      }
    }
    for (Block block : blocks) {
      if (block.info.contains(".")) {
        assertThat(block.above).as("the line above a block").contains("`" + block.info + "`");
      }
    }
    return new Page(path, blocks);
  }

  /**
   * Writes the files that the page prints and makes its edits.
   *
   * @param root the root of the checkout, whose files are edited as they are found there
   * @param to where files and edited files are written, under their paths
   * @return the paths
   */
  List<String> follow(Path root, Path to) throws IOException {
    List<String> written = new ArrayList<>();
    for (Block block : blocks) {
      if (block.isFile() || block.language.equals("diff")) {
        Path file = to.resolve(block.info);
        Files.createDirectories(file.getParent());
        if (block.isFile()) {
          assertThat(root.resolve(block.info)).doesNotExist();
          Files.write(file, block.content);
        } else {
          Path from = Files.exists(file) ? file : root.resolve(block.info);
          Files.write(file, edited(Files.readAllLines(from), block));
        }
        written.add(block.info);
      }
    }
    return written;
  }

  /** Lines after the edits of a block: context as it is found, lines gone (-) and new (+). */
  private static List<String> edited(List<String> lines, Block block) {
    List<String> result = new ArrayList<>(lines);
    List<String> hunk = new ArrayList<>();
    for (String line :
        IntStream.rangeClosed(0, block.content.size())
            .mapToObj(i -> i < block.content.size() ? block.content.get(i) : "@@")
            .toList()) {
      if (!line.startsWith("@@")) {
        hunk.add(line);
        continue;
      }
      List<String> before = side(hunk, '+');
      List<String> after = side(hunk, '-');
      int[] places =
          IntStream.rangeClosed(0, result.size() - before.size())
              .filter(at -> same(result.subList(at, at + before.size()), before))
              .toArray();
      assertThat(places).as("places of %s in %s", before, block.info).hasSize(1);
      for (int i = 0; i < before.size(); i++) {
        result.remove(places[0]);
      }
      result.addAll(places[0], after);
      hunk.clear();
    }
    return result;
  }

  private static List<String> side(List<String> hunk, char without) {
    return hunk.stream()
        .filter(line -> line.isEmpty() || line.charAt(0) != without)
        .map(line -> line.isEmpty() ? line : line.substring(1))
        .toList();
  }

  private static boolean same(List<String> a, List<String> b) {
    return IntStream.range(0, b.size()).allMatch(i -> a.get(i).strip().equals(b.get(i).strip()));
  }
}
