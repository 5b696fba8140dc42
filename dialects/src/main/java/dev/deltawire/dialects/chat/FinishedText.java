package dev.deltawire.dialects.chat;

import dev.deltawire.model.chat.ChatServerFrame.MessageComplete;
import dev.deltawire.model.chat.ChatServerFrame.MessageDelta;
import dev.deltawire.model.chat.Message;
import dev.deltawire.server.Frame;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The rest of a message that has ended: deltas as long as they may be, then the terminal frame
 * (C-47).
 */
final class FinishedText implements Iterator<Frame> {

  /** */
  private static final int MAX_DELTA_BYTES = 65_536;

  private final Message message;
  private final byte[] text;
  private int offset;
  private boolean complete;

  private FinishedText(Message message, byte[] text, int offset) {
    this.message = message;
    this.text = text;
    this.offset = offset;
  }

  /** The frames from a place in the text on, each made when it is asked for. */
  static Iterator<Frame> frames(Message message, byte[] text, int offset) {
    return new FinishedText(message, text, offset);
  }

  /** Whether a place is in the text and on a code point boundary. */
  static boolean isPlace(byte[] text, long offset) {
    return offset >= 0
        && offset <= text.length
        && (offset == text.length || isBoundary(text, (int) offset));
  }

  @Override
  public boolean hasNext() {
    return !complete;
  }

  @Override
  public Frame next() {
    if (complete) {
      throw new NoSuchElementException();
    }
    if (offset == text.length) {
      complete = true;
      return ChatFrames.frame(new MessageComplete(message));
    }
    int from = offset;
    offset = Math.min(text.length, from + MAX_DELTA_BYTES);
    while (offset < text.length && !isBoundary(text, offset)) {
      offset--;
    }
    String delta = new String(text, from, offset - from, StandardCharsets.UTF_8);
    return ChatFrames.frame(new MessageDelta(message.id(), delta, offset));
  }

  private static boolean isBoundary(byte[] text, int index) {
    return (text[index] & 0xC0) != 0x80;
  }
}
