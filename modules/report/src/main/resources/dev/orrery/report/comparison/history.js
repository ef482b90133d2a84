/** The trainings in their order, and the best value so far. */
function historyView(app) {
  const { data, state, look } = app;
  const MOST = 4000;
  const chart = app.chart("history");
  app.logButton("history-log", () => state.get("metric"));
  return (keys) => {
    if (!app.touches(keys, "metric", "selected", "log")) return;
    const metric = state.get("metric");
    const of = data.of(metric);
    const any = state.anySelected();
    const all = Array.from({ length: data.count }, (_, t) => t);
    const known = all.filter((t) => of.values[t] !== null);
    const failed = all.filter((t) => of.values[t] === null);
    const best = [];
    const figure = data.directionOf(metric) === "FIGURE";
    known.forEach((t) => {
      const before = best.length ? best[best.length - 1][1] : null;
      if (!figure && (before === null || of.better(of.values[t], before))) best.push([data.trials.id[t], of.values[t]]);
    });
    const lastId = data.trials.id[data.count - 1];
    if (best.length) best.push([lastId, best[best.length - 1][1]]);
    const shown = evenly(known, MOST);
    const range = look.axis(
      metric,
      known.map((t) => of.values[t]),
      look.named(metric, 62),
    );
    const worst = data.directionOf(metric) === "SCORE" ? of.low : of.high;
    const style = (t) => {
      const s = data.trials.setting[t];
      return any
        ? state.isSelected(s)
          ? { color: look.selectedColor(s), opacity: 1 }
          : { color: look.faint(), opacity: 0.2 }
        : { color: look.accent(), opacity: 0.5 };
    };
    chart.show(
      {
        grid: { left: 82, right: 18, top: 16, bottom: 50 },
        xAxis: {
          ...look.axis("", [1, lastId]),
          scale: false,
          min: Math.min(...data.trials.id.slice(0, 1)),
          max: Math.max(2, lastId),
          minInterval: 1,
          ...look.named("training, in order", 30),
        },
        yAxis: range,
        tooltip: {
          ...look.tooltip(),
          formatter: (item) => (item.seriesType === "scatter" ? app.trialTip(item.value[2]) : ""),
        },
        series: [
          {
            type: "line",
            step: "end",
            animation: false,
            silent: true,
            symbol: "none",
            z: 3,
            color: look.palette(3),
            lineStyle: { width: 2.2 },
            data: best,
          },
          {
            type: "scatter",
            animation: false,
            progressive: 0,
            z: 2,
            data: shown.map((t) => ({
              value: [data.trials.id[t], of.values[t], t],
              symbol: data.trials.status[t] === 1 ? "emptyCircle" : "circle",
              symbolSize: any && state.isSelected(data.trials.setting[t]) ? 10 : shown.length > 1000 ? 4 : 7,
              itemStyle: style(t),
            })),
          },
          {
            type: "scatter",
            animation: false,
            z: 2,
            symbol: "path://M0,1L1,0L5,4L9,0L10,1L6,5L10,9L9,10L5,6L1,10L0,9L4,5Z",
            symbolSize: 8,
            data: Number.isFinite(worst)
              ? evenly(failed, 500).map((t) => ({
                  value: [data.trials.id[t], worst, t],
                  itemStyle: { color: look.warning(), opacity: 0.8 },
                }))
              : [],
          },
        ],
      },
      (figure
        ? metric + " of the trainings in their order."
        : "The line is the best " + metric + " so far; points are trainings in their order.") +
        (best.length > 1 && !figure
          ? " The best, " +
            number(best[best.length - 1][1]) +
            ", was found by training " +
            best[best.length - 2][0] +
            " of " +
            grouped(data.count) +
            "."
          : "") +
        (failed.length
          ? " Crosses at the worst value are " +
            counted(failed.length, "training") +
            " without a value: failed, or stopped before it was measured."
          : "") +
        (shown.length < known.length
          ? " Drawn are " +
            counted(shown.length, "training") +
            " of " +
            grouped(known.length) +
            ", evenly spaced; the line sees all."
          : ""),
    );
    if (!chart.listens) {
      chart.listens = true;
      chart.instance.on("click", (item) => {
        if (item.seriesType === "scatter") state.toggle(data.trials.setting[item.value[2]], "history");
      });
    }
  };
}
