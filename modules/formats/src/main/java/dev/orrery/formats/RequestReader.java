package dev.orrery.formats;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads the body of an inference request: the same way as files, without labels (spec A2, A3). */
public final class RequestReader {

  /** The name of the channel of data to be predicted, which has messages of its own (spec A6). */
  public static final String CHANNEL = "inference";

  private RequestReader() {}

  /**
   * Opens a body. CSV has no header, and no label unless {@code label_size} says so; labels are
   * passed over.
   *
   * @param body the bytes of the request
   * @param type its Content-Type
   * @param learnt what was learnt on the training data; {@link Preparation#plain} for a model that
   *     only has a width
   * @throws dev.orrery.core.error.CustomerError when the body cannot be understood or has another
   *     width
   */
  public static OpenedData open(byte[] body, ContentType type, Preparation learnt)
      throws IOException {
    DataFile file = DataFile.inMemory("request", body, type.mediaType());
    ReadOptions options =
        ReadOptions.builder()
            .contentType(type)
            .header(ReadOptions.Header.NO)
            .keepLabel(false)
            .build();
    DataArgument data = new DataArgument(List.of(file), Optional.empty());
    return Data.opened("request", CHANNEL, data, options, note -> {}, learnt);
  }
}
