package dev.deltawire.tck;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Timeout;

/** Tests that are named after their rules, and that end. */
@DisplayNameGeneration(RuleNames.class)
@Timeout(60)
abstract class NumberedRules {}
