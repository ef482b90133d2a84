"""Times scikit-learn's KMeans on float32 rows read from a file, from given first centers.

usage: sklearn_kmeans.py FILE ROWS COLUMNS K ITERATIONS SHOTS
Prints one JSON object: the seconds of every shot, the inertia, the versions.
"""
import json
import sys
import time
import warnings

import numpy
import sklearn
from sklearn.cluster import KMeans

file, rows, columns, k, iterations, shots = sys.argv[1], *map(int, sys.argv[2:])
x = numpy.fromfile(file, dtype="<f4").reshape(rows, columns)
start = x[:k].copy()
warnings.simplefilter("ignore")
seconds = []
for shot in range(shots + 1):
    began = time.perf_counter()
    model = KMeans(k, init=start, n_init=1, max_iter=iterations, tol=0, algorithm="lloyd").fit(x)
    if shot > 0:  # the first one warms up
        seconds.append(time.perf_counter() - began)
inertia = sum(
    float(((x[i : i + 10000, None, :].astype(float) - model.cluster_centers_[None]) ** 2).sum(2).min(1).sum())
    for i in range(0, rows, 10000)
)
print(json.dumps({"seconds": seconds, "inertia": inertia, "iterations": int(model.n_iter_),
                  "version": sklearn.__version__, "numpy": numpy.__version__}))
