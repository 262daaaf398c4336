// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/version.h"

#include "cli/commands/invocation.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

const Table Shown{u"Version"_s, {{u"linnetctl"_s, u"version"_s}}, u"version"_s, Table::Shape::Card};

} // namespace

Declaration Version::declaration()
{
    return {.name = u"version"_s,
            .summary = u"Show the version of linnetctl."_s,
            .examples = {u"linnetctl version"_s, u"linnetctl version -o name"_s}};
}

Result<> Version::run(Invocation &invocation)
{
    return invocation.show(Shown, {{"version"_L1, QStringLiteral(LINNET_VERSION)}});
}

} // namespace linnet::cli
