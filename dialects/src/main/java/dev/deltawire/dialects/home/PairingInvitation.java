package dev.deltawire.dialects.home;

import dev.deltawire.codec.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a device needs to complete a pairing (H-49).
 *
 * @param secret shown this once; the store has its hash only
 */
public record PairingInvitation(OpenPairing pairing, String secret) {

  private static final byte[] CODE = "{\"code\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SECRET = ",\"secret\":".getBytes(StandardCharsets.US_ASCII);

  /** The text of the code that a device's camera reads. */
  public String qr() {
    JsonWriter json = JsonWriter.create().raw(CODE).string(pairing.code());
    byte[] both = json.raw(SECRET).string(secret).raw('}').toByteArray();
    return "genie://pair?d=" + Base64.getUrlEncoder().withoutPadding().encodeToString(both);
  }

  @Override
  public String toString() {
    return "an invitation to pair";
  }
}
