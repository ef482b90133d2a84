package dev.orrery.cli.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.error.CustomerError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of a run, and how two runs are compared. */
class NotebookFileTest {

  /** A run as nbconvert writes it: times, and a stream in two pieces. */
  private static final String RUN =
      """
      {"nbformat": 4, "nbformat_minor": 5,
       "metadata": {"kernelspec": {"name": "other"}, "widgets": {"at": "/home/somebody"}},
       "cells": [
        {"cell_type": "code", "id": "a", "execution_count": 1, "source": ["1\\n", "+ 1"],
         "metadata": {"tags": ["%s"], "execution": {"iopub.execute_input": "2026-11-22T11:00:00Z"}},
         "outputs": [
          {"output_type": "stream", "name": "stdout", "text": ["one\\n", "and "]},
          {"output_type": "stream", "name": "stdout", "text": "two\\n"},
          {"output_type": "execute_result", "execution_count": 1, "metadata": {},
           "data": {"text/plain": "%s", "image/png": "%s"}}]}]}
      """;

  /** The heads of two PNGs, of 3 x 2 and of 4 x 2 pixels. */
  private static final String SMALL = "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAAS";

  private static final String LARGER = "iVBORw0KGgoAAAANSUhEUgAAAAQAAAACCAIAAAAS";

  @TempDir private Path folder;

  private NotebookFile run(String tag, String text, String png) throws IOException {
    Path file = folder.resolve("run.ipynb");
    Files.writeString(file, RUN.formatted(tag, text, png));
    NotebookFile notebook = NotebookFile.read(file);
    notebook.strip();
    return notebook;
  }

  @Test
  void nothingOfTheMachineIsKept() throws IOException {
    String text = run("slow", "2", SMALL).text();

    assertThat(text)
        .doesNotContain("execution\"", "2026", "/home", "other")
        .contains("\"tags\": [\n     \"slow\"\n    ]", "\"name\": \"orrery\"");
  }

  @Test
  void piecesOfAStreamBecomeOne() throws IOException {
    assertThat(run("slow", "2", SMALL).cells().getFirst().answers())
        .containsExactly(
            "stdout: one\nand two\n",
            "execute_result image/png: 3 x 2 pixels",
            "execute_result text/plain: 2");
  }

  @Test
  void anOtherAnswerIsADifference() throws IOException {
    Path file = folder.resolve("file.ipynb");
    run("slow", "2", SMALL).write(file);

    assertThat(NotebookRunner.differences(file, run("slow", "2", SMALL))).isEmpty();
    assertThat(NotebookRunner.differences(file, run("slow", "3", SMALL))).hasSize(1);
    assertThat(NotebookRunner.differences(file, run("slow", "2", LARGER)))
        .singleElement()
        .asString()
        .contains("4 x 2 pixels", "3 x 2 pixels");
  }

  @Test
  void ofACellThatVariesOnlyAnOtherKindIsADifference() throws IOException {
    Path file = folder.resolve("file.ipynb");
    run("varies", "2", SMALL).write(file);

    assertThat(NotebookRunner.differences(file, run("varies", "3", SMALL))).isEmpty();
    assertThat(NotebookRunner.differences(file, run("varies", "3", LARGER))).hasSize(1);
  }

  @Test
  void whatIsNoNotebookIsTold() throws IOException {
    Path file = folder.resolve("no.ipynb");
    for (String text : new String[] {"{", "[]", "{\"nbformat\": 3}"}) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> NotebookFile.read(file))
          .isInstanceOf(CustomerError.class)
          .hasMessageContaining("no notebook");
    }
  }
}
