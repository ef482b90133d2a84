package dev.orrery.cli;

import dev.orrery.formats.Split;
import dev.orrery.training.JobRequest;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How data is read: the options that {@code run} and {@code convert} share. */
final class DataOptions {

  @Option(
      names = "--content-type",
      paramLabel = "TYPE",
      description = "Format in SageMaker's words, such as 'text/csv;label_size=1'; else found out.")
  String contentType;

  @Option(
      names = "--header",
      paramLabel = "yes|no",
      description = "Whether the first line of CSV is a header; else found out.")
  String header;

  @Option(names = "--label", paramLabel = "NAME", description = "Name of the label column.")
  String label;

  @Option(
      names = "--positive",
      paramLabel = "NAME",
      description = "The label that counts as positive, where labels are two words.")
  String positive;

  @Option(
      names = "--drop",
      split = ",",
      paramLabel = "NAME",
      description = "Columns to leave out, by name.")
  List<String> drop = new ArrayList<>();

  @Option(names = "--drop-missing", description = "Leave out rows with an empty cell.")
  boolean dropMissing;

  @Option(
      names = "--one-hot",
      split = ",",
      paramLabel = "NAME",
      description = "Columns of words, each to become one column per word.")
  List<String> oneHot = new ArrayList<>();

  @Option(
      names = "--standardize",
      description = "Bring every feature to mean 0 and deviation 1 over the training data.")
  boolean standardize;

  /** As part of a request. */
  JobRequest.Reading reading(String split) {
    return new JobRequest.Reading(
        contentType,
        header,
        label,
        positive,
        drop,
        dropMissing,
        oneHot,
        standardize,
        split == null ? null : Split.fraction(split),
        null);
  }
}
