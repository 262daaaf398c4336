// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/bench/requestround.h"
#include "cli/commands/command.h"
#include "cli/output/records.h"

namespace linnet::cli {

class ProgressLine;

//! \brief Measures how fast a server answers those who run it. Asks only what changes nothing.
class Bench : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    //! \brief One thing that is measured.
    struct Measure
    {
        QString name;
        QString path;
        QUrlQuery query = {};
    };

    static QList<Measure> measures();
    Result<> checkOptions() const;
    RequestRound::Connections connect(Invocation &invocation, const ServerConnection &first) const;
    Result<QJsonObject> measure(const Measure &measure,
                                const RequestRound::Connections &connections,
                                ProgressLine &line) const;

    int m_requests = 50;
    int m_concurrency = 1;
};

} // namespace linnet::cli
