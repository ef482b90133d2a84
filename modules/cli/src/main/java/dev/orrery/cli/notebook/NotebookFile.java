package dev.orrery.cli.notebook;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.io.AtomicFiles;
import dev.orrery.core.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A notebook (nbformat 4.5). What is written holds no times, no paths and nothing else of the
 * machine that ran it, in the order and spacing that Jupyter itself writes, so that a change shows
 * as a change.
 */
public final class NotebookFile {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private final ObjectNode root;

  private NotebookFile(ObjectNode root) {
    this.root = root;
  }

  /** A notebook without cells, of our kernel. */
  static NotebookFile empty() {
    ObjectNode root = MAPPER.createObjectNode();
    root.putArray("cells");
    root.put("nbformat", 4);
    root.put("nbformat_minor", 5);
    NotebookFile notebook = new NotebookFile(root);
    notebook.writeMetadata();
    return notebook;
  }

  /**
   * Reads a notebook.
   *
   * @throws CustomerError when the file is none
   */
  public static NotebookFile read(Path file) throws IOException {
    try {
      JsonNode read = MAPPER.readTree(Files.readString(file));
      if (read instanceof ObjectNode object
          && read.path("nbformat").asInt() == 4
          && read.path("cells").isArray()) {
        return new NotebookFile(object);
      }
      throw new CustomerError("This is no notebook of nbformat 4", file.toString());
    } catch (JacksonException e) {
      throw new CustomerError("This is no notebook: it is not JSON", file.toString(), e);
    }
  }

  /** The cells, in order; changes to them are changes to the notebook. */
  List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    root.path("cells").forEach(cell -> cells.add(new Cell((ObjectNode) cell)));
    return cells;
  }

  /** A copy that shares nothing with this. */
  NotebookFile copy() {
    return new NotebookFile(root.deepCopy());
  }

  /**
   * Adds a cell at the end.
   *
   * @param tags for the cell's metadata
   */
  void add(boolean code, String source, List<String> tags) {
    ArrayNode cells = (ArrayNode) root.path("cells");
    ObjectNode cell = cells.addObject();
    cell.put("cell_type", code ? "code" : "markdown");
    cell.put("id", Text.format("cell-%02d", cells.size()));
    ObjectNode metadata = cell.putObject("metadata");
    if (!tags.isEmpty()) {
      tags.forEach(metadata.putArray("tags")::add);
    }
    cell.set("source", Cell.lines(source));
    if (code) {
      cell.putNull("execution_count");
      cell.putArray("outputs");
    }
  }

  /** Drops the cells from an index on. */
  void truncate(int count) {
    ArrayNode cells = (ArrayNode) root.path("cells");
    while (cells.size() > count) {
      cells.remove(cells.size() - 1);
    }
  }

  /** Forgets what belongs to the machine and the moment of a run. */
  void strip() {
    writeMetadata();
    cells().forEach(Cell::strip);
  }

  private void writeMetadata() {
    ObjectNode metadata = root.putObject("metadata");
    metadata
        .putObject("kernelspec")
        .put("display_name", LentKernel.DISPLAY_NAME)
        .put("language", "java")
        .put("name", LentKernel.NAME);
    metadata
        .putObject("language_info")
        .put("codemirror_mode", "java")
        .put("file_extension", ".jshell")
        .put("mimetype", "text/x-java-source")
        .put("name", "java")
        .put("pygments_lexer", "java");
  }

  /** Writes the notebook beside its place and then moves it there. */
  void write(Path file) throws IOException {
    AtomicFiles.write(file, text());
  }

  /** The notebook as Jupyter writes it. */
  String text() throws IOException {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
    DefaultIndenter indenter = new DefaultIndenter(" ", "\n");
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    // as a map, for nodes keep the order in which they were made
    Object sorted = MAPPER.treeToValue(root, Object.class);
    return MAPPER.writer(printer).writeValueAsString(sorted) + "\n";
  }
}
