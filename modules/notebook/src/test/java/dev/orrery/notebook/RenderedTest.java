package dev.orrery.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.api.Dataset;
import dev.orrery.api.Orrery;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class RenderedTest {

  @Test
  void aPictureIsAPngWithItsWords() {
    Rendered rendered = Rendered.of(Pictures.bars("Two bars!").bar("a", 1).bar("b", 2).build());

    ByteBuffer png =
        ByteBuffer.wrap(Base64.getDecoder().decode(rendered.content().get("image/png")));
    assertThat(png.getInt(16)).isEqualTo(1000);
    assertThat(png.getInt(20)).isEqualTo(625);
    assertThat(rendered.width()).isEqualTo(Rendered.WIDTH);
    assertThat(rendered.content().get("text/plain")).startsWith("Two bars!");
  }

  @Test
  void aTableIsHtmlAndText() {
    assertThat(Rendered.of(HtmlTable.of("a").row(1)).content())
        .containsOnlyKeys("text/html", "text/plain");
  }

  @Test
  void anythingElseIsWhatItPrints() {
    assertThat(Rendered.of(new float[] {1, 2.5f}).content())
        .containsEntry("text/plain", "[1.0, 2.5]");
    assertThat(Rendered.of("<b>").content()).containsEntry("text/plain", "<b>");
  }

  @Test
  void aGalleryHasThePicturesOfTheReport() throws IOException {
    Dataset iris = Dataset.of("iris");
    ModelGallery gallery = ModelGallery.of(Orrery.kmeans().k(3).train(iris), iris.rows());

    assertThat(gallery.names()).contains("clusters", "cluster-sizes");
    assertThat(gallery.get("clusters").png(200, 150, 1)).hasSizeGreaterThan(1000);
    assertThatThrownBy(() -> gallery.get("elbow"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("clusters");
  }
}
