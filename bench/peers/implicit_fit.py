"""implicit's ALS, or its cosine lists, on a file with a line a person."""

from peer import answer, cost_of, need, question, read_matrix

numpy = need("numpy")
sparse = need("scipy.sparse")
need("implicit")
als = need("implicit.als")
neighbours = need("implicit.nearest_neighbours")


def squared_loss(matrix, rows, columns, weight, regularisation):
    """As fit/als-loss.ts: over the entries c (1 - x.y)^2, over all other cells (x.y)^2, and the norms."""
    rows, columns = rows.astype(numpy.float64), columns.astype(numpy.float64)
    loss = float(((rows.T @ rows) * (columns.T @ columns)).sum())
    for row in range(matrix.shape[0]):
        items = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
        scores = columns[items] @ rows[row]
        loss += float((weight * (1 - scores) ** 2 - scores**2).sum())
    return loss + regularisation * float((rows**2).sum() + (columns**2).sum())


asked = question()
matrix = read_matrix(numpy, sparse, asked["file"], asked["people"])
if asked["model"] == "als":
    model = als.AlternatingLeastSquares(
        factors=asked["rank"],
        alpha=asked["weight"],
        regularization=asked["regularisation"],
        iterations=asked["iterations"],
        num_threads=asked["threads"],
        random_state=1,
        use_gpu=False,
    )
    _, cost = cost_of(lambda: model.fit(matrix, show_progress=False))
    cost["loss"] = squared_loss(
        matrix, model.user_factors, model.item_factors, asked["weight"], asked["regularisation"]
    )
else:
    model = neighbours.CosineRecommender(K=asked["length"], num_threads=asked["threads"])
    _, cost = cost_of(lambda: model.fit(matrix, show_progress=False))
answer(cost)
