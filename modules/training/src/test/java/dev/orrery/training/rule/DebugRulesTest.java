package dev.orrery.training.rule;

import static dev.orrery.core.event.TensorCollection.GRADIENTS;
import static dev.orrery.core.event.TensorCollection.LOSSES;
import static dev.orrery.core.event.TensorCollection.PREDICTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.TensorCollection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebugRulesTest {

  @TempDir private Path folder;

  @Test
  void onlyWhatTheRulesLookAtIsWanted() throws IOException {
    DebugRules rules = Play.of("Overfit").rules;
    assertThat(rules.wantsTensors(LOSSES)).isTrue();
    assertThat(rules.wantsTensors(GRADIENTS)).isFalse();
    DebugRules none = new DebugRules(DebugRequest.none(), folder);
    for (TensorCollection collection : TensorCollection.values()) {
      assertThat(none.wantsTensors(collection)).isFalse();
    }
    assertThat(Play.of("Confusion").rules.wantsTensors(PREDICTIONS)).isTrue();
  }

  @Test
  void theLossOfAPassIsTheMeanOverItsRows() throws IOException {
    Play play = Play.of("LossNotDecreasing:num_steps=1,diff_percent=25");
    play.loss(0, 8).batch(0, 1).pass();
    play.loss(1, 3).batch(0, 1).loss(2, 7).batch(0, 3).pass(); // (3 + 21) / 4 = 6
    assertThat(play.firedAt()).isEqualTo(-1);
    play.loss(3, 3).batch(0, 1).loss(4, 5.2).batch(0, 3).pass(); // 4.65, 22.5 % less
    assertThat(play.firedAt()).isEqualTo(4);
  }

  @Test
  void anIntervalSavesTheMiniBatchesItNames() throws IOException {
    Play play = new Play(3, 2L, List.of(), folder, "LossNotDecreasing:num_steps=2,diff_percent=0");
    play.loss(0, 5).batch(0, 1).loss(1, 99).batch(0, 1).loss(2, 4).batch(0, 1).pass();
    play.loss(3, 1).batch(0, 1);
    assertThat(play.firedAt()).isEqualTo(-1);
    play.loss(4, 4.5).batch(0, 1);
    assertThat(play.firedAt()).isEqualTo(4);
  }

  @Test
  void oneOnlyPassIsSavedMiniBatchByMiniBatch() throws IOException {
    Play play = new Play(1, (Long) null, List.of(), folder, "LossNotDecreasing:num_steps=1");
    play.loss(0, 5).batch(0, 1).loss(1, 5).batch(0, 1);
    assertThat(play.firedAt()).isEqualTo(1);
  }

  @Test
  void otherHostsAreLeftOut() throws IOException {
    Play play = Play.of("LossNotDecreasing:num_steps=1");
    play.loss(0, 5).batch(0, 1).loss(0, 1).batch(1, 1).pass();
    play.loss(1, 4).batch(0, 1).loss(1, 9).batch(1, 1).pass();
    assertThat(play.firedAt()).isEqualTo(-1);
  }

  @Test
  void itFiresOnceAndStopsTraining() throws IOException {
    Play play = Play.of("LossNotDecreasing:num_steps=1,action=stop").losses(1, 1, 1, 1);
    assertThat(play.warnings).hasSize(1);
    assertThat(play.firedAt()).isEqualTo(1);
    assertThat(play.cancellation.reason()).isEqualTo("the rule LossNotDecreasing at step 1");
    assertThat(play.status()).isEqualTo("IssuesFound");
  }

  @Test
  void whatHasFiredDoesNotFireInARunThatGoesOn() throws IOException {
    Play first = Play.of("LossNotDecreasing:num_steps=1,action=stop").losses(1, 1);
    DebugRecord record = DebugRecord.of(first.rules, "Stopped");
    Play again = new Play(9, record.request(), folder, record.evaluations());
    again.losses(1, 1, 1);
    assertThat(again.cancellation.requested()).isFalse();
    assertThat(again.warnings).isEmpty();
    assertThat(again.firedAt()).isEqualTo(1);
    Play calm = Play.of("LossNotDecreasing:num_steps=1").losses(2, 1);
    record = DebugRecord.of(calm.rules, "Completed");
    assertThat(record.evaluations().getFirst().status()).isEqualTo("NoIssuesFound");
    again = new Play(9, record.request(), folder, record.evaluations());
    assertThat(again.losses(1, 1).firedAt()).isEqualTo(1);
  }

  @Test
  void aCommandGetsRuleStepAndRun() throws IOException {
    Path told = folder.resolve("told");
    String program =
        "printf '%s %s %s' \"$ORRERY_RULE\" \"$ORRERY_STEP\" \"$ORRERY_RUN\" > " + told;
    Play play =
        new Play(
            9,
            (Long) null,
            List.of("/bin/sh", "-c", program),
            folder,
            "LossNotDecreasing:num_steps=1,action=command");
    play.losses(1, 1);
    assertThat(Files.readString(told)).isEqualTo("LossNotDecreasing 1 " + folder.toAbsolutePath());
    assertThat(play.warnings).hasSize(1);
  }

  @Test
  void aCommandThatFailsIsAWarning() throws IOException {
    for (String program : List.of("false", "/no/such/program")) {
      Play play =
          new Play(
              9,
              (Long) null,
              List.of(program),
              folder,
              "LossNotDecreasing:num_steps=1,action=command");
      play.losses(1, 1);
      assertThat(play.warnings).hasSize(2);
      assertThat(play.warnings.get(1)).startsWith("The command '" + program + "' of the rule");
      assertThat(play.cancellation.requested()).isFalse();
    }
  }

  @Test
  void aCommandThatDoesNotEndIsEnded() {
    long began = System.nanoTime();
    assertThat(RuleCommand.run(List.of("sleep", "60"), "Overfit", 1, folder, 1))
        .hasValueSatisfying(text -> assertThat(text).contains("took more than 1 seconds"));
    assertThat((System.nanoTime() - began) / 1e9).isLessThan(30);
  }

  @Test
  void wordsOfACommandMayBeQuoted() {
    assertThat(RuleCommand.words("a 'b c'  \"d 'e'\" ''")).containsExactly("a", "b c", "d 'e'", "");
    assertThatThrownBy(() -> RuleCommand.words("a 'b")).isInstanceOf(CustomerError.class);
    assertThatThrownBy(() -> RuleCommand.words(" ")).isInstanceOf(CustomerError.class);
  }

  @Test
  void aStalledTrainingIsSeenWhileItStalls() throws IOException {
    Play play = Play.of("StalledTrainingRule:threshold=10,stop_training_on_fire=True");
    play.losses(1);
    play.nanos = 9_900_000_000L;
    play.rules.tick();
    assertThat(play.firedAt()).isEqualTo(-1);
    play.nanos = 10_100_000_000L;
    play.rules.tick();
    assertThat(play.firedAt()).isZero();
    assertThat(play.cancellation.requested()).isTrue();
    assertThat(play.warnings).isEmpty();
    play.pass();
    assertThat(play.warnings).hasSize(1);
    play.rules.close();
  }

  private DebugRequest saving() {
    return new DebugRequest(List.of(), OptionalLong.empty(), true, List.of());
  }

  @Test
  void similarRunsAreFoundByTheTensorsThatTheyHaveSaved() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Play first = new Play(9, saving(), other, List.of());
    first.weights(0, 1, 2).weights(1, 3, 4);
    first.rules.close();
    String rule = "SimilarAcrossRuns:other_trials=" + other;
    Play same = new Play(9, (Long) null, List.of(), folder, rule);
    same.weights(0, 1, 2.1f);
    assertThat(same.firedAt()).isEqualTo(-1);
    same.weights(1, 3, 4.00001f);
    assertThat(same.firedAt()).isEqualTo(1);
    same.rules.close();
    // It saves its own tensors as well, and what goes on adds to them.
    assertThat(TensorFile.ofRun(folder).size()).isEqualTo(2);
    assertThat(TensorFile.ofRun(folder).find("weight", 0)).contains(new float[] {1, 2.1f});
  }

  @Test
  void aRunWithoutSavedTensorsIsRefused() {
    assertThatThrownBy(() -> Play.of("SimilarAcrossRuns:other_trials=" + folder))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("has saved no tensors to compare with");
  }

  @Test
  void damagedFilesOfTensorsAreReadUpToTheDamage() throws IOException {
    Play first = new Play(9, saving(), folder, List.of());
    first.weights(0, 1, 2).weights(1, 3, 4);
    first.rules.close();
    Path file = folder.resolve(TensorFile.NAME);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 8; length <= whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      int size = TensorFile.read(file).size();
      assertThat(size)
          .isEqualTo(length == whole.length ? 2 : 2 * length > whole.length + 8 - 1 ? 1 : 0);
    }
    Files.write(file, Arrays.copyOf(whole, whole.length - 3));
    TensorFile again = TensorFile.write(file, true);
    again.close();
    assertThat(Files.size(file)).isEqualTo((whole.length + 8) / 2);
    // What is damaged within is no comparison that found nothing; one cut off is as far as it goes.
    byte[] within = whole.clone();
    within[(whole.length + 8) / 2] = 'X';
    Files.write(file, within);
    assertThatThrownBy(() -> TensorFile.ofRun(folder))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("it is damaged after byte " + (whole.length + 8) / 2);
    Files.write(file, Arrays.copyOf(whole, whole.length - 3));
    assertThat(TensorFile.ofRun(folder).size()).isEqualTo(1);
    whole[0] = 'X';
    Files.write(file, whole);
    assertThatThrownBy(() -> TensorFile.ofRun(folder))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("does not begin as a file of tensors");
    // A count that the file cannot hold takes no memory.
    byte[] great = Arrays.copyOf("ORRTEN01".getBytes(StandardCharsets.US_ASCII), 27);
    great[8] = 0x7E;
    great[10] = 1;
    great[11] = 'w';
    great[20] = 0x7F;
    Files.write(file, great);
    assertThat(TensorFile.read(file).size()).isZero();
  }
}
