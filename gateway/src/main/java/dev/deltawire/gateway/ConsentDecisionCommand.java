package dev.deltawire.gateway;

import dev.deltawire.dialects.integration.Decision;
import dev.deltawire.model.integration.IntegrationLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deltawire consent allow} and {@code deny}: decides on a request (I-41). */
@Command(
    description = "Decides on the request with this id; fails if it is not pending.",
    mixinStandardHelpOptions = true)
final class ConsentDecisionCommand implements Callable<Integer> {

  private final Map<String, String> environment;
  private final Decision decision;

  @Spec private CommandSpec spec;
  @Mixin private ConsentOptions options;

  @Parameters(paramLabel = "ID", description = "As consent list prints it, for instance req_….")
  private String requestId;

  ConsentDecisionCommand(Map<String, String> environment, Decision decision) {
    this.environment = environment;
    this.decision = decision;
  }

  @Override
  public Integer call() throws Exception {
    if (!IntegrationLimits.isRequestId(requestId)) {
      throw new ParameterException(
          spec.commandLine(), "ID expects req_ and eight characters, as consent list prints it");
    }
    if (!options.client(spec, environment).decide(requestId, decision)) {
      throw new IOException(requestId + " is not pending");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(requestId + (decision == Decision.ALLOW ? " allowed" : " denied"));
    out.flush();
    return 0;
  }
}
