package dev.deltawire.benchmarks.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where everything lies that a run starts.
 *
 * @param built the load client, the C servers, the corpus and the key store
 * @param peers the directory of the other libraries' servers
 * @param clientPrefix a command that pins the client to its processor; may be empty
 * @param serverPrefix the same for servers
 */
record Installation(Path built, Path peers, List<String> clientPrefix, List<String> serverPrefix) {

  private static final List<String> JVM_OPTIONS =
      List.of("-Xms1g", "-Xmx1g", "--enable-native-access=ALL-UNNAMED");

  Path corpus() {
    return built.resolve("corpus.txt");
  }

  private Path keyStore() {
    return built.resolve("keystore.p12");
  }

  /** The load client's command, up to the workloads. */
  List<String> client(Subject subject, Pace pace) {
    List<String> command = new ArrayList<>(clientPrefix);
    command.add(built.resolve("load").toString());
    command.addAll(List.of("--corpus", corpus().toString()));
    command.addAll(pace.arguments());
    if (subject.merges()) {
      command.add("--merged");
    }
    if (subject.overTls()) {
      command.add("--tls");
    }
    return command;
  }

  /** The server's command. */
  List<String> server(Subject subject) {
    List<String> command = new ArrayList<>(serverPrefix);
    switch (subject.family()) {
      case NATIVE -> command.add(built.resolve("server").toString());
      case PEER -> command.add(peers.resolve("run").toString());
      case OURS -> command.addAll(ours());
    }
    command.addAll(List.of(subject.name(), "--loops", "1", "--corpus", corpus().toString()));
    if (subject.overTls()) {
      command.addAll(List.of("--tls", keyStore().toString()));
    }
    return command;
  }

  private static List<String> ours() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(DeltawireMain.class.getName());
    return command;
  }
}
