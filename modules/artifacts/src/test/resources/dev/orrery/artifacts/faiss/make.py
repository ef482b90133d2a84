"""Makes the indexes beside it with faiss 1.7.3: python3 make.py"""
import faiss, numpy as np

i = np.arange(300 * 4)
x = ((i * 37 % 101) / 40 + (i // 4 % 3)).astype("f4").reshape(300, 4)
unit = x / np.linalg.norm(x, axis=1, keepdims=True)
q = ((np.arange(8 * 4) * 53 % 97) / 30).astype("f4").reshape(8, 4)
for name, index, rows in (
    ("flat-l2", faiss.IndexFlatL2(4), x),
    ("flat-ip", faiss.IndexFlatIP(4), x),
    ("flat-cosine", faiss.IndexFlatIP(4), unit),
    ("ivf-l2", faiss.IndexIVFFlat(faiss.IndexFlatL2(4), 4, 7), x),
    ("ivf-ip", faiss.IndexIVFFlat(faiss.IndexFlatIP(4), 4, 7, faiss.METRIC_INNER_PRODUCT), x),
    ("ivfpq-l2", faiss.IndexIVFPQ(faiss.IndexFlatL2(4), 4, 7, 2, 8), x),
):
    index.train(rows)
    index.add(rows)
    if name.startswith("ivf"):
        index.nprobe = 5
    faiss.write_index(index, name + ".faiss")
    asked = q / np.linalg.norm(q, axis=1, keepdims=True) if "cosine" in name else q
    distances, found = index.search(asked, 3)
    print(name, found.ravel().tolist(), np.round(distances[0], 5).tolist())
