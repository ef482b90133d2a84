"""Times one peer on float32 data read from a folder.

usage: race_peers.py PEER FOLDER SHOTS THREADS NAME=VALUE...
The folder holds train.f32 and, as the peer needs them, labels.f32, test.f32 and test-labels.f32, row-major; the values name
the shape: rows, columns, queries, and what the peer takes (k, components, epochs, iterations).
Prints one JSON object: the seconds of every shot, the quality reached, the version.
"""
import json
import os
import sys
import time
import warnings

peer, folder, shots, threads = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = threads
import numpy as np  # the libraries read the number of threads when they are loaded

warnings.simplefilter("ignore")
shape = {name: int(value) for name, value in (pair.split("=") for pair in sys.argv[5:])}
rows, columns, queries = shape["rows"], shape["columns"], shape.get("queries", 0)


def read(name, *size):
    return np.fromfile(os.path.join(folder, name), dtype="<f4").reshape(*size)


def timed(run):
    """The seconds of every shot after one that warms up, and what the last one returned."""
    seconds = []
    for shot in range(shots + 1):
        began = time.perf_counter()
        result = run()
        if shot > 0:
            seconds.append(time.perf_counter() - began)
    return seconds, result


def majority(labels):
    return np.array([np.bincount(row.astype(int)).argmax() for row in labels])


def kept_variance(x, components):
    mean = x.mean(0, dtype=float)
    total = kept = 0.0
    for i in range(0, len(x), 10000):
        centred = x[i : i + 10000] - mean
        total += (centred**2).sum()
        kept += ((centred @ components.astype(float)) ** 2).sum()
    return kept / total


x = read("train.f32", rows, columns)
if peer == "faiss-flat":
    import faiss

    faiss.omp_set_num_threads(int(threads))
    index = faiss.IndexFlatL2(columns)
    index.add(x)
    test, version = read("test.f32", queries, columns), faiss.__version__
    seconds, found = timed(lambda: index.search(test, shape["k"])[1])
    quality = float((majority(read("labels.f32", rows)[found]) == read("test-labels.f32", queries)).mean())
elif peer == "sklearn-brute":
    import sklearn
    from sklearn.neighbors import NearestNeighbors

    index = NearestNeighbors(n_neighbors=shape["k"], algorithm="brute", n_jobs=int(threads)).fit(x)
    test, version = read("test.f32", queries, columns), sklearn.__version__
    seconds, found = timed(lambda: index.kneighbors(test, return_distance=False))
    quality = float((majority(read("labels.f32", rows)[found]) == read("test-labels.f32", queries)).mean())
elif peer == "numpy-eigh":

    def run():
        centred = x - x.mean(0)
        covariance = centred.T @ centred / (rows - 1)
        return np.linalg.eigh(covariance)[1][:, -shape["components"] :]

    version = np.__version__
    seconds, components = timed(run)
    quality = kept_variance(x, components)
elif peer in ("sklearn-randomized", "sklearn-full"):
    import sklearn
    from sklearn.decomposition import PCA

    solver, version = peer.split("-")[1], sklearn.__version__
    seconds, model = timed(lambda: PCA(shape["components"], svd_solver=solver, random_state=0).fit(x))
    quality = kept_variance(x, model.components_.T)
elif peer == "faiss-pca":
    import faiss

    faiss.omp_set_num_threads(int(threads))

    def run():
        model = faiss.PCAMatrix(columns, shape["components"])
        model.train(x)
        return model

    version = faiss.__version__
    seconds, model = timed(run)
    quality = kept_variance(x, faiss.vector_to_array(model.A).reshape(-1, columns)[: shape["components"]].T)
elif peer == "sklearn-transform":
    import sklearn
    from sklearn.decomposition import PCA

    model, version = PCA(shape["components"], svd_solver="full").fit(x[: shape["train"]]), sklearn.__version__
    seconds, projected = timed(lambda: model.transform(x))
    mean = x.mean(0, dtype=float)
    total = sum(float(((x[i : i + 10000] - mean) ** 2).sum()) for i in range(0, rows, 10000))
    quality = float((projected.astype(float) ** 2).sum()) / total
elif peer in ("sklearn-sgd", "sklearn-predict"):
    import sklearn
    from sklearn.linear_model import SGDClassifier

    def untrained(epochs):
        # Of the default rate and some others, this one came to the best accuracy in five epochs.
        return SGDClassifier(
            loss="log_loss", alpha=1e-6, learning_rate="invscaling", eta0=0.1, max_iter=epochs, tol=None, random_state=0
        )

    y, version = read("labels.f32", rows), sklearn.__version__
    test, wanted = read("test.f32", queries, columns), read("test-labels.f32", queries)
    model = untrained(shape["epochs"]).fit(x, y)
    quality = float(model.score(test, wanted))
    if peer == "sklearn-predict":
        seconds, _ = timed(lambda: model.predict(test))
    else:
        model = untrained(1)
        seconds, _ = timed(lambda: model.fit(x, y))
elif peer == "sklearn-assign":
    import sklearn
    from sklearn.cluster import KMeans

    k, version = shape["k"], sklearn.__version__
    model = KMeans(k, init=x[:k].copy(), n_init=1, max_iter=1, algorithm="lloyd").fit(x[: 10 * k])
    model.cluster_centers_ = x[:k].copy()
    seconds, labels = timed(lambda: model.predict(x))
    nearest = np.concatenate(
        [
            ((part[:, None, :] - x[None, :k]) ** 2).sum(2).argmin(1)
            for part in (x[i : i + 5000].astype(float) for i in range(0, rows, 5000))
        ]
    )
    quality = float((labels == nearest).mean())
elif peer == "sklearn-lloyd":
    import sklearn
    from sklearn.cluster import KMeans

    k, version = shape["k"], sklearn.__version__
    seconds, model = timed(
        lambda: KMeans(k, init=x[:k].copy(), n_init=1, max_iter=shape["iterations"], tol=0, algorithm="lloyd").fit(x)
    )
    quality = sum(
        float(((part[:, None, :] - model.cluster_centers_[None]) ** 2).sum(2).min(1).sum())
        for part in (x[i : i + 5000].astype(float) for i in range(0, rows, 5000))
    )
else:
    sys.exit("no peer " + peer)
print(json.dumps({"seconds": seconds, "quality": quality, "version": version}))
