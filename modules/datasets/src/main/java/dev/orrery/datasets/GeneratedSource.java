package dev.orrery.datasets;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.run.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Rows that are drawn as they are read, a block at a time. */
final class GeneratedSource implements DataSource {

  /** Rows that share a stream; part of what a seed means. */
  static final int BLOCK = 1024;

  private final String name;
  private final Recipe recipe;
  private final RandomStreams random;
  private final long rows;

  GeneratedSource(String name, Recipe recipe, RandomStreams random, long rows) {
    this.name = name;
    this.recipe = recipe;
    this.random = random;
    this.rows = rows;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public OptionalLong rows() {
    return OptionalLong.of(rows);
  }

  @Override
  public List<DataSource> parts() {
    return List.of(this);
  }

  @Override
  public List<String> featureNames() {
    return recipe.features();
  }

  @Override
  public BatchReader open() {
    return new Pass();
  }

  private final class Pass implements BatchReader {
    private long nextBlock;
    private long delivered;
    private Batch block;
    private int used;

    @Override
    public Batch next(int maxRows) {
      List<Batch> pieces = new ArrayList<>();
      int wanted = (int) Math.min(maxRows, rows - delivered);
      while (wanted > 0) {
        if (block == null || used == block.rows()) {
          long first = nextBlock * BLOCK;
          block =
              recipe.block(
                  first,
                  (int) Math.min(BLOCK, rows - first),
                  new Draws(random.stream("datasets." + name + ".rows", nextBlock)));
          nextBlock++;
          used = 0;
        }
        int taken = Math.min(wanted, block.rows() - used);
        pieces.add(block.slice(used, used + taken));
        used += taken;
        wanted -= taken;
        delivered += taken;
      }
      return pieces.isEmpty() ? null : Batch.concatenate(pieces);
    }

    @Override
    public double progress() {
      return (double) delivered / rows;
    }

    @Override
    public void close() {
      block = null;
    }
  }
}
