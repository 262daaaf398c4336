// SPDX-License-Identifier: GPL-3.0-or-later
// linnet-loadgen SCENARIO SEED-FILE [--name value …]: one run, its figures as one line of JSON.
#include "tests/bench/loadgen/scenarios.h"

#include <cstdio>
#include <map>
#include <string>
#include <sys/resource.h>

namespace {

using namespace linnet::bench;

using Scenario = void (*)(const Plan &);

const std::map<std::string, Scenario> Scenarios = {
    {"pairs", runPairs}, {"open", runOpenLoop},   {"group", runGroup},
    {"list", runList},   {"history", runHistory}, {"stalled", runBesideStalled},
};

//! \return whether \p name was known.
bool set(Plan &plan, const std::string &name, const std::string &value)
{
    const std::map<std::string, double *> numbers = {
        {"--seconds", &plan.seconds}, {"--warm-up", &plan.warmUp}, {"--rate", &plan.rate}};
    const std::map<std::string, int *> counts = {
        {"--pairs", &plan.pairs},         {"--in-flight", &plan.inFlight},
        {"--idle", &plan.idle},           {"--connections", &plan.connections},
        {"--stalled", &plan.stalled},     {"--padding", &plan.padding},
        {"--server-pid", &plan.serverPid}};
    if (const auto number = numbers.find(name); number != numbers.end())
        *number->second = std::stod(value);
    else if (const auto count = counts.find(name); count != counts.end())
        *count->second = std::stoi(value);
    else if (name == "--port")
        plan.target.port = static_cast<unsigned short>(std::stoi(value));
    else
        return false;
    return true;
}

void allowManyDescriptors()
{
    rlimit limit = {};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace

int main(int argc, char **argv)
{
    const auto scenario = argc > 2 ? Scenarios.find(argv[1]) : Scenarios.end();
    bool isUnderstood = scenario != Scenarios.end() && argc % 2 == 1;
    Plan plan;
    for (int i = 3; isUnderstood && i < argc; i += 2)
        isUnderstood = set(plan, argv[i], argv[i + 1]);
    if (!isUnderstood) {
        std::fprintf(stderr,
                     "linnet-loadgen pairs|open|group|list|history|stalled SEED-FILE [--port N] "
                     "[--seconds S] [--warm-up S] [--pairs N] [--in-flight N] [--rate R] "
                     "[--idle N] [--stalled N] [--padding BYTES] [--connections N] "
                     "[--server-pid N]\n");
        return 2;
    }
    plan.seed = SeedFile::read(argv[2]);
    allowManyDescriptors();
    scenario->second(plan);
    return 0;
}
