package dev.deltawire.codec;

import dev.deltawire.model.agent.AgentClientFrame.ToolResult;
import dev.deltawire.model.agent.AgentLimits;
import dev.deltawire.model.agent.ContentBlock;
import java.util.ArrayList;
import java.util.List;

/** The quick reader of an ordinary {@code tool_result}, whose content is texts. */
final class ToolResultReader {
  private static final KnownMember TYPE = KnownMember.of(0, "type");
  private static final KnownMember PAYLOAD = KnownMember.of(1, "payload");

  private static final KnownMember CALL_ID = KnownMember.of(0, "callId");
  private static final KnownMember RESULT = KnownMember.of(1, "result");

  private static final KnownMember CONTENT = KnownMember.of(0, "content");
  private static final KnownMember IS_ERROR = KnownMember.of(1, "isError");

  private static final KnownMember KIND = KnownMember.of(0, "type");
  private static final KnownMember TEXT = KnownMember.of(1, "text");

  private static final KnownText TOOL_RESULT = KnownText.ofString(ToolResult.TYPE);
  private static final KnownText TEXT_KIND = KnownText.ofString(ContentBlock.Text.TYPE);

  private final MemberCursor envelope = new MemberCursor();
  private final MemberCursor payload = new MemberCursor();
  private final MemberCursor result = new MemberCursor();
  private final MemberCursor block = new MemberCursor();

  private List<ContentBlock> content;
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
    while (envelope.hasMore()) {
      if (envelope.moveTo(TYPE)) {
        envelope.pass(TOOL_RESULT);
      }
      if (envelope.moveTo(PAYLOAD)) {
        read = payload();
      }
    }
    return envelope.isAtEnd() && envelope.hasHad(TYPE) ? read : null;
  }

  private void forget() {
    envelope.forget();
    payload.forget();
    result.forget();
    block.forget();
    content = null;
  }

  private ToolResult payload() {
    payload.enter(envelope);
    String callId = null;
    while (payload.hasMore()) {
      if (payload.moveTo(CALL_ID)) {
        callId = payload.text(0, Integer.MAX_VALUE);
      }
      if (payload.moveTo(RESULT)) {
        result();
      }
    }
    envelope.leave(payload);
    return callId == null || content == null ? null : new ToolResult(callId, content, failed);
  }

  private void result() {
    result.enter(payload);
    failed = false;
    while (result.hasMore()) {
      if (result.moveTo(CONTENT)) {
        content = blocks();
        result.leave(block);
      }
      if (result.moveTo(IS_ERROR)) {
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
    while (block.hasMore()) {
      if (block.moveTo(KIND)) {
        block.pass(TEXT_KIND);
      }
      if (block.moveTo(TEXT)) {
        text = block.text(0, Integer.MAX_VALUE);
      }
    }
    return text != null && block.hasHad(KIND) ? new ContentBlock.Text(text) : null;
  }
}
