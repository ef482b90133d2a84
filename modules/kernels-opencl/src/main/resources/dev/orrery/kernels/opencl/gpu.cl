// The kernels for a GPU: tiles of ROWS x PANEL (64 x 64) that 16 x 16 work items compute from local
// memory, 4 x 4 values each. What a kernel means, and the layout of a packed matrix, is as in cpu.cl.

#define ITEMS 16
#define EACH 4
#define DEPTH 16
#define ROW(i) (get_local_id(1) + ITEMS * (i))
#define COLUMN(j) (get_local_id(0) + ITEMS * (j))

#ifdef FP_FAST_FMAF
#define FMA(a, b, c) fma(a, b, c)
#else
#define FMA(a, b, c) ((a) * (b) + (c))
#endif

// One more, so that a column of the tile does not lie in one bank.
#define A_WIDTH (ROWS + 1)

static void multiply_tiles(local const float *a, local const float *b, float acc[EACH][EACH]) {
  for (int d = 0; d < DEPTH; d++) {
    float u[EACH], v[EACH];
    for (int i = 0; i < EACH; i++) {
      u[i] = a[d * A_WIDTH + ROW(i)];
      v[i] = b[d * PANEL + COLUMN(i)];
    }
    for (int i = 0; i < EACH; i++) {
      for (int j = 0; j < EACH; j++) {
        acc[i][j] = FMA(u[i], v[j], acc[i][j]);
      }
    }
  }
}

