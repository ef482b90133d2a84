package dev.orrery.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.core.algorithm.Model;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import dev.orrery.factorizationmachines.FactorizationMachinesModel;
import dev.orrery.factorizationmachines.Fields;
import dev.orrery.factorizationmachines.Loss;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code model_algo-1}: a zip of {@code symbol.json}, {@code params} and {@code meta.json} (spec
 * B6.6). The arrays of a model of sparse rows are {@code w0_weight} (1), {@code w1_weight} (N x 1)
 * and {@code v} (N x k); those of a model of dense rows {@code Linear_Plus_Bias_weight} (1 x N),
 * {@code Linear_Plus_Bias_bias} (1) and {@code v} (k x N). What {@code meta.json} holds beyond
 * {@code training_parameters.feature_dim} is ours, and is read leniently.
 */
public final class FactorizationMachinesLayout implements ArtifactLayout {

  private static final String FILE = "model_algo-1";
  private static final String PARAMS = "params";
  private static final String SYMBOL = "symbol.json";
  private static final String META = "meta.json";
  private static final String PREFIX = "arg:";
  private static final String BIAS = "w0_weight";
  private static final String LINEAR = "w1_weight";
  private static final String FACTORS = "v";
  private static final String DENSE_LINEAR = "Linear_Plus_Bias_weight";
  private static final String DENSE_BIAS = "Linear_Plus_Bias_bias";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** For {@link java.util.ServiceLoader}. */
  public FactorizationMachinesLayout() {}

  @Override
  public String algorithm() {
    return "factorization-machines";
  }

  @Override
  public Map<String, byte[]> files(Model model) {
    if (!(model instanceof FactorizationMachinesModel machine)) {
      throw new IllegalArgumentException(
          "not a model of factorization machines: " + model.getClass().getName());
    }
    int n = machine.featureDim();
    int k = machine.numFactors();
    boolean fieldAware = machine.fields().count() > 1;
    boolean sparse = machine.sparse() || fieldAware;
    int width = k * machine.fields().count();
    float[] bias = {machine.bias()};
    MxNetArrays arrays =
        sparse
            ? new MxNetArrays(
                List.of(
                    new MxNetArrays.Array(List.of(1), bias),
                    new MxNetArrays.Array(List.of(n, 1), machine.linear()),
                    new MxNetArrays.Array(List.of(n, width), machine.factors())),
                List.of(PREFIX + BIAS, PREFIX + LINEAR, PREFIX + FACTORS))
            : new MxNetArrays(
                List.of(
                    new MxNetArrays.Array(List.of(1, n), machine.linear()),
                    new MxNetArrays.Array(List.of(1), bias),
                    new MxNetArrays.Array(List.of(k, n), transposed(machine.factors(), n, k))),
                List.of(PREFIX + DENSE_LINEAR, PREFIX + DENSE_BIAS, PREFIX + FACTORS));
    ObjectNode meta = JSON.createObjectNode();
    ObjectNode parameters = meta.putObject("training_parameters");
    parameters.put("feature_dim", Integer.toString(n));
    parameters.put("num_factors", Integer.toString(k));
    parameters.put("predictor_type", machine.loss().predictorType());
    if (fieldAware) {
      parameters.put("orrery_model", "ffm").put("orrery_fields", machine.fields().toString());
    }
    if (fieldAware && !machine.sparse()) {
      parameters.put("orrery_dense", "true");
    }
    Map<String, byte[]> inner = new TreeMap<>();
    inner.put(PARAMS, arrays.toBytes());
    inner.put(META, bytes(meta));
    inner.put(
        SYMBOL,
        bytes(
            fieldAware
                ? FactorizationMachinesSymbol.fieldAware()
                : FactorizationMachinesSymbol.of(sparse, machine.loss() == Loss.LOGISTIC, k)));
    return Map.of(FILE, ZipFiles.write(inner));
  }

  private static byte[] bytes(JsonNode node) {
    try {
      return JSON.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a tree of strings and numbers can be written
    }
  }

  @Override
  public boolean recognises(Map<String, byte[]> files) {
    return ModelZip.holds(files, FILE, PARAMS, FACTORS);
  }

  @Override
  public Model read(Map<String, byte[]> files) {
    ModelZip zip = ModelZip.read(files, FILE, PARAMS, "The model of factorization machines");
    JsonNode parameters = zip.json(META).path("training_parameters");
    boolean dense = zip.find(DENSE_LINEAR).isPresent();
    float[] factors = zip.need(FACTORS).values();
    List<Integer> shape = zip.need(FACTORS).shape();
    float[] linear = zip.need(dense ? DENSE_LINEAR : LINEAR).values();
    float[] bias = zip.need(dense ? DENSE_BIAS : BIAS).values();
    int n = linear.length;
    if (n == 0
        || bias.length != 1
        || shape.size() != 2
        || factors.length == 0
        || shape.get(dense ? 1 : 0) != n) {
      throw new CustomerError(
          Text.format(
              "The model of factorization machines has a bias of %d value(s), %d linear weights and"
                  + " factors of shape %s; 1 value, feature_dim weights and %s were expected.",
              bias.length, n, shape, dense ? "k x feature_dim" : "feature_dim x k"),
          where(PARAMS));
    }
    checkFinite(bias, "bias");
    checkFinite(linear, "linear weights");
    checkFinite(factors, "factors");
    Fields fields = fields(parameters, n);
    int width = factors.length / n;
    if (fields.featureDim() != n || width % fields.count() != 0) {
      throw new CustomerError(
          "The fields '" + fields + "' do not go with " + n + " features of " + width + " factors.",
          where(META));
    }
    return new FactorizationMachinesModel(
        loss(parameters, zip.json(SYMBOL)),
        bias[0],
        linear,
        dense ? transposed(factors, width, n) : factors,
        width / fields.count(),
        fields,
        !dense && !parameters.path("orrery_dense").asBoolean(false));
  }

  private static Fields fields(JsonNode parameters, int n) {
    JsonNode text = parameters.path("orrery_fields");
    if (text.isMissingNode()) {
      return Fields.single(n);
    }
    try {
      return Fields.parse(text.asText());
    } catch (CustomerError | NumberFormatException | IndexOutOfBoundsException e) {
      throw new CustomerError(
          "'" + text.asText() + "' is not a list of column ranges such as 0-99,100-199.",
          where(META),
          e);
    }
  }

  /** What the parameters say, else what the network's output says. */
  private static Loss loss(JsonNode parameters, JsonNode symbol) {
    String type = parameters.path("predictor_type").asText("");
    if (type.isEmpty()) {
      for (JsonNode node : symbol.path("nodes")) {
        if (node.path("op").asText().equals("LogisticRegressionOutput")) {
          return Loss.LOGISTIC;
        }
      }
      return Loss.SQUARED;
    }
    try {
      return Loss.of(type);
    } catch (IllegalArgumentException e) {
      throw new CustomerError(
          "predictor_type is '" + type + "'; binary_classifier or regressor was expected.",
          where(META),
          e);
    }
  }

  private static void checkFinite(float[] values, String what) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new CustomerError(
            Text.format(
                "Value %d of the %s is %s; a finite number was expected.", i, what, values[i]),
            where(PARAMS));
      }
    }
  }

  private static float[] transposed(float[] values, int rows, int columns) {
    float[] turned = new float[values.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        turned[j * rows + i] = values[i * columns + j];
      }
    }
    return turned;
  }

  private static String where(String name) {
    return FILE + " " + name;
  }
}
