package dev.deltawire.gateway.browser;

import dev.deltawire.gateway.outside.Json;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A tab: what a person sees in it, and what the mouse and the keyboard do there. */
public final class Tab {

  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private final DevTools tools;
  private final String session;

  Tab(DevTools tools, String session) {
    this.tools = tools;
    this.session = session;
  }

  /** Goes to an address. */
  public void go(String url) throws IOException {
    call("Page.navigate", "{\"url\":" + Json.quoted(url) + "}");
  }

  /** Waits until the page has an element; a page that refreshes itself gets it by itself. */
  public void await(String selector) throws Exception {
    await(selector, true);
  }

  /** Waits until the page has no such element any more. */
  public void awaitGone(String selector) throws Exception {
    await(selector, false);
  }

  private void await(String selector, boolean wanted) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!state(selector).equals(Optional.of(wanted))) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(selector + " on " + html());
      }
      Thread.sleep(50); // a browser tells nobody when it has painted
    }
  }

  /** Whether the page has an element. */
  public boolean has(String selector) throws IOException {
    return find(selector) > 0;
  }

  /** Empty between two pages. */
  private Optional<Boolean> state(String selector) {
    try {
      return Optional.of(has(selector));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The page as it is. */
  public String html() throws IOException {
    return call("DOM.getOuterHTML", "{\"nodeId\":" + root() + "}").text("outerHTML");
  }

  /** Clicks into the middle of an element. */
  public void click(String selector) throws IOException {
    long node = find(selector);
    call("DOM.scrollIntoViewIfNeeded", "{\"nodeId\":" + node + "}");
    List<Json> corners =
        call("DOM.getBoxModel", "{\"nodeId\":" + node + "}").list("model", "content");
    double x = (number(corners, 0) + number(corners, 4)) / 2;
    double y = (number(corners, 1) + number(corners, 5)) / 2;
    for (String type : List.of("mousePressed", "mouseReleased")) {
      call(
          "Input.dispatchMouseEvent",
          "{\"type\":\"%s\",\"x\":%s,\"y\":%s,\"button\":\"left\",\"clickCount\":1}"
              .formatted(type, x, y));
    }
  }

  /** Types into the element that has the focus. */
  public void type(String text) throws IOException {
    call("Input.insertText", "{\"text\":" + Json.quoted(text) + "}");
  }

  /** A picture of the page in PNG. */
  public byte[] screenshot() throws IOException {
    return Base64.getDecoder().decode(call("Page.captureScreenshot", "{}").text("data"));
  }

  Json call(String method, String parameters) throws IOException {
    return tools.call(session, method, parameters);
  }

  private long root() throws IOException {
    return call("DOM.getDocument", "{\"depth\":0}").number("root", "nodeId");
  }

  /** 0 when there is none. */
  private long find(String selector) throws IOException {
    return call(
            "DOM.querySelector",
            "{\"nodeId\":" + root() + ",\"selector\":" + Json.quoted(selector) + "}")
        .number("nodeId");
  }

  private static double number(List<Json> numbers, int index) {
    return Double.parseDouble(numbers.get(index).toString());
  }
}
