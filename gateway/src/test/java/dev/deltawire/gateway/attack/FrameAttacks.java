package dev.deltawire.gateway.attack;

import static dev.deltawire.gateway.attack.Bytes.endless;
import static dev.deltawire.gateway.attack.Bytes.frame;
import static dev.deltawire.gateway.attack.Bytes.repeated;
import static dev.deltawire.gateway.attack.Bytes.singly;
import static dev.deltawire.gateway.attack.Bytes.text;

import dev.deltawire.tck.RawPeer;
import java.util.List;

/** Frames that lie about their length, never end, or come in floods. */
final class FrameAttacks {

  private static final byte[] TWO_GIGABYTES = RawPeer.hex("81 ff 00000000 80000000 00000000");
  private static final byte[] PINGS = repeated(frame(Bytes.PING, "12345678"), 1000);
  private static final byte[] PONGS = repeated(frame(Bytes.PONG, "12345678"), 1000);
  private static final byte[] NOTHINGS = repeated(frame(Bytes.CONTINUATION, ""), 1000);
  private static final byte[] CRUMBS = repeated(frame(Bytes.CONTINUATION, "x"), 1000);
  private static final byte[] PIECE = frame(Bytes.CONTINUATION, "x".repeat(60_000));
  private static final String PING_REQUEST = "{\"id\":\"1\",\"type\":\"ping.request\"}";

  /** Many long messages at once are more than the server's memory is for. */
  private static final String OR_MEMORY = "1008|1013|503|open|reset";

  private FrameAttacks() {}

  static List<Attack> all() {
    return List.of(
        Attack.home("a length of 2 GB").sends(TWO_GIGABYTES).meets("1009"),
        Attack.home("fragments without end")
            .sends(prepared -> endless(frame(Bytes.TEXT, "x"), PIECE))
            .meets("1009"),
        Attack.home("empty fragments without end")
            .sends(prepared -> endless(frame(Bytes.TEXT, ""), NOTHINGS))
            .meets("1008"),
        Attack.home("fragments of a byte without end")
            .sends(prepared -> endless(frame(Bytes.TEXT, ""), CRUMBS))
            .meets("1008"),
        Attack.home("a flood of pings").sends(prepared -> endless(PINGS)).meets("1008"),
        Attack.home("a flood of pongs").sends(prepared -> endless(PONGS)).meets("1008"),
        Attack.home("a flood of pings, never reading")
            .sends(prepared -> endless(PINGS))
            .reading(Attack.Reading.NEVER)
            .meets("1008"),
        Attack.home("frames at a byte a segment")
            .sends(prepared -> singly(repeated(text(PING_REQUEST), 100)))
            .everyMillis(1)
            .meets("open"),
        Attack.home("resets in the middle of a frame")
            .sends(RawPeer.hex("81 fe 01"))
            .storms()
            .resets()
            .meets("done|429|open|503"),
        Attack.home("peers that have gone without a word")
            .sends(RawPeer.hex("81 fe 01"))
            .lasts(0.2, 45)
            .meets("open|1001|1011|reset|end"),
        Attack.home("arrays 10,000 deep")
            .sends(prepared -> endless(text("[".repeat(10_000))))
            .surely("1008")
            .meets(OR_MEMORY),
        Attack.home("a number of 200,000 digits")
            .sends(prepared -> endless(text("{\"id\":" + "9".repeat(200_000) + "}")))
            .surely("1008")
            .meets(OR_MEMORY),
        Attack.home("20,000 keys")
            .sends(prepared -> endless(text(manyKeys())))
            .surely("1008")
            .meets(OR_MEMORY));
  }

  private static String manyKeys() {
    StringBuilder object = new StringBuilder("{\"id\":\"1\"");
    for (int i = 0; i < 20_000; i++) {
      object.append(",\"k").append(i).append("\":1");
    }
    return object.append('}').toString();
  }
}
