package dev.orrery.kernels;

/**
 * Every kernel as a textbook writes it: plain loops, sums in double, nothing clever. Slow, easy to
 * read, and the oracle that all other backends are tested against.
 */
final class TextbookKernels implements Kernels {

  @Override
  public String name() {
    return "textbook";
  }

  @Override
  public Packed pack(float[] matrix, int offset, int rows, int columns) {
    return RowMajor.copyOf(matrix, offset, rows, columns);
  }

  @Override
  public void nearest(
      float[] x,
      int xOffset,
      int rows,
      Packed centers,
      int[] nearest,
      int nearestOffset,
      float[] distance,
      int distanceOffset) {
    RowMajor c = Shapes.own(RowMajor.class, centers);
    Shapes.check("x", x.length, xOffset, rows, c.columns());
    Shapes.check("nearest", nearest.length, nearestOffset, rows, 1);
    Shapes.checkOptional("distance", distance, distanceOffset, rows);
    for (int i = 0; i < rows; i++) {
      int best = nearestOf(x, xOffset + i * c.columns(), c);
      nearest[nearestOffset + i] = best;
      if (distance != null) {
        distance[distanceOffset + i] =
            squaredDistance(
                x, xOffset + i * c.columns(), c.values(), best * c.columns(), c.columns());
      }
    }
  }

  /** The lowest index of the smallest distance; 0 when no distance is a number. */
  private int nearestOf(float[] x, int xOffset, RowMajor centers) {
    int best = 0;
    float smallest = Float.POSITIVE_INFINITY;
    for (int c = 0; c < centers.rows(); c++) {
      float d =
          squaredDistance(x, xOffset, centers.values(), c * centers.columns(), centers.columns());
      if (d < smallest) {
        smallest = d;
        best = c;
      }
    }
    return best;
  }

  @Override
  public void nearestSparse(
      int[] rowStart,
      int[] column,
      float[] value,
      int firstRow,
      int rows,
      Packed centers,
      int[] nearest,
      int nearestOffset,
      float[] distance,
      int distanceOffset) {
    Shapes.checkSparse(rowStart, column, value, firstRow, rows);
    for (int i = 0; i < rows; i++) {
      float[] x = new float[centers.columns()];
      for (int e = rowStart[firstRow + i]; e < rowStart[firstRow + i + 1]; e++) {
        x[column[e]] = value[e];
      }
      nearest(x, 0, 1, centers, nearest, nearestOffset + i, distance, distanceOffset + i);
    }
  }

