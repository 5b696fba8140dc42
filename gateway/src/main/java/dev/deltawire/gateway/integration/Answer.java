package dev.deltawire.gateway.integration;

import dev.deltawire.dialects.integration.Decision;
import dev.deltawire.gateway.http.FormBody;
import dev.deltawire.gateway.http.JsonBody;
import dev.deltawire.gateway.http.RestException;
import java.util.Optional;

/** What somebody has decided, and the nonce that came with it, if one did (I-41). */
record Answer(Decision decision, Optional<String> nonce) {

  static Answer ofJson(JsonBody body) throws RestException {
    return of(body.text("decision"), body.findText("nonce"));
  }

  static Answer ofForm(FormBody form) throws RestException {
    return of(form.text("decision"), form.find("nonce"));
  }

  private static Answer of(String decision, Optional<String> nonce) throws RestException {
    return new Answer(
        Decision.ofWireName(decision).orElseThrow(() -> RestException.badField("decision")), nonce);
  }
}
