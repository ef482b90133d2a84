/** The folds of a cross-validation: how a metric differs from fold to fold. */
function foldsView(app) {
  const { data, state, look } = app;
  const MOST = 8;
  if (data.folds < 2) {
    document.getElementById("folds-view").hidden = true;
    return () => {};
  }
  const chart = app.chart("folds");
  return (keys) => {
    if (!app.touches(keys, "metric", "selected", "log")) return;
    const metric = state.get("metric");
    const { values, ranked } = data.of(metric);
    const any = state.anySelected();
    const shown = (any ? ranked.filter(state.isSelected) : ranked).slice(0, MOST);
    const color = (s, i) => (any ? look.selectedColor(s) : look.palette(i));
    const names = Array.from({ length: data.folds }, (_, f) => "fold " + (f + 1));
    const lines = shown.map((s) =>
      names.map(
        (_, f) => summary(data.settings[s].trials.filter((t) => data.trials.fold[t] === f).map((t) => values[t])).mean,
      ),
    );
    chart.show(
      {
        grid: { left: 82, right: 18, top: 56, bottom: 30 },
        legend: {
          top: 0,
          type: "scroll",
          data: shown.map(String),
          formatter: (s) => shortened(data.settings[Number(s)].id + ": " + data.name(Number(s)), 40),
          textStyle: { color: look.ink() },
          pageTextStyle: { color: look.ink() },
          pageIconColor: look.accent(),
        },
        xAxis: {
          type: "category",
          data: names,
          axisLabel: { color: look.faint() },
          axisLine: { onZero: false, lineStyle: { color: look.faint() } },
        },
        yAxis: look.axis(metric, lines.flat(), look.named(metric, 62)),
        tooltip: {
          ...look.tooltip(),
          formatter: (item) => app.settingTip(shown[item.seriesIndex]) + "<br>" + item.name + ": " + number(item.value),
        },
        series: shown.map((s, i) => ({
          type: "line",
          name: String(s),
          color: color(s, i),
          animation: false,
          symbolSize: 8,
          symbol: "circle",
          lineStyle: { width: 1.6, opacity: 0.7 },
          data: lines[i].map((v) => (Number.isFinite(v) ? v : null)),
        })),
      },
      metric +
        " on each fold, the mean over seeds, for " +
        (any ? "the selected settings" : "the best settings") +
        (shown.length === MOST ? " (" + MOST + " at most)" : "") +
        ". Lines that rise and fall together say that a fold is hard, not that a setting is bad.",
    );
    if (!chart.listens) {
      chart.listens = true;
      chart.instance.on("click", (item) => state.toggle(Number(item.seriesName), "folds"));
    }
  };
}
