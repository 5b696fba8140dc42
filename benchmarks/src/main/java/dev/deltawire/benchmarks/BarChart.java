package dev.deltawire.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Horizontal bars as SVG, readable on light and on dark pages. */
public final class BarChart {

  private static final int WIDTH = 900;
  private static final int LABELS = 250;
  private static final int VALUES = 150;
  private static final int TOP = 74;
  private static final int STEP = 26;
  private static final int BAR = 18;
  private static final int BOTTOM = 16;
  private static final String STYLE =
      """
      <style>
        text { font: 13px system-ui, sans-serif; fill: #1f2328; }
        .title { font-size: 16px; font-weight: 600; }
        .axis { fill: #59636e; }
        .label { text-anchor: end; }
        .page { fill: #ffffff; }
        .ours { fill: #0969da; }
        .native { fill: #8c959f; }
        .peer { fill: #d4a72c; }
        @media (prefers-color-scheme: dark) {
          text { fill: #f0f6fc; }
          .axis { fill: #9198a1; }
          .page { fill: #0d1117; }
          .ours { fill: #4493f8; }
          .native { fill: #656c76; }
          .peer { fill: #bb8009; }
        }
      </style>
      """;

  private final String title;
  private final String axis;
  private final List<Bar> bars = new ArrayList<>();

  private record Bar(String label, String kind, double value, String text) {}

  /** A chart without bars. */
  public BarChart(String title, String axis) {
    this.title = title;
    this.axis = axis;
  }

  /**
   * Adds a bar below the others.
   *
   * @param kind its class in the style: {@code ours}, {@code native} or {@code peer}
   * @param value at least 0; 0 draws none
   * @param text written behind it
   */
  public void bar(String label, String kind, double value, String text) {
    bars.add(new Bar(label, kind, value, text));
  }

  /** The document. */
  @Override
  public String toString() {
    int height = TOP + bars.size() * STEP + BOTTOM;
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\""
                + " viewBox=\"0 0 %1$d %2$d\" role=\"img\" aria-label=\"%3$s\">\n",
            WIDTH, height, escaped(title + ": " + axis)));
    svg.append(STYLE);
    svg.append(format("<rect class=\"page\" width=\"%d\" height=\"%d\"/>\n", WIDTH, height));
    text(svg, "title", 20, 30, title);
    text(svg, "axis", 20, 52, axis);
    double most = bars.stream().mapToDouble(Bar::value).max().orElse(0);
    for (int i = 0; i < bars.size(); i++) {
      draw(svg, bars.get(i), TOP + i * STEP, most);
    }
    return svg.append("</svg>\n").toString();
  }

  private static void draw(StringBuilder svg, Bar bar, int y, double most) {
    double room = WIDTH - LABELS - VALUES;
    double length = most > 0 ? Math.max(bar.value() > 0 ? 1 : 0, bar.value() / most * room) : 0;
    text(svg, "label", LABELS - 10, y + BAR - 4, bar.label());
    svg.append(
        format(
            "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>\n",
            bar.kind(), LABELS, y, length, BAR));
    text(svg, "value", LABELS + (int) length + 8, y + BAR - 4, bar.text());
  }

  private static void text(StringBuilder svg, String kind, int x, int y, String text) {
    svg.append(
        format("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n", kind, x, y, escaped(text)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
