/** Two settings compared, seed by seed and fold by fold, and the best against the others. */
function differenceView(app) {
  const { data, state, look } = app;
  const MOST_CHOICES = 400;
  const MOST_BARS = 20;
  const pair = app.chart("difference");
  const list = app.chart("against");

  /** The two settings: those chosen, else the first two selected, else the best and the second best. */
  const chosen = () => {
    const { ranked } = data.of(state.get("metric"));
    const ids = [...state.get("selected"), ...ranked.slice(0, 2).map((s) => data.settings[s].id)].filter((id, i, all) => all.indexOf(id) === i);
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
  app.chooser("difference-a", () => options(0), () => String(chosen()[0]), (id) => state.set({ a: Number(id) }), words);
  app.chooser("difference-b", () => options(1), () => String(chosen()[1]), (id) => state.set({ b: Number(id) }), words);
  document.getElementById("difference-swap").addEventListener("click", () => { const [a, b] = chosen(); state.set({ a: b, b: a }); });

  const rows = (s, metric) => data.settings[s].trials.map((t) => [data.trials.repetition[t] + "/" + data.trials.fold[t], data.of(metric).values[t]]);
  const place = (key) => { const [repetition, fold] = key.split("/").map(Number); return [data.repetitions > 1 || data.folds === 1 ? "seed " + (repetition + 1) : "", data.folds > 1 ? "fold " + (fold + 1) : ""].filter(Boolean).join(", "); };

  const drawPair = (metric) => {
    const [a, b] = chosen();
    if (!a || !b) return;
    const found = paired(rows(data.position.get(a), metric), rows(data.position.get(b), metric), data.folds);
    const direction = data.directionOf(metric);
    const better = found.mean === 0 || direction === "FIGURE" ? "" : (found.mean < 0) === (direction === "LOSS") ? b : a;
    const clear = found.n > 1 && (found.low > 0 || found.high < 0);
    const sentence = found.n === 0 ? "Settings " + a + " and " + b + " have no seed and fold in common with a value of " + metric + "."
      : "Setting " + b + " less setting " + a + " in " + metric + ": " + number(found.mean, 4) + " on average over " + counted(found.n, "pair") +
        (found.n < 2 ? "; one pair says nothing about chance: repeat over more seeds."
          : ", 95 % interval " + number(found.low, 3) + " to " + number(found.high, 3) + ", p = " + number(found.p, 2) + ". " + (clear ? (better ? "Setting " + better + " is better beyond chance" : "They differ beyond chance") : "This can be chance") + " (paired t-test" + (data.folds > 1 ? ", its variance corrected for the rows that folds share" : "") + "; for one comparison that was chosen beforehand).");
    document.getElementById("difference-sentence").textContent = sentence;
    const color = (d) => (direction === "FIGURE" || d === 0 ? look.faint() : (d < 0) === (direction === "LOSS") ? look.palette(0) : look.palette(3));
    pair.show(
      {
        grid: { left: 82, right: 18, top: 16, bottom: found.pairs.length > 8 ? 70 : 46 },
        xAxis: { type: "category", data: found.pairs.map((p) => place(p.key)), axisLabel: { color: look.faint(), rotate: found.pairs.length > 8 ? 40 : 0 }, axisLine: { onZero: false, lineStyle: { color: look.faint() } } },
        yAxis: { ...look.axis("", found.pairs.map((p) => p.difference)), scale: false, ...look.named("setting " + b + " less setting " + a, 64) },
        tooltip: { ...look.tooltip(), formatter: (item) => { const p = found.pairs[item.dataIndex]; return p ? "<b>" + escaped(place(p.key)) + "</b><br>setting " + a + ": " + number(p.a) + "<br>setting " + b + ": " + number(p.b) + "<br>difference " + number(p.difference) : ""; } },
        series: [
          { type: "bar", animation: false, barMaxWidth: 40, data: found.pairs.map((p) => ({ value: p.difference, itemStyle: { color: color(p.difference) } })),
            markLine: found.n > 0 ? { silent: true, symbol: "none", animation: false, precision: 15, label: { position: "insideEndTop", color: look.ink(), formatter: "mean" }, lineStyle: { color: look.ink(), type: "dashed" }, data: [{ yAxis: found.mean }] } : undefined,
            markArea: found.n > 1 ? { silent: true, itemStyle: { color: look.faint(), opacity: 0.18 }, data: [[{ yAxis: found.low }, { yAxis: found.high }]] } : undefined },
        ],
      },
      "Each bar is a pair of trainings with the same seed" + (data.folds > 1 ? " and fold" : "") + ", blue where setting " + b + " is better and orange where it is worse; the dashed line is their mean, the grey band its 95 % interval.",
    );
  };

  /** The values of a setting without those that all settings share. */
  const differing = (s) => data.axes.filter((axis) => axis.distinct.length > 1).map((axis) => axis.name + "=" + (axis.numeric ? number(axis.at(s), 3) : axis.text(s))).join(", ");

  /** The best against the others: as computed with the page for its objective, else here. */
  const against = (metric) => {
    if (metric === data.raw.objective && data.raw.significance.length > 0) return { rows: data.raw.significance.filter((r) => data.position.has(r.setting) && data.position.has(r.best)), method: data.raw.significanceMethod };
    const { ranked } = data.of(metric);
    const best = ranked[0];
    const others = ranked.slice(1);
    const found = others.map((s) => paired(rows(best, metric), rows(s, metric), data.folds));
    const ps = holm(found.map((f) => f.p));
    return { rows: others.map((s, i) => ({ setting: data.settings[s].id, best: data.settings[best].id, difference: found[i].mean, low: found[i].low, high: found[i].high, p: ps[i] })),
      method: "Paired t-test over seeds" + (data.folds > 1 ? " and folds (variance corrected after Nadeau and Bengio 2003)" : "") + ", p-values adjusted by Holm's method." };
  };

  const drawAgainst = (metric) => {
    const { rows: all, method } = against(metric);
    const selected = all.filter((r) => state.get("selected").includes(r.setting));
    const shown = [...all.slice(0, MOST_BARS), ...selected.filter((r) => all.indexOf(r) >= MOST_BARS)].slice(0, 2 * MOST_BARS);
    list.height(Math.max(160, 26 * shown.length + 80));
    const apart = (r) => r.p !== null && r.p < 0.05;
    const ink = (r) => (state.anySelected() && state.get("selected").includes(r.setting) ? look.selectedColor(data.position.get(r.setting)) : apart(r) ? look.palette(3) : look.accent());
    const names = Math.round(list.instance.getWidth() * (look.narrow() ? 0.36 : 0.46));
    list.show(
      {
        grid: { left: names + 14, right: 20, top: 10, bottom: 48 },
        xAxis: { ...look.axis("", [0, ...shown.flatMap((r) => [r.difference, r.low, r.high])]), scale: false, ...look.named("difference from the best" + (look.narrow() ? "" : ", in " + metric), 30) },
        yAxis: { type: "category", inverse: true, data: shown.map((r) => String(r.setting)), axisTick: { show: false }, axisLine: { onZero: false, lineStyle: { color: look.faint() } },
          axisLabel: { color: look.ink(), fontSize: 12, interval: 0, width: names, overflow: "truncate", formatter: (id) => id + ": " + differing(data.position.get(Number(id))) } },
        tooltip: { ...look.tooltip(), formatter: (item) => { const r = shown[item.dataIndex]; return r ? "<b>" + escaped(data.name(data.position.get(r.setting))) + "</b><br>difference " + number(r.difference, 4) + "<br>95 % interval " + number(r.low, 4) + " to " + number(r.high, 4) + "<br>p = " + number(r.p, 2) : ""; } },
        series: [
          { type: "custom", animation: false, silent: true, data: shown.map((r, i) => [r.low ?? r.difference, i, r.high ?? r.difference]), encode: { x: [0, 2], y: 1 },
            renderItem: (params, api) => { const i = api.value(1); const [x0, y] = api.coord([api.value(0), i]); const [x1] = api.coord([api.value(2), i]); return { type: "line", shape: { x1: x0, y1: y, x2: x1, y2: y }, style: { stroke: ink(shown[i]), lineWidth: 2.5 } }; } },
          { type: "scatter", animation: false, symbolSize: 10, data: shown.map((r, i) => ({ value: [r.difference, i], itemStyle: { color: ink(r) } })),
            markLine: { silent: true, symbol: "none", animation: false, label: { show: false }, lineStyle: { color: look.ink(), type: "solid" }, data: [{ xAxis: 0 }] } },
        ],
      },
      all.length === 0 ? "There is nothing to compare the best setting with." :
        "Each other setting less the best, which is setting " + all[0].best + " (" + data.name(data.position.get(all[0].best)) + "), with the 95 % interval; orange where they are apart beyond chance (p below 0.05). " + method +
          (shown.length < all.length ? " Shown are the " + MOST_BARS + " nearest to the best and those selected, of " + grouped(all.length) + "." : "") + " Click a setting to compare it above.",
    );
    list.ids = shown.map((r) => [r.best, r.setting]);
    if (!list.listens) { list.listens = true; list.instance.on("click", (item) => { const ids = list.ids[item.dataIndex]; if (ids) state.set({ a: ids[0], b: ids[1] }); }); }
  };

  return (keys) => {
    if (app.touches(keys, "metric", "selected", "a", "b")) drawPair(state.get("metric"));
    if (app.touches(keys, "metric", "selected")) drawAgainst(state.get("metric"));
  };
}
