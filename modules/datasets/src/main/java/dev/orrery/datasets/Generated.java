package dev.orrery.datasets;

import java.util.List;
import java.util.Map;

/**
 * Generated data in memory.
 *
 * @param rows features, {@code rows x features}
 * @param labels a label per row; empty when the kind has none
 * @param features names of the features
 * @param truth what an algorithm may find, as {@link Generation#truth()} has it
 */
public record Generated(
    float[][] rows, float[] labels, List<String> features, Map<String, Object> truth) {}
