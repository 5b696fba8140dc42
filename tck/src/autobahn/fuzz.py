# Runs the fuzzing client of the Autobahn test suite against one server, prints what came of it by
# section, and exits with 1 unless every case is as good as its suite can call it.
#
# Jython: fuzz.py SUITE_JAR URL AGENT REPORT_DIR CASES
import json
import os
import sys

jar, url, agent, reports, cases = sys.argv[1:]
sys.path.append(jar)  # only now: Jython would look for its own library in there

from autobahntestsuite import wstest
from autobahntestsuite.case import CaseCategories

# The whole suite, so that a case that vanishes is not taken for one that passes.
ALL_CASES = 301

# Cases of which the suite never says OK, with the close code that ours are answered by: data
# behind which a close follows at once, and close codes above those that RFC 6455 names.
NEVER_OK = {"7.1.6": 1000, "7.13.1": 1002, "7.13.2": 1002}


def good(case, outcome):
    said = outcome["behavior"], outcome["behaviorClose"]
    if case in NEVER_OK:
        return said == ("INFORMATIONAL",) * 2 and outcome["remoteCloseCode"] == NEVER_OK[case]
    return said == ("OK", "OK")


def key(case):
    return [int(part) for part in case.split(".")]


def details(outcome):
    with open(os.path.join(reports, outcome["reportfile"])) as report:
        return json.load(report)


def ended_by_server(outcome):
    """RFC 6455 7.1.1: the server closes the TCP connection first, after both close frames."""
    report = details(outcome)
    return report["wasClean"] and not report["droppedByMe"]


spec = {
    "options": {"failByDrop": False},
    "outdir": reports,
    "servers": [{"agent": agent, "url": url, "options": {"version": 18}}],
    "cases": cases.split(","),
    "exclude-cases": [],
    "exclude-agent-cases": {},
}
wstest.start({"mode": "fuzzingclient"}, spec)

with open(os.path.join(reports, "index.json")) as index:
    outcomes = json.load(index)[agent]

print
print "%-24s %6s %6s %6s" % (agent, "cases", "good", "s")
bad = []
for section in sorted(set(case.split(".")[0] for case in outcomes), key=int):
    of_section = dict((c, o) for c, o in outcomes.items() if c.split(".")[0] == section)
    failed = [c for c, o in of_section.items() if not (good(c, o) and ended_by_server(o))]
    bad += failed
    seconds = sum(outcome["duration"] for outcome in of_section.values()) / 1000.0
    name = "%s %s" % (section, CaseCategories[section])
    count = len(of_section)
    print "%-24s %6d %6d %6.1f" % (name, count, count - len(failed), seconds)
for case in sorted(bad, key=key):
    report = details(outcomes[case])
    print "%s: %s, close %s: %s %s" % (
        case, report["behavior"], report["behaviorClose"], report["result"], report["resultClose"])

complete = cases != "*" or len(outcomes) == ALL_CASES
if not complete:
    print "%d cases were run instead of %d" % (len(outcomes), ALL_CASES)
sys.stdout.flush()
os._exit(0 if complete and not bad else 1)  # the suite's threads would go on
