package dev.orrery.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.orrery.core.error.CustomerError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON in and out of the command line. */
public final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** For what people write: a name given twice or text after the end is a slip, not data. */
  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** A value as one line. */
  public static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A metric, a fraction or a time: NaN and infinity as null, as JSON has neither. */
  public static Double number(Double value) {
    return value == null || !Double.isFinite(value) ? null : value;
  }

  /**
   * SageMaker's string map of hyperparameters. Values that are not strings are taken as their text,
   * lists as JSON.
   *
   * @throws CustomerError when the file is not a flat JSON object
   */
  static Map<String, String> stringMap(Path file) throws IOException {
    Map<String, Object> raw;
    if (Files.isDirectory(file)) {
      throw new CustomerError("This is a folder; expected a JSON file", file.toString());
    }
    try {
      raw =
          STRICT
              .readerFor(new TypeReference<Map<String, Object>>() {})
              .readValue(Files.readString(file));
    } catch (JacksonException e) {
      throw new CustomerError(
          "Expected a JSON object of hyperparameters, name to value as strings, such as"
              + " {\"k\": \"10\"}",
          file.toString(),
          e);
    }
    Map<String, String> map = new LinkedHashMap<>();
    raw.forEach((name, value) -> map.put(name, value instanceof String text ? text : line(value)));
    return map;
  }
}
