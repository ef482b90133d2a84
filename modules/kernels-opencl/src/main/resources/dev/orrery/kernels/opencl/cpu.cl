// The kernels for a CPU: one work item in a work group, vectors of W floats, rows in registers, no
// barrier and no local memory. PANEL is 2 W.
//
// A packed matrix lies in panels of PANEL rows, interleaved: panel[column * PANEL + row]; rows beyond
// the matrix are zero. Buffers end in padding, so that a vector may be read across the end of a row.

#define GLUE2(a, b) a##b
#define GLUE(a, b) GLUE2(a, b)
#define VEC GLUE(float, W)
#define IVEC GLUE(int, W)
#define LOAD GLUE(vload, W)
#define STORE GLUE(vstore, W)

#ifdef FP_FAST_FMAF
#define FMA(a, b, c) fma(a, b, c)
#else
#define FMA(a, b, c) ((a) * (b) + (c))
#endif

// Adds the products of ROWS rows with a panel. Rows behind the last are read as the last one.
static void add_products(
    global const float *x, int last, int columns, global const float *panel, VEC *a, VEC *b) {
  global const float *row[ROWS];
#pragma unroll
  for (int r = 0; r < ROWS; r++) {
    row[r] = x + (size_t) min(r, last) * columns;
  }
  for (int c = 0; c < columns; c++) {
    VEC p = LOAD(0, panel);
    VEC q = LOAD(1, panel);
    panel += PANEL;
#pragma unroll
    for (int r = 0; r < ROWS; r++) {
      VEC v = (VEC) (row[r][c]);
      a[r] = FMA(v, p, a[r]);
      b[r] = FMA(v, q, b[r]);
    }
  }
}

static float sum(VEC v) {
  float lanes[W];
  STORE(v, 0, lanes);
  float s = 0;
  for (int i = 0; i < W; i++) {
    s += lanes[i];
  }
  return s;
}

static float squared_norm(global const float *x, int n) {
  VEC s = 0;
  int c = 0;
  for (; c + W <= n; c += W) {
    VEC v = LOAD(0, x + c);
    s = FMA(v, v, s);
  }
  float rest = 0;
  for (; c < n; c++) {
    rest = FMA(x[c], x[c], rest);
  }
  return sum(s) + rest;
}

// Writes the first n values of a vector.
static void store_some(VEC v, global float *out, int n) {
  if (n >= W) {
    STORE(v, 0, out);
    return;
  }
  float lanes[W];
  STORE(v, 0, lanes);
  for (int i = 0; i < n; i++) {
    out[i] = lanes[i];
  }
}

// max(0, norm - 2 score); what is not a number stays so.
static VEC distance_of(VEC score, float norm) {
  VEC d = (VEC) norm - 2 * score;
  return select(d, (VEC) 0, d < (VEC) 0);
}

// Groups: panels, row tiles. With start and norms: squared distances; without: products.
kernel void products(
    global const float *x, int xAt, int rows, int columns,
    global const float *right, global const float *start, int firstPanel, int rightRows,
    global const float *norms, global float *out) {
  int row = get_group_id(1) * ROWS;
  int panel = firstPanel + get_group_id(0);
  int used = min(ROWS, rows - row);
  VEC a[ROWS], b[ROWS];
  VEC p = 0, q = 0;
  if (start) {
    p = LOAD(0, start + panel * PANEL);
    q = LOAD(1, start + panel * PANEL);
  }
#pragma unroll
  for (int r = 0; r < ROWS; r++) {
    a[r] = p;
    b[r] = q;
  }
  add_products(
      x + xAt + (size_t) row * columns, used - 1, columns,
      right + (size_t) panel * columns * PANEL, a, b);
  int width = rightRows - panel * PANEL;
#pragma unroll
  for (int r = 0; r < ROWS; r++) {
    if (r < used) {
      global float *to = out + (size_t) (row + r) * rightRows + panel * PANEL;
      VEC first = a[r], second = b[r];
      if (norms) {
        first = distance_of(first, norms[row + r]);
        second = distance_of(second, norms[row + r]);
      }
      store_some(first, to, width);
      store_some(second, to + W, width - W);
    }
  }
}

