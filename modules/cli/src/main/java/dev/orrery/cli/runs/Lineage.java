package dev.orrery.cli.runs;

import dev.orrery.core.text.Text;
import dev.orrery.runstore.Relation;
import dev.orrery.runstore.RunStore;
import dev.orrery.runstore.StoredRun;
import dev.orrery.runstore.Study;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of what: data, runs, the states that they left and began with, and models. Found from
 * one run or file in both directions.
 */
final class Lineage {

  private final RunStore store;
  private final Map<String, StoredRun> runs = new LinkedHashMap<>();
  private final List<Study> studies = new ArrayList<>();
  private final List<Map<String, Object>> edges = new ArrayList<>();
  private final List<String> said = new ArrayList<>();

  Lineage(RunStore store) {
    this.store = store;
  }

  /** Begins with all that read or left a file. */
  void addFile(String sha256) throws IOException {
    for (StoredRun run : store.related(Relation.MODEL, sha256)) {
      said.add("is the model of " + named(run));
      addRun(run);
    }
    for (StoredRun run : store.related(Relation.STATE, sha256)) {
      said.add("is the final state of " + named(run));
      addRun(run);
    }
    for (StoredRun run : store.related(Relation.DATA_FILE, sha256)) {
      said.add("was read by " + named(run));
      addRun(run);
    }
    for (Study study : store.studiesReading(sha256)) {
      said.add(
          Text.format(
              "was read by the trials of %s %s (%s)",
              study.kind(), study.name(), study.key().substring(0, 8)));
      studies.add(study);
    }
  }

  /** Begins with a run. */
  void addRun(StoredRun run) {
    if (runs.containsKey(run.id())) {
      return;
    }
    ancestors(run);
    descendants(run);
  }

  boolean isEmpty() {
    return runs.isEmpty() && studies.isEmpty();
  }

  private void ancestors(StoredRun run) {
    String from = run.lineage().fromState();
    if (from == null) {
      return;
    }
    for (StoredRun parent : store.related(Relation.STATE, from)) {
      if (!runs.containsKey(parent.id())) {
        ancestors(parent);
        add(parent);
      }
    }
  }

  private void descendants(StoredRun run) {
    add(run);
    List<StoredRun> next = new ArrayList<>();
    if (run.lineage().state() != null) {
      next.addAll(store.related(Relation.FROM_STATE, run.lineage().state()));
    }
    next.addAll(store.related(Relation.REPLAY_OF, run.id()));
    for (StoredRun child : next) {
      if (!runs.containsKey(child.id())) {
        descendants(child);
      }
    }
  }

  private void add(StoredRun run) {
    if (runs.putIfAbsent(run.id(), run) != null) {
      return;
    }
    for (StoredRun.Channel channel : run.channels()) {
      edge("data " + channel.sha256(), "read as " + channel.name(), "run " + run.id());
    }
    StoredRun.Lineage lineage = run.lineage();
    if (lineage.fromState() != null) {
      edge("state " + lineage.fromState(), "begun from", "run " + run.id());
    }
    if (lineage.replayOf() != null) {
      edge("run " + lineage.replayOf(), "replayed as", "run " + run.id());
    }
    if (lineage.model() != null) {
      edge("run " + run.id(), "left", "model " + lineage.model());
    }
    if (lineage.state() != null) {
      edge("run " + run.id(), "left", "state " + lineage.state());
    }
  }

  private void edge(String from, String how, String to) {
    Map<String, Object> edge = new LinkedHashMap<>();
    edge.put("from", from);
    edge.put("how", how);
    edge.put("to", to);
    edges.add(edge);
  }

  Map<String, Object> json() throws IOException {
    List<Map<String, Object>> nodes = new ArrayList<>();
    for (StoredRun run : runs.values()) {
      Map<String, Object> all = RunJson.of(run);
      all.keySet()
          .retainAll(
              List.of(
                  "id",
                  "name",
                  "kind",
                  "algorithm",
                  "status",
                  "created",
                  "folder",
                  "data",
                  "model_sha256",
                  "state_sha256",
                  "from_state_sha256",
                  "from_folder",
                  "replay_of"));
      nodes.add(all);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("found_as", said);
    json.put("runs", nodes);
    json.put("studies", studies.stream().map(Study::key).toList());
    json.put("edges", edges);
    return json;
  }

  /** In the order of descent: a run stands below what it came from. */
  void text(List<String> lines) throws IOException {
    said.forEach(line -> lines.add("  " + line));
    for (StoredRun run : runs.values()) {
      lines.add(named(run));
      for (StoredRun.Channel channel : run.channels()) {
        lines.add(
            Text.format(
                "  read %s: %s (SHA-256 %s)",
                channel.name(),
                channel.argument().isEmpty() ? "split off" : channel.argument(),
                channel.sha256()));
      }
      StoredRun.Lineage lineage = run.lineage();
      if (lineage.fromState() != null) {
        lines.add(
            Text.format(
                "  began with the state of %s (SHA-256 %s)", parent(run), lineage.fromState()));
      }
      if (lineage.replayOf() != null) {
        lines.add("  made run " + lineage.replayOf() + " again: " + run.outcome().reason());
      }
      if (lineage.model() != null) {
        lines.add("  left a model (SHA-256 " + lineage.model() + ")");
      }
      if (lineage.state() != null) {
        lines.add("  left a state (SHA-256 " + lineage.state() + ")");
      }
    }
  }

  private String parent(StoredRun run) {
    return store.related(Relation.STATE, run.lineage().fromState()).stream()
        .map(parent -> "run " + parent.id())
        .findFirst()
        .orElse(run.lineage().fromFolder() + ", which is not recorded");
  }

  private static String named(StoredRun run) throws IOException {
    String name = run.labels().name();
    return Text.format(
        "%s %s%s, %s, %s, %s",
        run.kind().text(),
        run.id(),
        name == null ? "" : " (" + name + ")",
        run.algorithm(),
        ReadStore.status(run),
        run.created());
  }
}
