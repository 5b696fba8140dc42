package dev.deltawire.dialects.integration;

import dev.deltawire.codec.RawJsonView;
import dev.deltawire.codec.RawJsonView.Kind;
import dev.deltawire.model.integration.IntegrationServerFrame.IntegrationEvent;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the data of known events must look like (I-14). */
final class EventData {

  private EventData() {}

  /** Throws {@link IllegalArgumentException} when a known event has other data. */
  static void check(IntegrationEvent event) {
    if (event.name().equals(IntegrationEvent.TTS_AMPLITUDE)) {
      checkAmplitude(RawJsonView.of(event.data()));
    }
  }

  private static void checkAmplitude(RawJsonView data) {
    OptionalDouble amplitude =
        data.member("soundAmplitudeValue").map(RawJsonView::number).orElse(OptionalDouble.empty());
    if (amplitude.isEmpty() || amplitude.getAsDouble() < 0 || amplitude.getAsDouble() > 1) {
      throw new IllegalArgumentException("soundAmplitudeValue must be a number from 0 to 1");
    }
    Optional<Kind> animationId = data.member("animationId").map(RawJsonView::kind);
    if (animationId.filter(kind -> !isId(kind)).isPresent()) {
      throw new IllegalArgumentException("animationId must be a string or a number");
    }
  }

  /** An explicit null equals absence. */
  private static boolean isId(Kind kind) {
    return kind == Kind.STRING || kind == Kind.NUMBER || kind == Kind.NULL;
  }
}
