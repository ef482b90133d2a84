package dev.orrery.formats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.core.error.AlgorithmError;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was learnt on the training data about how to read it, so that other data is read alike.
 *
 * @param columns the columns of CSV in the order of the file; empty for other formats
 * @param named whether the columns have names from a header; otherwise they are called {@code 1},
 *     {@code 2}, ...
 * @param featureDim features per row after one-hot encoding
 * @param indexBase what libsvm indexes count from, 0 or 1; {@link #NO_INDEXES} for other formats
 * @param labels the label words, numbered from 0; empty when labels are numbers or were not read
 * @param means mean of each feature over the training rows; empty unless standardized
 * @param deviations population deviation of each feature; empty unless standardized
 */
public record Preparation(
    List<Column> columns,
    boolean named,
    int featureDim,
    int indexBase,
    List<String> labels,
    List<Double> means,
    List<Double> deviations) {

  /** The index base of data that has no libsvm indexes, and so says nothing about other data's. */
  public static final int NO_INDEXES = -1;

  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a column is for. */
  public enum Role {
    /** A number, which is a feature. */
    FEATURE,
    /** A word, which becomes a feature per category. */
    ONE_HOT,
    /** The label. */
    LABEL,
    /** Left out. */
    DROPPED
  }

  /**
   * A column of CSV.
   *
   * @param categories the words of a {@link Role#ONE_HOT} column in code-point order
   */
  public record Column(String name, Role role, List<String> categories) {

    /** Keeps a copy. */
    public Column {
      categories = List.copyOf(categories);
    }
  }

  /** Keeps copies. */
  public Preparation {
    columns = List.copyOf(columns);
    labels = List.copyOf(labels);
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
  }

  /** Nothing to prepare: rows of so many numbers. */
  public static Preparation plain(int featureDim) {
    return new Preparation(
        List.of(), false, featureDim, NO_INDEXES, List.of(), List.of(), List.of());
  }

  /** Names of the features after one-hot encoding; empty when columns have no names. */
  public List<String> featureNames() {
    List<String> names = new ArrayList<>();
    if (named) {
      for (Column column : columns) {
        if (column.role() == Role.FEATURE) {
          names.add(column.name());
        } else if (column.role() == Role.ONE_HOT) {
          column.categories().forEach(word -> names.add(column.name() + "=" + word));
        }
      }
    }
    return names;
  }

  /** Whether features are shifted and scaled. */
  public boolean standardized() {
    return !means.isEmpty();
  }

  /**
   * Brings a row of features back to the units of the data; nothing to do unless standardized.
   *
   * @param row {@code featureDim} values, changed in place
   */
  public void restore(float[] row) {
    if (standardized()) {
      standardizer().restore(row, 0);
    }
  }

  /** Number of columns in a role. */
  int count(Role role) {
    return (int) columns.stream().filter(column -> column.role() == role).count();
  }

  /** The applied shift and scale; null for none. */
  Standardizer standardizer() {
    return standardized() ? new Standardizer(means, deviations) : null;
  }

  Preparation withLabels(List<String> words) {
    return new Preparation(columns, named, featureDim, indexBase, words, means, deviations);
  }

  /** The same rows of numbers, with names for the label and the features. */
  Preparation withNames(Optional<String> label, List<String> features) {
    List<Column> all = new ArrayList<>();
    label.ifPresent(name -> all.add(new Column(name, Role.LABEL, List.of())));
    features.forEach(name -> all.add(new Column(name, Role.FEATURE, List.of())));
    return new Preparation(all, true, featureDim, indexBase, labels, means, deviations);
  }

  Preparation withIndexBase(int base) {
    return new Preparation(columns, named, featureDim, base, labels, means, deviations);
  }

  Preparation withMoments(List<Double> newMeans, List<Double> newDeviations) {
    return new Preparation(columns, named, featureDim, indexBase, labels, newMeans, newDeviations);
  }

  /** The same columns with the categories of the one-hot columns, in order. */
  Preparation withCategories(List<List<String>> words) {
    List<Column> encoded = new ArrayList<>();
    int dim = 0;
    int next = 0;
    for (Column column : columns) {
      if (column.role() == Role.ONE_HOT) {
        List<String> categories = words.get(next++);
        encoded.add(new Column(column.name(), Role.ONE_HOT, categories));
        dim += categories.size();
      } else {
        encoded.add(column);
        dim += column.role() == Role.FEATURE ? 1 : 0;
      }
    }
    return new Preparation(encoded, named, dim, indexBase, labels, means, deviations);
  }

  /** As JSON on one line. */
  public String toJson() {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", VERSION).put("featureDim", featureDim).put("named", named);
    root.put("indexBase", indexBase);
    for (Column column : columns) {
      ObjectNode node = root.withArray("columns").addObject();
      node.put("name", column.name()).put("role", column.role().name());
      if (column.role() == Role.ONE_HOT) {
        column.categories().forEach(node.putArray("categories")::add);
      }
    }
    labels.forEach(root.putArray("labels")::add);
    means.forEach(root.putArray("means")::add);
    deviations.forEach(root.putArray("deviations")::add);
    try {
      return JSON.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new AlgorithmError("the preparation cannot be written as JSON", e);
    }
  }

  /**
   * Reads what {@link #toJson()} wrote.
   *
   * @throws CustomerError for other text, or a version that is newer than this program
   */
  public static Preparation fromJson(String json) {
    try {
      JsonNode root = JSON.readTree(json);
      int version = root.path("version").asInt();
      if (version != VERSION) {
        throw new CustomerError(
            Text.format(
                "the preparation has version %d where version %d was expected", version, VERSION));
      }
      List<Column> columns = new ArrayList<>();
      for (JsonNode node : root.path("columns")) {
        columns.add(
            new Column(
                node.path("name").asText(),
                Role.valueOf(node.path("role").asText()),
                texts(node.path("categories"))));
      }
      return new Preparation(
          columns,
          root.path("named").asBoolean(),
          root.path("featureDim").asInt(),
          root.path("indexBase").asInt(NO_INDEXES),
          texts(root.path("labels")),
          numbers(root.path("means")),
          numbers(root.path("deviations")));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new CustomerError("the preparation is not the JSON that was expected", null, e);
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.asText()));
    return texts;
  }

  private static List<Double> numbers(JsonNode array) {
    List<Double> numbers = new ArrayList<>();
    array.forEach(node -> numbers.add(node.asDouble()));
    return numbers;
  }
}
