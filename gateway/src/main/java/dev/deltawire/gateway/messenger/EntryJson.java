package dev.deltawire.gateway.messenger;

import dev.deltawire.codec.JsonWriter;
import dev.deltawire.codec.MessengerEncoder;
import dev.deltawire.dialects.messenger.Entry;
import dev.deltawire.dialects.messenger.PageBudget;
import dev.deltawire.server.spi.HttpResponse;
import java.util.List;

/** Messages as REST shows them (PROTOCOLS 6.4). */
final class EntryJson {

  private EntryJson() {}

  /** One message. */
  static HttpResponse one(int status, Entry entry) {
    JsonWriter json = JsonWriter.create();
    write(entry, json);
    return HttpResponse.json(status, json.toByteArray());
  }

  /**
   * An array of the first messages that a page takes, with the header that says whether there are
   * more.
   *
   * @param entries one more than {@code limit} if there are
   */
  static HttpResponse page(List<Entry> entries, int limit) {
    JsonWriter json = JsonWriter.create();
    PageBudget budget = PageBudget.ofAnswer();
    int most = Math.min(limit, entries.size());
    int shown = 0;
    json.raw('[');
    while (shown < most && budget.takes(entries.get(shown).message())) {
      if (shown > 0) {
        json.raw(',');
      }
      write(entries.get(shown), json);
      shown++;
    }
    json.raw(']');
    return HttpResponse.json(200, json.toByteArray())
        .withHeader("X-Has-More", Boolean.toString(entries.size() > shown)); // M-42, M-44
  }

  private static void write(Entry entry, JsonWriter json) {
    MessengerEncoder.encode(entry.message(), entry.delivery(), entry.status(), json);
  }
}
