/**
 * Pictures that several algorithms share. Each takes plain numbers and knows no model, draws in the
 * one look of {@link dev.orrery.report.Charts} and {@link dev.orrery.report.Palette}, and can be
 * read on a wide screen and on a telephone. Values that are not finite are left out; a picture of
 * nothing says so.
 */
package dev.orrery.report.common;
