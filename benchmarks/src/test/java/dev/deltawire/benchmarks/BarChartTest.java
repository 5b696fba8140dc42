package dev.deltawire.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class BarChartTest {

  private final BarChart chart = new BarChart("a <title> & more", "\"axis\"");

  @Test
  void barsAreAsLongAsTheirValues() throws Exception {
    chart.bar("ours", "ours", 2, "2.00");
    chart.bar("peer", "peer", 8, "8.00");
    chart.bar("nothing", "peer", 0, "failed");
    List<Element> bars = elements("rect").stream().skip(1).toList();
    assertEquals("ours", bars.get(0).getAttribute("class"));
    assertEquals(4 * width(bars.get(0)), width(bars.get(1)), 0.2);
    assertEquals(0, width(bars.get(2)));
  }

  @Test
  void aTinyBarIsStillThere() throws Exception {
    chart.bar("ours", "ours", 0.001, "0.001");
    chart.bar("peer", "peer", 1000, "1,000");
    assertEquals(1, width(elements("rect").get(1)));
  }

  @Test
  void textIsEscapedAndEveryLabelIsThere() throws Exception {
    chart.bar("a<b", "peer", 1, "1 & only");
    List<String> texts = elements("text").stream().map(Element::getTextContent).toList();
    assertEquals(List.of("a <title> & more", "\"axis\"", "a<b", "1 & only"), texts);
  }

  @Test
  void itHasColoursForDarkPages() throws Exception {
    assertTrue(elements("style").get(0).getTextContent().contains("prefers-color-scheme: dark"));
  }

  private static double width(Element bar) {
    return Double.parseDouble(bar.getAttribute("width"));
  }

  private List<Element> elements(String name) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(chart.toString())));
    NodeList nodes = document.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
