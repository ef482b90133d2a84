package dev.orrery.runstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.error.CustomerError;
import dev.orrery.runstore.Filter.Comparison;
import dev.orrery.runstore.Filter.Family;
import dev.orrery.runstore.Filter.Field;
import dev.orrery.runstore.Filter.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {

  private static final List<StoredRun> RUNS = runs();

  private static List<StoredRun> runs() {
    List<StoredRun> runs = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      List<String> tags = i % 4 == 0 ? List.of("lesson") : i % 5 == 0 ? List.of("b c") : List.of();
      runs.add(
          Runs.run(
              i, new StoredRun.Labels(i % 6 == 0 ? "n" + i : null, null, tags, List.of("it's"))));
    }
    return runs;
  }

  @Test
  void andBindsCloserThanOr() {
    assertThat(Filter.parse("tags.a or tags.b and not tags.c"))
        .isEqualTo(
            new Filter.Or(
                new Filter.Tagged("a"),
                new Filter.And(new Filter.Tagged("b"), new Filter.Not(new Filter.Tagged("c")))));
    assertThat(Filter.parse("(tags.a OR tags.b) AND tags.c"))
        .isEqualTo(
            new Filter.And(
                new Filter.Or(new Filter.Tagged("a"), new Filter.Tagged("b")),
                new Filter.Tagged("c")));
  }

  @Test
  void namesAndValuesAreWordsOrQuoted() {
    Filter expected =
        new Comparison(new Field(Family.METRIC, "test:msd"), Operator.LT, List.of("10"));
    for (String same :
        List.of(
            "metrics.\"test:msd\" < 10",
            "metrics.test:msd<10",
            "metric.`test:msd` < '10'",
            "METRICS.'test:msd' < \"10\"")) {
      assertThat(Filter.parse(same)).as(same).isEqualTo(expected);
    }
    assertThat(Filter.parse("note = 'it''s \"so\"'"))
        .isEqualTo(
            new Comparison(
                new Field(Family.ATTRIBUTE, "note"), Operator.EQ, List.of("it's \"so\"")));
    assertThat(Filter.parse("attributes.status not in (Failed, 'Stopped')"))
        .isEqualTo(
            new Filter.Not(
                new Comparison(
                    new Field(Family.ATTRIBUTE, "status"),
                    Operator.IN,
                    List.of("Failed", "Stopped"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "algorithm = | 12 | Expected a value after '=', found the end",
        "algorithm kmeans | 11 | Expected a comparison",
        "algorithm | 10 | Expected a comparison",
        "(tags.a | 8 | Expected ')', found the end",
        "tags.a) | 7 | Expected AND, OR or the end, found ')'",
        "tags.a tags.b | 8 | Expected AND, OR or the end, found 'tags.b'",
        "tags.a = 'x' | 8 | Tags are words without values",
        "metrics.m < abc | 13 | Expected a number to compare 'm' with, found 'abc'",
        "params.k > abc | 12 | Expected a number to compare 'k' with",
        "metrics.m like 'a' | 11 | LIKE is for texts",
        "algoritm = kmeans | 1 | did you mean 'algorithm'?",
        "colour = red | 1 | There is no field 'colour'",
        "things.x = 1 | 1 | There is no 'things.'",
        "note = 'open | 8 | The quote ' is not closed",
        "metrics. < 3 | 10 | Expected a name after 'metrics.'",
        "tags.a and | 11 | Expected a field",
        "and | 1 | Expected a field",
        "status not = Failed | 12 | Expected LIKE or IN after NOT",
        "status in Failed | 11 | Expected '('",
        "status in (a, | 14 | Expected a value after ','",
        "status ! a | 8 | Expected a comparison",
        "~~ | 1 | Expected a field"
      })
  void aWrongExpressionIsOneSentenceWithThePlace(String expression, int at, String sentence) {
    assertThatThrownBy(() -> Filter.parse(expression == null ? "" : expression))
        .isInstanceOfSatisfying(
            CustomerError.class,
            e -> {
              assertThat(e.getMessage()).contains(sentence).doesNotContain("\n");
              assertThat(e.where()).contains("character " + at + " of the expression");
            });
  }

  @Test
  void expressionsHaveBounds() {
    for (String endless :
        List.of("(".repeat(5000), "not ".repeat(2000), "tags.a or ".repeat(900) + "tags.a")) {
      assertThatThrownBy(() -> Filter.parse(endless)).isInstanceOf(CustomerError.class);
    }
    assertThatThrownBy(() -> Filter.parse(" ".repeat(10_001)))
        .hasMessageContaining("longer than 10000");
    String most = "metrics.m < 1 or ".repeat(199) + "metrics.m < 1";
    try (RunStore store = RunStore.inMemory()) {
      assertThat(store.find(RunQuery.ALL.where(Filter.parse(most)))).isEmpty();
    }
  }

  @Test
  void whatAPersonWritesIsNeverSql() {
    try (RunStore store = RunStore.inMemory()) {
      store.add(RUNS);
      for (String attack :
          List.of(
              "name = \"x' OR 1=1 --\"",
              "params.\"k') OR 1=1 --\" = 1",
              "metrics.`m\"); DROP TABLE run; --` = 1",
              "tags.'a'' OR ''1''=''1'")) {
        assertThat(store.find(RunQuery.ALL.where(Filter.parse(attack)))).as(attack).isEmpty();
      }
      assertThat(store.count(RunQuery.ALL)).isEqualTo(RUNS.size());
    }
  }

  /** Any text is an expression, or is refused with a place. */
  @Property(seed = "20261121", tries = 2000)
  void noTextDoesWorse(@ForAll("texts") String text) {
    try {
      Filter filter = Filter.parse(text);
      assertThatCode(() -> Filled.STORE.count(RunQuery.ALL.where(filter)))
          .doesNotThrowAnyException();
    } catch (CustomerError e) {
      assertThat(e.where().orElseThrow()).matches("character \\d+ of the expression");
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "metrics.a",
            "params.k",
            "tags.x",
            "algorithm",
            "seconds",
            "and",
            "or",
            "not",
            "(",
            ")",
            "<",
            ">=",
            "=",
            "!",
            "like",
            "in",
            ",",
            "'",
            "\"",
            "`",
            "10",
            "kmeans",
            " ",
            "\0",
            "é");
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(20),
        pieces.list().ofMaxSize(9).map(list -> String.join(" ", list)));
  }

  @Property(seed = "20261121", tries = 500)
  void whatIsWrittenIsReadBack(@ForAll("filters") Filter filter) {
    assertThat(Filter.parse(text(filter))).isEqualTo(filter);
  }

  /** The store finds what a plain reading of the filter finds. */
  @Property(seed = "20261121", tries = 300)
  void sqlAgreesWithAPlainReading(@ForAll("filters") Filter filter) {
    List<String> expected =
        RUNS.stream().filter(run -> holds(filter, run)).map(StoredRun::id).sorted().toList();
    assertThat(Filled.STORE.find(RunQuery.ALL.where(filter)).stream().map(StoredRun::id).sorted())
        .as(text(filter))
        .containsExactlyElementsOf(expected);
  }

  /** Made once, at the first use. */
  private static final class Filled {
    static final RunStore STORE = RunStore.inMemory();

    static {
      STORE.add(RUNS);
    }
  }

  @Provide
  Arbitrary<Filter> filters() {
    return filters(4);
  }

  private static Arbitrary<Filter> filters(int depth) {
    Arbitrary<Filter> leaf = Arbitraries.oneOf(tags(), numbers(), parameters(), attributes());
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<Filter> below = filters(depth - 1);
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(3, leaf),
        net.jqwik.api.Tuple.of(1, below.map(Filter.Not::new)),
        net.jqwik.api.Tuple.of(2, Combinators.combine(below, below).as(Filter.And::new)),
        net.jqwik.api.Tuple.of(2, Combinators.combine(below, below).as(Filter.Or::new)));
  }

  private static Arbitrary<Filter> tags() {
    return Arbitraries.of("lesson", "b c", "none", "it's").map(Filter.Tagged::new);
  }

  private static Arbitrary<Filter> numbers() {
    Arbitrary<Field> fields =
        Arbitraries.of(
            new Field(Family.METRIC, "test:msd"),
            new Field(Family.METRIC, "test:odd"),
            new Field(Family.METRIC, "none"),
            new Field(Family.ATTRIBUTE, "seconds"),
            new Field(Family.ATTRIBUTE, "epochs"));
    Arbitrary<Operator> operators =
        Arbitraries.of(Operator.values()).filter(o -> o != Operator.LIKE && o != Operator.IN);
    Arbitrary<String> values =
        Arbitraries.integers().between(-2, 12).map(i -> Double.toString(i / 2.0));
    return Combinators.combine(fields, operators, values)
        .as((field, operator, value) -> new Comparison(field, operator, List.of(value)));
  }

  private static Arbitrary<Filter> parameters() {
    return Combinators.combine(
            Arbitraries.of("k", "rate", "init_method", "none"),
            Arbitraries.of(Operator.EQ, Operator.NE, Operator.IN),
            Arbitraries.of("10", "10.0", "1e-3", "random", "a b").list().ofMinSize(1).ofMaxSize(3))
        .as(
            (name, operator, values) ->
                new Comparison(
                    new Field(Family.PARAMETER, name),
                    operator,
                    operator == Operator.IN ? values : values.subList(0, 1)));
  }

  private static Arbitrary<Filter> attributes() {
    return Combinators.combine(
            Arbitraries.of("algorithm", "status", "name", "data", "note", "reason"),
            Arbitraries.of(Operator.EQ, Operator.NE, Operator.LIKE, Operator.IN),
            Arbitraries.of("kmeans", "Failed", "n6", "digits-1", "it's", "", "out of luck"))
        .as(
            (name, operator, value) ->
                new Comparison(new Field(Family.ATTRIBUTE, name), operator, List.of(value)));
  }

  /** A filter as a person would write it. */
  private static String text(Filter filter) {
    return switch (filter) {
      case Filter.And and -> "(" + text(and.left()) + " and " + text(and.right()) + ")";
      case Filter.Or or -> "(" + text(or.left()) + " OR " + text(or.right()) + ")";
      case Filter.Not not -> "not (" + text(not.of()) + ")";
      case Filter.Tagged tagged -> "tags." + quoted(tagged.word());
      case Comparison c -> {
        String family =
            switch (c.field().family()) {
              case METRIC -> "metrics." + quoted(c.field().name());
              case PARAMETER -> "params." + quoted(c.field().name());
              case ATTRIBUTE -> c.field().name();
            };
        String values =
            c.values().stream().map(FilterTest::quoted).collect(Collectors.joining(", "));
        yield family
            + " "
            + c.operator().text()
            + " "
            + (c.operator() == Operator.IN ? "(" + values + ")" : values);
      }
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** The meaning of a filter, without SQL. */
  private static boolean holds(Filter filter, StoredRun run) {
    return switch (filter) {
      case Filter.And and -> holds(and.left(), run) && holds(and.right(), run);
      case Filter.Or or -> holds(or.left(), run) || holds(or.right(), run);
      case Filter.Not not -> !holds(not.of(), run);
      case Filter.Tagged tagged -> run.labels().tags().contains(tagged.word());
      case Comparison c -> found(c.field(), run).stream().anyMatch(value -> compares(c, value));
    };
  }

  private static List<Object> found(Field field, StoredRun run) {
    List<Object> found = new ArrayList<>();
    switch (field.family()) {
      case METRIC ->
          run.metrics().stream()
              .filter(m -> m.metric().equals(field.name()) && !Double.isNaN(m.value()))
              .forEach(m -> found.add(m.value()));
      case PARAMETER ->
          run.hyperparameters().stream()
              .filter(h -> h.name().equals(field.name()) && h.value() != null)
              .forEach(h -> found.add(h.value()));
      case ATTRIBUTE -> {
        switch (field.name()) {
          case "algorithm" -> found.add(run.algorithm());
          case "status" -> found.add(run.outcome().status());
          case "name" -> found.add(run.labels().name());
          case "reason" -> found.add(run.outcome().reason());
          case "seconds" -> found.add(run.outcome().seconds());
          case "epochs" -> found.add(run.outcome().epochs().doubleValue());
          case "data" -> run.channels().forEach(c -> found.add(c.argument()));
          case "note" -> found.addAll(run.labels().comments());
          default -> throw new IllegalArgumentException(field.name());
        }
      }
    }
    found.removeIf(value -> value == null);
    return found;
  }

  private static boolean compares(Comparison c, Object value) {
    if (c.operator() == Operator.NE) {
      return c.values().stream().noneMatch(other -> equal(value, other));
    }
    if (value instanceof Double number && c.operator().ordering()) {
      int order = Double.compare(number, Double.parseDouble(c.values().getFirst()));
      return switch (c.operator()) {
        case LT -> order < 0;
        case LE -> order <= 0;
        case GT -> order > 0;
        default -> order >= 0;
      };
    }
    // The patterns of these tests have neither % nor _.
    return c.operator() == Operator.LIKE
        ? value.toString().equalsIgnoreCase(c.values().getFirst())
        : c.values().stream().anyMatch(other -> equal(value, other));
  }

  private static boolean equal(Object value, String other) {
    Double number = RunWriter.number(other);
    Double own = value instanceof Double d ? d : RunWriter.number(value.toString());
    return value.toString().equals(other) || number != null && number.equals(own);
  }
}
