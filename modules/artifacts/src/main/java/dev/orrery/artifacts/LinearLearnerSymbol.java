package dev.orrery.artifacts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.linearlearner.Loss;

/**
 * A linear model as MXNet writes a network ({@code nnvm} JSON): data, weights and intercepts go
 * into a fully connected layer, and that into an output.
 */
final class LinearLearnerSymbol {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private LinearLearnerSymbol() {}

  static ObjectNode of(Loss loss, int outputs) {
    ArrayNode nodes = NODES.arrayNode();
    nodes.add(node("null", "data"));
    nodes.add(node("null", "fc0_weight"));
    nodes.add(node("null", "fc0_bias"));
    ObjectNode layer = node("FullyConnected", "fc0", 0, 1, 2);
    layer.putObject("attrs").put("num_hidden", Integer.toString(outputs));
    nodes.add(layer);
    nodes.add(node("null", "out_label"));
    String output =
        switch (loss) {
          case Loss.Logistic _ -> "LogisticRegressionOutput";
          case Loss.Softmax _ -> "SoftmaxOutput";
          case Loss.Absolute _ -> "MAERegressionOutput";
          default -> "LinearRegressionOutput";
        };
    nodes.add(node(output, "out", 3, 4));
    ObjectNode symbol = NODES.objectNode();
    symbol.set("nodes", nodes);
    symbol.putArray("arg_nodes").add(0).add(1).add(2).add(4);
    ArrayNode pointers = symbol.putArray("node_row_ptr");
    for (int i = 0; i <= nodes.size(); i++) {
      pointers.add(i);
    }
    symbol.putArray("heads").add(NODES.arrayNode().add(5).add(0).add(0));
    symbol.putObject("attrs").putArray("mxnet_version").add("int").add(10500);
    return symbol;
  }

  private static ObjectNode node(String operator, String name, int... inputs) {
    ObjectNode node = NODES.objectNode().put("op", operator).put("name", name);
    ArrayNode list = node.putArray("inputs");
    for (int input : inputs) {
      list.add(NODES.arrayNode().add(input).add(0).add(0));
    }
    return node;
  }
}
