package dev.orrery.cli.compare;

import dev.orrery.cli.Json;
import dev.orrery.tuning.TrialResult;
import dev.orrery.tuning.compare.Findings;
import dev.orrery.tuning.compare.Importance;
import dev.orrery.tuning.compare.PairedTest;
import dev.orrery.tuning.compare.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A comparison for programs. */
final class ComparisonJson {

  private ComparisonJson() {}

  /** Adds the findings to an object; NaN is null. */
  static void add(Map<String, Object> json, Findings findings) {
    String metric = findings.objective().metric();
    Map<String, Object> objective = new LinkedHashMap<>();
    objective.put("metric", metric);
    objective.put(
        "better",
        switch (findings.objective().direction()) {
          case LOSS -> "less";
          case SCORE -> "more";
          case FIGURE -> null;
        });
    json.put("objective", objective);
    json.put("answer", findings.answer());
    json.put("best", findings.best().map(Setting::number).orElse(null));
    List<Map<String, Object>> settings = new ArrayList<>();
    List<Map<String, Object>> trials = new ArrayList<>();
    for (Setting setting : findings.settings()) {
      settings.add(setting(setting, metric));
      setting.results().forEach(result -> trials.add(trial(result, setting.number())));
    }
    json.put("settings", settings);
    json.put("trials", trials);
    json.put("importances", importances(findings.importance()));
    Map<String, Object> significance = new LinkedHashMap<>();
    significance.put("method", PairedTest.method(findings.folds()));
    significance.put("tests", findings.tests().stream().map(ComparisonJson::significance).toList());
    json.put("significance", significance);
  }

  private static Map<String, Object> setting(Setting setting, String metric) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("setting", setting.number());
    row.put("values", setting.values());
    row.put("mean", Json.number(setting.mean(metric)));
    row.put("deviation", Json.number(setting.deviation(metric)));
    row.put("n", setting.values(metric).length);
    row.put("failed", setting.failures().size());
    row.put("not_finite", setting.without(metric));
    row.put("seconds", Json.number(setting.seconds()));
    return row;
  }

  private static Map<String, Object> trial(TrialResult result, int setting) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("setting", setting);
    row.put("repetition", result.trial().repetition());
    row.put("fold", result.trial().fold());
    row.put("status", result.status());
    if (!result.reason().isEmpty()) {
      row.put("reason", result.reason());
    }
    Map<String, Object> metrics = new LinkedHashMap<>();
    result.metrics().forEach((key, value) -> metrics.put(key, Json.number(value)));
    row.put("metrics", metrics);
    row.put("epochs", result.epochs());
    row.put("seconds", result.seconds());
    return row;
  }

  private static Map<String, Object> importances(Importance importance) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("method", importance.method());
    Map<String, Object> shares = new LinkedHashMap<>();
    Map<String, Object> chances = new LinkedHashMap<>();
    for (Importance.Share share : importance.shares()) {
      shares.put(share.name(), Json.number(share.share()));
      chances.put(share.name(), Json.number(share.p()));
    }
    json.put("shares", shares);
    json.put("p", chances);
    json.put("interactions", Json.number(importance.interactions()));
    json.put("chance", Json.number(importance.chance()));
    return json;
  }

  private static Map<String, Object> significance(PairedTest test) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("setting", test.setting());
    row.put("best", test.best());
    row.put("pairs", test.pairs());
    row.put("difference", Json.number(test.difference()));
    row.put("low", Json.number(test.low()));
    row.put("high", Json.number(test.high()));
    row.put("p", Json.number(test.p()));
    return row;
  }
}
