package dev.orrery.cli;

import dev.orrery.formats.ReadOptions;
import dev.orrery.training.JobRequest;
import java.util.List;
import picocli.CommandLine.Option;

/** How to read rows that a model is asked about. */
final class RowOptions {

  @Option(
      names = "--content-type",
      paramLabel = "TYPE",
      description = "Format of the rows in SageMaker's words; else found out.")
  private String contentType;

  @Option(
      names = "--header",
      paramLabel = "yes|no",
      description = "Whether the first line of CSV is a header; else found out.")
  private String header;

  /**
   * What they say.
   *
   * @param label name of a label column; null for none
   */
  ReadOptions reading(String label) {
    return new JobRequest.Reading(
            contentType, header, label, null, List.of(), false, List.of(), false, null, null)
        .options(0, false, false);
  }
}
