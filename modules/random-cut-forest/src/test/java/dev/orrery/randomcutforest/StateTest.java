package dev.orrery.randomcutforest;

import static dev.orrery.randomcutforest.Forests.RCF;
import static dev.orrery.randomcutforest.Forests.context;
import static dev.orrery.randomcutforest.Forests.gaussians;
import static dev.orrery.randomcutforest.Forests.hp;
import static dev.orrery.randomcutforest.Forests.scores;
import static dev.orrery.randomcutforest.Forests.train;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.RunContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** States that are written, read, merged and gone on from. */
class StateTest {

  @Test
  void aStateReadBackGoesOnAsIfNothingHadHappened() throws IOException {
    DenseMatrix rows = gaussians(9000, 2, 7);
    for (Hyperparameters hp :
        List.of(
            hp(2, "num_trees", 50, "num_samples_per_tree", 64),
            hp(2, "orrery_mode", "streaming", "num_samples_per_tree", 32),
            hp(2, "orrery_shingle_size", 3, "num_samples_per_tree", 32))) {
      RunContext context = context(3);
      float[] whole = scores(train(hp, rows, context), rows.slice(0, 500));
      RandomCutForestState state = RCF.initialize(hp, Batch.unlabelled(rows.slice(0, 10)), context);
      for (int from = 0; from < 9000; from += 1000) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RCF.writeState(state, new DataOutputStream(bytes));
        state = RCF.readState(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        RCF.update(hp, state, Batch.unlabelled(rows.slice(from, from + 1000)), context);
      }
      assertThat(state.rowsSeen()).isEqualTo(9000);
      RandomCutForestModel model = RCF.finish(hp, state, Optional.empty(), context);
      assertThat(scores(model, rows.slice(0, 500))).containsExactly(whole);
      RandomCutForestModel copy = ModelFormat.read(ModelFormat.toBytes(model));
      assertThat(scores(copy, rows.slice(0, 500))).containsExactly(whole);
      assertThat(copy.threshold()).isEqualTo(model.threshold());
    }
  }

  @Test
  void hostsShareTheSample() {
    DenseMatrix rows = gaussians(8000, 1, 11);
    for (int i = 0; i < 8000; i++) {
      rows.values()[i] += i < 6000 ? 0 : 100;
    }
    Hyperparameters hp = hp(1, "num_trees", 50, "num_samples_per_tree", 40);
    RunContext context = context(5);
    RandomCutForestState first = RCF.initialize(hp, Batch.unlabelled(rows), context);
    List<RandomCutForestState> hosts = RCF.fork(hp, first, 2);
    Forests.feed(hp, hosts.get(0), rows.slice(0, 6000), context);
    Forests.feed(hp, hosts.get(1), rows.slice(6000, 8000), context);
    RandomCutForestState merged = RCF.merge(hp, hosts, context);
    assertThat(merged.rowsSeen()).isEqualTo(8000);
    assertThat(merged.kept()).isEqualTo(2000);
    long late = 0;
    for (int i = 0; i < 2000; i++) {
      late += merged.reservoir.rows().get(i, 0) > 50 ? 1 : 0;
    }
    assertThat(late).isBetween(420L, 580L);
    float[] before = merged.reservoir.rows().values().clone();
    RandomCutForestState again = RCF.merge(hp, RCF.fork(hp, merged, 3), context);
    assertThat(again.rowsSeen()).isEqualTo(8000);
    assertThat(again.reservoir.rows().values()).containsExactly(before);
    assertThat(RCF.continueFrom(hp, again, context)).isSameAs(again);
    assertThatThrownBy(() -> RCF.continueFrom(hp(1), again, context))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("same feature_dim, num_trees");
  }
}
