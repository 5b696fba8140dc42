package dev.deltawire.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/**
 * What a backplane has to do besides when it connects several nodes: rules B-20 to B-23 of {@code
 * docs/backplanes.md}.
 *
 * <p>All backplanes that {@link #create} makes belong to one deployment.
 */
public abstract class SharedBackplaneContract extends BackplaneContract {

  private static final int EVENTS = 500;

  /** For subclasses. */
  protected SharedBackplaneContract() {}

  @Test
  final void b20_anEventReachesEverySubscribedNodeThePublishersIncluded() throws Exception {
    try (BackplaneNode one = node();
        BackplaneNode two = node();
        BackplaneNode three = node()) {
      String topic = one.subscribed("topic");
      two.subscribed(topic, one);
      three.subscribed(topic, one, two);
      two.publish(topic, "event");
      assertEquals(topic + " event", one.next());
      assertEquals(topic + " event", two.next());
      assertEquals(topic + " event", three.next());
    }
  }

  @Test
  final void b21_nodesThatHaveNotSubscribedStayQuiet() throws Exception {
    try (BackplaneNode one = node();
        BackplaneNode two = node()) {
      String topic = one.subscribed("topic");
      two.subscribed("another");
      two.publish(topic, "event");
      assertEquals(topic + " event", one.next());
      two.assertQuiet();
      one.assertQuiet();
    }
  }

  @Test
  final void b22_eventsOfAnotherNodeComeInItsOrder() throws Exception {
    try (BackplaneNode one = node();
        BackplaneNode two = node()) {
      String topic = one.subscribed("topic");
      for (int i = 0; i < EVENTS; i++) {
        two.publish(topic, "event " + i);
      }
      for (int i = 0; i < EVENTS; i++) {
        assertEquals(topic + " event " + i, one.next());
      }
    }
  }

  @Test
  final void b23_aNodeThatClosesOrUnsubscribesLeavesTheOthersAlone() throws Exception {
    try (BackplaneNode one = node();
        BackplaneNode two = node();
        BackplaneNode three = node()) {
      String topic = one.subscribed("topic");
      two.subscribed(topic, one);
      three.subscribed(topic, one, two);
      two.backplane().close();
      three.unsubscribed(topic, one);
      one.publish(topic, "event");
      assertEquals(topic + " event", one.next());
      two.assertQuiet();
      three.assertQuiet();
    }
  }
}
