package dev.orrery.cli.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What was measured.
 *
 * @param json for programs: the hardware, and every figure
 * @param markdown for people: tables with the command above each
 * @param files the pictures and the harness's own results
 */
public record BenchResult(Map<String, Object> json, String markdown, List<Path> files) {}
