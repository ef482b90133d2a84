package dev.orrery.linearlearner;

/** Room for one thread to work on a block of rows; arrays grow as needed and are used again. */
final class Scratch {

  float[] rows = new float[0];
  float[] scores = new float[0];
  float[] values = new float[0];

  void reserve(int rowValues, int scoreValues, int lossValues) {
    if (rows.length < rowValues) {
      rows = new float[rowValues];
    }
    if (scores.length < scoreValues) {
      scores = new float[scoreValues];
    }
    if (values.length < lossValues) {
      values = new float[lossValues];
    }
  }
}
