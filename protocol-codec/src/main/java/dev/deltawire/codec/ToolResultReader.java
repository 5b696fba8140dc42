package dev.deltawire.codec;

import dev.deltawire.model.RawJson;
import dev.deltawire.model.agent.AgentClientFrame.ToolResult;
import dev.deltawire.model.agent.AgentLimits;
import dev.deltawire.model.agent.ContentBlock;
import java.util.ArrayList;
import java.util.List;

/** The quick reader of an ordinary {@code tool_result}, whose content is texts. */
final class ToolResultReader {
  private static final int TYPE = 0;
  private static final KnownNames ENVELOPE = KnownNames.of("type", "payload");

  private static final int CALL_ID = 0;
  private static final KnownNames PAYLOAD = KnownNames.of("callId", "result");

  private static final int CONTENT = 0;
  private static final KnownNames RESULT = KnownNames.of("content", "isError");

  private static final KnownNames BLOCK = KnownNames.of("type", "text");

  private static final KnownText TOOL_RESULT = KnownText.ofString(ToolResult.TYPE);
  private static final KnownText TEXT = KnownText.ofString(ContentBlock.Text.TYPE);

  private final MemberCursor envelope = MemberCursor.of(ENVELOPE);
  private final MemberCursor payload = MemberCursor.of(PAYLOAD);
  private final MemberCursor result = MemberCursor.of(RESULT);
  private final MemberCursor block = MemberCursor.of(BLOCK);

  private List<ContentBlock> content;
  private RawJson json;
  private boolean failed;

  /** The frame, or null if it is none or not an ordinary one. */
  ToolResult read(byte[] buf, int from, int to) {
    try {
      envelope.start(buf, from, to);
      return envelope();
    } finally {
      forget();
    }
  }

  private ToolResult envelope() {
    ToolResult read = null;
    for (int name = envelope.next(); name >= 0; name = envelope.next()) {
      if (name == TYPE) {
        envelope.pass(TOOL_RESULT);
      } else {
        read = payload();
      }
    }
    return envelope.isAtEnd() && envelope.hasSeen(TYPE) ? read : null;
  }

  private void forget() {
    envelope.forget();
    payload.forget();
    result.forget();
    block.forget();
    content = null;
    json = null;
  }

  private ToolResult payload() {
    payload.enter(envelope);
    String callId = null;
    for (int name = payload.next(); name >= 0; name = payload.next()) {
      if (name == CALL_ID) {
        callId = payload.text(0, Integer.MAX_VALUE);
      } else {
        result();
      }
    }
    envelope.leave(payload);
    return callId == null || json == null ? null : new ToolResult(callId, content, json, failed);
  }

  private void result() {
    result.enter(payload);
    failed = false;
    for (int name = result.next(); name >= 0; name = result.next()) {
      if (name == CONTENT) {
        content = blocks();
        json = result.leaveCopying(block);
      } else {
        failed = result.bool();
      }
    }
    payload.leave(result);
  }

  private List<ContentBlock> blocks() {
    List<ContentBlock> blocks = List.of();
    for (boolean more = block.enterFirst(result); more; more = block.enterNext()) {
      ContentBlock next = block();
      if (next == null || blocks.size() == AgentLimits.BLOCKS) {
        block.breakOff();
        return null;
      }
      blocks = with(next, blocks);
    }
    return blocks;
  }

  /** Mostly there is one only, which needs no array. */
  private static List<ContentBlock> with(ContentBlock next, List<ContentBlock> blocks) {
    if (blocks.isEmpty()) {
      return List.of(next);
    }
    List<ContentBlock> longer = blocks.size() == 1 ? new ArrayList<>(blocks) : blocks;
    longer.add(next);
    return longer;
  }

  private ContentBlock block() {
    String text = null;
    for (int name = block.next(); name >= 0; name = block.next()) {
      if (name == TYPE) {
        block.pass(TEXT);
      } else {
        text = block.text(0, Integer.MAX_VALUE);
      }
    }
    return text != null && block.hasSeen(TYPE) ? new ContentBlock.Text(text) : null;
  }
}
