// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"

namespace linnet::cli {

//! \brief What one way of settling a report, or of opening it again, is called.
struct SettlingDescription
{
    QString name; //!< Of the command.
    QString summary;
    QStringList examples;
    QString path; //!< Below the report's, e.g. "resolution".
};

//! \brief Changes how far a report is handled, with a note beside it or without.
class ReportSettling : public Command
{
public:
    explicit ReportSettling(SettlingDescription description)
        : m_description(std::move(description))
    {}

    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    const SettlingDescription m_description;
    QString m_report;
    QString m_note;
};

} // namespace linnet::cli
