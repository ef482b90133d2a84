package dev.orrery.notebooks;

import dev.orrery.notebook.Rendered;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplayRenderer;
import org.rapaio.jupyter.kernel.display.DisplayTransformer;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;

/**
 * Shows our pictures and tables in cells, and numbers and words as plain text, for which the kernel
 * itself knows HTML alone. The kernel finds it as a service.
 */
public final class OrreryDisplays implements DisplayProvider {

  /** Types that are shown as they print. */
  private static final List<Class<?>> PLAIN =
      List.of(
          float[].class,
          double[].class,
          int[].class,
          long[].class,
          String[].class,
          Map.class,
          Collection.class,
          CharSequence.class,
          Number.class,
          Boolean.class,
          Character.class,
          Record.class,
          Enum.class);

  @Override
  public List<DisplayRenderer> getDisplayRenderers() {
    return Stream.concat(Rendered.types().stream(), PLAIN.stream())
        .<DisplayRenderer>map(OfType::new)
        .toList();
  }

  @Override
  public List<DisplayTransformer> getDisplayTransformers() {
    return List.of();
  }

  /** Shows the values of a type. */
  private record OfType(Class<?> rendererClass) implements DisplayRenderer {

    @Override
    public boolean canRender(String mime) {
      return mime == null;
    }

    @Override
    public DisplayData render(String mime, Object value) {
      Rendered rendered = Rendered.of(value);
      DisplayData data = DisplayData.fromText("");
      rendered.content().forEach(data::putData);
      if (rendered.width() > 0) {
        data.putMetaData(
            "image/png", Map.of("width", rendered.width(), "height", rendered.height()));
      }
      return data;
    }
  }
}
