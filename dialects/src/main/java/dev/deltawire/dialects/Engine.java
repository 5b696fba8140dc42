package dev.deltawire.dialects;

import dev.deltawire.dialects.Prompt.Directions;
import java.util.Optional;

/**
 * What produces the assistant's replies.
 *
 * <p>One instance serves any number of conversations at once.
 */
public interface Engine {

  /**
   * Begins one reply, which goes on after this call has returned.
   *
   * <p>Thread: one of the server's executor; may block, but a reply that takes its time should go
   * on elsewhere. A throw is a defect and fails the reply.
   *
   * @param prompt what to reply to
   * @param tools what may be called meanwhile
   * @param reply where the reply goes; it may end before this call returns
   */
  Run begin(Prompt prompt, ToolBox tools, Reply reply);

  /**
   * Why no session can be started that gives its replies these directions: a text that peers
   * may read, or nothing if one can.
   *
   * <p>Thread: as above; may block. A throw is a defect and refuses the session.
   */
  default Optional<String> refuse(Directions directions) {
    return Optional.empty();
  }

  /** One running reply. Thread: any, for every method; neither blocks nor throws. */
  interface Run {

    /** Stops the reply at once; what it still says is ignored. Without effect after its end. */
    void cancel();

    /** What the reply has cost so far. */
    Usage usage();
  }
}
