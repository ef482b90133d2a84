package dev.orrery.training;

import dev.orrery.core.error.CustomerError;
import dev.orrery.formats.DataFile;
import dev.orrery.formats.OpenedData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run's data was, and whether it still is. */
public final class Provenance {

  private Provenance() {}

  private static RunRecord.Channel describe(OpenedData data) throws IOException {
    List<RunRecord.DataFile> files = new ArrayList<>();
    for (DataFile file : data.files()) {
      files.add(new RunRecord.DataFile(file.name(), file.bytes(), file.sha256()));
    }
    Long rows = data.source().rows().isPresent() ? data.source().rows().getAsLong() : null;
    return new RunRecord.Channel(data.featureDim(), rows, files);
  }

  /** What opened channels read, by name, with the hash of every file. */
  public static Map<String, RunRecord.Channel> describe(Map<String, OpenedData> channels)
      throws IOException {
    Map<String, RunRecord.Channel> described = new LinkedHashMap<>();
    for (Map.Entry<String, OpenedData> channel : channels.entrySet()) {
      described.put(channel.getKey(), describe(channel.getValue()));
    }
    return described;
  }

  /**
   * Compares the data with that of an earlier run.
   *
   * @throws CustomerError naming the first file that is another
   */
  static void checkSameData(RunRecord earlier, Map<String, RunRecord.Channel> now) {
    earlier
        .channels()
        .forEach(
            (name, channel) -> {
              List<RunRecord.DataFile> files = now.get(name).files();
              if (files.size() > channel.files().size()) {
                throw new CustomerError(
                    "The "
                        + name
                        + " data is not what the run was made with: "
                        + files.size()
                        + " files where there were "
                        + channel.files().size(),
                    files.getFirst().name());
              }
              for (int i = 0; i < channel.files().size(); i++) {
                RunRecord.DataFile then = channel.files().get(i);
                if (i >= files.size() || !files.get(i).sha256().equals(then.sha256())) {
                  throw new CustomerError(
                      "The "
                          + name
                          + " data is not what the run was made with: the SHA-256 of "
                          + then.name()
                          + " differs",
                      then.name());
                }
              }
            });
  }
}
