package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the lessons of the study guide and holds what they print to what the pages say. */
class LessonsTest {

  @TempDir private Path folder;

  /** The figures of the courses: 1.414 for the nearest, S by four votes of five. */
  @Test
  void theShirtIsSByFourVotesOfFive() throws Exception {
    Path work = new FollowedPage("guide/lessons/t-shirt-size.md", folder).run();
    assertThat(work.resolve("tshirt/pictures/decision-regions.png")).isNotEmptyFile();
    JsonNode answer =
        new ObjectMapper().readTree(Files.readString(work.resolve("../results/1.out")));
    double nearest = Math.sqrt(answer.get("distances").get(0).doubleValue());
    assertThat(nearest).isCloseTo(1.414, within(0.0005));
    assertThat(answer.get("labels")).hasSize(5);
    assertThat(answer.get("labels")).filteredOn(label -> label.asText().equals("S")).hasSize(4);
    assertThat(answer.get("predicted_label").asText()).isEqualTo("S");
  }

  @ParameterizedTest
  @ValueSource(strings = {"elbow", "three-sigma", "precision-recall", "ratings"})
  void everyLessonPrintsWhatItsPageSays(String lesson) throws Exception {
    new FollowedPage("guide/lessons/" + lesson + ".md", folder).run();
  }
}
