package dev.orrery.kernels;

/** Where an operation of a backend is computed. */
public enum Place {
  /** By the backend itself: on its device, or in its library. */
  BACKEND,
  /** By the plain CPU code of the host, because the backend has no form of it that pays. */
  HOST
}