// Takes scores of some centers: the best, its index and the next best, lane by lane.
static void take(VEC score, IVEC index, VEC *best, VEC *second, IVEC *at) {
  VEC lower = select(score, *best, score > *best);
  *second = select(*second, lower, lower > *second);
  *at = select(*at, index, score > *best);
  *best = select(*best, score, score > *best);
}

static int4 found(VEC best, VEC second, IVEC at, float norm) {
  float bests[W], seconds[W];
  int indexes[W];
  STORE(best, 0, bests);
  STORE(second, 0, seconds);
  STORE(at, 0, indexes);
  float top = bests[0], next = seconds[0];
  int index = indexes[0];
  for (int i = 1; i < W; i++) {
    if (bests[i] > top) {
      next = max(top, seconds[i]);
      top = bests[i];
      index = indexes[i];
    } else {
      next = max(next, bests[i]);
    }
  }
  return (int4) (as_int(top), index, as_int(next), as_int(norm));
}

static IVEC lane_numbers() {
  int lanes[W];
  for (int i = 0; i < W; i++) {
    lanes[i] = i;
  }
  return LOAD(0, lanes);
}

// Groups: row tiles, blocks of panels. out: for each block and row, best score x.c - |c|^2 / 2, its
// index, next best score, squared norm (of block 0 only).
kernel void nearest(
    global const float *x, int xAt, int rows, int columns,
    global const float *right, global const float *start, int panels, int panelsPerBlock,
    global int4 *out) {
  int row = get_group_id(0) * ROWS;
  int block = get_group_id(1);
  int used = min(ROWS, rows - row);
  int end = min(panels, (block + 1) * panelsPerBlock);
  global const float *first = x + xAt + (size_t) row * columns;
  VEC best[ROWS], second[ROWS];
  IVEC at[ROWS];
  IVEC lanes = lane_numbers();
#pragma unroll
  for (int r = 0; r < ROWS; r++) {
    best[r] = second[r] = -INFINITY;
    at[r] = 0;
  }
  for (int panel = block * panelsPerBlock; panel < end; panel++) {
    VEC a[ROWS], b[ROWS];
    VEC p = LOAD(0, start + panel * PANEL);
    VEC q = LOAD(1, start + panel * PANEL);
#pragma unroll
    for (int r = 0; r < ROWS; r++) {
      a[r] = p;
      b[r] = q;
    }
    add_products(first, used - 1, columns, right + (size_t) panel * columns * PANEL, a, b);
    IVEC index = lanes + panel * PANEL;
#pragma unroll
    for (int r = 0; r < ROWS; r++) {
      take(a[r], index, &best[r], &second[r], &at[r]);
      take(b[r], index + W, &best[r], &second[r], &at[r]);
    }
  }
#pragma unroll
  for (int r = 0; r < ROWS; r++) {
    if (r < used) {
      float norm = block == 0 ? squared_norm(first + (size_t) r * columns, columns) : 0;
      out[(size_t) block * rows + row + r] = found(best[r], second[r], at[r], norm);
    }
  }
}

