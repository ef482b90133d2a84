/** Two settings compared, seed by seed and fold by fold. */
function differenceView(app) {
  const { data, state, look } = app;
  const MOST_CHOICES = 400;
  const pair = app.chart("difference");

  /** The two settings: those chosen, else the first two selected, else the best and the second best. */
  const chosen = () => {
    const { ranked } = data.of(state.get("metric"));
    const ids = [...state.get("selected"), ...ranked.slice(0, 2).map((s) => data.settings[s].id)].filter(
      (id, i, all) => all.indexOf(id) === i,
    );
    const a = state.get("a") || ids.find((id) => id !== state.get("b"));
    const b = state.get("b") || ids.find((id) => id !== a);
    return [a, b];
  };
  const options = (i) => {
    const { ranked } = data.of(state.get("metric"));
    const most = ranked.slice(0, MOST_CHOICES).map((s) => data.settings[s].id);
    const id = chosen()[i];
    return (most.includes(id) || !id ? most : [id, ...most]).map(String);
  };
  const words = (id) => id + ": " + shortened(data.name(data.position.get(Number(id))), 70);
  app.chooser(
    "difference-a",
    () => options(0),
    () => String(chosen()[0]),
    (id) => state.set({ a: Number(id) }),
    words,
  );
  app.chooser(
    "difference-b",
    () => options(1),
    () => String(chosen()[1]),
    (id) => state.set({ b: Number(id) }),
    words,
  );
  document.getElementById("difference-swap").addEventListener("click", () => {
    const [a, b] = chosen();
    state.set({ a: b, b: a });
  });

  const place = (key) => {
    const [repetition, fold] = key.split("/").map(Number);
    return [
      data.repetitions > 1 || data.folds === 1 ? "seed " + (repetition + 1) : "",
      data.folds > 1 ? "fold " + (fold + 1) : "",
    ]
      .filter(Boolean)
      .join(", ");
  };

  const drawPair = (metric) => {
    const [a, b] = chosen();
    if (!a || !b) return;
    const found = paired(
      data.pairable(data.position.get(a), metric),
      data.pairable(data.position.get(b), metric),
      data.folds,
    );
    const direction = data.directionOf(metric);
    const better = found.mean === 0 || direction === "FIGURE" ? "" : found.mean < 0 === (direction === "LOSS") ? b : a;
    const clear = found.n > 1 && (found.low > 0 || found.high < 0);
    const sentence =
      found.n === 0
        ? "Settings " + a + " and " + b + " have no seed and fold in common with a value of " + metric + "."
        : "Setting " +
          b +
          " less setting " +
          a +
          " in " +
          metric +
          ": " +
          number(found.mean, 4) +
          " on average over " +
          counted(found.n, "pair") +
          (found.n < 2
            ? "; one pair says nothing about chance: repeat over more seeds."
            : ", 95 % interval " +
              number(found.low, 3) +
              " to " +
              number(found.high, 3) +
              ", p = " +
              number(found.p, 2) +
              ". " +
              (clear
                ? better
                  ? "Setting " + better + " is better beyond chance"
                  : "They differ beyond chance"
                : "This can be chance") +
              " (paired t-test" +
              (data.folds > 1 ? ", its variance corrected for the rows that folds share" : "") +
              "; for one comparison that was chosen beforehand).");
    document.getElementById("difference-sentence").textContent = sentence;
    const color = (d) =>
      direction === "FIGURE" || d === 0
        ? look.faint()
        : d < 0 === (direction === "LOSS")
          ? look.palette(0)
          : look.palette(3);
    pair.show(
      {
        grid: { left: 82, right: 18, top: 16, bottom: found.pairs.length > 8 ? 70 : 46 },
        xAxis: {
          type: "category",
          data: found.pairs.map((p) => place(p.key)),
          axisLabel: { color: look.faint(), rotate: found.pairs.length > 8 ? 40 : 0 },
          axisLine: { onZero: false, lineStyle: { color: look.faint() } },
        },
        yAxis: {
          ...look.axis(
            "",
            found.pairs.map((p) => p.difference),
          ),
          scale: false,
          ...look.named("setting " + b + " less setting " + a, 64),
        },
        tooltip: {
          ...look.tooltip(),
          formatter: (item) => {
            const p = found.pairs[item.dataIndex];
            return p
              ? "<b>" +
                  escaped(place(p.key)) +
                  "</b><br>setting " +
                  a +
                  ": " +
                  number(p.a) +
                  "<br>setting " +
                  b +
                  ": " +
                  number(p.b) +
                  "<br>difference " +
                  number(p.difference)
              : "";
          },
        },
        series: [
          {
            type: "bar",
            animation: false,
            barMaxWidth: 40,
            data: found.pairs.map((p) => ({ value: p.difference, itemStyle: { color: color(p.difference) } })),
            markLine:
              found.n > 0
                ? {
                    silent: true,
                    symbol: "none",
                    animation: false,
                    precision: 15,
                    label: { position: "insideEndTop", color: look.ink(), formatter: "mean" },
                    lineStyle: { color: look.ink(), type: "dashed" },
                    data: [{ yAxis: found.mean }],
                  }
                : undefined,
            markArea:
              found.n > 1
                ? {
                    silent: true,
                    itemStyle: { color: look.faint(), opacity: 0.18 },
                    data: [[{ yAxis: found.low }, { yAxis: found.high }]],
                  }
                : undefined,
          },
        ],
      },
      "Each bar is a pair of trainings with the same seed" +
        (data.folds > 1 ? " and fold" : "") +
        ", blue where setting " +
        b +
        " is better and orange where it is worse; the dashed line is their mean, the grey band its 95 % interval.",
    );
  };

  return (keys) => {
    if (app.touches(keys, "metric", "selected", "a", "b")) drawPair(state.get("metric"));
  };
}
