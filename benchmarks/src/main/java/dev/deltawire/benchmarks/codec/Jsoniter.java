package dev.deltawire.benchmarks.codec;

import com.jsoniter.JsonIterator;
import com.jsoniter.output.EncodingMode;
import com.jsoniter.output.JsonStream;
import com.jsoniter.spi.DecodingMode;
import com.jsoniter.spi.JsoniterSpi;
import java.util.UUID;

/** jsoniter's settings, which are the process's. */
final class Jsoniter {

  private static boolean done;

  private Jsoniter() {}

  /**
   * Its fastest typed modes, which compile a class for each type at run time; it doesn't know
   * uuids.
   */
  static synchronized void generateCodecs() {
    if (!done) {
      done = true;
      JsonStream.setMode(EncodingMode.DYNAMIC_MODE);
      JsonIterator.setMode(DecodingMode.DYNAMIC_MODE_AND_MATCH_FIELD_WITH_HASH);
      JsoniterSpi.registerTypeEncoder(
          UUID.class, (uuid, stream) -> stream.writeVal(uuid.toString()));
      JsoniterSpi.registerTypeDecoder(UUID.class, json -> UUID.fromString(json.readString()));
    }
  }
}
