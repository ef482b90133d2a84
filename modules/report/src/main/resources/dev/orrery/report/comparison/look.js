/** The look of the charts, light or dark as the page is, and what they have in common. */
function makeLook(data, state) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const css = (name) =>
    getComputedStyle(document.documentElement)
      .getPropertyValue("--" + name)
      .trim();
  const ramps = {
    light: [
      [222, 203, 168],
      [130, 178, 190],
      [0, 105, 175],
      [26, 26, 96],
    ],
    dark: [
      [92, 74, 48],
      [62, 118, 138],
      [110, 185, 250],
      [236, 246, 255],
    ],
  };
  const MOST_COLORED = 8;

  const look = {
    dark,
    ink: () => css("ink"),
    faint: () => css("faint"),
    line: () => css("line"),
    ground: () => css("ground"),
    card: () => css("card"),
    accent: () => css("accent"),
    warning: () => css("warning"),
    narrow: () => innerWidth <= 640,
    palette: (i) => {
      const list = data.raw.colors[dark.matches ? "dark" : "light"];
      return list[i % list.length];
    },
    /** From the worst, which is faint, to the best, which stands out. */
    ramp(share) {
      const stops = ramps[dark.matches ? "dark" : "light"];
      const at = Math.min(1, Math.max(0, share)) * (stops.length - 1);
      const i = Math.min(stops.length - 2, Math.floor(at));
      return "rgb(" + stops[i].map((c, j) => Math.round(c + (at - i) * (stops[i + 1][j] - c))).join(",") + ")";
    },
    rampStops: () => [0, 0.2, 0.4, 0.6, 0.8, 1].map(look.ramp),
    /** The color of a selected setting, the same in all views. */
    selectedColor(s) {
      const ids = state.get("selected");
      return ids.length > MOST_COLORED ? look.accent() : look.palette(Math.max(0, ids.indexOf(data.settings[s].id)));
    },
    /** An axis with a name: of numbers, logarithmic where that was chosen. */
    axis(name, values, extra = {}) {
      const finite = values.filter(Number.isFinite);
      const low = finite.reduce((a, b) => Math.min(a, b), Infinity);
      const high = finite.reduce((a, b) => Math.max(a, b), -Infinity);
      const log = state.isLog(name) && low > 0;
      const letters = { color: look.faint(), fontSize: 12, hideOverlap: true };
      return {
        ...(log
          ? { type: "log", logBase: high / low < 200 ? 2 : 10, ...decades(low, high) }
          : { type: "value", scale: true }),
        axisLabel: { ...letters, formatter: tick },
        axisLine: { show: true, lineStyle: { color: look.faint() } },
        splitLine: { lineStyle: { color: look.line() } },
        ...extra,
      };
    },
    /** An axis of a hyperparameter, whose words stand at 0, 1, ... */
    axisOf(axis, extra = {}) {
      if (axis.numeric) return look.axis(axis.name, axis.distinct, extra);
      const last = axis.distinct.length - 1;
      const shown = look.axis("", [0], extra);
      return {
        ...shown,
        scale: false,
        min: -0.7,
        max: last + 0.7,
        interval: 1,
        splitLine: { show: false },
        axisTick: { show: false },
        axisLabel: {
          ...shown.axisLabel,
          showMinLabel: false,
          showMaxLabel: false,
          formatter: (v) => shortened(axis.distinct[Math.round(v)] ?? "", 14),
        },
      };
    },
    tooltip: () => ({
      confine: true,
      backgroundColor: look.card(),
      borderColor: look.line(),
      transitionDuration: 0,
      textStyle: { color: look.ink(), fontSize: 13, fontFamily: "inherit" },
      extraCssText: "max-width: 22rem; white-space: normal;",
    }),
    named: (name, gap) => ({
      name,
      nameLocation: "middle",
      nameGap: gap,
      nameTextStyle: { color: look.ink(), fontSize: 13 },
    }),
  };
  return look;
}

/** The powers that a logarithmic axis goes from and to. */
function decades(low, high) {
  const base = high / low < 200 ? 2 : 10;
  const power = (v) => Math.log(v) / Math.log(base);
  const from = Math.floor(power(low) + 1e-9);
  return { min: base ** from, max: base ** Math.max(from + 1, Math.ceil(power(high) - 1e-9)) };
}

/** A text, cut to at most some letters. */
function shortened(text, most) {
  return text.length > most ? text.slice(0, most - 1) + "\u2026" : text;
}

/** Text that is safe inside a tooltip, which is HTML. */
function escaped(text) {
  return String(text).replace(/[&<>"']/g, (c) => "&#" + c.charCodeAt(0) + ";");
}

/** An element with properties and children. */
function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}
