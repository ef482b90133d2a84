package dev.orrery.cli.runs;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import dev.orrery.runstore.StoredRun;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Option;

/** What a person says of a run or a study, apart from its name. */
public final class ExperimentOptions {

  private static final int LONGEST = 100;

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      description = "The experiment that this is a part of.")
  private String group;

  @Option(names = "--tag", paramLabel = "WORD", description = "A tag; may be repeated.")
  private List<String> tags = new ArrayList<>();

  @Option(names = "--note", paramLabel = "TEXT", description = "A remark.")
  private String note;

  /**
   * The labels.
   *
   * @param name or null
   * @throws CustomerError when they cannot be used
   */
  public StoredRun.Labels labels(String name) {
    if (name != null) {
      checkName(name);
    }
    if (group != null) {
      oneLine(group, "--group");
    }
    tags.forEach(ExperimentOptions::checkTag);
    return new StoredRun.Labels(
        name,
        group,
        List.copyOf(new LinkedHashSet<>(tags)),
        note == null || note.isBlank() ? List.of() : List.of(note.strip()));
  }

  /** A name is one line without the slashes of a folder. */
  private static void checkName(String name) {
    oneLine(name, "--name");
    if (name.contains("/") || name.contains("\\")) {
      throw new CustomerError("A name has no slashes, as a folder has", "--name " + name);
    }
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
