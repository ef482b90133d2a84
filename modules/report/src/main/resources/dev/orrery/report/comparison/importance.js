/** How much of a metric goes with each hyperparameter, as bars. */
function importanceView(app) {
  const { data, state, look } = app;
  const chart = app.chart("importance");
  const MOST_BINS = 8;

  /** For a metric whose importances were not computed with the page: the variance between values of each alone. */
  const simple = (metric) => {
    const { values } = data.of(metric);
    const known = values.map((_, t) => t).filter((t) => values[t] !== null);
    return data.axes
      .map((axis) => {
        const rank = (v) => Math.floor((axis.distinct.indexOf(v) * MOST_BINS) / axis.distinct.length);
        const group = (s) => (axis.numeric && axis.distinct.length > MOST_BINS ? rank(axis.at(s)) : axis.at(s));
        return {
          name: axis.name,
          share: varianceBetween(
            known.map((t) => values[t]),
            known.map((t) => group(data.trials.setting[t])),
          ),
        };
      })
      .sort((a, b) => b.share - a.share);
  };

  return (keys) => {
    if (!app.touches(keys, "metric", "x")) return;
    const metric = state.get("metric");
    const given = metric === data.raw.objective && data.raw.importances.length > 0;
    const list = (given ? data.raw.importances : simple(metric)).slice(0, 15);
    const names = Math.round(
      Math.min(chart.instance.getWidth() * 0.4, 8 * Math.max(...list.map((i) => i.name.length)) + 4),
    );
    chart.show(
      {
        grid: { left: names + 12, right: 60, top: 8, bottom: 30 },
        xAxis: {
          ...look.axis("", [0, 1]),
          scale: false,
          min: 0,
          axisLabel: { color: look.faint(), formatter: (v) => Math.round(100 * v) + " %" },
        },
        yAxis: {
          type: "category",
          inverse: true,
          data: list.map((i) => i.name),
          axisLabel: { color: look.ink(), fontSize: 12, width: names, overflow: "truncate" },
          axisLine: { lineStyle: { color: look.faint() } },
          axisTick: { show: false },
        },
        tooltip: {
          ...look.tooltip(),
          formatter: (item) => {
            const axis = data.axis(item.name);
            return (
              "<b>" +
              escaped(item.name) +
              "</b> " +
              (100 * item.value).toFixed(1) +
              " %" +
              (axis && axis.meaning ? "<br>" + escaped(axis.meaning) : "")
            );
          },
        },
        series: [
          {
            type: "bar",
            animation: false,
            barMaxWidth: 30,
            label: {
              show: true,
              position: "right",
              color: look.ink(),
              formatter: (item) => (100 * item.value).toFixed(1) + " %",
            },
            data: list.map((i) => ({
              value: Math.max(0, i.share),
              itemStyle: { color: look.accent(), opacity: i.name === state.get("x") ? 1 : 0.6 },
            })),
          },
        ],
      },
      "For " +
        metric +
        ". " +
        (given
          ? data.raw.importanceMethod
          : "The share of the variance between trainings that lies between the values of the hyperparameter alone (the correlation ratio; numbers in at most " +
            MOST_BINS +
            " ranges). It sees no joint effects, and what was tried decides what matters.") +
        " Click a bar to see the metric by it.",
    );
    if (!chart.listens) {
      chart.listens = true;
      chart.instance.on("click", (item) => {
        if (data.axis(item.name)) state.set({ x: item.name });
      });
    }
  };
}
