/** The few statistics that the page computes itself. */

/** Mean, standard deviation, number, and half the width of the 95 % interval of the mean (Student's t). */
function summary(values) {
  const known = values.filter((v) => v !== null && Number.isFinite(v));
  const n = known.length;
  if (n === 0) return { n, mean: NaN, sd: NaN, half: NaN };
  const mean = known.reduce((a, b) => a + b, 0) / n;
  const sd = n > 1 ? Math.sqrt(known.reduce((a, b) => a + (b - mean) ** 2, 0) / (n - 1)) : NaN;
  return { n, mean, sd, half: n > 1 ? (studentQuantile(n - 1) * sd) / Math.sqrt(n) : NaN };
}

/** ln Gamma(x) for x > 0 (Lanczos, g = 5, Numerical Recipes 6.1). */
function lnGamma(x) {
  const c = [
    76.18009172947146, -86.50532032941677, 24.01409824083091, -1.231739572450155, 0.001208650973866179,
    -0.000005395239384953,
  ];
  const t = x + 5.5 - (x + 0.5) * Math.log(x + 5.5);
  return Math.log((2.5066282746310005 * c.reduce((sum, ci, i) => sum + ci / (x + 1 + i), 1.000000000190015)) / x) - t;
}

/** The regularized incomplete beta function, by its continued fraction (DLMF 8.17.22). */
function incompleteBeta(x, a, b) {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || tiny);
  let f = d;
  for (let m = 1; m < 300; m++) {
    for (const term of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 / (1 + term * d || tiny);
      c = 1 + term / c || tiny;
      f *= c * d;
    }
    if (Math.abs(c * d - 1) < 1e-13) break;
  }
  return (Math.exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * Math.log(x) + b * Math.log(1 - x)) * f) / a;
}

/** The chance that Student's t is at least as far from 0. */
function studentTail(t, freedom) {
  return incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
}

/** The t beyond which 5 % lie on both sides together. */
function studentQuantile(freedom) {
  let low = 0;
  let high = 1000;
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2;
    if (studentTail(middle, freedom) > 0.05) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * The paired difference b - a of two lists of [key, value], over the keys that both have, in order. Over folds
 * the trainings share rows, so the variance is corrected by n_test / n_train (Nadeau and Bengio 2003).
 */
function paired(a, b, folds) {
  const other = new Map(a);
  const pairs = b
    .filter(([key, value]) => other.has(key) && other.get(key) !== null && value !== null)
    .map(([key, value]) => ({ key, a: other.get(key), b: value, difference: value - other.get(key) }));
  const { n, mean, sd } = summary(pairs.map((pair) => pair.difference));
  const error = sd * Math.sqrt(1 / n + (folds > 1 ? 1 / (folds - 1) : 0));
  const half = n > 1 ? studentQuantile(n - 1) * error : NaN;
  const p = n < 2 ? NaN : error > 0 ? studentTail(mean / error, n - 1) : mean === 0 ? 1 : 0;
  return { pairs, n, mean, sd, low: mean - half, high: mean + half, p };
}

/** p-values adjusted for their number (Holm 1979), in their order; those that are NaN stay so. */
function holm(ps) {
  const known = ps
    .map((p, i) => [p, i])
    .filter(([p]) => !Number.isNaN(p))
    .sort((x, y) => x[0] - y[0]);
  const adjusted = ps.slice();
  let least = 0;
  known.forEach(([p, i], rank) => {
    least = Math.max(least, Math.min(1, p * (known.length - rank)));
    adjusted[i] = least;
  });
  return adjusted;
}

/** The share of the values' variance that lies between groups (the correlation ratio), from 0 to 1. */
function varianceBetween(values, groups) {
  const all = summary(values);
  const total = values.reduce((sum, v) => sum + (v - all.mean) ** 2, 0);
  const byGroup = new Map();
  values.forEach((v, i) => byGroup.set(groups[i], [...(byGroup.get(groups[i]) || []), v]));
  let between = 0;
  for (const members of byGroup.values()) between += members.length * (summary(members).mean - all.mean) ** 2;
  return total > 0 ? between / total : 0;
}
