package dev.orrery.tuning.search;

import java.util.Map;

/**
 * What a setting came to.
 *
 * @param setting a value per parameter
 * @param loss the less the better; NaN where it failed
 */
public record Observation(Map<String, String> setting, double loss) {}
