/** The best setting against all others, with the interval of each difference. */
function againstView(app) {
  const { data, state, look } = app;
  const MOST_BARS = 20;
  const list = app.chart("against");

  /** The values of a setting without those that all settings share. */
  const differing = (s, named) =>
    data.axes
      .filter((axis) => axis.distinct.length > 1)
      .map((axis) => (named ? axis.name + "=" : "") + (axis.numeric ? number(axis.at(s), 3) : axis.text(s)))
      .join(", ");

  /** The best against the others: as computed with the page for its objective, else here. */
  const against = (metric) => {
    if (metric === data.raw.objective && data.raw.significance.length > 0)
      return {
        rows: data.raw.significance.filter((r) => data.position.has(r.setting) && data.position.has(r.best)),
        method: data.raw.significanceMethod,
      };
    const { ranked } = data.of(metric);
    const best = ranked[0];
    const others = ranked.slice(1);
    const found = others.map((s) => paired(data.pairable(best, metric), data.pairable(s, metric), data.folds));
    const ps = holm(found.map((f) => f.p));
    return {
      rows: others.map((s, i) => ({
        setting: data.settings[s].id,
        best: data.settings[best].id,
        difference: found[i].mean,
        low: found[i].low,
        high: found[i].high,
        p: ps[i],
      })),
      method:
        "Paired t-test over seeds" +
        (data.folds > 1 ? " and folds (variance corrected after Nadeau and Bengio 2003)" : "") +
        ", p-values adjusted by Holm's method.",
    };
  };

  const draw = (metric) => {
    const { rows: all, method } = against(metric);
    const selected = all.filter((r) => state.get("selected").includes(r.setting));
    const shown = [...all.slice(0, MOST_BARS), ...selected.filter((r) => all.indexOf(r) >= MOST_BARS)].slice(
      0,
      2 * MOST_BARS,
    );
    list.height(Math.max(160, 26 * shown.length + 80));
    const apart = (r) => r.p !== null && r.p < 0.05;
    const ink = (r) =>
      state.anySelected() && state.get("selected").includes(r.setting)
        ? look.selectedColor(data.position.get(r.setting))
        : apart(r)
          ? look.palette(3)
          : look.accent();
    const names = Math.round(list.instance.getWidth() * (look.narrow() ? 0.36 : 0.46));
    list.show(
      {
        grid: { left: names + 14, right: 20, top: 10, bottom: 48 },
        xAxis: {
          ...look.axis("", [0, ...shown.flatMap((r) => [r.difference, r.low, r.high])]),
          scale: false,
          ...look.named("difference from the best" + (look.narrow() ? "" : ", in " + metric), 30),
        },
        yAxis: {
          type: "category",
          inverse: true,
          data: shown.map((r) => String(r.setting)),
          axisTick: { show: false },
          axisLine: { onZero: false, lineStyle: { color: look.faint() } },
          axisLabel: {
            color: look.ink(),
            fontSize: 12,
            interval: 0,
            width: names,
            overflow: "truncate",
            formatter: (id) => id + ": " + differing(data.position.get(Number(id)), !look.narrow()),
          },
        },
        tooltip: {
          ...look.tooltip(),
          formatter: (item) => {
            const r = shown[item.dataIndex];
            return r
              ? "<b>" +
                  escaped(data.name(data.position.get(r.setting))) +
                  "</b><br>difference " +
                  number(r.difference, 4) +
                  "<br>95 % interval " +
                  number(r.low, 4) +
                  " to " +
                  number(r.high, 4) +
                  "<br>p = " +
                  number(r.p, 2)
              : "";
          },
        },
        series: [
          {
            type: "custom",
            animation: false,
            silent: true,
            data: shown.map((r, i) => [r.low ?? r.difference, i, r.high ?? r.difference]),
            encode: { x: [0, 2], y: 1 },
            renderItem: (params, api) => {
              const i = api.value(1);
              const [x0, y] = api.coord([api.value(0), i]);
              const [x1] = api.coord([api.value(2), i]);
              return {
                type: "line",
                shape: { x1: x0, y1: y, x2: x1, y2: y },
                style: { stroke: ink(shown[i]), lineWidth: 2.5 },
              };
            },
          },
          {
            type: "scatter",
            animation: false,
            symbolSize: 10,
            data: shown.map((r, i) => ({ value: [r.difference, i], itemStyle: { color: ink(r) } })),
            markLine: {
              silent: true,
              symbol: "none",
              animation: false,
              label: { show: false },
              lineStyle: { color: look.ink(), type: "solid" },
              data: [{ xAxis: 0 }],
            },
          },
        ],
      },
      all.length === 0
        ? "There is nothing to compare the best setting with."
        : "Each other setting less the best, which is setting " +
            all[0].best +
            " (" +
            data.name(data.position.get(all[0].best)) +
            "), with the 95 % interval; orange where they are apart beyond chance (p below 0.05). " +
            method +
            (shown.length < all.length
              ? " Shown are the " +
                MOST_BARS +
                " nearest to the best and those selected, of " +
                grouped(all.length) +
                "."
              : "") +
            " Click a setting to compare it above.",
    );
    list.ids = shown.map((r) => [r.best, r.setting]);
    if (!list.listens) {
      list.listens = true;
      list.instance.on("click", (item) => {
        const ids = list.ids[item.dataIndex];
        if (ids) state.set({ a: ids[0], b: ids[1] });
      });
    }
  };

  return (keys) => {
    if (app.touches(keys, "metric", "selected")) draw(state.get("metric"));
  };
}
