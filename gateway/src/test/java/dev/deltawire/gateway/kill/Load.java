package dev.deltawire.gateway.kill;

import dev.deltawire.gateway.outside.Outside;
import java.io.IOException;
import java.util.List;

/** One dialect's share of the load, which remembers what it was told. */
interface Load {

  /** Makes what its clients need; called once, on a fresh directory. */
  void prepare(Outside gateway) throws IOException;

  /** What its clients do, each on a thread of its own. */
  List<Work> works(int round);

  /** Looks whether all that was acknowledged is there, after a kill and a restart. */
  void check(Outside gateway) throws IOException;

  /** How many things have been acknowledged so far. */
  int acknowledged();

  /** What one client does: it goes on until the gateway is gone, which is an exception. */
  interface Work {
    void run(Outside gateway) throws IOException;
  }
}
