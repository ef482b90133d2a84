package dev.orrery.tuning.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** An object of SageMaker's API, which refuses members that it does not have. */
final class JsonObject {

  private final JsonNode node;
  private final String path;

  /**
   * The object at a path, for messages.
   *
   * @param members all that it may have
   * @throws CustomerError when it is no object or has another member
   */
  JsonObject(JsonNode node, String path, Set<String> members) {
    this.node = node;
    this.path = path;
    if (!node.isObject()) {
      throw new CustomerError(
          Text.format("'%s' is %s; expected an object", path, kind(node)), path);
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (!members.contains(member.getKey())) {
        throw new CustomerError(
            Text.format(
                "Unknown parameter in %s: \"%s\", must be one of: %s",
                path, member.getKey(), String.join(", ", members.stream().sorted().toList())),
            path);
      }
    }
  }

  boolean has(String member) {
    return node.hasNonNull(member);
  }

  /** A member that is an object; empty when it is not there. */
  Optional<JsonObject> object(String member, Set<String> members) {
    return has(member)
        ? Optional.of(new JsonObject(node.get(member), at(member), members))
        : Optional.empty();
  }

  /** A member that is an object and must be there. */
  JsonObject needed(String member, Set<String> members) {
    return object(member, members).orElseThrow(() -> missing(member));
  }

  /** The objects of a list; none when it is not there. */
  List<JsonObject> objects(String member, Set<String> members) {
    List<JsonObject> objects = new ArrayList<>();
    if (has(member)) {
      int i = 0;
      for (JsonNode child : list(member)) {
        objects.add(new JsonObject(child, at(member) + "[" + i++ + "]", members));
      }
    }
    return objects;
  }

  /** The strings of a list that must be there. */
  List<String> strings(String member) {
    if (!has(member)) {
      throw missing(member);
    }
    List<String> strings = new ArrayList<>();
    for (JsonNode child : list(member)) {
      strings.add(string(child, at(member)));
    }
    return strings;
  }

  /** A map of strings; empty when it is not there. */
  Map<String, String> map(String member) {
    Map<String, String> map = new LinkedHashMap<>();
    if (has(member)) {
      for (Map.Entry<String, JsonNode> entry : node.get(member).properties()) {
        map.put(entry.getKey(), string(entry.getValue(), at(member) + "." + entry.getKey()));
      }
    }
    return map;
  }

  Optional<String> string(String member) {
    return has(member) ? Optional.of(string(node.get(member), at(member))) : Optional.empty();
  }

  String neededString(String member) {
    return string(member).orElseThrow(() -> missing(member));
  }

  OptionalInt whole(String member) {
    OptionalLong value = wholeLong(member);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    if (Math.abs(value.getAsLong()) > Integer.MAX_VALUE) {
      throw type(member, node.get(member), "an integer");
    }
    return OptionalInt.of((int) value.getAsLong());
  }

  OptionalLong wholeLong(String member) {
    if (!has(member)) {
      return OptionalLong.empty();
    }
    JsonNode value = node.get(member);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw type(member, value, "an integer");
    }
    return OptionalLong.of(value.longValue());
  }

  OptionalDouble number(String member) {
    if (!has(member)) {
      return OptionalDouble.empty();
    }
    JsonNode value = node.get(member);
    if (!value.isNumber()) {
      throw type(member, value, "a number");
    }
    return OptionalDouble.of(value.doubleValue());
  }

  /** One of some words, in SageMaker's wording when it is none of them. */
  <T> T word(String member, String text, List<T> words) {
    for (T word : words) {
      if (word.toString().equals(text)) {
        return word;
      }
    }
    String camel = Character.toLowerCase(member.charAt(0)) + member.substring(1);
    throw new CustomerError(
        Text.format(
            "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must"
                + " satisfy enum value set: [%s]",
            text, camel, String.join(", ", words.stream().map(Object::toString).toList())),
        at(member));
  }

  /** A member as a place in messages. */
  String at(String member) {
    return path + "." + member;
  }

  CustomerError missing(String member) {
    return new CustomerError(
        Text.format("Missing required parameter in %s: \"%s\"", path, member), path);
  }

  private JsonNode list(String member) {
    JsonNode child = node.get(member);
    if (!child.isArray()) {
      throw type(member, child, "a list");
    }
    return child;
  }

  private String string(JsonNode value, String at) {
    if (!value.isTextual()) {
      throw new CustomerError(
          Text.format("'%s' is %s; expected a string, as SageMaker has it", at, kind(value)), at);
    }
    return value.textValue();
  }

  private CustomerError type(String member, JsonNode value, String expected) {
    return new CustomerError(
        Text.format("'%s' is %s; expected %s", at(member), kind(value), expected), at(member));
  }

  private static String kind(JsonNode value) {
    return value.isContainerNode()
        ? value.isArray() ? "a list" : "an object"
        : value.isNumber() ? "the number " + value : value.toString();
  }
}
