/**
 * The kernel contract on OpenCL 1.2 or later, with kernels of two shapes: tiles in local memory for
 * a GPU, vectors and rows in registers for a CPU.
 */
package dev.orrery.kernels.opencl;
