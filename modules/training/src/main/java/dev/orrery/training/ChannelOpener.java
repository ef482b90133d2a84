package dev.orrery.training;

import dev.orrery.formats.Data;
import dev.orrery.formats.OpenedData;
import dev.orrery.formats.Preparation;
import dev.orrery.formats.ReadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** How what a request names as the data of a channel is opened. */
@FunctionalInterface
public interface ChannelOpener {

  /**
   * Opens the data of a channel.
   *
   * @param channel {@code train}, {@code validation} or {@code test}
   * @param argument what the request names
   * @param options how the request and the algorithm want it read
   * @param notes gets one line for every decision
   * @param learnt how the training data was read; null when this is the training data
   * @throws dev.orrery.core.error.CustomerError when it cannot be read, naming the place
   */
  OpenedData open(
      String channel,
      String argument,
      ReadOptions options,
      Consumer<String> notes,
      Preparation learnt)
      throws IOException;

  /** Samples of a catalog's folder, files, folders and globs. */
  static ChannelOpener of(Path datasets) {
    return (channel, argument, options, notes, learnt) ->
        learnt == null
            ? Data.open(argument, channel, options, datasets, notes)
            : Data.open(argument, channel, options, datasets, notes, learnt);
  }
}
