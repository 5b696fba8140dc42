package dev.deltawire.dialects.agent;

import dev.deltawire.codec.AgentEncoder;
import dev.deltawire.model.agent.AgentErrorCode;
import dev.deltawire.model.agent.AgentServerFrame;
import dev.deltawire.model.agent.AgentServerFrame.AgentError;
import dev.deltawire.server.Connection;
import dev.deltawire.server.Frame;

/** One connection of a client: who speaks there, and how it is answered. */
record AgentPeer(AgentPrincipal principal, Connection connection) {

  void send(AgentServerFrame frame) {
    connection.send(Frame.text(frame, AgentEncoder::encode));
  }

  /** Answers a refused request; one that breaks the protocol if the budget allows it. */
  void refuse(AgentError error) {
    if (error.code() != AgentErrorCode.VALIDATION_ERROR || connection.protocolError()) {
      send(error);
    }
  }
}
