package dev.orrery.runstore;

import java.nio.file.Path;
import java.util.List;

/** A process of its own that writes to a store, for {@link ProcessesTest}. */
public final class Writing {

  private Writing() {}

  /** The store's file, {@code runs} or {@code trials}, the first number, and how many. */
  public static void main(String[] args) {
    int first = Integer.parseInt(args[2]);
    int end = first + Integer.parseInt(args[3]);
    try (RunStore store = RunStore.open(Path.of(args[0]))) {
      StudyLog log =
          StudyLog.open(store, Study.begun("key", "tune", "a study", "{}", null), Runs.common());
      for (int i = first; i < end; i++) {
        if (args[1].equals("runs")) {
          store.add(List.of(Runs.run(i)));
          store.tag(Runs.id(i), List.of("written"), List.of());
        } else {
          log.add(List.of(Runs.trial(i)));
        }
        System.out.println(i);
      }
    }
  }
}
