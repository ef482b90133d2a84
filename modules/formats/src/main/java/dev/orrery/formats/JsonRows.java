package dev.orrery.formats;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.CharConversionException;
import java.io.IOException;

/** The rows of a JSON document: the instances of its array {@code instances} (spec A3). */
final class JsonRows extends VectorRows {

  private final String file;
  private final JsonParser in;
  private final JsonInstance instance = new JsonInstance(this);
  private long number;
  private boolean inside;
  private boolean ended;

  JsonRows(DataFile file, Expected expected) throws IOException {
    super(expected);
    this.file = file.name();
    this.in = JsonInstance.FACTORY.createParser(file.open());
  }

  @Override
  String file() {
    return file;
  }

  @Override
  String position() {
    return "instance " + number;
  }

  @Override
  boolean skip() throws IOException {
    try {
      if (!next()) {
        return false;
      }
      in.skipChildren();
      return true;
    } catch (JsonProcessingException | CharConversionException e) {
      throw instance.notJson(e);
    }
  }

  @Override
  boolean parse(Vector into) throws IOException {
    try {
      if (!next()) {
        return false;
      }
      instance.read(in, into);
      return true;
    } catch (JsonProcessingException | CharConversionException e) {
      throw instance.notJson(e);
    }
  }

  /** Goes to the first token of the next instance; false after the last. */
  private boolean next() throws IOException {
    if (ended) {
      return false;
    }
    number++;
    if (!inside) {
      enter();
    }
    if (in.nextToken() != JsonToken.END_ARRAY) {
      return true;
    }
    // What follows the array must be JSON too, or the request was cut off.
    ended = true;
    while (in.nextToken() != null) {
      in.skipChildren();
    }
    return false;
  }

  private void enter() throws IOException {
    inside = true;
    if (in.nextToken() == JsonToken.START_OBJECT) {
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        boolean instances = in.currentName().equals("instances");
        in.nextToken();
        if (instances && in.currentToken() == JsonToken.START_ARRAY) {
          return;
        }
        in.skipChildren();
      }
    }
    throw error("no list \"instances\" was found where {\"instances\": [...]} was expected");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