// Groups: rows, blocks of panels. As nearest, for CSR rows.
kernel void nearest_sparse(
    global const int *rowStart, global const int *column, global const float *value, int rows,
    int columns, global const float *right, global const float *start, int panels,
    int panelsPerBlock, global int4 *out) {
  int row = get_group_id(0);
  int block = get_group_id(1);
  int end = min(panels, (block + 1) * panelsPerBlock);
  int firstElement = rowStart[row];
  int endElement = rowStart[row + 1];
  VEC best = -INFINITY, second = -INFINITY;
  IVEC at = 0;
  IVEC lanes = lane_numbers();
  for (int panel = block * panelsPerBlock; panel < end; panel++) {
    global const float *from = right + (size_t) panel * columns * PANEL;
    VEC a = LOAD(0, start + panel * PANEL);
    VEC b = LOAD(1, start + panel * PANEL);
    for (int e = firstElement; e < endElement; e++) {
      VEC v = (VEC) (value[e]);
      global const float *p = from + (size_t) column[e] * PANEL;
      a = FMA(v, LOAD(0, p), a);
      b = FMA(v, LOAD(1, p), b);
    }
    take(a, lanes + panel * PANEL, &best, &second, &at);
    take(b, lanes + (panel * PANEL + W), &best, &second, &at);
  }
  float norm = 0;
  for (int e = firstElement; e < endElement; e++) {
    norm = FMA(value[e], value[e], norm);
  }
  out[(size_t) block * rows + row] = found(best, second, at, norm);
}

// Scores that are selected at most.
#define MOST 32

static void insert(float score, int index, float *best, int *at, int m) {
  int i = m - 1;
  for (; i > 0 && score > best[i - 1]; i--) {
    best[i] = best[i - 1];
    at[i] = at[i - 1];
  }
  best[i] = score;
  at[i] = index;
}

// Groups: rows, 1. The m best of n scores of each row and their indexes, the best first.
kernel void best_scores(global const float *scores, int n, int m, global int2 *out) {
  int row = get_group_id(0);
  global const float *s = scores + (size_t) row * n;
  float best[MOST];
  int at[MOST];
  for (int i = 0; i < m; i++) {
    best[i] = -INFINITY;
    at[i] = i;
  }
  for (int j = 0; j < n; j += W) {
    // The padding of the buffer and the next row are read, but not taken.
    if (any(LOAD(0, s + j) > (VEC) (best[m - 1]))) {
      int end = min(n, j + W);
      for (int i = j; i < end; i++) {
        if (s[i] > best[m - 1]) {
          insert(s[i], i, best, at, m);
        }
      }
    }
  }
  for (int i = 0; i < m; i++) {
    out[(size_t) row * m + i] = (int2) (as_int(best[i]), at[i]);
  }
}

// Adds to a sum in two floats (Knuth, The Art of Computer Programming 2, 4.2.2): no double needed.
static void add_exactly(VEC v, global float *high, global float *low, int n, bool isFirst) {
  if (n <= 0) {
    return;
  }
  VEC h = isFirst ? (VEC) 0 : LOAD(0, high);
  VEC l = isFirst ? (VEC) 0 : LOAD(0, low);
  VEC s = h + v;
  VEC part = s - h;
  l += (h - (s - part)) + (v - part);
  store_some(s, high, n);
  store_some(l, low, n);
}

