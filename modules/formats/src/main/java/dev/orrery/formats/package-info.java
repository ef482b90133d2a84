/**
 * Bytes to batches and back, and the catalog of sample data.
 *
 * <p>{@link dev.orrery.formats.Data} opens what a person names; a reader per format ({@code
 * CsvRows}, {@code RecordIoRows}, {@code LibsvmRows}, {@code JsonLinesRows}, {@code JsonRows})
 * turns the bytes of one file into rows, which {@code BatchBuilder} collects. A new format is a
 * {@link dev.orrery.formats.MediaType}, a {@code RowReader}, and a {@code RowWriter}. Everything is
 * read forwards, a buffer at a time.
 */
package dev.orrery.formats;
