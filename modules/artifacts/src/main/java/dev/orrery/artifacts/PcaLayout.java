package dev.orrery.artifacts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.core.algorithm.Model;
import dev.orrery.core.error.CustomerError;
import dev.orrery.pca.PcaModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/**
 * {@code model_algo-1}: an MXNet dictionary of float32 arrays (spec B4.6): {@code s}, the singular
 * values, ascending; {@code v}, {@code feature_dim x num_components}; {@code mean}, {@code 1 x
 * feature_dim}. Beside it, {@code orrery-pca.json} says what SageMaker's arrays cannot: the rows of
 * training, their scatter, whether projections are whitened, and in base64 the little-endian
 * float32 digits that the mean has beyond its own. SageMaker passes over it, and a model without it
 * has none of these.
 */
public final class PcaLayout implements ArtifactLayout {

  static final String FILE = "model_algo-1";
  static final String DETAILS = "orrery-pca.json";
  private static final String MEAN_REST = "mean_rest";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** For {@link java.util.ServiceLoader}. */
  public PcaLayout() {}

  @Override
  public String algorithm() {
    return "pca";
  }

  @Override
  public Map<String, byte[]> files(Model model) {
    if (!(model instanceof PcaModel pca)) {
      throw new IllegalArgumentException("not a model of PCA: " + model.getClass().getName());
    }
    int k = pca.numComponents();
    int d = pca.featureDim();
    MxNetArrays arrays =
        new MxNetArrays(
            List.of(
                new MxNetArrays.Array(List.of(k), pca.singularValues()),
                new MxNetArrays.Array(List.of(d, k), pca.vectors()),
                new MxNetArrays.Array(List.of(1, d), pca.mean())),
            List.of("s", "v", "mean"));
    ObjectNode details = JSON.createObjectNode();
    details.put("rows", pca.details().rows());
    if (Double.isFinite(pca.details().total())) {
      details.put("scatter", pca.details().total());
    }
    details.put("whiten", pca.details().whiten());
    ByteBuffer rest = ByteBuffer.allocate(4 * d).order(ByteOrder.LITTLE_ENDIAN);
    rest.asFloatBuffer().put(pca.meanRest());
    for (byte digit : rest.array()) {
      if (digit != 0) {
        details.put(MEAN_REST, rest.array());
        break;
      }
    }
    try {
      return Map.of(FILE, arrays.toBytes(), DETAILS, JSON.writeValueAsBytes(details));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of numbers can be written", e);
    }
  }

  /** By the names {@code s} and {@code v}; the arrays of k-means have none. */
  @Override
  public boolean recognises(Map<String, byte[]> files) {
    byte[] file = files.get(FILE);
    return file != null
        && MxNetArrays.begins(file)
        && MxNetArrays.read(file, FILE).names().containsAll(List.of("s", "v"));
  }

  @Override
  public Model read(Map<String, byte[]> files) {
    byte[] file = files.get(FILE);
    if (file == null) {
      throw new CustomerError("The PCA model has no file '" + FILE + "'.", FILE);
    }
    MxNetArrays arrays = MxNetArrays.read(file, FILE);
    float[] s = values(arrays, "s");
    float[] v = values(arrays, "v");
    if (s == null || v == null || s.length == 0 || v.length == 0 || v.length % s.length != 0) {
      throw unlike(arrays);
    }
    int d = v.length / s.length;
    if (!arrays.arrays().get(arrays.names().indexOf("v")).shape().equals(List.of(d, s.length))) {
      throw unlike(arrays);
    }
    float[] mean = values(arrays, "mean");
    if (mean == null || mean.length == 0) {
      mean = new float[d];
    }
    if (mean.length != d) {
      throw unlike(arrays);
    }
    checkFinite("s", s);
    checkFinite("v", v);
    checkFinite("mean", mean);
    byte[] beside = files.get(DETAILS);
    JsonNode details = beside == null ? JSON.createObjectNode() : ModelZip.json(beside, DETAILS);
    float[] rest = meanRest(details, d);
    checkFinite(MEAN_REST, rest);
    long rows = details.path("rows").asLong(0);
    double scatter = details.path("scatter").asDouble(Double.NaN);
    boolean whiten = details.path("whiten").asBoolean(false) && rows > 0;
    return new PcaModel(s, v, mean, rest, new PcaModel.Details(rows, scatter, whiten));
  }

  private static float[] meanRest(JsonNode details, int d) {
    float[] rest = new float[d];
    if (details.has(MEAN_REST)) {
      try {
        byte[] digits = details.get(MEAN_REST).binaryValue();
        if (digits != null && digits.length == 4 * d) {
          ByteBuffer.wrap(digits).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(rest);
          return rest;
        }
      } catch (IOException e) {
        throw new CustomerError("'mean_rest' is not base64; the archive is damaged.", DETAILS, e);
      }
      throw new CustomerError(
          "'mean_rest' was expected to hold 4 bytes for each of " + d + " features.", DETAILS);
    }
    return rest;
  }

  private static float[] values(MxNetArrays arrays, String name) {
    int index = arrays.names().indexOf(name);
    return index < 0 ? null : arrays.arrays().get(index).values();
  }

  private static void checkFinite(String name, float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new CustomerError(
            "Value "
                + i
                + " of the array '"
                + name
                + "' of the PCA model is "
                + values[i]
                + "; a finite number was expected.",
            FILE);
      }
    }
  }

  private static CustomerError unlike(MxNetArrays arrays) {
    return new CustomerError(
        "The PCA model should have arrays named s (num_components), v (feature_dim x"
            + " num_components) and mean (1 x feature_dim); it has the names "
            + arrays.names()
            + " and the shapes "
            + arrays.arrays().stream().map(MxNetArrays.Array::shape).toList()
            + ".",
        FILE);
  }
}