// Groups: tiles of left columns, strips of right columns. out = left^T right. With low: sums of
// depth rows each, added in two floats. With upper: only tiles that reach the diagonal.
kernel void transposed(
    global const float *left, int leftAt, int leftColumns,
    global const float *right, int rightAt, int rightColumns,
    int rows, int depth, int upper, global float *out, global float *low) {
  int i = get_group_id(0) * ROWS;
  int j = get_group_id(1) * PANEL;
  if (upper && j + PANEL <= i) {
    return;
  }
  int used = min(ROWS, leftColumns - i);
  for (int first = 0; first < rows; first += depth) {
    int end = min(rows, first + depth);
    VEC a[ROWS], b[ROWS];
#pragma unroll
    for (int r = 0; r < ROWS; r++) {
      a[r] = b[r] = 0;
    }
    global const float *l = left + leftAt + (size_t) first * leftColumns + i;
    global const float *p = right + rightAt + (size_t) first * rightColumns + j;
    if (used == ROWS) {
      for (int k = first; k < end; k++, l += leftColumns, p += rightColumns) {
        VEC u = LOAD(0, p);
        VEC w = LOAD(1, p);
#pragma unroll
        for (int r = 0; r < ROWS; r++) {
          VEC v = (VEC) (l[r]);
          a[r] = FMA(v, u, a[r]);
          b[r] = FMA(v, w, b[r]);
        }
      }
    } else {
      for (int k = first; k < end; k++, l += leftColumns, p += rightColumns) {
        VEC u = LOAD(0, p);
        VEC w = LOAD(1, p);
#pragma unroll
        for (int r = 0; r < ROWS; r++) {
          VEC v = (VEC) (l[min(r, used - 1)]);
          a[r] = FMA(v, u, a[r]);
          b[r] = FMA(v, w, b[r]);
        }
      }
    }
    int width = rightColumns - j;
#pragma unroll
    for (int r = 0; r < ROWS; r++) {
      if (r < used) {
        size_t at = (size_t) (i + r) * rightColumns + j;
        if (low) {
          add_exactly(a[r], out + at, low + at, width, first == 0);
          add_exactly(b[r], out + at + W, low + at + W, width - W, first == 0);
        } else {
          store_some(a[r], out + at, width);
          store_some(b[r], out + at + W, width - W);
        }
      }
    }
  }
}

// Groups: panels, pieces of 64 columns.
kernel void interleave(
    global const float *matrix, int rows, int columns, int firstPanel, global float *panels) {
  int row = get_group_id(0) * PANEL;
  panels += (size_t) firstPanel * PANEL * columns;
  int first = get_group_id(1) * 64;
  int end = min(columns, first + 64);
  global float *to = panels + (size_t) row * columns;
  for (int r = 0; r < PANEL; r++) {
    bool inside = row + r < rows;
    global const float *from = matrix + (size_t) (inside ? row + r : 0) * columns;
    for (int c = first; c < end; c++) {
      to[(size_t) c * PANEL + r] = inside ? from[c] : 0;
    }
  }
}

// Groups: rows, 1.
kernel void squared_norms(global const float *x, int xAt, int columns, global float *out) {
  int row = get_group_id(0);
  out[row] = squared_norm(x + xAt + (size_t) row * columns, columns);
}

// Groups: rows, strips. out = sparse * dense.
kernel void multiply_sparse(
    global const int *rowStart, global const int *column, global const float *value,
    global const float *dense, int columns, global float *out) {
  int row = get_group_id(0);
  int j = get_group_id(1) * PANEL;
  VEC a = 0, b = 0;
  int end = rowStart[row + 1];
  for (int e = rowStart[row]; e < end; e++) {
    VEC v = (VEC) (value[e]);
    global const float *p = dense + (size_t) column[e] * columns + j;
    a = FMA(v, LOAD(0, p), a);
    b = FMA(v, LOAD(1, p), b);
  }
  global float *to = out + (size_t) row * columns + j;
  store_some(a, to, columns - j);
  store_some(b, to + W, columns - j - W);
}

#ifdef DOUBLES
#pragma OPENCL EXTENSION cl_khr_fp64 : enable

// Groups: strips, groups of rows. Adds the rows of each group in their order to its sums.
kernel void add_rows_by_label(
    global const float *x, int xAt, int columns,
    global const int *groupStart, global const int *order, global double *sums) {
  int j = get_group_id(0) * PANEL;
  int group = get_group_id(1);
  int width = min(PANEL, columns - j);
  double s[PANEL];
  global double *to = sums + (size_t) group * columns + j;
  for (int c = 0; c < width; c++) {
    s[c] = to[c];
  }
  int end = groupStart[group + 1];
  for (int e = groupStart[group]; e < end; e++) {
    global const float *row = x + xAt + (size_t) order[e] * columns + j;
    for (int c = 0; c < width; c++) {
      s[c] += row[c];
    }
  }
  for (int c = 0; c < width; c++) {
    to[c] = s[c];
  }
}
#endif
