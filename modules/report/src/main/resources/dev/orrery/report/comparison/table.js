/** The table of settings: sorted, filtered, selected in, and saved as CSV; the trainings below. */
function tableView(app) {
  const { data, state } = app;
  const PAGE = 100;
  const el = (id) => document.getElementById(id);
  let most = PAGE;
  let mostTrials = PAGE;

  const status = (setting) =>
    [0, 1, 2]
      .filter((i) => setting.status[i] > 0)
      .map(
        (i) =>
          (setting.trials.length === setting.status[i] ? "" : setting.status[i] + " ") +
          data.statusWords[i].toLowerCase(),
      )
      .join(", ");
  const columns = () => {
    const of = data.of(state.get("metric"));
    const figure = (name, value, title) => ({
      name,
      key: name,
      number: true,
      title,
      value,
      text: (s) => number(value(s), name === "sd" ? 3 : 6),
    });
    return [
      {
        name: "setting",
        key: "setting",
        number: true,
        value: (s) => data.settings[s].id,
        text: (s) => String(data.settings[s].id),
      },
      ...data.axes.map((axis) => ({
        name: axis.name,
        key: "=" + axis.name,
        number: axis.numeric,
        title: axis.meaning,
        value: axis.numeric ? axis.at : axis.text,
        text: (s) => (axis.numeric ? number(axis.at(s), 6) : axis.text(s)),
      })),
      figure("mean", (s) => of.bySetting[s].mean, "mean of " + state.get("metric")),
      figure("sd", (s) => of.bySetting[s].sd, "standard deviation between seeds and folds"),
      {
        name: "n",
        key: "n",
        number: true,
        title: "trainings with a value",
        value: (s) => of.bySetting[s].n,
        text: (s) => String(of.bySetting[s].n),
      },
      {
        name: "seconds",
        key: "seconds",
        number: true,
        title: "of all its trainings together",
        value: (s) => data.settings[s].seconds,
        text: (s) => number(data.settings[s].seconds, 3),
      },
      {
        name: "status",
        key: "status",
        number: false,
        value: (s) => status(data.settings[s]),
        text: (s) => status(data.settings[s]),
      },
    ];
  };

  /** k=8, learning_rate<0.1, or words that occur in the row. */
  const matches = (list, terms) => (s) =>
    terms.every((term) => {
      const parts = term.match(/^([\w.:]+)(<=|>=|<|>|=)(.+)$/);
      const column = parts && list.find((c) => c.name === parts[1]);
      if (!column) return list.some((c) => (c.name + "=" + c.text(s)).toLowerCase().includes(term.toLowerCase()));
      if (parts[2] === "=") return column.number ? column.value(s) === Number(parts[3]) : column.text(s) === parts[3];
      const [a, b] = [Number(column.value(s)), Number(parts[3])];
      return parts[2] === "<" ? a < b : parts[2] === ">" ? a > b : parts[2] === "<=" ? a <= b : a >= b;
    });

  const order = (list) => {
    const column = list.find((c) => c.key === state.get("sort")) || list.find((c) => c.key === "mean");
    const sign =
      (column.key === "mean" && data.directionOf(state.get("metric")) === "SCORE" ? -1 : 1) *
      (state.get("falling") ? -1 : 1);
    return (s, t) => {
      const [a, b] = [column.value(s), column.value(t)];
      if (column.number) return Number.isNaN(a) ? (Number.isNaN(b) ? 0 : 1) : Number.isNaN(b) ? -1 : sign * (a - b);
      return sign * String(a).localeCompare(String(b));
    };
  };

  let visible = [];
  const draw = () => {
    const list = columns();
    const chosen = list.find((c) => c.key === state.get("sort")) || list.find((c) => c.key === "mean");
    const rising =
      (chosen.key === "mean" && data.directionOf(state.get("metric")) === "SCORE") === state.get("falling");
    const head = element(
      "tr",
      {},
      element("th", { scope: "col" }, element("span", { className: "unseen", textContent: "selected" })),
    );
    list.forEach((column) => {
      const button = element("button", {
        type: "button",
        textContent: column.name,
        title: column.title || "",
        onclick: () =>
          state.set({ sort: column.key, falling: column === chosen ? !state.get("falling") : false }, "table"),
      });
      const th = element("th", { scope: "col", className: column.number ? "number" : "" }, button);
      th.setAttribute("aria-sort", column === chosen ? (rising ? "ascending" : "descending") : "none");
      head.append(th);
    });
    el("settings-head").replaceChildren(head);
    const terms = state.get("filter").split(/\s+/).filter(Boolean);
    visible = data.settings
      .map((_, s) => s)
      .filter(matches(list, terms))
      .sort(order(list));
    const best = data.of(state.get("metric")).ranked[0];
    const rows = visible.slice(0, most).map((s) => {
      const setting = data.settings[s];
      const box = element("input", {
        type: "checkbox",
        checked: state.isSelected(s),
        onchange: () => state.toggle(s, "row"),
      });
      box.setAttribute("aria-label", "Select setting " + setting.id);
      const row = element(
        "tr",
        {
          className:
            (state.isSelected(s) ? "selected" : "") + (setting.status[2] === setting.trials.length ? " failed" : ""),
          onclick: (event) => {
            if (event.target !== box) state.toggle(s, "row");
          },
        },
        element("td", {}, box),
      );
      row.dataset.setting = setting.id;
      if (state.isSelected(s)) row.style.setProperty("--mine", app.look.selectedColor(s));
      list.forEach((column) => {
        const cell = element("td", { className: column.number ? "number" : "", textContent: column.text(s) });
        if (column.key === "mean" && s === best && data.directionOf(state.get("metric")) !== "FIGURE")
          cell.append(element("span", { className: "mark", textContent: "best" }));
        const reason = column.key === "status" ? setting.trials.map(data.reason).find(Boolean) : "";
        if (reason) cell.append(element("small", { textContent: " " + shortened(reason, 160) }));
        row.append(cell);
      });
      return row;
    });
    el("settings-body").replaceChildren(...rows);
    el("settings-count").textContent =
      counted(visible.length, "setting") +
      (visible.length < data.settings.length ? " of " + grouped(data.settings.length) : "") +
      (rows.length < visible.length ? ", the first " + rows.length + " shown" : "");
    el("settings-more").hidden = rows.length >= visible.length;
    drawTrials();
  };

  const trials = () =>
    data.settings
      .flatMap((setting, s) => (!state.anySelected() || state.isSelected(s) ? setting.trials : []))
      .sort((a, b) => data.trials.id[a] - data.trials.id[b]);
  const drawTrials = () => {
    const all = trials();
    el("trials-summary").textContent = state.anySelected()
      ? "The " + counted(all.length, "training") + " of the selected settings, one by one"
      : "All " + counted(all.length, "training") + ", one by one";
    if (!el("trials").open) return;
    const metrics = [state.get("metric"), ...data.metrics.filter((m) => m !== state.get("metric"))].slice(0, 6);
    const names = [
      "training",
      "setting",
      "seed",
      ...(data.folds > 1 ? ["fold"] : []),
      ...metrics,
      "passes",
      "seconds",
      "status",
    ];
    el("trials-head").replaceChildren(
      element(
        "tr",
        {},
        ...names.map((name) =>
          element("th", { scope: "col", className: name === "status" ? "" : "number", textContent: name }),
        ),
      ),
    );
    el("trials-body").replaceChildren(
      ...all.slice(0, mostTrials).map((t) => {
        const cells = [
          data.trials.id[t],
          data.settings[data.trials.setting[t]].id,
          data.trials.repetition[t] + 1,
          ...(data.folds > 1 ? [data.trials.fold[t] + 1] : []),
          ...metrics.map((m) => number(data.of(m).values[t], 6)),
          data.trials.epochs[t],
          number(data.trials.seconds[t], 3),
        ];
        return element(
          "tr",
          { className: data.trials.status[t] === 2 ? "failed" : "" },
          ...cells.map((text) => element("td", { className: "number", textContent: text })),
          element(
            "td",
            {},
            data.statusWords[data.trials.status[t]].toLowerCase(),
            element("small", { textContent: data.reason(t) ? " " + data.reason(t) : "" }),
          ),
        );
      }),
    );
    el("trials-more").hidden = all.length <= mostTrials;
  };

  /** A line of CSV (RFC 4180); a field that a spreadsheet would take for a formula stays text. */
  const line = (fields) =>
    fields
      .map((field) => {
        const text = String(field ?? "");
        const safe = /^[=+@\t\r-]/.test(text) && !Number.isFinite(Number(text)) ? "'" + text : text;
        return /[",\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
      })
      .join(",") + "\r\n";
  const save = (name, lines) => {
    const link = element("a", { download: name, href: URL.createObjectURL(new Blob(lines, { type: "text/csv" })) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  el("settings-csv").addEventListener("click", () => {
    const figures = data.metrics.flatMap((m) => [m + " mean", m + " sd", m + " n"]);
    save("settings.csv", [
      line(["setting", ...data.axes.map((axis) => axis.name), ...figures, "seconds", "status"]),
      ...visible.map((s) =>
        line([
          data.settings[s].id,
          ...data.settings[s].values,
          ...data.metrics.flatMap((m) => {
            const f = data.of(m).bySetting[s];
            return [f.mean, f.sd, f.n].map((v) => (Number.isNaN(v) ? "" : v));
          }),
          data.settings[s].seconds,
          status(data.settings[s]),
        ]),
      ),
    ]);
  });
  el("trials-csv").addEventListener("click", () => {
    save("trainings.csv", [
      line([
        "training",
        "setting",
        ...data.axes.map((axis) => axis.name),
        "repetition",
        "fold",
        ...data.metrics,
        "passes",
        "seconds",
        "status",
        "reason",
      ]),
      ...trials().map((t) => {
        const s = data.trials.setting[t];
        return line([
          data.trials.id[t],
          data.settings[s].id,
          ...data.settings[s].values,
          data.trials.repetition[t],
          data.trials.fold[t],
          ...data.metrics.map((m) => data.of(m).values[t]),
          data.trials.epochs[t],
          data.trials.seconds[t],
          data.statusWords[data.trials.status[t]],
          data.reason(t),
        ]);
      }),
    ]);
  });
  el("settings-filter").addEventListener("input", (event) => {
    most = PAGE;
    state.set({ filter: event.target.value }, "filter");
  });
  el("settings-select").addEventListener("click", () =>
    state.set({ selected: visible.map((s) => data.settings[s].id) }, "table"),
  );
  el("settings-more").addEventListener("click", () => {
    most += PAGE;
    draw();
  });
  el("trials-more").addEventListener("click", () => {
    mostTrials += PAGE;
    drawTrials();
  });
  el("trials").addEventListener("toggle", drawTrials);

  return (keys, origin) => {
    if (!app.touches(keys, "metric", "selected", "sort", "falling", "filter")) return;
    if (origin !== "filter") el("settings-filter").value = state.get("filter");
    const focused =
      document.activeElement && document.activeElement.closest ? document.activeElement.closest("#settings") : null;
    const label = focused && document.activeElement.getAttribute("aria-label");
    const text = focused && document.activeElement.textContent;
    draw();
    // the keyboard's focus stays where it was though the row was made anew
    if (focused)
      [...el("settings").querySelectorAll("input, button")]
        .find((made) => (label ? made.getAttribute("aria-label") === label : made.textContent === text))
        ?.focus();
  };
}
