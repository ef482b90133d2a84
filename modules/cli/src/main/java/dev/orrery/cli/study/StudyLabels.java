package dev.orrery.cli.study;

import dev.orrery.cli.runs.StoreFile;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import dev.orrery.report.RunReport;
import dev.orrery.runstore.RunStore;
import dev.orrery.runstore.StoredRun;
import dev.orrery.runstore.Study;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a person says of a study: its name, and what all its trials are labelled with. */
public final class StudyLabels {

  private StudyLabels() {}

  /**
   * Refuses a name by which another study is known; going on with the study of that name is fine. A
   * store that cannot be read knows of none.
   *
   * @param name or null, which is refused to nobody
   * @param key of the study that is to have the name
   */
  public static void checkName(String name, String key) {
    if (name == null) {
      return;
    }
    Optional<Study> holder;
    try (RunStore store = StoreFile.open()) {
      holder =
          store.studies().stream()
              .filter(study -> study.name().equals(name) && !study.key().equals(key))
              .findFirst();
    } catch (CustomerError e) {
      return; // the study itself warns that it is not recorded
    }
    if (holder.isPresent()) {
      boolean tuning = holder.get().kind().equals("tune");
      throw new CustomerError(
          Text.format(
              "The name '%s' is taken by another %s, which was asked for otherwise; give this one another name",
              name, tuning ? "tuning job" : "comparison"),
          "--name");
    }
  }

  /** As a page tells them; none where nothing was said. */
  public static List<RunReport.Fact> facts(StoredRun.Labels labels) {
    return texts(labels).entrySet().stream()
        .map(entry -> RunReport.Fact.of(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Map<String, String> texts(StoredRun.Labels labels) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("name", labels.name());
    texts.put("group", labels.group());
    texts.put("tags", labels.tags().isEmpty() ? null : String.join(" ", labels.tags()));
    texts.put("remark", labels.comments().isEmpty() ? null : labels.comments().getFirst());
    texts.values().removeIf(text -> text == null);
    return texts;
  }

  /** Adds them to what a script reads, by the names that {@code runs show --json} uses. */
  public static void add(Map<String, Object> json, StoredRun.Labels labels) {
    json.put("group", labels.group());
    json.put("tags", labels.tags());
    json.put("comments", labels.comments());
  }
}
