package dev.orrery.cli.runs;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import dev.orrery.runstore.RunStore;
import dev.orrery.runstore.StoredRun;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Option;

/** What a person says of a run when it begins. */
public final class LabelOptions {

  private static final int LONGEST = 100;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "A name for the run that no other in the run store has.")
  private String name;

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      description = "The experiment that the run is a part of.")
  private String group;

  @Option(names = "--tag", paramLabel = "WORD", description = "A tag; may be repeated.")
  private List<String> tags = new ArrayList<>();

  @Option(names = "--note", paramLabel = "TEXT", description = "A remark on the run.")
  private String note;

  /**
   * The labels.
   *
   * @throws CustomerError when they cannot be used or the name is taken
   */
  public StoredRun.Labels check() {
    if (name != null) {
      oneLine(name, "--name");
      if (name.contains("/") || name.contains("\\")) {
        throw new CustomerError("A run's name has no slashes, as a folder has", "--name " + name);
      }
      if (Files.exists(StoreFile.path())) {
        try (RunStore store = StoreFile.open()) {
          store.checkFree(name);
        }
      }
    }
    if (group != null) {
      oneLine(group, "--group");
    }
    tags.forEach(LabelOptions::checkTag);
    return new StoredRun.Labels(
        name,
        group,
        List.copyOf(new LinkedHashSet<>(tags)),
        note == null || note.isBlank() ? List.of() : List.of(note.strip()));
  }

  /** A tag is one word that is neither put on nor taken off by its first sign. */
  static void checkTag(String tag) {
    if (!tag.matches("[^\\s+\\-][^\\s]*") || tag.length() > LONGEST) {
      throw new CustomerError(
          "A tag is one word that does not begin with + or -, found '" + tag + "'", "--tag");
    }
  }

  private static void oneLine(String text, String option) {
    if (text.isBlank() || text.length() > LONGEST || text.chars().anyMatch(c -> c < ' ')) {
      throw new CustomerError(
          Text.format("Expected one line of 1 to %d characters", LONGEST), option);
    }
  }
}
