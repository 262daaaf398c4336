// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/finding.h"

namespace linnet {

using namespace Qt::StringLiterals;

Finding Finding::ok(const QString &text)
{
    return {{}, State::Ok, text, {}};
}

Finding Finding::warning(const QString &text, const QString &fix)
{
    return {{}, State::Warning, text, fix};
}

Finding Finding::failure(const QString &text, const QString &fix)
{
    return {{}, State::Failure, text, fix};
}

Finding Finding::skipped(const QString &text, const QString &fix)
{
    return {{}, State::Skipped, text, fix};
}

QLatin1String nameOf(Finding::State state)
{
    switch (state) {
    case Finding::State::Ok:
        return "ok"_L1;
    case Finding::State::Warning:
        return "warning"_L1;
    case Finding::State::Failure:
        return "failure"_L1;
    case Finding::State::Skipped:
        return "skipped"_L1;
    }
    Q_UNREACHABLE();
}

QJsonObject toJson(const Finding &finding)
{
    return {{u"id"_s, finding.id},
            {u"state"_s, nameOf(finding.state)},
            {u"text"_s, finding.text},
            {u"fix"_s, finding.fix}};
}

} // namespace linnet
