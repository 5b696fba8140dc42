package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page lists the paths that the gateway has, with all methods of each. */
final class RestPageTest {

  private static final Pattern ROW = Pattern.compile("\\| `([A-Z]+) (/\\S*)` \\|.*");
  private static final Pattern CALL = Pattern.compile("\\$HOST(/[a-zA-Z0-9/_-]+)");

  private static List<String> lines() throws IOException {
    return Files.readAllLines(Processes.root().resolve("docs/rest.md"));
  }

  /** The methods by path, as {@code Allow} lists them. */
  private static Map<String, String> listed() throws IOException {
    Map<String, TreeSet<String>> methods = new TreeMap<>();
    for (String line : lines()) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        Set<String> ofPath = methods.computeIfAbsent(row.group(2), path -> new TreeSet<>());
        ofPath.add(row.group(1));
        if (row.group(1).equals("GET")) {
          ofPath.add("HEAD");
        }
      }
    }
    Map<String, String> allow = new TreeMap<>();
    methods.forEach((path, names) -> allow.put(path, String.join(", ", names)));
    return allow;
  }

  @Test
  void everyListedPathHasTheListedMethodsAndNoOthers() throws Exception {
    Map<String, String> allowed = new TreeMap<>();
    try (GatewayServer gateway = GatewayServer.start("jdk")) {
      for (String path : listed().keySet()) {
        String target = path.replaceAll("\\{\\w+}", "some-one");
        HttpResponse<String> answer = gateway.http("TRACE", target, "");
        allowed.put(path, answer.headers().firstValue("allow").orElse("unknown path"));
      }
    }
    assertEquals(listed(), allowed);
  }

  @Test
  void everyPathOfTheExamplesIsThere() throws Exception {
    String page = lines().stream().collect(Collectors.joining("\n"));
    try (GatewayServer gateway = GatewayServer.start("jdk")) {
      Matcher call = CALL.matcher(page);
      while (call.find()) {
        int status = gateway.http("TRACE", call.group(1), "").statusCode();
        assertEquals(405, status, call.group(1));
      }
    }
  }
}
