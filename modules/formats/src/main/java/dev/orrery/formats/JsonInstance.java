package dev.orrery.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.orrery.core.text.Text;
import java.io.IOException;

/**
 * One instance of a JSON request or one line of JSON Lines, in any form of spec A3: {@code
 * {"features": [...]}}, {@code {"data": {"features": [...]}}}, {@code {"data": {"features":
 * {"values": [...]}}}}, sparse with {@code keys} and {@code shape}; for training a {@code "label"}
 * beside, a number or a list of numbers.
 */
final class JsonInstance {

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private final VectorRows rows;

  /** Instances of rows, which tell the place of a failure. */
  JsonInstance(VectorRows rows) {
    this.rows = rows;
  }

  /** Reads the object whose first token is the parser's current one. */
  void read(JsonParser in, Vector into) throws IOException {
    expect(in, JsonToken.START_OBJECT, "an object such as {\"features\": [1.5, 2]}");
    boolean found = false;
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      in.nextToken();
      switch (name) {
        case "features" -> {
          element(in, into);
          found = true;
        }
        case "data" -> {
          data(in, into);
          found = true;
        }
        case "label" -> label(in, into);
        default -> in.skipChildren();
      }
    }
    if (!found) {
      throw rows.error("neither \"features\" nor \"data\" was found where one was expected");
    }
  }

  /** What a parser's complaint means at this place: of the text, or of bytes that are none. */
  RuntimeException notJson(IOException e) {
    String complaint =
        e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
    return rows.error(
        Text.format(
            "the text is not JSON (%s)",
            complaint.lines().findFirst().orElse("").replaceFirst(" \\(start marker at.*", "")));
  }

  private void data(JsonParser in, Vector into) throws IOException {
    expect(in, JsonToken.START_OBJECT, "an object for \"data\"");
    int fields = 0;
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      in.nextToken();
      if (++fields > 1) {
        throw rows.error("\"data\" has several fields where only \"features\" was expected");
      }
      element(in, into);
    }
    if (fields == 0) {
      throw rows.error("\"data\" is empty where \"features\" was expected");
    }
  }

  /** A list of values, or an object with values and, when sparse, keys and shape. */
  private void element(JsonParser in, Vector into) throws IOException {
    into.count = 0;
    into.keyCount = 0;
    if (in.currentToken() == JsonToken.START_ARRAY) {
      while (in.nextToken() != JsonToken.END_ARRAY) {
        into.value(number(in));
      }
      into.width = into.count;
      return;
    }
    expect(in, JsonToken.START_OBJECT, "a list of numbers, or an object with \"values\"");
    long width = Vector.UNTOLD;
    boolean keys = false;
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      in.nextToken();
      switch (name) {
        case "values" -> {
          expect(in, JsonToken.START_ARRAY, "a list for \"values\"");
          while (in.nextToken() != JsonToken.END_ARRAY) {
            into.value(number(in));
          }
        }
        case "keys" -> {
          expect(in, JsonToken.START_ARRAY, "a list for \"keys\"");
          keys = true;
          while (in.nextToken() != JsonToken.END_ARRAY) {
            into.key(whole(in));
          }
        }
        case "shape" -> width = shape(in);
        default -> in.skipChildren();
      }
    }
    if (keys && width == Vector.UNTOLD) {
      throw rows.error("\"keys\" were found without the \"shape\" that was expected with them");
    }
    into.sparse = keys;
    into.width = width == Vector.UNTOLD ? into.count : width;
  }

  private long shape(JsonParser in) throws IOException {
    expect(in, JsonToken.START_ARRAY, "a list for \"shape\"");
    long product = 1;
    while (in.nextToken() != JsonToken.END_ARRAY) {
      long size = whole(in);
      if (size < 0 || size != 0 && product > Long.MAX_VALUE / size) {
        throw rows.error(Text.format("the shape has the dimension %d, which cannot be read", size));
      }
      product *= size;
    }
    return product;
  }

  private void label(JsonParser in, Vector into) throws IOException {
    if (in.currentToken() == JsonToken.START_ARRAY) {
      while (in.nextToken() != JsonToken.END_ARRAY) {
        into.label(number(in));
      }
    } else {
      into.label(number(in));
    }
  }

  private float number(JsonParser in) throws IOException {
    return switch (in.currentToken()) {
      case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT -> in.getFloatValue();
      case VALUE_NULL -> Float.NaN;
      case null, default -> throw unexpected(in, "a number");
    };
  }

  private long whole(JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.VALUE_NUMBER_INT
        || in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw unexpected(in, "a whole number");
    }
    return in.getLongValue();
  }

  private void expect(JsonParser in, JsonToken token, String what) throws IOException {
    if (in.currentToken() != token) {
      throw unexpected(in, what);
    }
  }

  private RuntimeException unexpected(JsonParser in, String expected) throws IOException {
    return rows.error(
        Text.format(
            "%s was found where %s was expected",
            in.currentToken() == null ? "the end" : "'" + DataErrors.shown(in.getText()) + "'",
            expected));
  }
}
