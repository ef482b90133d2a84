package dev.orrery.report.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orrery.core.io.AtomicFiles;
import dev.orrery.testing.Browser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a real browser. */
class ComparisonPageTest {

  private static final Path FOLDER = Path.of("target", "comparison").toAbsolutePath();
  private static final List<String> ALWAYS =
      List.of("parallel", "slice", "history", "importance", "difference", "against");

  private static Browser browser;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Optional<Path> program = Browser.find();
    if (program.isEmpty()) {
      System.out.println(
          "ComparisonPageTest is skipped: there is no Chromium or Chrome on the PATH nor in CHROME");
    }
    assumeTrue(program.isPresent(), "no Chromium or Chrome on the PATH nor in CHROME");
    browser = Browser.start(program.get(), FOLDER.resolve("profiles"));
  }

  @AfterAll
  static void end() {
    if (browser != null) {
      browser.close();
    }
  }

  /** The page without pictures, which another test looks at. */
  private static URI page(String name, Comparison comparison) throws IOException {
    Path page = FOLDER.resolve(name + ".html");
    AtomicFiles.write(
        page, new ComparisonPage(comparison, Settings.of(comparison), List.of(), List.of()).html());
    return page.toUri();
  }

  private static URI with(URI page, String hash) {
    return URI.create(page + "#" + hash);
  }

  private static void open(URI address, int width, boolean dark) throws InterruptedException {
    browser.size(width, width < 600 ? 844 : 1000, dark);
    browser.open(address);
    quiet();
  }

  /** Waits until all views have followed, those out of sight too. */
  private static void quiet() throws InterruptedException {
    for (int i = 0; i < 600 && !browser.evaluate("comparison.isQuiet()").asBoolean(); i++) {
      Thread.sleep(25);
    }
    browser.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 30)))");
  }

  private static void assertNothingWentWrong() {
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests()).isNotEmpty().allMatch(url -> url.matches("(file|data):.*"));
  }

  /** Values in the series of a chart. */
  private static int values(String chart) {
    return browser
        .evaluate(
            "comparison.instances['"
                + chart
                + "'].getOption().series.reduce((n, s) => n + s.data.length, 0)")
        .asInt();
  }

  /** Pixels that a chart has drawn. */
  private static int drawn(String chart) {
    return browser
        .evaluate(
            """
            [...document.querySelectorAll('#%s canvas')].reduce((n, canvas) => {
              const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
              for (let i = 3; i < pixels.length; i += 4) if (pixels[i] > 0) n++;
              return n;
            }, 0)"""
                .formatted(chart))
        .asInt();
  }

  private static void assertShown(String chart) {
    assertThat(values(chart)).as(chart + " has values").isPositive();
    assertThat(drawn(chart)).as(chart + " has drawn pixels").isGreaterThan(800);
    assertThat(
            browser
                .evaluate("document.getElementById('" + chart + "-caption').textContent")
                .asText())
        .as(chart + " has a caption")
        .hasSizeGreaterThan(20)
        .doesNotContain("undefined", "NaN");
  }

  private static boolean hidden(String section) {
    return browser.evaluate("document.getElementById('" + section + "').hidden").asBoolean();
  }

  private static List<String> selectedRows() {
    JsonNode rows =
        browser.evaluate(
            "[...document.querySelectorAll('#settings tr.selected')].map(r => r.dataset.setting)");
    return rows.valueStream().map(JsonNode::asText).sorted().toList();
  }

  private static void clickOn(String selector) {
    JsonNode box =
        browser.evaluate(
            "(() => { const e = document.querySelector('"
                + selector
                + "'); e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect();"
                + " return [r.x + r.width / 2, r.y + r.height / 2]; })()");
    browser.click(box.get(0).asDouble(), box.get(1).asDouble());
  }

  @ParameterizedTest
  @CsvSource({"1400, false", "1400, true", "390, false", "390, true"})
  void everyViewHasDataOnWideAndNarrowLightAndDarkScreens(int width, boolean dark)
      throws Exception {
    open(page("kmeans", Studies.kMeans()), width, dark);
    ALWAYS.forEach(ComparisonPageTest::assertShown);
    assertShown("pairs");
    assertThat(hidden("curves-view")).as("no curves, so no view of them").isTrue();
    assertThat(hidden("folds-view")).as("no folds").isTrue();
    assertNothingWentWrong();

    open(page("linear-learner", Studies.linearLearner(120)), width, dark);
    ALWAYS.forEach(ComparisonPageTest::assertShown);
    assertShown("pairs");
    assertShown("curves");
    assertNothingWentWrong();

    open(page("knn", Studies.knnFolds()), width, dark);
    ALWAYS.forEach(ComparisonPageTest::assertShown);
    assertShown("folds");
    assertThat(hidden("pairs-view")).as("one hyperparameter has no pairs").isTrue();
    assertNothingWentWrong();

    assertThat(browser.evaluate("document.documentElement.scrollWidth - innerWidth").asInt())
        .as("nothing hangs over the window's edge")
        .isLessThanOrEqualTo(0);
  }

  @Test
  void aRealExportShowsEveryView() throws Exception {
    open(page("real", Studies.real()), 1400, false);
    ALWAYS.forEach(ComparisonPageTest::assertShown);
    assertShown("pairs");
    assertShown("curves");
    assertNothingWentWrong();
  }

  @ParameterizedTest
  @CsvSource({"1400", "390"})
  void aClickedRowIsSelectedInAllViewsAndTheAddressBringsItBack(int width) throws Exception {
    URI page = page("linear-learner", Studies.linearLearner(120));
    open(page, width, false);
    String first =
        browser.evaluate("document.querySelector('#settings-body tr').dataset.setting").asText();
    clickOn("#settings-body tr td:nth-child(2)");
    quiet();
    assertSelected(first);
    String hash = browser.evaluate("location.hash").asText();
    assertThat(hash).isEqualTo("#selected=" + first);

    open(with(page, hash.substring(1)), width, false);
    assertSelected(first);
    assertNothingWentWrong();

    clickOn("#clear");
    quiet();
    assertThat(selectedRows()).isEmpty();
    assertThat(browser.evaluate("location.hash").asText()).isIn("", "#");
  }

  private static void assertSelected(String setting) {
    assertThat(selectedRows()).containsExactly(setting);
    String strong = "comparison.look.selectedColor(comparison.data.position.get(" + setting + "))";
    String option = "comparison.instances.%s.getOption().series";
    assertThat(
            browser
                .evaluate(
                    option.formatted("parallel")
                        + "[0].data.filter(d => d.lineStyle.color === "
                        + strong
                        + ").length")
                .asInt())
        .as("lines of parallel coordinates in the color of the selected")
        .isEqualTo(1);
    for (String chart : List.of("slice", "history", "pairs")) {
      assertThat(
              browser
                  .evaluate(
                      option.formatted(chart)
                          + ".flatMap(s => s.data).filter(d => d.itemStyle && d.itemStyle.color === "
                          + strong
                          + ").length")
                  .asInt())
          .as("points of " + chart + " in the color of the selected")
          .isEqualTo(1);
    }
    assertThat(browser.evaluate(option.formatted("curves") + "[1].data.length").asInt())
        .as("strong curves")
        .isEqualTo(1);
    assertThat(browser.evaluate("document.querySelectorAll('#selected .chip').length").asInt())
        .isEqualTo(1);
  }

  @Test
  void aDragAlongAnAxisSelectsTheSettingsThere() throws Exception {
    open(page("kmeans", Studies.kMeans()), 1400, false);
    JsonNode axis =
        browser.evaluate(
            """
            (() => {
              const box = document.getElementById('parallel');
              box.scrollIntoView({block: 'center'});
              const r = box.getBoundingClientRect();
              const at = (k) => comparison.instances.parallel.getModel().getComponent('parallel').coordinateSystem.dataToPoint(k, 'dim0');
              return [r.x + at(10.5)[0], r.y + at(10.5)[1], r.x + at(7.5)[0], r.y + at(7.5)[1]];
            })()""");
    browser.drag(
        axis.get(0).asDouble(),
        axis.get(1).asDouble(),
        axis.get(2).asDouble(),
        axis.get(3).asDouble());
    quiet();
    JsonNode values =
        browser.evaluate(
            "[...new Set(comparison.state.get('selected').map(id => comparison.data.axis('k').at(comparison.data.position.get(id))))]");
    assertThat(values.valueStream().map(JsonNode::asInt).toList()).containsExactly(8, 9, 10);
    assertThat(browser.evaluate("location.hash").asText()).startsWith("#selected=");
    assertNothingWentWrong();
  }

  @Test
  void theMetricOnTopChangesAllViewsAndResetBringsThemBack() throws Exception {
    URI page = page("linear-learner", Studies.linearLearner(120));
    String metric = "test:binary_classification_accuracy";
    open(with(page, "metric=" + metric + "&x=l1&flip=l1&filter=optimizer=sgd"), 1400, false);
    for (String chart : ALWAYS) {
      assertThat(
              browser
                  .evaluate(
                      "document.getElementById('"
                          + chart
                          + "-caption').textContent + document.getElementById('difference-sentence').textContent")
                  .asText())
          .as(chart)
          .contains(metric);
    }
    assertThat(
            browser
                .evaluate("comparison.instances.parallel.getOption().parallelAxis[1].inverse")
                .asBoolean())
        .isTrue();
    assertThat(browser.evaluate("document.getElementById('settings-count').textContent").asText())
        .contains("of 120");
    clickOn("#reset");
    quiet();
    assertThat(browser.evaluate("document.getElementById('metric').value").asText())
        .isEqualTo("validation:objective_loss");
    assertThat(browser.evaluate("document.getElementById('parallel-caption').textContent").asText())
        .contains("validation:objective_loss");
    assertNothingWentWrong();
  }

  @Test
  void theTablesAreSavedAsTheyAreShown() throws Exception {
    open(with(page("kmeans", Studies.kMeans()), "filter=k%3C4&sort=setting"), 1400, false);
    browser.evaluate(
        "globalThis.saved = []; URL.createObjectURL = (blob) => { saved.push(blob); return 'data:text/csv,'; };");
    clickOn("#settings-csv");
    clickOn("#trials summary");
    quiet(); // the table moves the button down
    clickOn("#trials-csv");
    String settings = browser.evaluate("saved[0].text()").asText();
    assertThat(settings.lines()).hasSize(9);
    assertThat(settings)
        .startsWith(
            "setting,k,init_method,extra_center_factor,test:msd mean,test:msd sd,test:msd n,")
        .contains("\r\n1,2,random,1,");
    assertThat(browser.evaluate("saved[1].text()").asText())
        .contains("k = 20 with extra_center_factor = 4 needs more rows than there are.")
        .satisfies(text -> assertThat(text.lines()).hasSize(381));
  }

  /** ECharts rounds the place of a line that is told its value, if it is not told not to. */
  @Test
  void theLineOfTheMeanDifferenceStandsAtTheMean() throws Exception {
    open(with(page("knn", Studies.knnFolds()), "a=3&b=2"), 1400, false);
    JsonNode line =
        browser.evaluate(
            """
            (() => {
              const chart = comparison.instances.difference;
              const bars = chart.getOption().series[0].data.map((d) => d.value);
              const mean = bars.reduce((a, b) => a + b, 0) / bars.length;
              const marks = chart.getModel().getSeriesByIndex(0).getData();
              const drawn = chart.getZr().storage.getDisplayList().filter((e) => e.type === 'line' || e.type === 'ec-line')
                .map((e) => e.shape).filter((s) => s && s.y1 === s.y2).map((s) => s.y1);
              return [chart.convertToPixel({ yAxisIndex: 0 }, mean), ...drawn];
            })()""");
    double expected = line.get(0).asDouble();
    assertThat(line.valueStream().skip(1).map(JsonNode::asDouble).toList())
        .anySatisfy(y -> assertThat(y).isCloseTo(expected, offset(0.6)));
    assertThat(
            browser
                .evaluate(
                    "comparison.instances.difference.getOption().series[0].markLine.precision")
                .asInt())
        .isGreaterThan(9);
  }

  @Test
  void anAddressWithNonsenseDoesNoHarm() throws Exception {
    URI page = page("kmeans", Studies.kMeans());
    open(
        with(page, "metric=no&selected=9999.x.3-2.1-99999999&x=no&pair=a&a=77777&sort=%22"),
        1400,
        false);
    ALWAYS.forEach(ComparisonPageTest::assertShown);
    assertNothingWentWrong();
  }

  @Test
  void studiesThatCameToLittleOpenWithoutHarm() throws Exception {
    Comparison whole = Studies.kMeans();
    open(page("one", Studies.with(whole, whole.trials().subList(0, 1))), 1400, false);
    assertNothingWentWrong();
    Comparison plain = Studies.withoutAxes(whole);
    open(page("plain", plain), 1400, false);
    assertNothingWentWrong();
    open(page("none", Studies.with(whole, List.of())), 1400, false);
    assertNothingWentWrong();
    List<Comparison.Trial> failed =
        whole.trials().stream().filter(trial -> trial.status().equals("Failed")).toList();
    open(page("failed", Studies.with(whole, failed)), 390, true);
    assertThat(browser.evaluate("document.getElementById('settings-body').textContent").asText())
        .contains("failed", "needs more rows");
    assertNothingWentWrong();
  }

  @Test
  void greatNumbersBesideAnAxisAreShort() throws Exception {
    open(page("knn", Studies.knnFolds()), 1400, false);
    assertThat(browser.evaluate("tick(500000000)").asText()).isEqualTo("5e8");
    assertThat(browser.evaluate("tick(-12345678)").asText()).isEqualTo("-1.235e7");
    assertThat(browser.evaluate("tick(250000)").asText()).isEqualTo("250000");
    assertThat(browser.evaluate("tick(0)").asText()).isEqualTo("0");
  }

  @Test
  void theKeyboardAloneSelects() throws Exception {
    open(page("kmeans", Studies.kMeans()), 1400, false);
    browser.evaluate("document.querySelector('#settings-body input').focus()");
    browser.evaluate("document.activeElement.click()"); // what the space bar does
    quiet();
    assertThat(selectedRows()).hasSize(1);
    assertThat(browser.evaluate("document.activeElement.getAttribute('aria-label')").asText())
        .as("the focus stays on the row")
        .startsWith("Select setting");
    JsonNode nameless =
        browser.evaluate(
            "[...document.querySelectorAll('button, select, input')].filter(e => !e.closest('[hidden]')"
                + " && !(e.getAttribute('aria-label') || e.textContent.trim() || e.closest('label'))).map(e => e.outerHTML)");
    assertThat(nameless).as("controls without a name").isEmpty();
    assertThat(
            browser
                .evaluate(
                    "[...document.querySelectorAll('.chart')].filter(e => e.clientHeight > 0 && !e.getAttribute('aria-label')).length")
                .asInt())
        .isZero();
  }

  @Test
  void tenThousandTrainingsOpenAndThePageSaysWhatItLeavesOut() throws Exception {
    open(page("many", Studies.linearLearner(10_000)), 1400, false);
    ALWAYS.forEach(ComparisonPageTest::assertShown);
    for (String chart : List.of("parallel", "slice", "history", "curves")) {
      assertThat(
              browser
                  .evaluate("document.getElementById('" + chart + "-caption').textContent")
                  .asText())
          .as(chart)
          .containsPattern("\\d( [a-z]+)? of [\\d,]{5,}");
    }
    assertThat(browser.evaluate("document.querySelectorAll('#settings-body tr').length").asInt())
        .isEqualTo(100);
    assertNothingWentWrong();
  }

  /** Figures of scipy 1.10.1: stats.t.ppf, stats.t.sf, stats.ttest_rel. */
  @Test
  void theStatisticsAgreeWithScipy() throws Exception {
    open(page("knn", Studies.knnFolds()), 1400, false);
    assertThat(browser.evaluate("studentQuantile(1)").asDouble())
        .isCloseTo(12.706204736432095, offset(1e-8));
    assertThat(browser.evaluate("studentQuantile(4)").asDouble())
        .isCloseTo(2.7764451051977987, offset(1e-9));
    assertThat(browser.evaluate("studentQuantile(30)").asDouble())
        .isCloseTo(2.0422724563012373, offset(1e-9));
    assertThat(browser.evaluate("studentTail(2.5, 7)").asDouble())
        .isCloseTo(0.040992218585752874, offset(1e-10));
    JsonNode found =
        browser.evaluate(
            "paired([['1', 1], ['2', 2], ['3', 3], ['4', null]], [['2', 2.5], ['1', 1.2], ['3', 3.1], ['5', 9]], 1)");
    assertThat(found.path("n").asInt()).isEqualTo(3);
    assertThat(found.path("mean").asDouble()).isCloseTo(0.8 / 3, offset(1e-12));
    assertThat(found.path("p").asDouble()).isCloseTo(0.15672595728843208, offset(1e-9));
    JsonNode adjusted = browser.evaluate("holm([0.03, 0.01, 0.04])");
    assertThat(adjusted.valueStream().map(JsonNode::asDouble).toList())
        .containsExactly(0.06, 0.03, 0.06);
    assertThat(browser.evaluate("varianceBetween([1, 1, 3, 3], [0, 0, 1, 1])").asDouble())
        .isEqualTo(1);
  }
}
