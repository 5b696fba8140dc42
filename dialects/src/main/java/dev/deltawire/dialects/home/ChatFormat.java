package dev.deltawire.dialects.home;

import dev.deltawire.codec.DeltaTemplate;
import dev.deltawire.codec.HomeEncoder;
import dev.deltawire.codec.JsonWriter;
import dev.deltawire.model.home.HomeServerFrame;
import dev.deltawire.server.WireFormat;
import java.util.UUID;

/** How a reply looks on the wire (H-13 to H-16). */
final class ChatFormat implements WireFormat<HomeServerFrame> {

  private final DeltaTemplate delta;

  ChatFormat(UUID conversationId) {
    delta = HomeEncoder.delta(conversationId);
  }

  @Override
  public DeltaTemplate delta() {
    return delta;
  }

  @Override
  public void encode(HomeServerFrame event, JsonWriter out) {
    HomeEncoder.encode(event, out);
  }
}
