"use strict";

/**
 * Draws the steps of a run on a canvas.
 *
 * data: planes (names and ranges of two axes), rows (places of the sample on plane 0) and steps; all
 * places are whole numbers from 0 to data.grid on their plane, x and y in turn, -1 for none.
 * rowClasses, where the rows have classes, is the class of each row, and classes the names.
 */
const makeStage = (data, canvas) => {
  const steps = data.steps;
  let pen = canvas.getContext("2d");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const FAR_BACK = 60; // steps that a trail reaches back
  const NUMBERED = 40; // markers up to which each carries its number
  const DENSE = { disc: 400, other: 150 }; // markers beyond which each is a dot

  let previous = 0; // the step that is left
  let current = 0; // the step that is drawn

  // ---- what to draw ----

  /** Labels of the sample rows at a step, or null. */
  const labelsOf = (step) => {
    if (!step.nearest) return null;
    if (!step.decoded) {
      const wide = step.centers > DIGITS.length;
      const n = data.rows.length / 2;
      step.decoded = new Uint16Array(n);
      for (let i = 0; i < n; i++) {
        step.decoded[i] = wide
          ? DIGITS.indexOf(step.nearest[2 * i]) * DIGITS.length + DIGITS.indexOf(step.nearest[2 * i + 1])
          : DIGITS.indexOf(step.nearest[i]);
      }
    }
    return step.decoded;
  };

  /** Whether one list of places is the beginning of the other. */
  const grew = (a, b) => {
    const [short, long] = a.length < b.length ? [a, b] : [b, a];
    return short.every((x, i) => x === long[i]);
  };

  /** The nth of its role among some points or lines. */
  const counterpart = (list, own, item) => {
    const n = own.filter((o) => o.role === item.role).indexOf(item);
    return list.filter((o) => o.role === item.role)[n];
  };

  /**
   * Where the markers of a group of step b are in step a, a neighbour, or null when they are others.
   * They are the same when the later of the two tells by lines that they moved, or when none moved
   * and some were added behind them.
   */
  const follow = (a, b, group) => {
    if (a === b || steps[a].plane !== steps[b].plane) return null;
    const other = counterpart(steps[a].points, steps[b].points, group);
    if (!other) return null;
    if (grew(other.at, group.at)) return other;
    return other.at.length === group.at.length && tellsMoves(Math.max(a, b)) ? other : null;
  };

  /** Whether a step's lines lead to its markers, as the ways that they moved do. */
  const tellsMoves = (index) => {
    const step = steps[index];
    if (step.moves === undefined) {
      const ends = new Set(step.lines.map((l) => l.at.slice(-2).join()));
      step.moves = step.points.some((g) => {
        for (let i = 0; i < g.at.length; i += 2) if (ends.has(g.at[i] + "," + g.at[i + 1])) return true;
        return false;
      });
    }
    return step.moves;
  };

  /**
   * The line of step a that a line of step b came from, when it can be told: it was a part of
   * it, or it lay elsewhere with as many corners.
   */
  const followLine = (a, b, line) => {
    if (a === b || steps[a].plane !== steps[b].plane) return null;
    const other = counterpart(steps[a].lines, steps[b].lines, line);
    if (!other || !line.at.length || !other.at.length) return null;
    return grew(other.at, line.at) || (other.at.length === line.at.length && !tellsMoves(b)) ? other : null;
  };

  /** Whether a region of step b was there in step a. */
  const wasThere = (a, b, region) =>
    a !== b && steps[a].plane === steps[b].plane
    && steps[a].regions.some((r) => r.role === region.role && r.at.every((x, i) => x === region.at[i]));

  /** Rows keep the colors of the last step that had centers; else they have those of their classes. */
  const lastLabels = (index) => {
    for (let i = index; i >= 0; i--) {
      if (steps[i].nearest) return labelsOf(steps[i]);
    }
    return data.rowClasses || null;
  };

  const theme = () => {
    const style = getComputedStyle(document.documentElement);
    const value = (name) => style.getPropertyValue(name).trim();
    return {
      ground: value("--ground"),
      ink: value("--ink"),
      faint: value("--faint"),
      line: value("--line"),
      colors: dark.matches ? data.palette.dark : data.palette.light,
    };
  };

  const className = (label) => ((data.classes || []).find((c) => c.label === label) || {}).name;

  /** What kinds of things with which roles are drawn on each plane, in the order of their appearance. */
  const roles = data.planes.map(() => []);
  for (const step of steps) {
    const known = roles[step.plane];
    const add = (kind, item) => {
      let entry = known.find((r) => r.kind === kind && r.role === item.role);
      if (!entry) known.push((entry = { kind, role: item.role, labelled: false, byClass: true }));
      if (!item.labels) return;
      entry.labelled = true;
      entry.byClass = entry.byClass && item.labels.every((l) => className(l) !== undefined);
    };
    step.points.forEach((g) => add("points", g));
    step.lines.forEach((l) => add("line", l));
    step.regions.forEach((r) => add("region", r));
  }
  const others = [...new Set(roles.flat().filter((r) => r.kind === "points" && r.role !== "center").map((r) => r.role))];
  /** Roles beside the centers have quiet shapes of their own. */
  const shapeOf = (role) => (role === "center" ? "disc" : ["ring", "square", "diamond", "triangle"][others.indexOf(role) % 4]);

  const onPlane = (plane, kind) => roles[plane].filter((r) => r.kind === kind).map((r) => r.role);
  /** Colors that stand for something else on a plane already: those of the classes of the rows. */
  const taken = (plane) => (plane === 0 ? (data.classes || []).length : 0);

  /** The color of markers that have no groups: quiet beside centers, else one for each role. */
  const roleColor = (role, look) => {
    const plane = steps[current].plane;
    const all = onPlane(plane, "points");
    return all.includes("center")
      ? look.faint
      : look.colors[(taken(plane) + onPlane(plane, "line").length + all.indexOf(role)) % look.colors.length];
  };

  const lineColor = (role, look) => {
    const plane = steps[current].plane;
    const index = onPlane(plane, "line").indexOf(role);
    if (plane === 0) return index ? look.colors[(taken(plane) + index) % look.colors.length] : look.ink;
    return look.colors[(index === 1 ? 3 : index === 3 ? 1 : index) % look.colors.length];
  };

  const regionColor = (role, look) =>
    look.colors[(onPlane(steps[current].plane, "region").indexOf(role) + 5) % look.colors.length];

  // ---- marks ----

  const path = (shape, x, y, r) => {
    pen.beginPath();
    if (shape === "square") pen.rect(x - 0.85 * r, y - 0.85 * r, 1.7 * r, 1.7 * r);
    else if (shape === "diamond" || shape === "triangle") {
      const corners = shape === "diamond"
        ? [[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]]
        : [[0, -1.2], [1.1, 0.8], [-1.1, 0.8]];
      corners.forEach(([dx, dy], i) => (i ? pen.lineTo(x + dx * r, y + dy * r) : pen.moveTo(x + dx * r, y + dy * r)));
      pen.closePath();
    } else pen.arc(x, y, r, 0, 2 * Math.PI);
  };

  /** Black or white, whichever reads better on a color. */
  const inkOn = (color) => {
    const c = parseInt(color.slice(1), 16);
    return 0.299 * (c >> 16) + 0.587 * ((c >> 8) & 255) + 0.114 * (c & 255) > 150 ? "#000000" : "#ffffff";
  };

  const mark = (shape, x, y, r, color, look, text) => {
    path(shape, x, y, r);
    pen.lineWidth = shape === "ring" ? 4 : 3.5;
    pen.strokeStyle = look.ground;
    pen.stroke();
    if (shape === "ring") {
      pen.lineWidth = 2;
      pen.strokeStyle = color;
      pen.stroke();
      return;
    }
    pen.fillStyle = color;
    pen.fill();
    pen.lineWidth = 1.2;
    pen.strokeStyle = look.ink;
    pen.stroke();
    if (text) {
      pen.font = "600 " + Math.round(Math.max(10, r * 1.05)) + "px system-ui, sans-serif";
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.fillStyle = inkOn(color);
      pen.fillText(text, x, y + 0.5);
    }
  };

  // ---- axes ----

  const niceTicks = ([low, high], most) => {
    const span = high - low;
    if (!(span > 0)) return [];
    const power = Math.pow(10, Math.floor(Math.log10(span / most)));
    const unit = [1, 2, 5, 10].map((m) => m * power).find((u) => span / u <= most);
    const ticks = [];
    for (let i = Math.ceil(low / unit); i * unit <= high; i++) ticks.push(i * unit);
    return ticks.map((t) => [t, Math.abs(t) >= 1e6 || (t && unit < 1e-4)
      ? Number(t.toPrecision(6)).toExponential()
      : t.toFixed(Math.max(0, -Math.floor(Math.log10(unit) + 1e-9)))]);
  };

  const shorten = (text, width) => {
    let short = text;
    while (short.length > 4 && pen.measureText(short).width > width) short = short.slice(0, -2);
    return short === text ? text : short + "\u2026";
  };

  const drawAxes = (plane, box, look) => {
    pen.font = "12px system-ui, sans-serif";
    pen.lineWidth = 1;
    pen.strokeStyle = look.line;
    pen.fillStyle = look.faint;
    pen.textAlign = "center";
    pen.textBaseline = "top";
    for (const [t, text] of niceTicks(plane.x, Math.max(4, box.width / 90))) {
      const x = Math.round(box.left + ((t - plane.x[0]) / (plane.x[1] - plane.x[0])) * box.width) + 0.5;
      pen.beginPath(); pen.moveTo(x, box.top); pen.lineTo(x, box.top + box.height); pen.stroke();
      pen.fillText(text, x, box.top + box.height + 5);
    }
    pen.fillText(shorten(plane.axes[0], box.width), box.left + box.width / 2, box.top + box.height + 22);
    if (!plane.axes[1]) return;
    pen.textAlign = "right";
    pen.textBaseline = "middle";
    for (const [t, text] of niceTicks(plane.y, Math.max(4, box.height / 60))) {
      const y = Math.round(box.top + box.height - ((t - plane.y[0]) / (plane.y[1] - plane.y[0])) * box.height) + 0.5;
      pen.beginPath(); pen.moveTo(box.left, y); pen.lineTo(box.left + box.width, y); pen.stroke();
      pen.fillText(text, box.left - 6, y);
    }
    pen.save();
    pen.translate(11, box.top + box.height / 2);
    pen.rotate(-Math.PI / 2);
    pen.textAlign = "center";
    pen.fillText(shorten(plane.axes[1], box.height), 0, 0);
    pen.restore();
  };

  // ---- one frame ----

  /** Where a plane lies on the canvas; to its left there is room for its numbers and its name. */
  const frameBox = (plane) => {
    const height = canvas.clientHeight - 50;
    pen.font = "12px system-ui, sans-serif";
    const numbers = plane.axes[1] ? niceTicks(plane.y, Math.max(4, height / 60)).map((t) => pen.measureText(t[1]).width) : [];
    const left = 30 + Math.max(12, ...numbers);
    return { left, top: 8, width: canvas.clientWidth - left - 10, height };
  };

  /** What lies under the pointer, such as "center 7". */
  const nameAt = (px, py) => {
    const box = frameBox(data.planes[steps[current].plane]);
    let name = "";
    let nearest = 14;
    steps[current].points.forEach((group) => {
      for (let i = 0; i < group.at.length; i += 2) {
        const x = box.left + (group.at[i] / data.grid) * box.width;
        const y = box.top + box.height - (group.at[i + 1] / data.grid) * box.height;
        const away = Math.hypot(px - x, py - y);
        if (away < nearest) {
          nearest = away;
          name = group.role + " " + i / 2;
          const entry = roles[steps[current].plane].find((r) => r.kind === "points" && r.role === group.role);
          if (entry.labelled && entry.byClass) name += ", " + className(group.labels[i / 2]);
        }
      }
    });
    return name;
  };

  /** Draws the way from one step to another, of which a share from 0 to 1 is done. */
  const draw = (from, to, share) => {
    previous = from;
    current = to;
    const look = theme();
    const ratio = window.devicePixelRatio || 1;
    const width = canvas.clientWidth;
    const height = canvas.clientHeight;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.fillStyle = look.ground;
    pen.fillRect(0, 0, width, height);

    const step = steps[current];
    const plane = data.planes[step.plane];
    const box = frameBox(plane);
    const X = (x) => box.left + (x / data.grid) * box.width;
    const Y = (y) => box.top + box.height - (y / data.grid) * box.height;
    drawAxes(plane, box, look);

    pen.save();
    pen.beginPath();
    pen.rect(box.left - 1, box.top - 1, box.width + 2, box.height + 2);
    pen.clip();

    if (step.plane === 0) drawRows(look, X, Y, width, share);

    const fading = 0.15 + 0.85 * share;
    step.regions.forEach((region) => {
      pen.globalAlpha = wasThere(previous, current, region) ? 1 : fading;
      const [x0, y0, x1, y1] = region.at;
      const color = regionColor(region.role, look);
      const corner = [X(Math.min(x0, x1)), Y(Math.max(y0, y1)), (Math.abs(x1 - x0) / data.grid) * box.width, (Math.abs(y1 - y0) / data.grid) * box.height];
      pen.save();
      pen.globalAlpha *= 0.12;
      pen.fillStyle = color;
      pen.fillRect(...corner);
      pen.restore();
      pen.lineWidth = 1.5;
      pen.strokeStyle = color;
      pen.strokeRect(...corner);
    });
    step.lines.forEach((line) => {
      pen.lineWidth = 1.6;
      pen.strokeStyle = lineColor(line.role, look);
      const earlier = followLine(previous, current, line);
      pen.globalAlpha = earlier ? 1 : fading;
      polyline(earlier ? between(earlier.at, line.at, share) : line.at, X, Y);
    });
    pen.globalAlpha = 1;

    drawTrails(look, X, Y);
    step.points.forEach((group) => drawGroup(group, follow(previous, current, group), share, look, X, Y, width));
    pen.restore();
  };

  /** The places on the way from some to others; those that are added grow out of the last. */
  const between = (from, to, share) => {
    const size = from.length;
    return to.map((x, i) => {
      const begin = i < size ? from[i] : from[size - 2 + (i % 2)];
      return begin < 0 || x < 0 ? x : begin + (x - begin) * share;
    });
  };

  const polyline = (at, X, Y) => {
    pen.beginPath();
    let open = false;
    for (let i = 0; i < at.length; i += 2) {
      if (at[i] < 0 || at[i + 1] < 0) { open = false; continue; }
      if (open) pen.lineTo(X(at[i]), Y(at[i + 1])); else pen.moveTo(X(at[i]), Y(at[i + 1]));
      open = true;
    }
    pen.stroke();
  };

  /** The sample rows; those that change sides do so halfway through the move. */
  const drawRows = (look, X, Y, width, share) => {
    const labels = lastLabels(share < 0.5 ? previous : current);
    const r = width < 500 ? 2 : 2.6;
    pen.globalAlpha = dark.matches ? 0.6 : 0.42;
    for (let i = 0; i < data.rows.length; i += 2) {
      if (data.rows[i] < 0 || data.rows[i + 1] < 0) continue;
      pen.fillStyle = labels ? look.colors[labels[i / 2] % look.colors.length] : look.faint;
      pen.beginPath();
      pen.arc(X(data.rows[i]), Y(data.rows[i + 1]), r, 0, 2 * Math.PI);
      pen.fill();
    }
    pen.globalAlpha = 1;
  };

  /** Where the centers came from: the steps before, as far as they moved the same centers. */
  const drawTrails = (look, X, Y) => {
    const group = steps[current].points.find((g) => g.role === "center");
    if (!group || group.at.length > 2 * NUMBERED * 3) return;
    const track = [group];
    for (let i = current; i > 0 && track.length < FAR_BACK; i--) {
      const earlier = follow(i - 1, i, track[track.length - 1]);
      if (!earlier) break;
      track.push(earlier);
    }
    pen.lineCap = "round";
    for (let c = 0; c < group.at.length; c += 2) {
      pen.strokeStyle = look.colors[(c / 2) % look.colors.length];
      for (let i = 1; i < track.length; i++) {
        pen.globalAlpha = 0.65 * (1 - i / track.length) + 0.35;
        pen.lineWidth = 2.5;
        polyline([track[i].at[c], track[i].at[c + 1], track[i - 1].at[c], track[i - 1].at[c + 1]], X, Y);
      }
    }
    pen.globalAlpha = 1;
  };

  const drawGroup = (group, earlier, share, look, X, Y, width) => {
    const count = group.at.length / 2;
    const shape = shapeOf(group.role);
    const numbered = shape === "disc" && count <= NUMBERED;
    const base = (shape === "disc" ? (numbered ? 10 : 5) : 5) * (width < 500 ? 0.85 : 1);
    const dense = count > (DENSE[shape] || DENSE.other);
    const known = earlier ? earlier.at.length / 2 : 0;
    for (let i = 0; i < count; i++) {
      let x = group.at[2 * i];
      let y = group.at[2 * i + 1];
      if (x < 0 || y < 0) continue;
      pen.globalAlpha = i < known ? 1 : 0.1 + 0.9 * share;
      if (i < known && earlier.at[2 * i] >= 0 && earlier.at[2 * i + 1] >= 0) {
        x = earlier.at[2 * i] + (x - earlier.at[2 * i]) * share;
        y = earlier.at[2 * i + 1] + (y - earlier.at[2 * i + 1]) * share;
      }
      const weight = group.weights ? 0.7 + 0.6 * Math.sqrt(group.weights[i]) : 1;
      const label = group.labels ? group.labels[i] : shape === "disc" ? i : -1;
      const color = label >= 0 ? look.colors[label % look.colors.length] : group.labels ? look.faint : roleColor(group.role, look);
      if (dense) {
        path(shape, X(x), Y(y), 0.55 * base * weight);
        pen.fillStyle = color;
        pen.globalAlpha *= 0.6;
        pen.fill();
      } else mark(shape, X(x), Y(y), base * weight, color, look, numbered ? String(i) : "");
    }
    pen.globalAlpha = 1;
  };

  /** Draws with another pen. */
  const withPen = (other, drawing) => {
    const own = pen;
    pen = other;
    drawing();
    pen = own;
  };

  /** Fills a list with what the marks on the plane of a step mean. */
  const legend = (list, index) => {
    current = index;
    const plane = steps[current].plane;
    const look = theme();
    list.textContent = "";
    const entries = [];
    const shown = data.rows.length && plane === 0;
    const classes = data.classes || [];
    if (shown && steps.some((s) => s.nearest)) entries.push(["rows", "sample row, in the color of its nearest center"]);
    else if (shown && !classes.length) entries.push(["rows", "sample row"]);
    if (shown || roles[plane].some((r) => r.labelled && r.byClass)) {
      classes.forEach((c) => entries.push(["rows", c.name, c.label]));
    }
    roles[plane].forEach((r) => entries.push([r.kind, r.role, r.role, r.labelled]));
    for (const [kind, text, role, labelled] of entries) {
      const item = document.createElement("li");
      const icon = document.createElement("canvas");
      icon.setAttribute("aria-hidden", "true");
      icon.width = 52;
      icon.height = 44;
      const p = icon.getContext("2d");
      p.scale(2, 2);
      p.fillStyle = p.strokeStyle = look.faint;
      p.lineWidth = 2;
      if (kind === "rows") {
        if (role !== undefined) p.fillStyle = look.colors[role % look.colors.length];
        p.globalAlpha = role === undefined ? 0.6 : 0.85;
        p.beginPath(); p.arc(13, 11, role === undefined ? 3 : 4.5, 0, 7); p.fill();
      }
      else if (kind === "line") {
        p.strokeStyle = lineColor(role, look);
        p.beginPath(); p.moveTo(3, 15); p.lineTo(23, 7); p.stroke();
      } else if (kind === "region") {
        p.strokeStyle = regionColor(role, look);
        p.strokeRect(4, 4, 18, 14);
      } else {
        const shape = shapeOf(role);
        withPen(p, () => mark(shape, 13, 11, shape === "disc" ? 7 : 5, shape === "disc" ? look.colors[0] : labelled ? look.faint : roleColor(role, look), look, ""));
      }
      item.append(icon, text);
      list.append(item);
    }
  };

  return { draw, legend, nameAt, dark };
};
