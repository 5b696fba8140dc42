package dev.deltawire.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.deltawire.tck.Rig.Link;
import org.junit.jupiter.api.Test;

/** T-170: what a peer may send before and after it is known (M-04). */
abstract class TrustRules extends CloseRules {

  private static final int BEFORE = 10;
  private static final int AFTER = 100;

  @Test
  void t170_aPeerThatIsKnownMaySendMore() throws Exception {
    byte[] most = letters(AFTER);
    try (Rig rig = rig().maxMessageBytes(BEFORE);
        Link unknown = rig.connect();
        Link known = rig.connect()) {
      known.core().onLoop(() -> known.core().channel().authenticated(AFTER));
      known.peer().sendFrame(FIN_TEXT, most);
      assertArrayEquals(most, known.core().next().payload());
      known.peer().trySend(WireFrame.masked(FIN_TEXT, letters(AFTER + 1)));
      assertViolated(known, 1009);
      unknown.peer().trySend(WireFrame.masked(FIN_TEXT, most));
      assertViolated(unknown, 1009);
    }
  }
}