  @Override
  public void squaredDistances(
      float[] x, int xOffset, int rows, Packed centers, float[] out, int outOffset) {
    RowMajor c = Shapes.own(RowMajor.class, centers);
    Shapes.check("x", x.length, xOffset, rows, c.columns());
    Shapes.check("out", out.length, outOffset, rows, c.rows());
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < c.rows(); j++) {
        out[outOffset + i * c.rows() + j] =
            squaredDistance(x, xOffset + i * c.columns(), c.values(), j * c.columns(), c.columns());
      }
    }
  }

  @Override
  public void topK(
      float[] x, int xOffset, int rows, Packed points, int k, int[] index, float[] distance) {
    RowMajor p = Shapes.own(RowMajor.class, points);
    Shapes.checkTopK(x, xOffset, rows, p, k, index, distance);
    for (int i = 0; i < rows; i++) {
      int found = 0;
      for (int j = 0; j < p.rows(); j++) {
        float d =
            squaredDistance(x, xOffset + i * p.columns(), p.values(), j * p.columns(), p.columns());
        found = TopK.insert(index, distance, i * k, found, k, j, d);
      }
      TopK.sort(index, distance, i * k, k);
    }
  }

  @Override
  public void topKInnerProduct(
      float[] x, int xOffset, int rows, Packed points, int k, int[] index, float[] product) {
    RowMajor p = Shapes.own(RowMajor.class, points);
    Shapes.checkTopK(x, xOffset, rows, p, k, index, product);
    for (int i = 0; i < rows; i++) {
      int found = 0;
      for (int j = 0; j < p.rows(); j++) {
        float s = dot(x, xOffset + i * p.columns(), p.values(), j * p.columns(), p.columns());
        found = TopK.insert(index, product, i * k, found, k, j, -s);
      }
      TopK.sort(index, product, i * k, k);
    }
    TopK.negate(product, rows * k);
  }

  @Override
  public void multiplyTransposed(
      float[] x, int xOffset, int rows, Packed right, float[] out, int outOffset) {
    RowMajor r = Shapes.own(RowMajor.class, right);
    Shapes.check("x", x.length, xOffset, rows, r.columns());
    Shapes.check("out", out.length, outOffset, rows, r.rows());
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < r.rows(); j++) {
        out[outOffset + i * r.rows() + j] =
            dot(x, xOffset + i * r.columns(), r.values(), j * r.columns(), r.columns());
      }
    }
  }

  @Override
  public void addGram(float[] x, int xOffset, int rows, int columns, double[] gram) {
    Shapes.check("x", x.length, xOffset, rows, columns);
    Shapes.check("gram", gram.length, 0, columns, columns);
    for (int a = 0; a < columns; a++) {
      for (int b = 0; b < columns; b++) {
        double sum = 0;
        for (int i = 0; i < rows; i++) {
          sum += (double) x[xOffset + i * columns + a] * x[xOffset + i * columns + b];
        }
        gram[a * columns + b] += sum;
      }
    }
  }

  @Override
  public void multiplySparse(
      int[] rowStart,
      int[] column,
      float[] value,
      int firstRow,
      int rows,
      float[] dense,
      int columns,
      float[] out,
      int outOffset) {
    Shapes.checkSparse(rowStart, column, value, firstRow, rows);
    Shapes.check("out", out.length, outOffset, rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double sum = 0;
        for (int e = rowStart[firstRow + i]; e < rowStart[firstRow + i + 1]; e++) {
          sum += (double) value[e] * dense[column[e] * columns + j];
        }
        out[outOffset + i * columns + j] = (float) sum;
      }
    }
  }

  @Override
  public void addTransposedProduct(
      float[] left,
      int leftOffset,
      int leftColumns,
      float[] right,
      int rightOffset,
      int rightColumns,
      int rows,
      float[] out,
      int outOffset) {
    Shapes.check("left", left.length, leftOffset, rows, leftColumns);
    Shapes.check("right", right.length, rightOffset, rows, rightColumns);
    Shapes.check("out", out.length, outOffset, leftColumns, rightColumns);
    for (int i = 0; i < leftColumns; i++) {
      for (int j = 0; j < rightColumns; j++) {
        double sum = out[outOffset + i * rightColumns + j];
        for (int r = 0; r < rows; r++) {
          sum +=
              (double) left[leftOffset + r * leftColumns + i]
                  * right[rightOffset + r * rightColumns + j];
        }
        out[outOffset + i * rightColumns + j] = (float) sum;
      }
    }
  }

  @Override
  public void addSparseTransposedProduct(
      int[] rowStart,
      int[] column,
      float[] value,
      int firstRow,
      int rows,
      float[] right,
      int rightOffset,
      int rightColumns,
      float[] out) {
    Shapes.checkSparse(rowStart, column, value, firstRow, rows);
    Shapes.check("right", right.length, rightOffset, rows, rightColumns);
    for (int i = 0; i < rows; i++) {
      for (int e = rowStart[firstRow + i]; e < rowStart[firstRow + i + 1]; e++) {
        for (int j = 0; j < rightColumns; j++) {
          out[column[e] * rightColumns + j] += value[e] * right[rightOffset + i * rightColumns + j];
        }
      }
    }
  }

  @Override
  public void addRowsByLabel(
      float[] x,
      int xOffset,
      int rows,
      int columns,
      int[] label,
      int labelOffset,
      double[] sums,
      long[] counts) {
    Shapes.check("x", x.length, xOffset, rows, columns);
    Shapes.check("label", label.length, labelOffset, rows, 1);
    Shapes.check("sums", sums.length, 0, counts.length, columns);
    for (int i = 0; i < rows; i++) {
      int group = label[labelOffset + i];
      counts[group]++;
      for (int j = 0; j < columns; j++) {
        sums[group * columns + j] += x[xOffset + i * columns + j];
      }
    }
  }

  @Override
  public void squaredNorms(
      float[] x, int xOffset, int rows, int columns, float[] out, int outOffset) {
    Shapes.check("x", x.length, xOffset, rows, columns);
    Shapes.check("out", out.length, outOffset, rows, 1);
    for (int i = 0; i < rows; i++) {
      int row = xOffset + i * columns;
      out[outOffset + i] = dot(x, row, x, row, columns);
    }
  }

  @Override
  public float dot(float[] a, int aOffset, float[] b, int bOffset, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += (double) a[aOffset + i] * b[bOffset + i];
    }
    return (float) sum;
  }

  @Override
  public float squaredDistance(float[] a, int aOffset, float[] b, int bOffset, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double difference = (double) a[aOffset + i] - b[bOffset + i];
      sum += difference * difference;
    }
    return (float) sum;
  }

  @Override
  public float excess(float[] a, int aOffset, float[] b, int bOffset, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += Math.max(0, a[aOffset + i] - b[bOffset + i]);
    }
    return (float) sum;
  }

  @Override
  public void outside(
      float[] x,
      int xOffset,
      int stride,
      int n,
      float[] box,
      int boxOffset,
      int dimensions,
      float[] out,
      int outOffset) {
    for (int i = 0; i < n; i++) {
      float sum = 0;
      for (int j = 0; j < dimensions; j++) {
        float value = x[xOffset + j * stride + i];
        float below = box[boxOffset + j] - value;
        float above = value + box[boxOffset + dimensions + j];
        sum += Math.max(0, Math.max(below, above));
      }
      out[outOffset + i] = sum;
    }
  }

  @Override
  public double enclose(
      float[] a, int aOffset, float[] b, int bOffset, int dimensions, float[] out, int outOffset) {
    double range = 0;
    for (int j = 0; j < 2 * dimensions; j++) {
      out[outOffset + j] = Math.min(a[aOffset + j], b[bOffset + j]);
      range -= out[outOffset + j];
    }
    return range;
  }

  @Override
  public void adamRows(
      int[] row,
      int firstRow,
      int rows,
      int columns,
      float[] gradient,
      float[] weights,
      float[] mean,
      float[] square,
      AdamStep step) {
    Shapes.checkRows(row, firstRow, rows, columns, gradient, weights, mean, square);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        int at = row[firstRow + i] * columns + j;
        double g = gradient[i * columns + j] + (double) step.decay() * weights[at];
        g = Math.clamp(g, -step.limit(), step.limit());
        double m = step.keepMean() * mean[at] + (1 - step.keepMean()) * g;
        double s = step.keepSquare() * square[at] + (1 - step.keepSquare()) * g * g;
        mean[at] = (float) m;
        square[at] = (float) s;
        weights[at] -= (float) (step.rate() * m / (Math.sqrt(s) + step.epsilon()));
      }
    }
  }

  @Override
  public void adaGradRows(
      int[] row,
      int firstRow,
      int rows,
      int columns,
      float[] gradient,
      float[] weights,
      float[] squares,
      float rate,
      float decay,
      float epsilon) {
    Shapes.checkRows(row, firstRow, rows, columns, gradient, weights, squares, squares);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        int at = row[firstRow + i] * columns + j;
        double g = gradient[i * columns + j] + (double) decay * weights[at];
        double s = squares[at] + g * g;
        squares[at] = (float) s;
        weights[at] -= (float) (rate * g / (Math.sqrt(s) + epsilon));
      }
    }
  }

  @Override
  public void axpy(float alpha, float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] += alpha * x[xOffset + i];
    }
  }
}
