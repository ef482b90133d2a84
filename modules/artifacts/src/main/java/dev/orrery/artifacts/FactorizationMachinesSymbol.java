package dev.orrery.artifacts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A factorization machine as MXNet writes a network ({@code nnvm} JSON): in the sparse network the
 * rows are multiplied by {@code w1_weight} and by {@code v}, in the dense one they go through fully
 * connected layers, {@code Linear_Plus_Bias} and one of {@code v}.
 */
final class FactorizationMachinesSymbol {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ArrayNode nodes = NODES.arrayNode();
  private final ArrayNode arguments = NODES.arrayNode();

  private FactorizationMachinesSymbol() {}

  /**
   * The network.
   *
   * @param sparse whether it takes sparse rows
   * @param classifier whether its output is a probability
   * @param k number of factors
   */
  static ObjectNode of(boolean sparse, boolean classifier, int k) {
    FactorizationMachinesSymbol symbol = new FactorizationMachinesSymbol();
    int raw = symbol.output(sparse, k);
    int label = symbol.argument("out_label");
    return symbol.finish(
        symbol.node(
            classifier ? "LogisticRegressionOutput" : "LinearRegressionOutput", "out", raw, label));
  }

  /** A field-aware machine, whose output is no operator of MXNet's. */
  static ObjectNode fieldAware() {
    FactorizationMachinesSymbol symbol = new FactorizationMachinesSymbol();
    int data = symbol.argument("data");
    int bias = symbol.argument("w0_weight");
    int linear = symbol.argument("w1_weight");
    int factors = symbol.argument("v");
    return symbol.finish(
        symbol.node(
            "orrery_field_aware_factorization_machine", "out", data, bias, linear, factors));
  }

  private int output(boolean sparse, int k) {
    int data = argument("data");
    int straight;
    int sums;
    int own;
    if (sparse) {
      int linear = argument("w1_weight");
      int dot = node("dot", "dot_w1", data, linear);
      straight = node("broadcast_add", "linear_plus_bias", dot, argument("w0_weight"));
      int factors = argument("v");
      sums = node("dot", "dot_v", data, factors);
      int lengths = node("sum", "v_squared_sum", node("square", "v_squared", factors));
      keepRows(lengths);
      own = node("dot", "own", node("square", "data_squared", data), lengths);
    } else {
      int weight = argument("Linear_Plus_Bias_weight");
      int bias = argument("Linear_Plus_Bias_bias");
      straight = node("FullyConnected", "Linear_Plus_Bias", data, weight, bias);
      attributes(straight).put("num_hidden", "1");
      int factors = argument("v");
      sums = node("FullyConnected", "sums", data, factors);
      attributes(sums).put("num_hidden", Integer.toString(k)).put("no_bias", "True");
      int squares = node("square", "v_squared", factors);
      int each = node("FullyConnected", "own_each", node("square", "data_squared", data), squares);
      attributes(each).put("num_hidden", Integer.toString(k)).put("no_bias", "True");
      own = node("sum", "own", each);
      keepRows(own);
    }
    int pairs = node("sum", "pairs", node("square", "sums_squared", sums));
    keepRows(pairs);
    int twice = node("elemwise_sub", "interactions_twice", pairs, own);
    int interactions = node("_mul_scalar", "interactions", twice);
    attributes(interactions).put("scalar", "0.5");
    return node("elemwise_add", "output", straight, interactions);
  }

  private void keepRows(int node) {
    attributes(node).put("axis", "1").put("keepdims", "True");
  }

  private ObjectNode attributes(int node) {
    return ((ObjectNode) nodes.get(node)).withObjectProperty("attrs");
  }

  private int argument(String name) {
    int node = node("null", name);
    arguments.add(node);
    return node;
  }

  private int node(String operator, String name, int... inputs) {
    ObjectNode node = nodes.addObject().put("op", operator).put("name", name);
    ArrayNode list = node.putArray("inputs");
    for (int input : inputs) {
      list.addArray().add(input).add(0).add(0);
    }
    return nodes.size() - 1;
  }

  private ObjectNode finish(int head) {
    ObjectNode symbol = NODES.objectNode();
    symbol.set("nodes", nodes);
    symbol.set("arg_nodes", arguments);
    ArrayNode pointers = symbol.putArray("node_row_ptr");
    for (int i = 0; i <= nodes.size(); i++) {
      pointers.add(i);
    }
    symbol.putArray("heads").addArray().add(head).add(0).add(0);
    symbol.putObject("attrs").putArray("mxnet_version").add("int").add(10500);
    return symbol;
  }
}
