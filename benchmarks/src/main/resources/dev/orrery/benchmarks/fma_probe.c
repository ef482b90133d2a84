/* The rate of fused multiply-adds that this processor reaches from C, in registers alone: sixteen
   independent sums of the widest vectors. Prints GFLOP/s of the best of some trials. */
#include <stdio.h>
#include <time.h>

#if defined(__AVX512F__)
#define LANES 16
#elif defined(__AVX__)
#define LANES 8
#else
#define LANES 4
#endif
typedef float vec __attribute__((vector_size(4 * LANES)));
enum { SUMS = 16, STEPS = 200000, TRIALS = 500 };
#define EACH(DO) DO(0) DO(1) DO(2) DO(3) DO(4) DO(5) DO(6) DO(7) DO(8) DO(9) DO(10) DO(11) DO(12) DO(13) DO(14) DO(15)
#define DECLARE(i) vec s##i = a * (float)i;
#define STEP(i) s##i = s##i * m + a; __asm__ volatile("" : "+v"(s##i));
#define ADD(i) sum += s##i;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

int main(int argc, char **argv) {
  vec m, a, sum = {0};
  double best = 0;
  for (int i = 0; i < LANES; i++) {
    m[i] = 0.999f + argc * 1e-6f;
    a[i] = 0.001f * argc;
  }
  __asm__ volatile("" : "+v"(m), "+v"(a));
  EACH(DECLARE)
  for (int trial = 0; trial < TRIALS; trial++) {
    double began = now();
    for (long step = 0; step < STEPS; step++) {
      EACH(STEP)
    }
    double rate = 2.0 * LANES * SUMS * STEPS / (now() - began) / 1e9;
    if (rate > best) best = rate;
  }
  EACH(ADD)
  fprintf(stderr, "%g %s\n", sum[0], argv[0]);
  printf("%.1f %d\n", best, 32 * LANES);
  return 0;
}
