/** The numeric kernels on plain arrays, their backends and the choice among them. */
package dev.orrery.kernels;
