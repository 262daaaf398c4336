// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/auditverify.h"

#include "cli/commands/invocation.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

const Table Shown{u"AuditVerdict"_s,
                  {{u"Intact"_s, u"isIntact"_s},
                   {u"From entry"_s, u"first"_s},
                   {u"Checked"_s, u"checked"_s},
                   {u"Broken at"_s, u"broken"_s},
                   {u"Head"_s, u"head"_s}},
                  u"head"_s,
                  Table::Shape::Card};

Error brokenAt(const QJsonValue &number)
{
    return {
        Error::Kind::InvalidInput, "audit_broken"_L1,
        u"Entry %1 of the audit log is not as it was written, or what was before it is gone."_s.arg(
            number.toInteger())};
}

} // namespace

Declaration AuditVerify::declaration()
{
    return {.name = u"audit verify"_s,
            .summary = u"Look whether the audit log is as it was written."_s,
            .examples = {u"linnetctl audit verify"_s, u"linnetctl audit verify -o name"_s}};
}

//! The head is shown, and written by -o name: who keeps it elsewhere can tell a log that was cut.
Result<> AuditVerify::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto verdict = (*connection)->api().get(adminPath({u"audit"_s, u"verification"_s}));
    if (!verdict)
        return verdict.error();
    if (auto shown = invocation.show(Shown, *verdict); !shown)
        return shown;
    const QJsonValue broken = (*verdict)["broken"_L1];
    return broken.isNull() ? Result<>() : Result<>(brokenAt(broken));
}

} // namespace linnet::cli
