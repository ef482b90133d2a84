package dev.orrery.training;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The data of a channel, of which a row that cannot be read is told in SageMaker's words (spec A6)
 * with the place and what was expected there.
 *
 * @param data the rows
 * @param channel the channel's name
 * @param requested the content type that was asked for
 */
record ChannelData(DataSource data, String channel, Optional<String> requested)
    implements DataSource {

  /** What opens or reads something. */
  @FunctionalInterface
  interface Reading<T> {
    /** Does it. */
    T read() throws IOException;
  }

  /** Reads, and tells of bad data in SageMaker's words. */
  static <T> T told(String channel, Optional<String> requested, Reading<T> reading)
      throws IOException {
    try {
      return reading.read();
    } catch (CustomerError e) {
      throw inSageMakersWords(channel, requested, e);
    }
  }

  /** What is said of a place in a file, "place: what", is of data that cannot be parsed. */
  private static CustomerError inSageMakersWords(
      String channel, Optional<String> requested, CustomerError e) {
    String place = e.where().orElse("");
    if (place.isEmpty() || !e.getMessage().startsWith(place + ": ")) {
      return e;
    }
    String sentence =
        requested
            .map(
                type ->
                    Text.format(
                        "Requested content-type is '%s'. Please verify the data matches the requested content-type.",
                        type))
            .orElse("Please verify the correct data channel configuration is provided.");
    return new CustomerError(
        Text.format("Unable to read data channel '%s'. %s (%s)", channel, sentence, e.getMessage()),
        place,
        e);
  }

  @Override
  public String name() {
    return data.name();
  }

  @Override
  public List<String> featureNames() {
    return data.featureNames();
  }

  @Override
  public BatchReader open() throws IOException {
    BatchReader reader = told(channel, requested, data::open);
    return new BatchReader() {
      @Override
      public Batch next(int maxRows) throws IOException {
        return told(channel, requested, () -> reader.next(maxRows));
      }

      @Override
      public double progress() {
        return reader.progress();
      }

      @Override
      public void close() throws IOException {
        reader.close();
      }
    };
  }

  @Override
  public OptionalLong rows() {
    return data.rows();
  }

  @Override
  public List<DataSource> parts() {
    return data.parts().stream()
        .<DataSource>map(part -> new ChannelData(part, channel, requested))
        .toList();
  }
}
