package dev.orrery.artifacts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.core.algorithm.Model;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import dev.orrery.knn.KnnModel;
import dev.orrery.knn.KnnOptions;
import dev.orrery.knn.RandomProjection;
import dev.orrery.knn.index.IndexFormat;
import dev.orrery.knn.index.NeighborIndex;
import dev.orrery.knn.index.Similarity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The three files of k nearest neighbours (spec B3.6): {@code model_algo-1}, the index, in Orrery's
 * own bytes; {@code model_algo-1.labels}, a little-endian float32 for each row; {@code
 * model_algo-1.json}, which may be edited: {@code k}, {@code predictor_type} and, in the object
 * {@code orrery}, the other options that may be changed after training.
 */
public final class KnnLayout implements ArtifactLayout {

  private static final String INDEX = "model_algo-1";
  private static final String LABELS = "model_algo-1.labels";
  private static final String SETTINGS = "model_algo-1.json";
  private static final String VERSION = "1.0";

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final ObjectMapper LENIENT =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_TRAILING_COMMA)
          .build();

  /**
   * A string in quotes of either kind, which is kept, or one of Python's words. Possessive, since a
   * loop that may go back takes stack for every letter.
   */
  private static final Pattern PYTHON =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|'(?:[^'\\\\]|\\\\.)*+'|\\b(?:True|False|None)\\b");

  /** For {@link java.util.ServiceLoader}. */
  public KnnLayout() {}

  @Override
  public String algorithm() {
    return "knn";
  }

  @Override
  public Map<String, byte[]> files(Model model) {
    if (!(model instanceof KnnModel knn)) {
      throw new IllegalArgumentException(
          "not a model of nearest neighbours: " + model.getClass().getName());
    }
    float[] labels = knn.labels();
    ByteBuffer bytes = ByteBuffer.allocate(4 * labels.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(labels);
    return Map.of(INDEX, knn.indexBytes(), LABELS, bytes.array(), SETTINGS, settings(knn));
  }

  private static byte[] settings(KnnModel model) {
    Map<String, String> options = new TreeMap<>(model.options().asMap());
    ObjectNode node = JSON.createObjectNode();
    node.put("k", model.options().k());
    node.put("predictor_type", options.get("predictor_type"));
    if (model.projection().isPresent()) {
      RandomProjection projection = model.projection().get();
      node.putObject("dimension_reduction")
          .put("type", projection.type())
          .put("seed", projection.seed())
          .put("target_dim", projection.targetDim())
          .put("input_dim", projection.inputDim());
    } else {
      node.put("dimension_reduction", false);
    }
    node.put("normalize", model.index().similarity() == Similarity.COSINE);
    node.put("version", VERSION);
    options.remove("k");
    options.remove("predictor_type");
    ObjectNode own = node.putObject("orrery").put("feature_dim", model.featureDim());
    options.forEach(own::put);
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of values can be written", e);
    }
  }

  @Override
  public boolean recognises(Map<String, byte[]> files) {
    return files.containsKey(INDEX) && files.containsKey(LABELS) && files.containsKey(SETTINGS);
  }

  @Override
  public Model read(Map<String, byte[]> files) {
    JsonNode settings = parse(file(files, SETTINGS));
    boolean normalized = settings.path("normalize").asBoolean(false);
    NeighborIndex index = index(file(files, INDEX), normalized);
    float[] labels = labels(file(files, LABELS), index.rows());
    Optional<RandomProjection> projection =
        projection(settings.path("dimension_reduction"), index.dimension());
    JsonNode own = settings.path("orrery");
    int featureDim =
        projection
            .map(RandomProjection::inputDim)
            .orElseGet(() -> own.path("feature_dim").asInt(index.dimension()));
    int width = projection.map(RandomProjection::targetDim).orElse(featureDim);
    if (featureDim < 1 || width > index.dimension()) {
      throw unlike(width, index.dimension());
    }
    try {
      return new KnnModel(featureDim, projection, index, labels, options(settings, own));
    } catch (CustomerError e) {
      throw new CustomerError(e.getMessage(), SETTINGS, e);
    }
  }

  private static CustomerError unlike(int width, int dimension) {
    return new CustomerError(
        Text.format("The settings speak of %d features for an index of %d", width, dimension),
        SETTINGS);
  }

  private static byte[] file(Map<String, byte[]> files, String name) {
    byte[] file = files.get(name);
    if (file == null) {
      throw new CustomerError("The model of nearest neighbours has no file '" + name + "'.", name);
    }
    return file;
  }

  private static NeighborIndex index(byte[] bytes, boolean normalized) {
    try {
      return IndexFormat.read(bytes, normalized);
    } catch (CustomerError e) {
      throw new CustomerError(e.getMessage(), INDEX, e);
    }
  }

  private static float[] labels(byte[] bytes, int rows) {
    if (bytes.length != 4L * rows) {
      throw new CustomerError(
          Text.format(
              "There are %d bytes of labels for an index of %d rows; expected 4 bytes a row.",
              bytes.length, rows),
          LABELS);
    }
    float[] labels = new float[rows];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(labels);
    for (int i = 0; i < rows; i++) {
      if (!Float.isFinite(labels[i])) {
        throw new CustomerError(
            Text.format("Row %d has the label %s; a finite number was expected.", i, labels[i]),
            LABELS);
      }
    }
    return labels;
  }

  /** A projection is made of a few numbers, so they are checked before it takes memory. */
  private static Optional<RandomProjection> projection(JsonNode node, int dimension) {
    if (!node.isObject() || node.path("type").isNull() || node.path("type").isMissingNode()) {
      return Optional.empty();
    }
    String type = node.path("type").asText();
    int input = node.path("input_dim").asInt();
    int target = node.path("target_dim").asInt();
    if (!type.equals(RandomProjection.SIGN) && !type.equals(RandomProjection.FJLT)
        || input < 1
        || target < 1
        || (long) input * target > Integer.MAX_VALUE - 8) {
      throw new CustomerError(
          Text.format(
              "dimension_reduction is of type '%s' from %d to %d features; expected 'sign' or 'fjlt' and numbers of features greater than 0",
              type, input, target),
          SETTINGS);
    }
    if (target > dimension) {
      throw unlike(target, dimension);
    }
    long values = type.equals(RandomProjection.SIGN) ? (long) input * target : 4L * input;
    if (values > Runtime.getRuntime().maxMemory() / (2 * Float.BYTES)) {
      throw new CustomerError(
          Text.format(
              "dimension_reduction from %d to %d features takes more memory than there is; ORRERY_JAVA_OPTS=-Xmx8g gives more",
              input, target),
          SETTINGS);
    }
    return Optional.of(new RandomProjection(type, input, target, node.path("seed").asLong()));
  }

  private static KnnOptions options(JsonNode settings, JsonNode own) {
    Map<String, String> changes = new TreeMap<>();
    own.properties()
        .forEach(
            field -> {
              if (field.getKey().startsWith("orrery_")) {
                changes.put(field.getKey(), field.getValue().asText());
              }
            });
    for (String name : new String[] {"k", "predictor_type"}) {
      if (!settings.path(name).isValueNode()) {
        throw new CustomerError("The settings lack '" + name + "'.", SETTINGS);
      }
      changes.put(name, settings.get(name).asText());
    }
    return KnnOptions.of(1, true).with(changes);
  }

  /** Reads JSON, and what Python prints in its place: {@code False}, {@code None}, quotes of '. */
  private static JsonNode parse(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      JsonNode node = LENIENT.readTree(PYTHON.matcher(text).replaceAll(KnnLayout::json));
      if (node != null && node.isObject()) {
        return node;
      }
    } catch (IOException e) {
      throw new CustomerError("This is not JSON; an object was expected.", SETTINGS, e);
    }
    throw new CustomerError("An object was expected.", SETTINGS);
  }

  private static String json(MatchResult match) {
    String json =
        switch (match.group()) {
          case "True" -> "true";
          case "False" -> "false";
          case "None" -> "null";
          default -> match.group();
        };
    return Matcher.quoteReplacement(json);
  }
}
