package dev.orrery.api;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import dev.orrery.formats.OpenedData;
import dev.orrery.formats.Preparation;
import dev.orrery.formats.ReadOptions;
import dev.orrery.training.JobRequest;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * The data of a training.
 *
 * @param train what is trained on
 * @param validation what is chosen by; null for none
 * @param test what the model is scored on; null for none
 */
record Channels(Dataset train, Dataset validation, Dataset test) {

  /** What of the reading concerns more than one channel; the rest each data set has itself. */
  JobRequest.Reading reading() {
    return new JobRequest.Reading(
        train.options().contentType().map(Object::toString).orElse(null),
        null,
        null,
        null,
        List.of(),
        false,
        List.of(),
        false,
        null,
        null);
  }

  /** Opens a channel, as {@link dev.orrery.training.ChannelOpener} asks. */
  OpenedData open(
      String channel,
      String argument,
      ReadOptions wanted,
      Consumer<String> notes,
      Preparation learnt)
      throws IOException {
    Dataset data =
        switch (channel) {
          case "validation" -> validation;
          case "test" -> test;
          default -> train;
        };
    ReadOptions own = data.like(train.options());
    if (learnt != null && own.standardize() && !learnt.standardized()) {
      throw new CustomerError(
          Text.format(
              "The %s data is to be standardized, and the training data is not; it is standardize() of"
                  + " the training data that counts for all",
              channel),
          "standardize");
    }
    ReadOptions.Builder read =
        own.toBuilder()
            .labelSize(wanted.labelSize())
            .keepLabel(wanted.keepLabel())
            .labelWords(wanted.labelWords())
            .labelMayLack(wanted.labelMayLack());
    if (own.contentType().equals(train.options().contentType())) {
      // What the algorithm made of the content type that its channels share.
      wanted.contentType().ifPresent(read::contentType);
    }
    return data.open(channel, read.build(), notes, learnt);
  }
}
