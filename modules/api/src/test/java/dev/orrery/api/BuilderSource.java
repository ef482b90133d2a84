package dev.orrery.api;

import dev.orrery.core.algorithm.Algorithm;
import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.algorithm.Description;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the source of an algorithm's builder from its schema: a method per hyperparameter, with
 * meaning, range and default as the schema has them, in the form that google-java-format gives.
 *
 * @param algorithm the algorithm's name
 * @param prefix what the names of its classes in the API begin or end with
 * @param prediction the model's answer for a row
 * @param page the page of SageMaker's Developer Guide that lists its hyperparameters
 */
record BuilderSource(String algorithm, String prefix, String prediction, String page) {

  private static final int WIDTH = 100;

  /** The builders of the API. */
  static final List<BuilderSource> ALL =
      List.of(
          new BuilderSource(
              "linear-learner", "LinearLearner", "Prediction", "ll_hyperparameters.html"),
          new BuilderSource("kmeans", "KMeans", "KMeansPrediction", "k-means-api-config.html"),
          new BuilderSource("knn", "Knn", "Prediction", "kNN_hyperparameters.html"),
          new BuilderSource("pca", "Pca", "PcaProjection", "PCA-reference.html"),
          new BuilderSource(
              "randomcutforest", "RandomCutForest", "AnomalyScore", "rcf_hyperparameters.html"),
          new BuilderSource(
              "factorization-machines",
              "FactorizationMachines",
              "Prediction",
              "fact-machines-hyperparameters.html"));

  /** Name of the class. */
  String type() {
    return prefix + "Builder";
  }

  /** The source, as it stands in the file. */
  String text() {
    Algorithm<?, ?> found = Algorithms.find(algorithm);
    StringBuilder out = new StringBuilder();
    out.append("package dev.orrery.api;\n\n");
    out.append("// Generated from the algorithm's schema by BuilderSource; see its test.\n\n");
    Description description = found.description();
    comment(
        out,
        "",
        List.of(
            "Collects a training of "
                + description.title()
                + ". "
                + description.summary()
                + " Hyperparameters that begin with {@code orrery_} are Orrery's own; the others are"
                + " SageMaker's.",
            "@see <a href=\"https://docs.aws.amazon.com/sagemaker/latest/dg/"
                + page
                + "\">SageMaker's hyperparameters</a>"));
    String model = "Fitted" + prefix;
    String head = "public final class " + type();
    String rest = "extends TrainingBuilder<" + type() + ", " + prediction + ", " + model + "> {";
    out.append(head)
        .append(head.length() + rest.length() + 1 <= WIDTH ? " " : "\n    ")
        .append(rest)
        .append("\n\n");
    out.append("  ").append(type()).append("() {\n    super(\"").append(algorithm);
    out.append("\", ").append(model).append("::new);\n  }\n");
    for (Hyperparameter<?> hyperparameter : found.hyperparameters().all()) {
      for (String javaType : javaTypes(hyperparameter.type())) {
        out.append('\n');
        comment(out, "  ", documentation(hyperparameter));
        method(out, hyperparameter, javaType);
      }
    }
    return out.append("}\n").toString();
  }

  private void method(StringBuilder out, Hyperparameter<?> hyperparameter, String javaType) {
    boolean list = hyperparameter.type() instanceof ValueType.Choices;
    out.append("  public ").append(type()).append(' ').append(methodName(hyperparameter.name()));
    out.append('(').append(javaType).append(list ? " values" : " value");
    out.append(") {\n    return ").append(list ? "words" : "hyperparameter").append("(\"");
    out.append(hyperparameter.name()).append("\", ").append(list ? "values" : "value");
    out.append(");\n  }\n");
  }

  /** The paragraphs of a method's Javadoc. */
  private static List<String> documentation(Hyperparameter<?> hyperparameter) {
    List<String> paragraphs = new ArrayList<>();
    paragraphs.add("{@code " + hyperparameter.name() + "}: " + escaped(hyperparameter.meaning()));
    boolean list = hyperparameter.type() instanceof ValueType.Choices;
    String range =
        list
            ? String.join(", ", ((ValueType.Choices) hyperparameter.type()).choices())
            : hyperparameter.type().describe();
    StringBuilder value = new StringBuilder("@param value").append(list ? "s " : " ");
    value.append(list ? "one or more of {@code " : "{@code ").append(range).append('}');
    if (hyperparameter.required()) {
      value.append("; it must be set");
    } else if (hyperparameter.autoMeaning().isPresent()) {
      String meaning = escaped(hyperparameter.autoMeaning().get());
      value.append("; unless set {@code auto}: ").append(meaning);
    } else if (hyperparameter.defaultText().isPresent()) {
      value.append("; unless set {@code ").append(hyperparameter.defaultText().get()).append('}');
    } else {
      value.append("; no default");
    }
    hyperparameter
        .tunable()
        .ifPresent(range2 -> value.append("; worth trying: {@code ").append(range2).append('}'));
    paragraphs.add(value.toString());
    return paragraphs;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** The Java name: camel case of SageMaker's. */
  static String methodName(String name) {
    StringBuilder camel = new StringBuilder();
    for (String part : name.split("_")) {
      camel.append(
          camel.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
    }
    return camel.toString();
  }

  /** The Java types of a value, for each of which there is a method. */
  static List<String> javaTypes(ValueType<?> type) {
    return switch (type) {
      case ValueType.Int _ -> List.of("long");
      case ValueType.Real _ -> List.of("double");
      case ValueType.RealOrWord _ -> List.of("double", "String");
      case ValueType.Bool _ -> List.of("boolean");
      case ValueType.Choices _ -> List.of("String...");
      case ValueType.Choice choice ->
          List.of(choice.choices().stream().allMatch(w -> w.matches("\\d+")) ? "long" : "String");
      case ValueType.Text _ -> List.of("String");
    };
  }

  /** Writes a Javadoc comment, filled to the width as google-java-format fills it. */
  private static void comment(StringBuilder out, String indent, List<String> paragraphs) {
    out.append(indent).append("/**\n");
    for (int i = 0; i < paragraphs.size(); i++) {
      if (i > 0) {
        out.append(indent).append(" *\n");
      }
      String line = indent + " *";
      for (String word : paragraphs.get(i).split(" ")) {
        if (line.length() + 1 + word.length() > WIDTH) {
          out.append(line).append('\n');
          line = indent + " *" + (paragraphs.get(i).startsWith("@") ? "    " : "");
        }
        line += " " + word;
      }
      out.append(line).append('\n');
    }
    out.append(indent).append(" */\n");
  }
}
