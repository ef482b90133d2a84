/**
 * SageMaker's model files and our models, both ways.
 *
 * <p>A model travels as {@code model.tar.gz}: the files that SageMaker's own containers write and
 * read for the algorithm, and beside them {@code orrery.json}, which names the algorithm and which
 * SageMaker ignores. {@link dev.orrery.artifacts.ModelArtifacts} is the way in; a new algorithm
 * brings an {@link dev.orrery.artifacts.ArtifactLayout}.
 */
package dev.orrery.artifacts;
