package dev.orrery.formats;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.CharConversionException;
import java.io.IOException;

/** The rows of a JSON Lines file: an instance a line. */
final class JsonLinesRows extends VectorRows {

  private final String file;
  private final LineBuffer line;
  private final JsonInstance instance = new JsonInstance(this);

  JsonLinesRows(DataFile file, Expected expected) throws IOException {
    super(expected);
    this.file = file.name();
    this.line = new LineBuffer(file.open(), file.name(), false);
  }

  @Override
  String file() {
    return file;
  }

  @Override
  String position() {
    return "line " + line.line();
  }

  @Override
  boolean skip() throws IOException {
    while (line.advance()) {
      for (int i = line.start(); i < line.end(); i++) {
        if (line.bytes()[i] != ' ' && line.bytes()[i] != '\t') {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  boolean parse(Vector into) throws IOException {
    if (!skip()) {
      return false;
    }
    try (JsonParser in =
        JsonInstance.FACTORY.createParser(line.bytes(), line.start(), line.end() - line.start())) {
      in.nextToken();
      instance.read(in, into);
      if (in.nextToken() != null) {
        throw error("more was found after the instance, where the line's end was expected");
      }
      return true;
    } catch (JsonProcessingException | CharConversionException e) {
      throw instance.notJson(e);
    }
  }

  @Override
  public void close() throws IOException {
    line.close();
  }
}
