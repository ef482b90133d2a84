package dev.orrery.cli;

import dev.orrery.core.text.Text;
import dev.orrery.formats.DataFile;
import dev.orrery.formats.OpenedData;
import dev.orrery.kernels.Backend;
import dev.orrery.training.Estimate;
import dev.orrery.training.Job;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run would do, without doing it. */
final class DryRun {

  private final Job job;
  private final Backend backend;
  private final int threads;

  DryRun(Job job, Backend backend, int threads) {
    this.job = job;
    this.backend = backend;
    this.threads = threads;
  }

  int print(PrintWriter out, OutputOptions output) throws IOException {
    Estimate estimate = Estimate.of(job, backend, threads);
    if (output.json) {
      out.println(Json.line(json(estimate)));
      return 0;
    }
    out.println(ReportInput.title(job) + " would read");
    for (Map.Entry<String, OpenedData> channel : job.channels().entrySet()) {
      OpenedData data = channel.getValue();
      String rows =
          data.source().rows().isPresent()
              ? Text.format("%,d", data.source().rows().getAsLong())
              : "about " + Text.format("%,d", estimate.rows().get(channel.getKey()));
      out.println(
          "  " + channel.getKey() + ": " + rows + " rows x " + data.featureDim() + " features");
      for (DataFile file : data.files()) {
        out.println(
            "    " + file.path() + " (" + file.bytes() + " bytes, " + file.mediaType() + ")");
      }
    }
    job.notes().forEach(note -> out.println("  " + note));
    out.println("with the hyperparameters");
    job.hyperparameters().asMap().forEach((name, value) -> out.println("  " + name + "=" + value));
    int passes = job.algorithm().passes(job.hyperparameters());
    out.println(
        Text.format(
            "in at most %d pass%s over the training data", passes, passes == 1 ? "" : "es"));
    out.println("on backend " + backend.name() + " (" + backend.device() + ")");
    out.println("  memory  about " + mebibytes(estimate.memoryBytes()));
    out.println(
        "  time    about " + Durations.text(estimate.seconds()) + " and what finishing takes");
    return 0;
  }

  private Map<String, Object> json(Estimate estimate) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("algorithm", job.request().algorithm());
    json.put("dry_run", true);
    json.put("backend", backend.name());
    json.put("hyperparameters", job.hyperparameters().asMap());
    Map<String, Object> channels = new LinkedHashMap<>();
    for (Map.Entry<String, OpenedData> channel : job.channels().entrySet()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("rows", estimate.rows().get(channel.getKey()));
      row.put("feature_dim", channel.getValue().featureDim());
      List<Map<String, Object>> files = new ArrayList<>();
      for (DataFile file : channel.getValue().files()) {
        files.add(Map.of("name", file.name(), "bytes", file.bytes()));
      }
      row.put("files", files);
      channels.put(channel.getKey(), row);
    }
    json.put("channels", channels);
    json.put("passes", job.algorithm().passes(job.hyperparameters()));
    json.put("memory_bytes", estimate.memoryBytes());
    json.put("seconds", Json.number(estimate.seconds()));
    json.put("notes", job.notes());
    return json;
  }

  private static String mebibytes(long bytes) {
    return Text.format("%.1f MiB", bytes / 1048576.0);
  }
}