// Adds the products of a tile of rows with a panel. All work items of the group come here.
static void add_products(
    global const float *x, int used, int columns, global const float *panel,
    local float *a, local float *b, float acc[EACH][EACH]) {
  int item = get_local_id(1) * ITEMS + get_local_id(0);
  for (int first = 0; first < columns; first += DEPTH) {
    for (int e = item; e < ROWS * DEPTH; e += ITEMS * ITEMS) {
      int r = e / DEPTH, c = e % DEPTH;
      bool inside = r < used && first + c < columns;
      a[c * A_WIDTH + r] = inside ? x[(size_t) r * columns + first + c] : 0;
    }
    for (int e = item; e < PANEL * DEPTH; e += ITEMS * ITEMS) {
      b[e] = first + e / PANEL < columns ? panel[(size_t) first * PANEL + e] : 0;
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    multiply_tiles(a, b, acc);
    barrier(CLK_LOCAL_MEM_FENCE);
  }
}

static float squared_norm(global const float *x, int n) {
  float s = 0;
  for (int c = 0; c < n; c++) {
    s = FMA(x[c], x[c], s);
  }
  return s;
}

__attribute__((reqd_work_group_size(ITEMS, ITEMS, 1)))
kernel void products(
    global const float *x, int xAt, int rows, int columns,
    global const float *right, global const float *start, int firstPanel, int rightRows,
    global const float *norms, global float *out) {
  local float a[DEPTH * A_WIDTH], b[DEPTH * PANEL];
  int row = get_group_id(1) * ROWS;
  int panel = firstPanel + get_group_id(0);
  float acc[EACH][EACH];
  for (int i = 0; i < EACH; i++) {
    for (int j = 0; j < EACH; j++) {
      acc[i][j] = start ? start[panel * PANEL + COLUMN(j)] : 0;
    }
  }
  add_products(
      x + xAt + (size_t) row * columns, rows - row, columns,
      right + (size_t) panel * columns * PANEL, a, b, acc);
  for (int i = 0; i < EACH; i++) {
    int r = row + ROW(i);
    for (int j = 0; j < EACH; j++) {
      int c = panel * PANEL + COLUMN(j);
      if (r < rows && c < rightRows) {
        float value = acc[i][j];
        if (norms) {
          value = norms[r] - 2 * value;
          value = value < 0 ? 0 : value;
        }
        out[(size_t) r * rightRows + c] = value;
      }
    }
  }
}

static void take(float score, int index, float *best, float *second, int *at) {
  if (score > *best) {
    *second = *best;
    *best = score;
    *at = index;
  } else if (score > *second) {
    *second = score;
  }
}

// The best of what n work items have found, which lies from place 0 on.
static int4 found(
    local const float *best, local const float *second, local const int *at, int n, float norm) {
  float top = best[0], next = second[0];
  int index = at[0];
  for (int i = 1; i < n; i++) {
    if (best[i] > top) {
      next = max(top, second[i]);
      top = best[i];
      index = at[i];
    } else {
      next = max(next, best[i]);
    }
  }
  return (int4) (as_int(top), index, as_int(next), as_int(norm));
}

__attribute__((reqd_work_group_size(ITEMS, ITEMS, 1)))
kernel void nearest(
    global const float *x, int xAt, int rows, int columns,
    global const float *right, global const float *start, int panels, int panelsPerBlock,
    global int4 *out) {
  local float a[DEPTH * A_WIDTH], b[DEPTH * PANEL];
  local float bests[ROWS * ITEMS], seconds[ROWS * ITEMS];
  local int indexes[ROWS * ITEMS];
  int row = get_group_id(0) * ROWS;
  int block = get_group_id(1);
  int used = min(ROWS, rows - row);
  int end = min(panels, (block + 1) * panelsPerBlock);
  global const float *from = x + xAt + (size_t) row * columns;
  float best[EACH], second[EACH];
  int at[EACH];
  for (int i = 0; i < EACH; i++) {
    best[i] = second[i] = -INFINITY;
    at[i] = 0;
  }
  for (int panel = block * panelsPerBlock; panel < end; panel++) {
    float acc[EACH][EACH];
    for (int i = 0; i < EACH; i++) {
      for (int j = 0; j < EACH; j++) {
        acc[i][j] = start[panel * PANEL + COLUMN(j)];
      }
    }
    add_products(from, used, columns, right + (size_t) panel * columns * PANEL, a, b, acc);
    for (int i = 0; i < EACH; i++) {
      for (int j = 0; j < EACH; j++) {
        take(acc[i][j], panel * PANEL + COLUMN(j), &best[i], &second[i], &at[i]);
      }
    }
  }
  for (int i = 0; i < EACH; i++) {
    int place = ROW(i) * ITEMS + get_local_id(0);
    bests[place] = best[i];
    seconds[place] = second[i];
    indexes[place] = at[i];
  }
  barrier(CLK_LOCAL_MEM_FENCE);
  int r = get_local_id(1) * ITEMS + get_local_id(0);
  if (r < used) {
    float norm = block == 0 ? squared_norm(from + (size_t) r * columns, columns) : 0;
    int place = r * ITEMS;
    out[(size_t) block * rows + row + r] =
        found(bests + place, seconds + place, indexes + place, ITEMS, norm);
  }
}

// PANEL work items: each has a center of the panel.
__attribute__((reqd_work_group_size(PANEL, 1, 1)))
kernel void nearest_sparse(
    global const int *rowStart, global const int *column, global const float *value, int rows,
    int columns, global const float *right, global const float *start, int panels,
    int panelsPerBlock, global int4 *out) {
  local float bests[PANEL], seconds[PANEL];
  local int indexes[PANEL];
  int row = get_group_id(0);
  int block = get_group_id(1);
  int lane = get_local_id(0);
  int end = min(panels, (block + 1) * panelsPerBlock);
  int firstElement = rowStart[row];
  int endElement = rowStart[row + 1];
  float best = -INFINITY, second = -INFINITY;
  int at = 0;
  for (int panel = block * panelsPerBlock; panel < end; panel++) {
    global const float *from = right + (size_t) panel * columns * PANEL + lane;
    float score = start[panel * PANEL + lane];
    for (int e = firstElement; e < endElement; e++) {
      score = FMA(value[e], from[(size_t) column[e] * PANEL], score);
    }
    take(score, panel * PANEL + lane, &best, &second, &at);
  }
  bests[lane] = best;
  seconds[lane] = second;
  indexes[lane] = at;
  barrier(CLK_LOCAL_MEM_FENCE);
  if (lane == 0) {
    float norm = squared_norm(value + firstElement, endElement - firstElement);
    out[(size_t) block * rows + row] = found(bests, seconds, indexes, PANEL, norm);
  }
}

// Scores that are selected at most.
#define MOST 32

// PANEL work items: each selects among its own scores, then the best of all is taken m times.
__attribute__((reqd_work_group_size(PANEL, 1, 1)))
kernel void best_scores(global const float *scores, int n, int m, global int2 *out) {
  local float heads[PANEL];
  local int winner;
  int row = get_group_id(0);
  int lane = get_local_id(0);
  global const float *s = scores + (size_t) row * n;
  float best[MOST];
  int at[MOST];
  for (int i = 0; i < m; i++) {
    best[i] = -INFINITY;
    at[i] = 0;
  }
  for (int j = lane; j < n; j += PANEL) {
    float score = s[j];
    if (score > best[m - 1]) {
      int i = m - 1;
      for (; i > 0 && score > best[i - 1]; i--) {
        best[i] = best[i - 1];
        at[i] = at[i - 1];
      }
      best[i] = score;
      at[i] = j;
    }
  }
  int taken = 0;
  for (int i = 0; i < m; i++) {
    heads[lane] = taken < m ? best[taken] : -INFINITY;
    barrier(CLK_LOCAL_MEM_FENCE);
    if (lane == 0) {
      int top = 0;
      for (int l = 1; l < PANEL; l++) {
        top = heads[l] > heads[top] ? l : top;
      }
      winner = top;
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    if (lane == winner) {
      out[(size_t) row * m + i] = (int2) (as_int(best[taken]), at[taken]);
      taken++;
    }
  }
}

__attribute__((reqd_work_group_size(ITEMS, ITEMS, 1)))
kernel void transposed(
    global const float *left, int leftAt, int leftColumns,
    global const float *right, int rightAt, int rightColumns,
    int rows, int depth, int upper, global float *out, global float *low) {
  local float a[DEPTH * A_WIDTH], b[DEPTH * PANEL];
  int i0 = get_group_id(0) * ROWS;
  int j0 = get_group_id(1) * PANEL;
  if (upper && j0 + PANEL <= i0) {
    return;
  }
  int item = get_local_id(1) * ITEMS + get_local_id(0);
  for (int first = 0; first < rows; first += depth) {
    int end = min(rows, first + depth);
    float acc[EACH][EACH];
    for (int i = 0; i < EACH; i++) {
      for (int j = 0; j < EACH; j++) {
        acc[i][j] = 0;
      }
    }
    for (int k = first; k < end; k += DEPTH) {
      for (int e = item; e < ROWS * DEPTH; e += ITEMS * ITEMS) {
        int d = e / ROWS, i = e % ROWS;
        bool inside = k + d < end && i0 + i < leftColumns;
        a[d * A_WIDTH + i] =
            inside ? left[leftAt + (size_t) (k + d) * leftColumns + i0 + i] : 0;
      }
      for (int e = item; e < PANEL * DEPTH; e += ITEMS * ITEMS) {
        int d = e / PANEL, j = e % PANEL;
        bool inside = k + d < end && j0 + j < rightColumns;
        b[e] = inside ? right[rightAt + (size_t) (k + d) * rightColumns + j0 + j] : 0;
      }
      barrier(CLK_LOCAL_MEM_FENCE);
      multiply_tiles(a, b, acc);
      barrier(CLK_LOCAL_MEM_FENCE);
    }
    for (int i = 0; i < EACH; i++) {
      for (int j = 0; j < EACH; j++) {
        int r = i0 + ROW(i), c = j0 + COLUMN(j);
        if (r < leftColumns && c < rightColumns) {
          size_t at = (size_t) r * rightColumns + c;
          float v = acc[i][j];
          if (low) {
            float h = first == 0 ? 0 : out[at];
            float l = first == 0 ? 0 : low[at];
            float s = h + v;
            float part = s - h;
            low[at] = l + ((h - (s - part)) + (v - part));
            v = s;
          }
          out[at] = v;
        }
      }
    }
  }
}

// 64 work items: each has a column.
__attribute__((reqd_work_group_size(PANEL, 1, 1)))
kernel void interleave(
    global const float *matrix, int rows, int columns, int firstPanel, global float *panels) {
  int row = get_group_id(0) * PANEL;
  panels += (size_t) firstPanel * PANEL * columns;
  int c = get_group_id(1) * 64 + get_local_id(0);
  if (c < columns) {
    global float *to = panels + (size_t) row * columns + (size_t) c * PANEL;
    for (int r = 0; r < PANEL; r++) {
      to[r] = row + r < rows ? matrix[(size_t) (row + r) * columns + c] : 0;
    }
  }
}

__attribute__((reqd_work_group_size(PANEL, 1, 1)))
kernel void squared_norms(global const float *x, int xAt, int columns, global float *out) {
  local float parts[PANEL];
  int row = get_group_id(0);
  int lane = get_local_id(0);
  global const float *from = x + xAt + (size_t) row * columns;
  float s = 0;
  for (int c = lane; c < columns; c += PANEL) {
    s = FMA(from[c], from[c], s);
  }
  parts[lane] = s;
  for (int step = PANEL / 2; step > 0; step /= 2) {
    barrier(CLK_LOCAL_MEM_FENCE);
    if (lane < step) {
      parts[lane] += parts[lane + step];
    }
  }
  if (lane == 0) {
    out[row] = parts[0];
  }
}

__attribute__((reqd_work_group_size(PANEL, 1, 1)))
kernel void multiply_sparse(
    global const int *rowStart, global const int *column, global const float *value,
    global const float *dense, int columns, global float *out) {
  int row = get_group_id(0);
  int j = get_group_id(1) * PANEL + get_local_id(0);
  if (j < columns) {
    float s = 0;
    int end = rowStart[row + 1];
    for (int e = rowStart[row]; e < end; e++) {
      s = FMA(value[e], dense[(size_t) column[e] * columns + j], s);
    }
    out[(size_t) row * columns + j] = s;
  }
}

#ifdef DOUBLES
#pragma OPENCL EXTENSION cl_khr_fp64 : enable

__attribute__((reqd_work_group_size(PANEL, 1, 1)))
kernel void add_rows_by_label(
    global const float *x, int xAt, int columns,
    global const int *groupStart, global const int *order, global double *sums) {
  int j = get_group_id(0) * PANEL + get_local_id(0);
  int group = get_group_id(1);
  if (j < columns) {
    double s = sums[(size_t) group * columns + j];
    int end = groupStart[group + 1];
    for (int e = groupStart[group]; e < end; e++) {
      s += x[xAt + (size_t) order[e] * columns + j];
    }
    sums[(size_t) group * columns + j] = s;
  }
}
#endif
