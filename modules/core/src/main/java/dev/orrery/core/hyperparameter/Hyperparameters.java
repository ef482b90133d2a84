package dev.orrery.core.hyperparameter;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The checked values of one run: pure data. Made by {@link HyperparameterSchema#validate}. */
public final class Hyperparameters {

  static final Object AUTO = new Object();

  private final HyperparameterSchema schema;
  private final Map<String, String> texts;
  private final Map<String, Object> values;

  Hyperparameters(
      HyperparameterSchema schema, Map<String, String> texts, Map<String, Object> values) {
    this.schema = schema;
    this.texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    this.values = new HashMap<>(values);
  }

  /** Whether it has a value, {@code auto} included. */
  public boolean has(Hyperparameter<?> hyperparameter) {
    return values.containsKey(hyperparameter.name());
  }

  /** Whether its value is {@code auto}. */
  public boolean isAuto(Hyperparameter<?> hyperparameter) {
    return values.get(hyperparameter.name()) == AUTO;
  }

  /**
   * The value.
   *
   * @throws IllegalStateException when it has none, or {@code auto}
   */
  public <T> T get(Hyperparameter<T> hyperparameter) {
    Object value = values.get(hyperparameter.name());
    if (value == null || value == AUTO) {
      throw new IllegalStateException(hyperparameter + " has no value");
    }
    @SuppressWarnings("unchecked") // the schema parsed it with the hyperparameter's own type
    T typed = (T) value;
    return typed;
  }

  /** The value, or {@code automatic} when it is {@code auto} or has none. */
  public <T> T getOr(Hyperparameter<T> hyperparameter, T automatic) {
    return isAuto(hyperparameter) || !has(hyperparameter) ? automatic : get(hyperparameter);
  }

  /** A whole-number value as an int. */
  public int getInt(Hyperparameter<Long> hyperparameter) {
    return Math.toIntExact(get(hyperparameter));
  }

  /** These values with one of them set; the rest stays as it is. */
  public Hyperparameters with(Hyperparameter<?> hyperparameter, Object value) {
    Map<String, String> map = new LinkedHashMap<>(texts);
    map.put(hyperparameter.name(), String.valueOf(value));
    return schema.validate(map);
  }

  /** SageMaker's string map: every value as text, defaults included. */
  public Map<String, String> asMap() {
    return texts;
  }

  /** The schema they were checked against. */
  public HyperparameterSchema schema() {
    return schema;
  }
}
