package dev.orrery.report;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Pictures as bytes: PNG through Java 2D, SVG through Batik. */
final class PictureFormats {

  /** Size in units of the pictures in files and on wide screens. */
  static final Dimension WIDE = new Dimension(1000, 625);

  /** Size in units of the pictures on a telephone, where the same letters need more of the room. */
  static final Dimension NARROW = new Dimension(400, 440);

  private static final String SVG = "http://www.w3.org/2000/svg";

  private PictureFormats() {}

  /**
   * A PNG.
   *
   * @param size in units
   * @param scale pixels per unit
   */
  static byte[] png(Picture picture, Dimension size, double scale) throws IOException {
    int width = (int) Math.round(size.width * scale);
    int height = (int) Math.round(size.height * scale);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, width, height);
      graphics.scale(scale, scale);
      picture.drawer().draw(graphics, size.width, size.height);
    } finally {
      graphics.dispose();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  /** An SVG document whose text is text, with the picture's title and description. */
  static String svg(Picture picture, Dimension size) throws IOException {
    Document document = document();
    SVGGraphics2D graphics = new SVGGraphics2D(document);
    graphics.setSVGCanvasSize(size);
    picture.drawer().draw(graphics, size.width, size.height);
    Element root = graphics.getRoot();
    root.setAttribute("viewBox", "0 0 " + size.width + " " + size.height);
    root.setAttribute("role", "img");
    root.insertBefore(text(document, "desc", picture.description()), root.getFirstChild());
    root.insertBefore(text(document, "title", picture.title()), root.getFirstChild());
    StringWriter out = new StringWriter();
    graphics.stream(root, out, true, false);
    graphics.dispose();
    return out.toString();
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(SVG, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("this JDK has no XML", e);
    }
  }

  private static Element text(Document document, String name, String text) {
    Element element = document.createElementNS(SVG, name);
    element.appendChild(document.createTextNode(text));
    return element;
  }
}
