package dev.orrery.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.core.algorithm.Model;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import dev.orrery.linearlearner.LinearLearnerModel;
import dev.orrery.linearlearner.Loss;
import dev.orrery.linearlearner.PredictorType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code model_algo-1}: a zip of {@code mx-mod-0000.params}, an MXNet array file of {@code
 * arg:fc0_weight} (outputs x feature_dim) and {@code arg:fc0_bias} (outputs), both for raw
 * features; {@code mx-mod-symbol.json}, the network that they belong to; {@code
 * additional-params.json} and {@code manifest.json} (spec B1.6). The layout of the last two is
 * ours; they are read leniently.
 */
public final class LinearLearnerLayout implements ArtifactLayout {

  private static final String FILE = "model_algo-1";
  private static final String PARAMS = "mx-mod-0000.params";
  private static final String SYMBOL = "mx-mod-symbol.json";
  private static final String ADDITIONAL = "additional-params.json";
  private static final String MANIFEST = "manifest.json";
  private static final String WEIGHT = "fc0_weight";
  private static final String BIAS = "fc0_bias";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** For {@link java.util.ServiceLoader}. */
  public LinearLearnerLayout() {}

  @Override
  public String algorithm() {
    return "linear-learner";
  }

  @Override
  public Map<String, byte[]> files(Model model) {
    if (!(model instanceof LinearLearnerModel linear)) {
      throw new IllegalArgumentException(
          "not a linear learner's model: " + model.getClass().getName());
    }
    int outputs = linear.outputs();
    byte[] params =
        new MxNetArrays(
                List.of(
                    new MxNetArrays.Array(List.of(outputs, linear.featureDim()), linear.weights()),
                    new MxNetArrays.Array(List.of(outputs), linear.bias())),
                List.of("arg:" + WEIGHT, "arg:" + BIAS))
            .toBytes();
    ObjectNode manifest = JSON.createObjectNode();
    manifest.put("params", PARAMS).put("symbol", SYMBOL).put("additional_params", ADDITIONAL);
    Map<String, byte[]> inner = new TreeMap<>();
    inner.put(PARAMS, params);
    inner.put(SYMBOL, bytes(LinearLearnerSymbol.of(linear.loss(), outputs)));
    inner.put(ADDITIONAL, bytes(additional(linear)));
    inner.put(MANIFEST, bytes(manifest));
    return Map.of(FILE, ZipFiles.write(inner));
  }

  private static ObjectNode additional(LinearLearnerModel model) {
    ObjectNode node = JSON.createObjectNode();
    node.put("predictor_type", model.type().text());
    node.put("loss", model.loss().name());
    if (model.loss().parameter() != 0) {
      node.put("loss_parameter", model.loss().parameter());
    }
    node.put("num_classes", model.outputs());
    node.put("feature_dim", model.featureDim());
    if (model.type() == PredictorType.BINARY) {
      node.put("threshold", model.threshold());
    }
    model.account().ifPresent(a -> node.set("orrery_account", AccountJson.write(a)));
    return node;
  }

  private static byte[] bytes(JsonNode node) {
    try {
      return JSON.writerWithDefaultPrettyPrinter()
          .writeValueAsString(node)
          .replace("\r\n", "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a tree of strings and numbers can be written
    }
  }

  @Override
  public boolean recognises(Map<String, byte[]> files) {
    return ModelZip.holds(files, FILE, PARAMS, WEIGHT);
  }

  @Override
  public Model read(Map<String, byte[]> files) {
    ModelZip zip = ModelZip.read(files, FILE, PARAMS, "The linear learner's model");
    String where = zip.where(PARAMS);
    MxNetArrays.Array weight = zip.need(WEIGHT);
    int outputs = weight.shape().size() == 2 ? weight.shape().getFirst() : 1;
    int d = outputs == 0 ? 0 : weight.values().length / outputs;
    float[] bias =
        zip.find(BIAS).map(MxNetArrays.Array::values).orElseGet(() -> new float[outputs]);
    if (d == 0 || bias.length != outputs) {
      throw new CustomerError(
          Text.format(
              "The linear learner's model has weights of shape %s and %d intercepts; outputs x feature_dim and as many intercepts as outputs were expected.",
              weight.shape(), bias.length),
          where);
    }
    checkFinite(weight.values(), "Weight", where);
    checkFinite(bias, "Intercept", where);
    JsonNode additional = zip.json(ADDITIONAL);
    PredictorType type = type(additional, zip.json(SYMBOL), outputs);
    if (type != PredictorType.MULTICLASS && outputs > 1) {
      throw new CustomerError(
          Text.format(
              "The linear learner's model is called a %s and has weights for %d outputs; 1 was expected.",
              type.text(), outputs),
          zip.where(ADDITIONAL));
    }
    Loss loss = loss(additional, type, outputs);
    double natural = loss instanceof Loss.Hinge || type == PredictorType.BINARY ? 0.5 : 0;
    double threshold = first(additional, natural, "threshold", "score_threshold", "best_threshold");
    return new LinearLearnerModel(
        type,
        loss,
        weight.values(),
        bias,
        d,
        threshold,
        Optional.of(additional.path("orrery_account"))
            .filter(JsonNode::isObject)
            .map(node -> AccountJson.read(node, zip.where(ADDITIONAL))));
  }

  private static void checkFinite(float[] values, String what, String where) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new CustomerError(
            Text.format(
                "%s %d of the linear learner's model is %s; a finite number was expected.",
                what, i, values[i]),
            where);
      }
    }
  }

  /** What it says; else what its network's last operator or its number of outputs tells. */
  private static PredictorType type(JsonNode additional, JsonNode symbol, int outputs) {
    String word = additional.path("predictor_type").asText("");
    for (PredictorType type : PredictorType.values()) {
      if (type.text().equals(word)) {
        return type;
      }
    }
    if (outputs > 1) {
      return PredictorType.MULTICLASS;
    }
    for (JsonNode node : symbol.path("nodes")) {
      String operator = node.path("op").asText("");
      if (operator.equals("LogisticRegressionOutput") || operator.equalsIgnoreCase("sigmoid")) {
        return PredictorType.BINARY;
      }
    }
    return additional.has("threshold") ? PredictorType.BINARY : PredictorType.REGRESSOR;
  }

  private static Loss loss(JsonNode additional, PredictorType type, int outputs) {
    String name = additional.path("loss").asText("");
    return Loss.of(
        type.losses().contains(name) ? name : type.losses().getFirst(),
        additional.path("loss_parameter").asDouble(0),
        outputs);
  }

  private static double first(JsonNode node, double otherwise, String... names) {
    for (String name : names) {
      if (node.path(name).isNumber()) {
        return node.get(name).asDouble();
      }
    }
    return otherwise;
  }
}
