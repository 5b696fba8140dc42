package dev.deltawire.dialects.agent;

import dev.deltawire.codec.AgentEncoder;
import dev.deltawire.codec.DeltaTemplate;
import dev.deltawire.codec.JsonWriter;
import dev.deltawire.model.agent.AgentServerFrame;
import dev.deltawire.model.agent.AgentServerFrame.ToolCall;
import dev.deltawire.server.WireFormat;
import java.util.function.Predicate;

/** How a turn looks on the wire. */
final class AgentFormat implements WireFormat<AgentServerFrame> {

  /** How it looks while it happens. */
  static final AgentFormat LIVE = new AgentFormat(id -> true);

  private final Predicate<String> isOpen;

  private AgentFormat(Predicate<String> isOpen) {
    this.isOpen = isOpen;
  }

  /** How it looks to whoever comes later: calls that are not open any more are left out. */
  static AgentFormat replay(Predicate<String> isOpen) {
    return new AgentFormat(isOpen);
  }

  @Override
  public DeltaTemplate delta() {
    return AgentEncoder.delta();
  }

  @Override
  public void encode(AgentServerFrame event, JsonWriter out) {
    if (!(event instanceof ToolCall call) || isOpen.test(call.id())) {
      AgentEncoder.encode(event, out);
    }
  }
}
